/// What is said about a text that the run shows again.
public enum TextFinding: FindingFamily {
  /// It begins like a formula.
  case unsafeText
  /// It is another text but for capitals or blanks; in how many records it is spelled so.
  case spelledDifferently(inRecords: UInt32)

  static let codes: [FindingCode] = [.spelledDifferently, .unsafeText]

  var code: FindingCode {
    switch self {
    case .unsafeText: .unsafeText
    case .spelledDifferently: .spelledDifferently
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .unsafeText:
      part.of(
        message: "The text begins like a formula; a spreadsheet would run it.",
        fix: "Begin the text with a letter; CSV files of the run show it after an apostrophe.",
        citation: "OWASP, CSV Injection")
    case .spelledDifferently(let records):
      part.of(
        message: """
          In \(grouped(Int(records))) record\(records == 1 ? "" : "s") it is spelled like this, which \
          differs from \(related) only in capitals, blanks or the way an accent is stored; it counts \
          as that.
          """,
        fix: "Write it in one way in all records; if two are meant, give them different names.",
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
      A text begins with `=` `+` `-` `@`, in full width or not, `\\|` `%` or a tab, and a \
      spreadsheet would run it.
      """,
    remedy: "Begin it with a letter. The CSV files of the run show it after an apostrophe.")
}
