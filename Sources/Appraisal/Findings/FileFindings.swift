/// What is said about a file, its header or one of its lines.
public enum FileFinding: FindingFamily {
  /// No column for the board, said once for all executives; the code is that of one without a board.
  case noColumnForBoards
  /// A column that is not read.
  case unknownColumn
  /// Columns side by side that have no name, and so are not read.
  case columnsWithoutName(ColumnRun)
  /// A line without anything.
  case blankLine
  /// No line end after the last line.
  case noFinalNewline
  /// A header and nothing else.
  case noRecords
  /// The bytes of the file were converted to UTF-8, from the encoding that somebody named.
  case encodingConverted
  /// The bytes of the file were converted, and were UTF-8 before.
  case encodingDoubtful

  /// Columns side by side.
  public struct ColumnRun: Hashable, BitwiseCopyable, Sendable {
    private let start: UInt32
    private let end: UInt32

    /// The number of the first column, from 1.
    public var first: Int { Int(start) }
    /// The number of the last column.
    public var last: Int { Int(end) }

    package init(first: Int, last: Int) {
      start = UInt32(first)
      end = UInt32(last)
    }
  }

  static let codes: [FindingCode] = [
    .unknownColumn, .blankLine, .noFinalNewline, .noRecords, .encodingConverted,
    .encodingDoubtful,
  ]

  var code: FindingCode {
    switch self {
    case .noColumnForBoards: .prbNotGiven
    case .unknownColumn, .columnsWithoutName: .unknownColumn
    case .blankLine: .blankLine
    case .noFinalNewline: .noFinalNewline
    case .noRecords: .noRecords
    case .encodingConverted: .encodingConverted
    case .encodingDoubtful: .encodingDoubtful
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
        message: "The column is unknown and was ignored.",
        fix: "Nothing, if it is not needed; otherwise correct the name of the column.",
        citation: .inputFormat)
    case .columnsWithoutName(let run):
      part.of(
        message: run.first == run.last
          ? "Column \(run.first) (no name; \(columnLetters(run.first)) in a spreadsheet) was ignored."
          : """
          Columns \(run.first) to \(run.last) have no name and were ignored (in a spreadsheet \
          \(columnLetters(run.first)) to \(columnLetters(run.last))).
          """,
        fix: "Nothing, if nothing is needed of it; otherwise write a name into the header.",
        citation: .inputFormat)
    case .blankLine:
      part.of(
        message: "The line is empty and was skipped.",
        fix: "Delete the line, after checking that no executive is missing.", citation: .rfc4180)
    case .noFinalNewline:
      part.of(
        message: "The last line has no line end; the file may have been cut off.",
        fix: "Compare the number of records with what the sender exported.", citation: .rfc4180)
    case .noRecords:
      part.of(
        message: "The file has a header and no record.",
        fix: "If executives are missing, export the file again.", citation: .rfc4180)
    case .encodingConverted:
      part.of(
        message: "The file was converted to UTF-8 from the encoding that --encoding names.",
        fix: """
          Look at some names with accents in the rosters; if they are wrong, it is another encoding.
          """, citation: .inputFormat)
    case .encodingDoubtful:
      part.of(
        message:
          "The file looks like UTF-8, but was converted from the encoding that --encoding names.",
        fix:
          "Look at some names with accents; if they are wrong, run again without --encoding.",
        citation: .inputFormat)
    }
  }
}

extension FindingCode {
  /// A column that is not read.
  public static let unknownColumn = FindingCode(
    "unknown-column", .notice,
    meaning: """
      A column is not read. One notice for each column, and one for columns side by side that have \
      no name.
      """,
    remedy: "Nothing, if it is not needed; otherwise correct its name.")
  /// A line without anything.
  public static let blankLine = FindingCode(
    "blank-line", .notice, meaning: "A line is empty and was skipped.",
    remedy: "Check that no executive is missing.")
  /// The last line of the file has no line end: the file may have been cut.
  public static let noFinalNewline = FindingCode(
    "no-final-newline", .notice,
    meaning: "The last line has no line end: the file may have been cut.",
    remedy: "Compare the number of records with what the sender exported.")
  /// The file has a header and nothing else.
  public static let noRecords = FindingCode(
    "no-records", .notice, meaning: "The file has a header and nothing else.",
    remedy: "If executives are missing, export the file again.")
  /// The file is not UTF-8 and was converted.
  public static let encodingConverted = FindingCode(
    "encoding-converted", .notice,
    meaning: "The file was converted to UTF-8, from the encoding that `--encoding` names.",
    remedy: "Look at some names with accents; if they are wrong, it is another encoding.")
  /// The file was converted, and was UTF-8 before.
  public static let encodingDoubtful = FindingCode(
    "encoding-doubtful", .warning,
    meaning: """
      The file was converted from the encoding that `--encoding` names, but all of it is UTF-8 as it \
      was sent, with letters beyond ASCII: `é` has become `Ã©`.
      """,
    remedy: "Look at some names with accents; if they are wrong, leave `--encoding` out.")
}
