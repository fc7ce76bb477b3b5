/// What is said about a file, its header or one of its lines.
public enum FileFinding: FindingFamily {
  /// No column for the board, said once for all executives; the code is that of one without a board.
  case noColumnForBoards
  /// A column that is not read.
  case unknownColumn
  /// The same in a file of a review, for which no heading can be renamed by an option.
  case unknownColumnOfReview
  /// Columns side by side that have no name, and so are not read.
  case columnsWithoutName(ColumnRun)
  /// Lines without anything.
  case blankLine(Lines)
  /// Records of which every column that is read is blank.
  case blankRecord(Lines)
  /// Records with a word such as `Total` for an executive id, and no name.
  case totalsRow(Lines)
  /// The header once more.
  case repeatedHeader(Lines)
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

  /// Lines that follow each other, or one; of a workbook rows.
  public struct Lines: Hashable, BitwiseCopyable, Sendable {
    private let first: UInt32
    private let last: UInt32
    private let areRows: Bool

    /// From one line to another, both from 1; the last one is that on which the last record begins.
    ///
    /// - Parameter areRows: Whether they are rows of a sheet.
    package init(_ first: Int, to last: Int, areRows: Bool = false) {
      self.first = UInt32(clamping: first)
      self.last = UInt32(clamping: last)
      self.areRows = areRows
    }

    /// What one of them is called, and several.
    fileprivate var unit: String { areRows ? "row" : "line" }
    /// Several at the beginning of a sentence: `Lines 4 to 9`.
    fileprivate var subject: String { "\(areRows ? "Rows" : "Lines") \(numbers)" }
    /// Rows that records stand in, at the beginning of a sentence: `The rows on lines 4 to 9`.
    fileprivate var rowsAsSubject: String {
      areRows ? "Rows \(numbers)" : "The rows on lines \(numbers)"
    }

    /// Whether it is one line.
    var isOne: Bool { first == last }
    /// `4 to 1,048,576`.
    var numbers: String { "\(grouped(Int(first))) to \(grouped(Int(last)))" }
  }

  static let codes: [FindingCode] = [
    .unknownColumn, .blankLine, .blankRecord, .totalsRow, .repeatedHeader, .noFinalNewline,
    .noRecords, .encodingConverted, .encodingDoubtful,
  ]

  var code: FindingCode {
    switch self {
    case .noColumnForBoards: .prbNotGiven
    case .unknownColumn, .unknownColumnOfReview, .columnsWithoutName: .unknownColumn
    case .blankLine: .blankLine
    case .blankRecord: .blankRecord
    case .totalsRow: .totalsRow
    case .repeatedHeader: .repeatedHeader
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
        message:
          "The file has no column prb: whose board no other file names is on the roster unassigned.",
        fix: """
          If a column has the boards under another heading, rename it to prb, or add --column \
          'HEADING=prb'; otherwise add a column prb.
          """,
        citation: .boardReview)
    case .unknownColumn:
      part.of(
        message: "The column is unknown and was ignored.",
        fix: """
          Nothing, if it is not needed; otherwise rename it, or say with --column 'HEADING=NAME' which \
          column it is.
          """,
        citation: .inputFormat)
    case .unknownColumnOfReview:
      part.of(
        message: "The column is unknown and was ignored.",
        fix: "Nothing, if it is not needed; otherwise correct its heading.", citation: .inputFormat)
    case .columnsWithoutName(let run):
      part.of(
        message: run.first == run.last
          ? "Column \(run.first) (no name; \(columnLetters(run.first)) in a spreadsheet) was ignored."
          : """
          Columns \(run.first) to \(run.last) have no name and were ignored (in a spreadsheet \
          \(columnLetters(run.first)) to \(columnLetters(run.last))).
          """,
        fix: "Nothing, if it is not needed; otherwise write a name into the header.",
        citation: .inputFormat)
    case .blankLine(let lines):
      part.of(
        message: lines.isOne
          ? "The \(lines.unit) is empty and was skipped."
          : "\(lines.subject) are empty and were skipped.",
        fix: """
          Delete the \(lines.unit)\(lines.isOne ? "" : "s"), after checking that no executive is missing.
          """,
        citation: .rfc4180)
    case .blankRecord(let lines):
      part.of(
        message: lines.isOne
          ? "The row is empty in every column that is read, and was passed over."
          : "\(lines.rowsAsSubject) are empty in every column that is read, and were passed over.",
        fix: lines.isOne
          ? "Delete the row in the spreadsheet, after checking that no executive is missing."
          : "Delete the rows in the spreadsheet, after checking that no executive is missing.",
        citation: .inputFormat)
    case .totalsRow(let lines):
      part.of(
        message: lines.isOne
          ? """
          The row has no executive id but a word such as Total; it was taken for a row of totals and \
          passed over.
          """
          : """
          \(lines.rowsAsSubject) have no executive ids but words such as Total; they were taken for \
          rows of totals and passed over.
          """,
        fix: lines.isOne
          ? "Delete the row; if it is an executive, give him or her an id that is no such word."
          : "Delete the rows; if one is an executive, give him or her an id that is no such word.",
        citation: .inputFormat)
    case .repeatedHeader(let lines):
      part.of(
        message: lines.isOne
          ? "The header is repeated here, and was passed over."
          : "The header is repeated on each of the \(lines.unit)s \(lines.numbers), and was passed over.",
        fix: """
          If files were put together, check whether each is whole and none is there twice; then \
          delete the row.
          """,
        citation: .inputFormat)
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
    "blank-line", .notice,
    meaning: "A line is empty and was skipped. One notice for all that follow each other.",
    remedy: "Check that no executive is missing.")
  /// A record of nothing but blanks in the columns that are read.
  public static let blankRecord = FindingCode(
    "blank-record", .notice,
    meaning: """
      A record is blank in every column that is read, and was passed over: it is no executive. One \
      notice for all that follow each other.
      """,
    remedy: "Check that no executive is missing, and delete the empty rows in the spreadsheet.")
  /// A record that gives totals, not an executive.
  public static let totalsRow = FindingCode(
    "totals-row", .warning,
    meaning: """
      A record has a word such as `Total` or `Average` in place of an executive id, and no name. It \
      was passed over: it is no executive. One warning for all that follow each other.
      """,
    remedy: "Delete the row. If it is an executive, correct the id.")
  /// The header in the middle of the file.
  public static let repeatedHeader = FindingCode(
    "repeated-header", .warning,
    meaning: """
      The header stands in the file once more, as where files were put together. It was passed \
      over. One warning for all that follow each other.
      """,
    remedy: "Check whether each of the files is whole and none is there twice; delete the row.")
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
