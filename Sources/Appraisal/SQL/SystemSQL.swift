/// A system as SQL: views over two tables of texts, `plans` and `ratings`, that judge and score them as
/// the batch does.
///
/// It is for those whose data live in an engine, and it is a second calculation that shares no code with
/// the first. There is no arithmetic in it but sums and products of integers, and no cast but of digits.
///
///     plans, ratings                    one row for each record, loaded as text
///     appraise_plans_fields             one row for each value, without the blanks at its ends
///     appraise_plans_records            who the record is about, or why it is nobody's
///     appraise_plans_cells              the weights as numbers, each with its element
///     appraise_ratings_…                the same of ratings and levels
///     appraise_found                    what is found in the records
///     appraise_executives               who is rated, not rated or rejected
///     appraise_scores                   executives with scores and ratings
///     appraise_findings                 all findings
///
/// Both layouts come to the same cells, and everything after them is written once: in the wide layout
/// a record is a sheet with a cell for each element, in the long layout the sheet is put together from an
/// executive's records, and of two that claim one place the first has it.
package struct SystemSQL {
  /// How the input files are laid out.
  package enum Layout: String, CaseIterable, Sendable {
    /// One record for each executive.
    case wide
    /// One record for each executive and element.
    case long
  }

  let system: AppraisalSystem
  let dialect: SQLDialect
  let layout: Layout
  private let sha256: String

  /// The SQL of a sound system.
  ///
  /// - Parameter sha256: The hash of the system's file, for the header.
  package init(
    of system: AppraisalSystem, sha256: String, dialect: SQLDialect, layout: Layout
  ) {
    self.system = system
    self.sha256 = sha256
    self.dialect = dialect
    self.layout = layout
  }

  /// A view of the script.
  struct View {
    let name: String
    /// What it holds, a sentence.
    let meaning: String
    let query: String

    init(_ name: String, _ meaning: String, _ query: String) {
      self.name = name
      self.meaning = meaning
      self.query = query
    }
  }

  /// The script: header and views.
  ///
  /// - Complexity: O(length of the text).
  package func script() -> String {
    let views =
      InputKind.allCases.flatMap { [fields(of: $0), records(of: $0)] }
      + [weights, levels] + InputKind.allCases.map(cells)
      + [plansTotals, found, executives, scores, findings]
    return header
      + views.map { view in
        "\n-- \(view.meaning)\nCREATE OR REPLACE VIEW \(view.name) AS\n\(view.query);\n"
      }.joined()
  }

  // MARK: - Header

  private var header: String {
    let loaders = InputKind.allCases.map { dialect.loader($0.name, columns(of: $0)) }
    return """
      -- \(system.name): \(system.title)
      -- System file: SHA-256 \(sha256)
      -- SQL for \(dialect.title), files in the \(layout.rawValue) layout, written by
      --   appraise systems show \(system.name) --format sql --dialect \(dialect.name) \
      --layout \(layout.rawValue)
      --
      -- Scores, in hundredths of a point, are in the view appraise_scores, and what is wrong is in
      -- appraise_findings. Weights are in hundredths of a percent. Nothing is rounded or divided.
      --
      -- Load both files first, every value as text, with the number of its record:
      --
      \(loaders.joined(separator: "\n").split(separator: "\n").map { "--   \($0)" }.joined(separator: "\n"))
      --
      -- The columns of a file are these, by these names. A column of texts that it does not have stays NULL.
      -- Let 'appraise check' read the files before: a reader that guesses puts values into other columns.
      --
      -- The views before appraise_scores and appraise_findings are steps: where data are large, make them
      -- tables (CREATE TABLE in place of CREATE OR REPLACE VIEW), one after the other, or each is worked out
      -- as often as it is asked for.
      --
      -- Not seen from here, because SQL sees tables and not files:
      \(unseenCodes)

      """
  }

  private var unseenCodes: String {
    FindingsInSQL.unseen.map { reason, codes in
      var lines = ["-- \(reason)"]
      var line = "--  "
      for (index, code) in codes.enumerated() {
        let word = " \(code.rawValue)\(index + 1 < codes.count ? "," : "")"
        if line.utf8.count + word.utf8.count > 100 {
          lines.append(line)
          line = "--  "
        }
        line += word
      }
      return (lines + [line]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  // MARK: - Columns

  /// A column of an input file.
  struct InputColumn {
    let name: String
    /// What stands in it: `id`, `text`, `element` or `value`.
    let part: String
    /// The number of its element from 1; 0 where it has none.
    var element = 0
  }

  /// The columns of a kind of input, in the order of forms; the values of the wide layout last.
  func inputColumns(of kind: InputKind) -> [InputColumn] {
    let columns = InputField.all.filter { $0.kinds.contains(kind) }.compactMap {
      field -> InputColumn? in
      switch field.content {
      case .executiveID: InputColumn(name: field.name, part: "id")
      case .text: InputColumn(name: field.name, part: "text")
      case .element: layout == .long ? InputColumn(name: field.name, part: "element") : nil
      case .value: layout == .long ? InputColumn(name: field.name, part: "value") : nil
      }
    }
    guard layout == .wide else { return columns }
    return columns
      + system.elements.enumerated().map {
        InputColumn(name: $1.id, part: "value", element: $0 + 1)
      }
  }

  private func columns(of kind: InputKind) -> [String] { inputColumns(of: kind).map(\.name) }

  // MARK: - Expressions

  /// A list of rows as a table.
  func values(_ rows: [[String]], as name: String, _ columns: String...) -> String {
    let rows = rows.map { "(\($0.joined(separator: ", ")))" }
    let length = rows.reduce(0) { $0 + $1.utf8.count }
    let list = rows.joined(separator: length > 60 ? ",\n    " : ", ")
    return "(VALUES \(list)) AS \(name)(\(columns.joined(separator: ", ")))"
  }

  /// The elements by number, as a table.
  var elementNumbers: String {
    values(system.elements.indices.map { ["\($0 + 1)"] }, as: "elements", "element")
  }

  /// A text in small letters, as far as they are ASCII.
  func lowered(_ text: String) -> String {
    "translate(\(text), '\(Self.capitals)', '\(Self.smallLetters)')"
  }

  /// A name without what does not count in it, as ``folded(_:)`` makes it.
  func foldedName(_ text: String) -> String {
    let ignored = "'_-' || \(dialect.characters(["\n", "\r"] + blankScalars))"
    return "translate(\(text), '\(Self.capitals)' || \(ignored), '\(Self.smallLetters)')"
  }

  static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let smallLetters = "abcdefghijklmnopqrstuvwxyz"

  /// A list for the inside of a class in a regular expression, letters and digits as they are.
  func characterClass(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var ranges: [ClosedRange<UInt32>] = []
    for number in scalars.map(\.value).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    func words(_ number: UInt32) -> String {
      guard let scalar = Unicode.Scalar(number) else { return "" }
      return scalar.properties.isAlphabetic && scalar.isASCII || "0"..."9" ~= scalar
        ? String(scalar) : dialect.escape(hexadecimal(scalar))
    }
    return ranges.map {
      $0.count == 1 ? words($0.lowerBound) : "\(words($0.lowerBound))-\(words($0.upperBound))"
    }.joined()
  }

  /// A text in a regular expression that stands for itself.
  func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar) && scalar != " "
        ? "\\\(scalar)" : String(scalar)
    }.joined()
  }

  /// The code of what makes a value unfit wherever it stands, or else another.
  func faultCode(of value: String, or other: String) -> String {
    """
    CASE WHEN \(hasAny(lineBreaks, in: value)) THEN '\(FindingCode.lineBreakInField.rawValue)'
          WHEN \(hasAny(Unicode.Scalar.controls, in: value)) THEN '\(FindingCode.controlCharacter.rawValue)'
          ELSE \(other) END
    """
  }

  /// The condition that there is one of these characters in a text.
  func hasAny(_ scalars: some Sequence<Unicode.Scalar>, in text: String) -> String {
    dialect.hasMatch(text, "[\(characterClass(scalars))]")
  }
}

/// All blanks.
let blankScalars = (0...0xFFFF).compactMap { Unicode.Scalar(UInt32($0)) }.filter(\.isBlank)

private let lineBreaks: [Unicode.Scalar] = ["\n", "\r"]

extension Unicode.Scalar {
  /// The characters that make a value unfit for any output: C0 with tab and line breaks, DEL, C1, the line
  /// and paragraph separators U+2028 and U+2029, and the bidirectional controls U+202A–202E and U+2066–2069. A NUL no
  /// file has that is read.
  package static let controls: [Unicode.Scalar] =
    [0x01...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069].flatMap { $0 }
    .compactMap { Unicode.Scalar(UInt32($0)) }

  /// The characters with which a formula begins, in full width or not.
  package static let formulaSigns: [Unicode.Scalar] = [
    "=", "+", "-", "@", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
}
