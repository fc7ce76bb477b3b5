import Columns

/// The columns of one kind of table: a roster, the scores, the index of the rosters, the findings.
///
/// The one declaration of a table. Whoever writes it, in CSV, JSON or a workbook, prints its header,
/// documents it or reads it back walks ``columns``, so that a header and its rows cannot part, and a
/// new column is a new line in a list. What a `Source` is, where the value of a cell comes from, is
/// the table's own business: ``RosterSource``, ``ScoreSource``, ``BoardSource``, ``FindingSource``.
struct Table<Source: Sendable>: Sendable {
  /// One column.
  struct Column: Sendable {
    /// What the header calls it.
    let name: String
    let type: CellType
    /// Where its values come from.
    let source: Source
    /// What it holds, for the documents; no sentence, no full stop.
    let meaning: String

    init(_ name: String, _ type: CellType, _ source: Source, _ meaning: String) {
      self.name = name
      self.type = type
      self.source = source
      self.meaning = meaning
    }
  }

  /// The columns from left to right.
  let columns: [Column]
  /// The sources of the columns, for the loop over rows.
  let sources: [Source]
  /// Whether people open the file in a spreadsheet, which then needs to be told that it is UTF-8.
  let isForSpreadsheets: Bool

  /// A table.
  init(_ columns: [Column], isForSpreadsheets: Bool) {
    self.columns = columns
    sources = columns.map(\.source)
    self.isForSpreadsheets = isForSpreadsheets
  }

  /// The names of the columns.
  var names: [String] { columns.map(\.name) }

  /// The first line without a byte order mark, for standard output.
  var headerLine: [UInt8] { Array((names.joined(separator: ",") + "\n").utf8) }

  /// Adds the first line of a CSV file: the names, after a byte order mark where people open it.
  func appendHeader(to rows: inout CSVRows) {
    if isForSpreadsheets { rows.buffer.append(byteOrderMark) }
    rows.buffer.append(headerLine)
  }
}

/// What the cells of a column hold, and in which unit.
enum CellType: String, Sendable {
  /// UTF-8; in CSV with an apostrophe before what a spreadsheet would run.
  case text
  /// A word of the program's own, such as a status or the name of a file: ASCII letters, digits,
  /// `-` and `.`, written as it is.
  case word
  /// A whole number from 0.
  case count
  /// A level, 1–5.
  case level
  /// A weight in percent: an exact decimal with at most two digits after the point.
  case percent
  /// Points × weight: an exact decimal, likewise.
  case points
  /// For the board to fill in: blank in a file that the program writes.
  case open
}

/// What takes the cells of a table row by row, from left to right: CSV or a workbook.
protocol CellSink: ~Copyable {
  /// Adds a text, perhaps empty.
  mutating func append(text: Span<UInt8>)
  /// Adds a word of the program's own, which needs no quotes and no apostrophe.
  mutating func append(word: Span<UInt8>)
  /// Adds a count or a level; `nil` for a blank cell.
  mutating func append(number: Int?)
  /// Adds a percent or points in hundredths; `nil` for a blank cell.
  mutating func append(hundredths: UInt32?)
  /// Adds a blank cell for somebody to fill in.
  mutating func appendOpen()
  /// Ends a row.
  mutating func endRow()
}

extension CellSink where Self: ~Copyable {
  /// Adds a text.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { unsafe append(text: $0.span) }
  }

  /// Adds a word of the program's own.
  mutating func append(word: String) {
    var word = word
    word.withUTF8 { unsafe append(word: $0.span) }
  }
}

/// A mark that tells spreadsheets that a file is UTF-8.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The lines of a CSV file in the making, RFC 4180.
struct CSVRows: CellSink, ~Copyable {
  /// The lines so far.
  var buffer: OutputBuffer

  /// No lines yet, and room for so many bytes.
  init(capacity: Int = 4096) { buffer = OutputBuffer(capacity: capacity) }

  @inline(__always)
  mutating func append(text: Span<UInt8>) {
    buffer.append(field: text)
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  mutating func append(word: Span<UInt8>) {
    buffer.append(word)
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  mutating func append(number: Int?) {
    if let number { buffer.append(decimal: number) }
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  mutating func append(hundredths: UInt32?) {
    if let hundredths { buffer.append(hundredths: hundredths) }
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  mutating func appendOpen() { buffer.append(UInt8(ascii: ",")) }

  /// - Precondition: the row has a cell; its comma becomes the line end.
  @inline(__always)
  mutating func endRow() { buffer.replaceLast(with: UInt8(ascii: "\n")) }
}
