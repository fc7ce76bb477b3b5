import Appraisal
import CSV
import Columns
import Records

/// One row of a later file: its cells by the columns of the file.
struct SheetRow {
  private let batch: RecordBatch
  /// The number of the record in the batch.
  var index: Int { didSet { fields = batch.fields(of: index) } }
  /// Where the fields of the record stand among those of the batch.
  private var fields: Range<Int>
  /// The cells of it, in a workbook, that cannot be read as they are.
  var unreadable: [UnreadableCell] = []

  /// A record of a batch that has one.
  init(_ index: Int, of batch: RecordBatch) {
    self.batch = batch
    self.index = index
    fields = batch.fields(of: index)
  }

  /// The physical line on which it begins, from 1.
  var line: Int { batch.positions.line(of: index) }
  /// The row that a spreadsheet shows.
  var row: Int { batch.positions.row(of: index) }
  /// The number of the record in its file, from 1.
  var record: Int { batch.positions.record(of: index) }
  /// The number of its fields.
  var fieldCount: Int { fields.count }

  /// Calls `body` with the field of a column; an empty one where the row or the file does not have it.
  @inline(__always)
  func withField<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    guard column >= 0, column < fields.count else { return body(Span()) }
    let field = fields.lowerBound + column
    let range = Int(batch.fieldStarts[field])..<Int(batch.fieldEnds[field])
    return body(batch.bytes.span.extracting(range))
  }

  /// Calls `body` with a field without the blanks at its ends.
  @inline(__always)
  func withContent<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    withField(column) { field in body(field.extracting(field.contentRange)) }
  }

  /// Calls `body` with a text as it was before it was put into a CSV file of ours: without the apostrophe
  /// before what a spreadsheet would run.
  @inline(__always)
  func withText<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    withContent(column) { content in
      hidesFormula(content) ? body(content.extracting(1..<content.count)) : body(content)
    }
  }

  /// The content of a field, as bytes.
  func content(_ column: Int) -> [UInt8] { withContent(column) { $0.array } }

  /// Whether the cell of a column cannot be read as it is, which is a finding of its own.
  func isUnreadable(_ column: Int) -> Bool { unreadable.contains { $0.column == column } }

  /// Whether any of some cells cannot be read as it is.
  func hasUnreadable(in cells: [ReviewField.Cell], of columns: SheetColumns) -> Bool {
    !unreadable.isEmpty && cells.contains { isUnreadable(columns.column(of: $0)) }
  }

  /// Whether the field of a column has nothing but blanks in it.
  func isBlank(_ column: Int) -> Bool { withField(column) { $0.isBlank } }
}

extension UnreadableCell {
  /// Whether a day or a time is stored in it.
  var isDay: Bool { if case .date = finding { true } else { false } }
}
