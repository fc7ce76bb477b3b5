import Appraisal
import Columns

/// The memory of the records of all plans, or of all ratings: the segments, in their order, and how
/// to find a record in them.
final class RecordStorage: Sendable {
  let segments: [RecordSegment]
  /// The records; valid as long as this memory.
  let sheets: RecordTable
  private let owners: [any AnyObject & Sendable]

  /// The memory of some segments.
  init(segments: [RecordSegment]) {
    var firstRecords: [Int] = []
    var hints: [UInt32] = []
    var count = 0
    for (index, segment) in segments.enumerated() {
      firstRecords.append(count)
      count += segment.count
      while hints.count * RecordTable.stretch < count { hints.append(UInt32(index)) }
    }
    firstRecords.append(count)
    let columns = (Column(segments.map(\.columns)), Column(firstRecords), Column(hints))
    self.segments = segments
    sheets = RecordTable(rows: columns.0.view, firstRecords: columns.1.view, hints: columns.2.view)
    owners = [columns.0, columns.1, columns.2]
  }

  /// The faults of one record, by their numbers in its segment.
  ///
  /// - Complexity: O(log faults).
  func faults(of record: Int) -> Range<Int> {
    let (segment, index) = sheets.place(of: record)
    let faults = segments[segment].faults
    let start = faults.partitioningIndex { $0.record >= index }
    var end = start
    while end < faults.count && faults[end].record == index { end += 1 }
    return start..<end
  }
}

/// A text of which each is kept once in a segment: the segment, and its number there.
struct DictionaryKey: Hashable, Sendable {
  let segment: Int
  let symbol: Int
}

/// The records of all plans, or of all ratings, each with one number.
///
/// A look-up by number touches no reference count, so that tasks which look up millions of records
/// in each other's segments do not wait for one another. Whoever holds sheets keeps their
/// ``RecordStorage`` alive.
struct RecordTable: BitwiseCopyable, Sendable {
  fileprivate let rows: Column<RecordSegment.Columns>.View
  /// The number of the first record of each segment, and the number of all records at the end.
  fileprivate let firstRecords: Column<Int>.View
  /// For every stretch of records the segment that its first record is in.
  fileprivate let hints: Column<UInt32>.View
  fileprivate static let stretch = 1024

  /// The number of segments.
  var segmentCount: Int { rows.count }

  /// The number of records.
  var count: Int { firstRecords[firstRecords.count - 1] }

  /// The numbers of the records of a segment.
  func records(of segment: Int) -> Range<Int> {
    firstRecords[segment]..<firstRecords[segment + 1]
  }

  /// The columns of a segment.
  @inline(__always)
  func columns(of segment: Int) -> RecordSegment.Columns { rows[segment] }

  /// The segment that holds a record, and the record's index in it.
  ///
  /// - Complexity: O(1), but for segments of a few records.
  @inline(__always)
  func place(of record: Int) -> (segment: Int, index: Int) {
    var segment = Int(hints[record / Self.stretch])
    while record >= firstRecords[segment + 1] { segment += 1 }
    return (segment, record - firstRecords[segment])
  }

  // MARK: - One record

  /// What is known of a record besides its values.
  @inline(__always)
  func flags(of record: Int) -> RecordFlags {
    let (segment, index) = place(of: record)
    return rows[segment].flags[index]
  }

  /// The hash of a record's executive id.
  @inline(__always)
  func hash(of record: Int) -> UInt32 {
    let (segment, index) = place(of: record)
    return rows[segment].hashes[index]
  }

  /// Whether a record has one element of an executive, not all.
  @inline(__always)
  func isLong(_ record: Int) -> Bool { rows[place(of: record).segment].isLong }

  /// The element that a record in the long layout is about.
  ///
  /// - Precondition: it is in the long layout and not ``RecordSegment/RecordFlags/withoutElement``.
  func element(of record: Int) -> Int {
    let (segment, index) = place(of: record)
    return Int(rows[segment].elements[index])
  }

  /// The element that a record in the long layout is about; `nil` for a record in the wide layout,
  /// and for one that names no element of the system.
  func elementIfAny(of record: Int) -> Int? {
    isLong(record) && !flags(of: record).contains(.withoutElement) ? element(of: record) : nil
  }

  /// Calls `body` with a record's executive id as given.
  @inline(__always)
  func withID<Result>(of record: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    let (segment, index) = place(of: record)
    return rows[segment].withID(index, body)
  }

  /// Calls `body` with a text of a plan record; empty where the file has no such column, and for a
  /// text that is not kept.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of record: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    return rows[segment].withText(text, of: index, body)
  }

  /// Calls `body` with the weights of a plan record: one for each element, or one (long layout).
  @inline(__always)
  func withWeights<Result>(
    of record: Int, elements: Int, _ body: (Span<UInt16>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    let width = rows[segment].isLong ? 1 : elements
    return rows[segment].weights.withRows(index * width..<(index + 1) * width, body)
  }

  /// Calls `body` with the levels of a rating record: one for each element, or one (long layout).
  @inline(__always)
  func withLevels<Result>(
    of record: Int, elements: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    let width = rows[segment].isLong ? 1 : elements
    return rows[segment].levels.withRows(index * width..<(index + 1) * width, body)
  }

  /// Where a text of a plan record is kept.
  ///
  /// - Precondition: it is one of which each is kept once, such as the board.
  @inline(__always)
  func symbol(_ text: PlanText, of record: Int) -> DictionaryKey {
    let (segment, index) = place(of: record)
    guard let symbols = rows[segment].symbols(text) else {
      preconditionFailure("each record has a text of its own there")
    }
    return DictionaryKey(segment: segment, symbol: Int(symbols.numbers[index]))
  }

  /// Whether a text of a plan record is empty or of nothing but blanks.
  func isBlank(_ text: PlanText, of record: Int) -> Bool {
    withText(text, of: record) { $0.isBlank }
  }

  /// Whether a plan record has the same id and texts, byte by byte, as the one before it, as far as
  /// that can be seen without reading them: by the numbers under which their segment keeps them.
  @inline(__always)
  func repeatsTexts(_ record: Int) -> Bool {
    let (segment, index) = place(of: record)
    return index > 0 && rows[segment].repeatsTexts(index)
  }

  /// Whether a text differs between two plan records.
  func differ(_ text: PlanText, of record: Int, _ other: Int) -> Bool {
    let (one, two) = (place(of: record), place(of: other))
    if one.segment == two.segment, let symbols = rows[one.segment].symbols(text) {
      return symbols.numbers[one.index] != symbols.numbers[two.index]
    }
    return withText(text, of: record) { one in
      withText(text, of: other) { !equals(one, $0) }
    }
  }
}
