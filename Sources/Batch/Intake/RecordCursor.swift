import Appraisal
import CSV
import Columns

/// The record of a batch that is being read: its fields by the columns of the header, and what is
/// known of it so far.
///
/// It holds spans, so that reading a field never touches the reference count of a list, which
/// all tasks share.
struct RecordCursor: ~Copyable, ~Escapable {
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
  /// Every column that is read, and what the header has there; see ``HeaderMap/readColumns``.
  let readColumns: Span<Int>
  let foldedHeadings: Span<[UInt8]>
  /// The first byte of the heading of the executive ids, as names are compared.
  let idInitial: UInt8
  /// The number of its bytes, as names are compared: no spelling of it is shorter.
  let idHeadingLength: Int
  /// The column of the name, -1 for none.
  let nameColumn: Int
  /// The number of fields that a record has to have.
  let headerCount: Int
  /// Whether no field of the batch needs to be looked at for what is not printable.
  let isPrintable: Bool
  /// Whether fields need to be looked at for blanks at their ends, and texts for blanks inside that
  /// are not single spaces.
  let mayHaveBlanksAtEnds: Bool
  let mayHaveOddBlanksInside: Bool

  private let bytes: Span<UInt8>
  private let fieldStarts: Span<UInt32>
  private let fieldEnds: Span<UInt32>
  private let recordEnds: Span<UInt32>

  /// The number of the record in its batch, from 0; -1 before the first. It is not the one that the record
  /// gets in its segment, where those that are passed over have none: that is
  /// ``RecordSegmentBuilder/count``.
  private(set) var indexInBatch = -1
  /// Its fields, by their numbers in the batch.
  private(set) var fields = 0..<0
  /// What is known of it so far.
  var flags: RecordFlags = []
  /// The texts that had blanks taken off, a bit for each: bit 0 the executive id, the others those of
  /// the numbers from 0.
  var cleanedTexts: UInt16 = 0

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
    readColumns = header.readColumns.span
    foldedHeadings = header.foldedHeadings.span
    let idHeading = header.idHeading
    idInitial = idHeading.first ?? 0
    idHeadingLength = idHeading.count
    nameColumn = header.nameColumn
    headerCount = header.count
    isPrintable = batch.isPrintableASCII
    mayHaveBlanksAtEnds = batch.mayHaveBlanksAtEnds
    mayHaveOddBlanksInside = batch.mayHaveOddBlanksInside
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
    guard indexInBatch + 1 < recordEnds.count else { return false }
    indexInBatch += 1
    fields = fields.upperBound..<Int(recordEnds[indexInBatch])
    flags = []
    cleanedTexts = 0
    return true
  }

  /// The field in a column; empty where the file does not have the column, -1.
  @inline(__always)
  @_lifetime(copy self)
  func field(_ column: Int) -> Span<UInt8> {
    guard column >= 0 else { return Span() }
    return bytes.extracting(range(of: column, in: fields))
  }

  /// A field without the blanks at its ends.
  @inline(__always)
  @_lifetime(copy self)
  func content(_ column: Int) -> Span<UInt8> {
    let field = field(column)
    return mayHaveBlanksAtEnds ? field.extracting(field.contentRange) : field
  }

  /// Whether no field has a byte in it.
  @inline(__always)
  var contentIsEmpty: Bool {
    for index in fields where fieldStarts[index] != fieldEnds[index] { return false }
    return true
  }

  /// The field in a column; empty where the record, which may have too few fields, or the file does
  /// not have the column.
  @inline(__always)
  @_lifetime(copy self)
  func fieldIfAny(_ column: Int) -> Span<UInt8> {
    field(column < fields.count ? column : -1)
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
