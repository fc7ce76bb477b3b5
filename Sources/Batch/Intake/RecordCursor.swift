import Appraisal
import CSV
import Columns

/// The record of a batch that is being read: its fields by the columns of the header, and what is
/// known of it so far.
///
/// It holds spans, so that reading a field never touches the reference count of a list, which
/// all tasks share. And it is kept to fifteen words: a value of more is copied as a whole wherever a
/// function only looks at it, at several times the cost of reading a field.
struct RecordCursor: ~Copyable, ~Escapable {
  /// What the columns of the record's file hold.
  let header: HeaderMap
  /// What need not be looked for in the fields of the batch.
  private let traits: Traits
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

  /// What is known of all fields of a batch.
  private struct Traits: OptionSet {
    let rawValue: UInt8
    /// A field may have blanks at its ends.
    static let blanksAtEnds = Traits(rawValue: 1)
    /// A field may have blanks inside that are not single spaces.
    static let oddBlanksInside = Traits(rawValue: 2)
  }

  /// A cursor before the first record of a batch, whose fields are those of a header.
  @_lifetime(borrow batch)
  init(_ batch: borrowing RecordBatch, under header: HeaderMap) {
    self.header = header
    var traits: Traits = []
    if batch.mayHaveBlanksAtEnds { traits.insert(.blanksAtEnds) }
    if batch.mayHaveOddBlanksInside { traits.insert(.oddBlanksInside) }
    self.traits = traits
    bytes = batch.bytes.span
    fieldStarts = batch.fieldStarts.span
    fieldEnds = batch.fieldEnds.span
    recordEnds = batch.recordEnds.span
  }

  /// Whether fields need to be looked at for blanks at their ends.
  @inline(__always)
  var mayHaveBlanksAtEnds: Bool { traits.contains(.blanksAtEnds) }

  /// Whether texts need to be looked at for blanks inside that are not single spaces.
  @inline(__always)
  var mayHaveOddBlanksInside: Bool { traits.contains(.oddBlanksInside) }

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

  /// The field in a column as a short text; `nil` where it is not short, or may have blanks that are to
  /// be taken off, or stands at the very end of the batch.
  @inline(__always)
  func shortText(_ column: Int) -> ShortText? {
    guard traits.isEmpty else { return nil }
    return column < 0 ? .empty : ShortText(range(of: column, in: fields), of: bytes)
  }

  /// The field of a record further on, which may have blanks at its ends, as a short text; `nil` also where
  /// there is no such record, or it has too few fields.
  @inline(__always)
  func shortText(_ column: Int, ahead distance: Int) -> ShortText? {
    let record = indexInBatch + distance
    guard column >= 0, record < recordEnds.count else { return nil }
    let fields = Int(recordEnds[record - 1])..<Int(recordEnds[record])
    guard column < fields.count else { return nil }
    return ShortText(range(of: column, in: fields), of: bytes)
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
    for place in 0..<header.textualColumns.count {
      let column = header.textualColumns[place]
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
