/// What is said about a text that the run shows again, and about the blanks of a column.
public enum TextFinding: FindingFamily {
  /// It begins like a formula.
  case unsafeText
  /// It is written as a formula, `="Doe, Jane"`; the code is that of one that begins like a formula.
  case textAsFormula
  /// It is another text but for capitals or blanks; in how many records it is spelled so.
  case spelledDifferently(inRecords: UInt32)
  /// It holds U+FFFD.
  case replacementCharacter
  /// Blanks of a column that were taken off, said once for all its values.
  case blanksTrimmed(TrimmedBlanks)

  /// How many values of a column had blanks that carry no meaning.
  public struct TrimmedBlanks: Hashable, BitwiseCopyable, Sendable {
    private let number: UInt32
    /// Whether some of them had such blanks inside, and not at their ends alone.
    public let areInside: Bool

    /// The number of values.
    public var values: Int { Int(number) }

    /// Where they were.
    fileprivate var place: String {
      areInside ? "blanks at the ends, or more than single spaces inside," : "blanks at the ends"
    }

    package init(values: Int, areInside: Bool) {
      number = UInt32(clamping: values)
      self.areInside = areInside
    }
  }

  static let codes: [FindingCode] = [
    .spelledDifferently, .unsafeText, .replacementCharacter, .blanksTrimmed,
  ]

  var code: FindingCode {
    switch self {
    case .unsafeText, .textAsFormula: .unsafeText
    case .spelledDifferently: .spelledDifferently
    case .replacementCharacter: .replacementCharacter
    case .blanksTrimmed: .blanksTrimmed
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .unsafeText:
      part.of(
        message: "The text begins like a formula; a spreadsheet would run it.",
        fix: "Begin the text with a letter; CSV files of the run show it after an apostrophe.",
        citation: "OWASP, CSV Injection")
    case .textAsFormula:
      part.of(
        message:
          "The text is written as a formula, as in =\"Doe, Jane\"; a spreadsheet would run it.",
        fix: """
          Write what is between the quotes, without = and quotes: let the system that exports the file leave them \
          out. CSV files of the run show it after an apostrophe.
          """,
        citation: "OWASP, CSV Injection")
    case .spelledDifferently(let records):
      part.of(
        message: """
          In \(grouped(Int(records))) record\(records == 1 ? "" : "s") the spelling differs from \(related) \
          only in capitals, blanks or the way an accent is stored; it counts as that.
          """,
        fix: "Write it in one way in all records; if two are meant, give them different names.",
        citation: .inputFormat)
    case .replacementCharacter:
      part.of(
        message: """
          A character of the text was lost when the file was converted: in its place stands the \
          replacement character (U+FFFD).
          """,
        fix: "Type the character again, or export the text again as CSV UTF-8 from its source.",
        citation: "Unicode Standard, section 5.22: U+FFFD stands for what could not be converted")
    case .blanksTrimmed(let blanks):
      part.of(
        message: blanks.values == 1
          ? "One value of this column had \(blanks.place) and was read without them."
          : """
          \(blanks.values) values of this column, the first of them here, had \(blanks.place) and were \
          read without them.
          """,
        fix: "Nothing; or delete the blanks where the file comes from.",
        citation: .inputFormat)
    }
  }
}

extension FindingCode {
  /// Two spellings of one board, organization or appointment.
  public static let spelledDifferently = FindingCode(
    "spelled-differently", .warning,
    meaning: """
      A board, organization or appointment differs from another only in capitals or blanks. They \
      are one, under the spelling that most records have. One warning for each other spelling, at \
      its first record.
      """,
    remedy: "Write it in one way. If two are meant, give them names that differ in more.")
  /// A text that a spreadsheet would run as a formula.
  public static let unsafeText = FindingCode(
    "unsafe-text", .warning,
    meaning: """
      A text begins with `=` `+` `-` `@`, in full width or not, `\\|` or `%`, and a spreadsheet would \
      run it.
      """,
    remedy: "Begin it with a letter. The CSV files of the run show it after an apostrophe.")
  /// A text with U+FFFD in it.
  public static let replacementCharacter = FindingCode(
    "replacement-character", .warning,
    meaning:
      "A text has U+FFFD in it, which stands for a character that an earlier conversion lost.",
    remedy: "Type the character again, or export the text again as CSV UTF-8 from its source.")
  /// Blanks at the ends of values, or runs of them inside texts, that were taken off.
  public static let blanksTrimmed = FindingCode(
    "blanks-trimmed", .notice,
    meaning: """
      Values of a column had blanks at their ends, or a text more than single spaces inside. They are \
      read without them. One notice for each file and column, at the first of the values.
      """,
    remedy: "Nothing. Or delete the blanks where the file comes from.")
}
