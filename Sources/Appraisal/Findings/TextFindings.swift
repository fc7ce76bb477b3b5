/// What is said about a text that the run shows again.
public enum TextFinding: FindingFamily {
  /// It begins like a formula.
  case unsafeText

  static let codes: [FindingCode] = [.unsafeText]

  var code: FindingCode { .unsafeText }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    part.of(
      message: "The text begins like a formula; a spreadsheet would run it.",
      fix: "Begin the text with a letter; CSV files of the run show it after an apostrophe.",
      citation: "OWASP, CSV Injection")
  }
}

extension FindingCode {
  /// A text that a spreadsheet would run as a formula.
  public static let unsafeText = FindingCode(
    "unsafe-text", .warning,
    meaning: """
      A text begins with `=` `+` `-` `@`, in full width or not, `\\|` `%` or a tab, and a \
      spreadsheet would run it.
      """,
    remedy: "Begin it with a letter. The CSV files of the run show it after an apostrophe.")
}
