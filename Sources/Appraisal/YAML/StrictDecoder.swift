import Yams

/// What the files of one decoder are called in messages.
package struct FileKind: Sendable {
  /// The file: `system file`.
  package let file: String
  /// What one file holds: `system`.
  package let content: String
  /// What to do with an empty file: a sentence.
  package let beginning: String

  package init(file: String, content: String, beginning: String) {
    self.file = file
    self.content = content
    self.beginning = beginning
  }
}

/// From the values of a YAML file to what it states, collecting everything that is wrong on the way.
///
/// The file is YAML with nothing but mappings, lists and plain values. It is read strictly: an unknown,
/// missing or repeated key, a number that is not exact, an anchor, alias or tag are all refused.
/// Numbers are taken from their digits, never through floating point.
///
/// A part that cannot be read is `nil`, and the rules that need it are passed over, so that one
/// mistake is reported once. A result comes out only where nothing was wrong.
package protocol StrictDecoder {
  associatedtype Output
  static var kind: FileKind { get }
  /// Everything that is wrong, in the order in which it was found.
  var problems: [Statement] { get set }

  init()

  /// What a file states; `nil` when something is wrong.
  mutating func decode(_ root: YAMLValue) -> Output?
}

extension StrictDecoder {
  /// Decodes a file.
  ///
  /// - Parameter yaml: The bytes of the file, UTF-8 with or without a byte order mark.
  /// - Throws: ``RefusedFile`` with everything that is wrong and the places. What keeps YAML itself
  ///   from being read (a syntax error, a key twice in one mapping, a byte that is not UTF-8) is
  ///   reported alone.
  /// - Complexity: O(bytes).
  package static func decode(_ yaml: [UInt8]) throws(RefusedFile) -> Output {
    let text = try StrictText(yaml, of: kind)
    // The parser owns the anchors of its nodes: they are gone when it is.
    let parser: Parser
    let root: Node?
    do {
      // The nodes are read as they stand: nothing is to be made of them by their tags.
      parser = try Parser(
        yaml: text.string, resolver: .basic, constructor: Constructor([:], [:], [:]),
        encoding: .utf8)
      root = try parser.singleRoot()
    } catch let error as YamlError {
      throw RefusedFile(problems: [text.problem(for: error)])
    } catch {
      throw RefusedFile(at: .start, "The file is not YAML.", "Correct it.")
    }
    defer { withExtendedLifetime(parser) {} }
    guard let root else {
      throw RefusedFile(at: .start, "The file is empty.", kind.beginning)
    }
    var decoder = Self()
    decoder.refuseMarkings(in: root)
    let output = decoder.decode(YAMLValue(root))
    guard let output, decoder.problems.isEmpty else {
      throw RefusedFile(problems: decoder.problems)
    }
    return output
  }

  /// Adds to what is wrong.
  package mutating func report(_ place: Statement.Place, _ message: String, _ fix: String) {
    problems.append(Statement(message, fix: fix, at: place))
  }

  /// Whether a file is in the format that this program reads; reports another one.
  package mutating func isInKnownFormat(_ fields: Fields) -> Bool {
    guard let format = number("format", in: fields), format.value != 100 else { return true }
    report(
      format.place, "The format is \(decimal(hundredths: format.value)); this program reads 1.",
      "Write `format: 1`.")
    return false
  }

  /// Reports every anchor and tag, and with an anchor its aliases, which are the same node.
  ///
  /// What an anchor marks is not looked into, so that aliases of aliases do not add up.
  private mutating func refuseMarkings(in node: Node) {
    let place = Statement.Place(node.mark)
    if let anchor = node.anchor {
      let name = printable(anchor.rawValue)
      if !problems.contains(where: { $0.place == place }) {
        report(
          place, "The value has an anchor, `&\(name)`; a \(Self.kind.file) may not have one.",
          "Write the value out in each place.")
      }
      return
    }
    switch node {
    case .scalar(let scalar):
      // A quoted text has the tag of texts from the parser.
      let isQuoted = scalar.style != .plain && scalar.tag.rawValue == textTag
      if !isQuoted { refuse(scalar.tag, at: place) }
    case .sequence(let sequence):
      refuse(sequence.tag, at: place)
      for item in sequence { refuseMarkings(in: item) }
    case .mapping(let mapping):
      refuse(mapping.tag, at: place)
      for (key, value) in mapping {
        // The parser has given plain keys the tag of texts, in order to compare them; a key that is
        // no scalar is an unknown key anyway.
        if case .scalar(let scalar) = key, scalar.anchor != nil || scalar.tag.rawValue != textTag {
          refuseMarkings(in: key)
        }
        refuseMarkings(in: value)
      }
    case .alias:
      report(
        place, "This is an alias, which a \(Self.kind.file) may not have.", "Write the value out.")
    }
  }

  private mutating func refuse(_ tag: Tag, at place: Statement.Place) {
    guard !tag.rawValue.isEmpty else { return }
    report(
      place,
      "The value has a tag, `\(printable(tag.rawValue))`; a \(Self.kind.file) may not have one.",
      "Remove the tag.")
  }
}

/// The tag of texts.
private let textTag = Tag.Name.str.rawValue
