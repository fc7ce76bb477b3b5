import Yams

/// The text of a file, sound as text: UTF-8, not too long, and without what could make the YAML parser
/// take more than a moment.
struct StrictText {
  let string: String
  private let kind: FileKind

  init(_ bytes: [UInt8], of kind: FileKind) throws(RefusedFile) {
    self.kind = kind
    guard bytes.count <= RefusedFile.largestFile else {
      throw RefusedFile(
        at: .start, "The file is larger than 1 MiB, and no \(kind.file) is.",
        "Check that this is the file you meant.")
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    do {
      string = String(copying: try UTF8Span(validating: content.span))
    } catch {
      throw RefusedFile(
        at: Self.place(of: error.byteOffsets.lowerBound, in: content),
        "The bytes here are not UTF-8.", "Save the file as UTF-8.")
    }
    try refuseManyAliases(in: content)
  }

  /// Refuses a file with many words that could be aliases.
  ///
  /// Any alias is refused once the file is parsed. But the parser compares the keys of a mapping
  /// with everything inside them, and a few dozen aliases of aliases as a key would keep it busy
  /// for years.
  private func refuseManyAliases(in bytes: ArraySlice<UInt8>) throws(RefusedFile) {
    var first: Int?
    var count = 0
    var isAfterBreak = true
    for index in bytes.indices {
      if isAfterBreak, bytes[index] == UInt8(ascii: "*") {
        count += 1
        first = first ?? index
      }
      switch bytes[index] {
      case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","):
        isAfterBreak = true
      default: isAfterBreak = false
      }
    }
    if count > 16, let first {
      throw RefusedFile(
        at: Self.place(of: first - bytes.startIndex, in: bytes),
        "\(count) words begin with `*`, like aliases, which a \(kind.file) does not have.",
        "Write each value out.")
    }
  }

  /// The place of a byte.
  private static func place(of offset: Int, in bytes: ArraySlice<UInt8>) -> Statement.Place {
    let before = bytes.prefix(offset)
    let line = before.lastIndex(of: 0x0A).map { before[($0 + 1)...] } ?? before
    return Statement.Place(
      line: before.count { $0 == 0x0A } + 1, column: line.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// What the parser refused.
  func problem(for error: YamlError) -> Statement {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return Statement(
        "This is not YAML: \(problem).",
        fix:
          "Look at the indentation of this line and the one before; a text with `: ` needs quotes.",
        at: .init(mark))
    case .composer(_, "but found another document", let mark, _):
      return Statement(
        "The file has a second YAML document.", fix: "Give each \(kind.content) a file of its own.",
        at: .init(mark))
    case .composer(_, let problem, let mark, _):
      return Statement(
        "This is not YAML: \(problem).", fix: "Write each value out.", at: .init(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = Statement.Place(context.mark)
      return Statement(
        "The key `\(key)` appears twice in one mapping, first on line \(first.line).",
        fix: "Keep one of them.", at: secondPlace(of: key, first: first) ?? first)
    default:
      return Statement(
        "There is a control character here, which YAML does not allow.", fix: "Delete it.",
        at: forbiddenCharacter())
    }
  }

  /// The second place of a key of a block mapping, in which all keys stand in one column; `nil`
  /// when the mapping is written in another way.
  private func secondPlace(of key: String, first: Statement.Place) -> Statement.Place? {
    let lines = string.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard first.line >= 1, first.column >= 1 else { return nil }
    for (index, line) in lines.enumerated().dropFirst(first.line) {
      let indent = line.prefix { $0 == " " }.count
      if indent == line.count || line.dropFirst(indent).first == "#" { continue }
      if indent < first.column - 1 { return nil }
      guard indent == first.column - 1 else { continue }
      let content = line.dropFirst(indent)
      if content.hasPrefix(key), content.dropFirst(key.count).first == ":" {
        return Statement.Place(line: index + 1, column: first.column)
      }
    }
    return nil
  }

  /// The first character that YAML does not allow.
  private func forbiddenCharacter() -> Statement.Place {
    var line = 1
    var column = 1
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x0A:
        line += 1
        column = 1
        continue
      case 0x09, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...:
        column += 1
      default: return Statement.Place(line: line, column: column)
      }
    }
    return .start
  }
}
