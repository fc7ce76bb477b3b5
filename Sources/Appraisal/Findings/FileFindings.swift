/// What is said about a file, its header or one of its lines.
public enum FileFinding: FindingFamily {
  /// No column for the board, said once for all executives; the code is that of one without a board.
  case noColumnForBoards
  /// A column that is not read.
  case unknownColumn
  /// A line without anything.
  case blankLine
  /// No line end after the last line.
  case noFinalNewline
  /// A header and nothing else.
  case noRecords

  static let codes: [FindingCode] = [.unknownColumn, .blankLine, .noFinalNewline, .noRecords]

  var code: FindingCode {
    switch self {
    case .noColumnForBoards: .prbNotGiven
    case .unknownColumn: .unknownColumn
    case .blankLine: .blankLine
    case .noFinalNewline: .noFinalNewline
    case .noRecords: .noRecords
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .noColumnForBoards:
      part.of(
        message: "The file has no column prb: all its executives are on the roster unassigned.",
        fix: "Name the board in a column prb.", citation: .boardReview)
    case .unknownColumn:
      part.of(
        message: "The column is not one that is read; it was ignored.",
        fix: "Nothing, if it is not needed; otherwise correct the name of the column.",
        citation: .inputFormat)
    case .blankLine:
      part.of(
        message: "The line is empty; it was passed over.",
        fix: "Delete the line, after a look whether an executive is missing.", citation: .rfc4180)
    case .noFinalNewline:
      part.of(
        message: "The last line has no line end; the file may have been cut off.",
        fix: "Compare the number of records with what the sender exported.", citation: .rfc4180)
    case .noRecords:
      part.of(
        message: "The file has a header and no record.",
        fix: "If executives are missing, export the file again.", citation: .rfc4180)
    }
  }
}

extension FindingCode {
  /// A column that is not read.
  public static let unknownColumn = FindingCode(
    "unknown-column", .notice, meaning: "A column is not read. One notice for each column.",
    remedy: "Nothing, if it is not needed; otherwise correct its name.")
  /// A line without anything.
  public static let blankLine = FindingCode(
    "blank-line", .notice, meaning: "A line is empty and was passed over.",
    remedy: "Look whether an executive is missing.")
  /// The last line of the file has no line end: the file may have been cut.
  public static let noFinalNewline = FindingCode(
    "no-final-newline", .notice,
    meaning: "The last line has no line end: the file may have been cut.",
    remedy: "Compare the number of records with what the sender exported.")
  /// The file has a header and nothing else.
  public static let noRecords = FindingCode(
    "no-records", .notice, meaning: "The file has a header and nothing else.",
    remedy: "If executives are missing, export the file again.")
}
