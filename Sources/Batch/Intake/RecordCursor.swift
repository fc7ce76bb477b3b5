import Appraisal
import CSV
import Columns

/// The record of a batch that is being read: its fields by the columns of the header, and what is
/// known of it so far.
///
/// It holds spans, so that reading a field never touches the reference count of a list, which
/// all tasks share.
struct RecordCursor: ~Escapable {
  /// What the record is of.
  let kind: InputKind
  /// One record for each executive and element.
  let isLong: Bool
  let idColumn: Int
  let elementColumn: Int?
  /// By element, or in the long layout one; see ``HeaderMap/valueColumns``.
  let valueColumns: Span<Int>
  /// By the numbers of the texts, -1 for those that the file does not have.
  let textColumns: Span<Int>
  private let textualColumns: Span<Int>
  /// The number of fields that a record has to have.
  let headerCount: Int
  /// Whether no field of the batch needs to be looked at for what is not printable.
  let isPrintable: Bool

  private let bytes: Span<UInt8>
  private let fieldStarts: Span<UInt32>
  private let fieldEnds: Span<UInt32>
  private let recordEnds: Span<UInt32>

  /// The number of the record in its batch, from 0; -1 before the first.
  private(set) var record = -1
  /// Its fields, by their numbers in the batch.
  private(set) var fields = 0..<0
  /// What is known of it so far.
  var flags: RecordFlags = []

  /// A cursor before the first record of a batch, whose fields are those of a header.
  @_lifetime(borrow batch, borrow header)
  init(_ batch: borrowing RecordBatch, under header: borrowing HeaderMap) {
    kind = header.kind
    isLong = header.isLong
    idColumn = header.idColumn
    elementColumn = header.elementColumn
    valueColumns = header.valueColumns.span
    textColumns = header.textColumns.span
    textualColumns = header.textualColumns.span
    headerCount = header.count
    isPrintable = batch.isPrintableASCII
    bytes = batch.bytes.span
    fieldStarts = batch.fieldStarts.span
    fieldEnds = batch.fieldEnds.span
    recordEnds = batch.recordEnds.span
  }

  /// Goes on to the next record, of which nothing is known yet.
  ///
  /// - Returns: `false` if there is none.
  @inline(__always)
  mutating func next() -> Bool {
    guard record + 1 < recordEnds.count else { return false }
    record += 1
    fields = fields.upperBound..<Int(recordEnds[record])
    flags = []
    return true
  }

  /// The field in a column; empty where the file does not have the column, -1.
  @inline(__always)
  @_lifetime(copy self)
  func field(_ column: Int) -> Span<UInt8> {
    guard column >= 0 else { return Span() }
    return bytes.extracting(range(of: column, in: fields))
  }

  /// Whether the record has the same executive id and texts, byte by byte, as one before it.
  ///
  /// - Parameter other: The fields of that record.
  @inline(__always)
  func repeatsTexts(of other: Range<Int>) -> Bool {
    for index in textualColumns.indices {
      let column = textualColumns[index]
      let areSame = equals(
        bytes.extracting(range(of: column, in: fields)),
        bytes.extracting(range(of: column, in: other)))
      guard areSame else { return false }
    }
    return true
  }

  @inline(__always)
  private func range(of column: Int, in fields: Range<Int>) -> Range<Int> {
    let index = fields.lowerBound + column
    return Int(fieldStarts[index])..<Int(fieldEnds[index])
  }
}
