import Appraisal
import Columns
import CSV

/// The memory of the records of all plans, or of all ratings: the segments, in their order, and how
/// to find a record in them.
final class RecordStorage: Sendable {
  let segments: [RecordSegment]
  /// The records; valid as long as this memory.
  let table: RecordTable<AnyRecords>
  private let owners: [any AnyObject & Sendable]

  /// The memory of some segments, whose shared texts are numbered.
  init(segments: [RecordSegment], sharedTexts: SharedTexts) {
    var firstRecords: [Int] = []
    var hints: [UInt32] = []
    var count = 0
    for (index, segment) in segments.enumerated() {
      firstRecords.append(count)
      count += segment.count
      while hints.count * RecordTable<AnyRecords>.stretch < count { hints.append(UInt32(index)) }
    }
    firstRecords.append(count)
    let columns = (Column(segments.map(\.columns)), Column(firstRecords), Column(hints))
    self.segments = segments
    table = RecordTable<AnyRecords>(
      rows: columns.0.view, firstRecords: columns.1.view, hints: columns.2.view,
      sharedTexts: sharedTexts.view)
    owners = [columns.0, columns.1, columns.2, sharedTexts]
  }

  /// The faults of one record, by their numbers in its segment.
  ///
  /// - Complexity: O(log faults).
  func faults(of record: AnyRecord) -> Range<Int> {
    let (segment, index) = table.place(of: record)
    let faults = segments[segment].faults
    let start = faults.partitioningIndex { $0.record >= index }
    var end = start
    while end < faults.count && faults[end].record == index { end += 1 }
    return start..<end
  }
}

/// The records of all plans, or of all ratings, each with one number.
///
/// A record is looked up in two steps. Of three segments with 3, 2 and 4 records the table has
///
///     firstRecords  0 3 5 9
///     hints         0
///
/// and record 6 is the one with the index 6 - 5 = 1 in segment 2: the hint says with which segment
/// to begin, and there is one for every 1,024 records.
///
/// A look-up by number touches no reference count, so that tasks which look up millions of records
/// in each other's segments do not wait for one another. The holder of a table keeps its
/// ``RecordStorage`` alive.
struct RecordTable<Kind>: BitwiseCopyable, Sendable {
  fileprivate let rows: Column<RecordSegment.Columns>.View
  /// The number of the first record of each segment, and the number of all records at the end.
  fileprivate let firstRecords: Column<Int>.View
  /// For every stretch of records the segment that its first record is in.
  fileprivate let hints: Column<UInt32>.View
  /// The texts that many records share.
  let sharedTexts: SharedTexts.View
  fileprivate static var stretch: Int { 1024 }

  fileprivate init(
    rows: Column<RecordSegment.Columns>.View, firstRecords: Column<Int>.View,
    hints: Column<UInt32>.View, sharedTexts: SharedTexts.View
  ) {
    self.sharedTexts = sharedTexts
    self.rows = rows
    self.firstRecords = firstRecords
    self.hints = hints
  }

  /// The records of a kind, where it is known which kind they are of.
  init(_ records: RecordTable<AnyRecords>) {
    self.init(
      rows: records.rows, firstRecords: records.firstRecords, hints: records.hints,
      sharedTexts: records.sharedTexts)
  }

  /// The number of segments.
  var segmentCount: Int { rows.count }

  /// The number of records.
  var count: Int { firstRecords[firstRecords.count - 1] }

  /// The numbers of the records of a segment.
  func records(of segment: Int) -> Range<RowID<Kind>> {
    RowID(firstRecords[segment])..<RowID(firstRecords[segment + 1])
  }

  /// The columns of a segment.
  @inline(__always)
  func columns(of segment: Int) -> RecordSegment.Columns { rows[segment] }

  /// The segment that holds a record, and the record's index in it.
  ///
  /// - Complexity: O(1), but for segments of a few records: O(log segments of its stretch).
  @inline(__always)
  func place(of record: RowID<Kind>) -> (segment: Int, index: Int) {
    let record = record.index
    var segment = Int(hints[record / Self.stretch])
    if record >= firstRecords[segment + 1] {
      segment += 1
      if record >= firstRecords[segment + 1] { segment = self.segment(of: record, from: segment) }
    }
    return (segment, record - firstRecords[segment])
  }

  /// The segment that holds a record, where it is none before `first`. Any number of them may be empty.
  @inline(never)
  private func segment(of record: Int, from first: Int) -> Int {
    var low = first
    // The next stretch begins there or later, if there is one.
    let next = record / Self.stretch + 1
    var high = next < hints.count ? Int(hints[next]) + 1 : segmentCount
    while high - low > 1 {
      WorkMeter.step()
      let middle = low + (high - low) / 2
      if firstRecords[middle] <= record { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: - One record

  /// Asks the processor for which row of texts a record has.
  @inline(__always)
  func prefetchIdentity(of record: RowID<Kind>) {
    let (segment, index) = place(of: record)
    rows[segment].texts.prefetchIdentity(of: index)
  }

  /// Asks the processor for what is known of a plan record besides its texts, and for where these stand.
  ///
  /// - Parameter elements: The number of elements.
  func prefetch(_ record: RowID<Kind>, elements: Int) {
    let (segment, index) = place(of: record)
    let columns = rows[segment]
    let width = columns.isLong ? 1 : elements
    columns.weights.prefetch(index * width)
    columns.weights.prefetch(index * width + width - 1)
    columns.texts.prefetchPlace(of: index)
  }

  /// Asks the processor for the texts of a record whose places should be there by now.
  func prefetchTexts(of record: RowID<Kind>) {
    let (segment, index) = place(of: record)
    rows[segment].texts.prefetchRow(index)
  }

  /// What is known of a record besides its values.
  @inline(__always)
  func flags(of record: RowID<Kind>) -> RecordFlags {
    let (segment, index) = place(of: record)
    return rows[segment].flags[index]
  }

  /// Whether a record has one element of an executive, not all.
  @inline(__always)
  func isLong(_ record: RowID<Kind>) -> Bool { rows[place(of: record).segment].isLong }

  /// The element that a record in the long layout is about.
  ///
  /// - Precondition: it is in the long layout and not ``RecordFlags/withoutElement``.
  func element(of record: RowID<Kind>) -> Int {
    let (segment, index) = place(of: record)
    return Int(rows[segment].elements[index])
  }

  /// The element that a record in the long layout is about; `nil` for a record in the wide layout,
  /// and for one that names no element of the system.
  func elementIfAny(of record: RowID<Kind>) -> Int? {
    isLong(record) && !flags(of: record).contains(.withoutElement) ? element(of: record) : nil
  }

  /// Calls `body` with a record's executive id as given.
  @inline(__always)
  func withID<Result>(of record: RowID<Kind>, _ body: (Span<UInt8>) -> Result) -> Result {
    let (segment, index) = place(of: record)
    return rows[segment].withID(index, body)
  }

  /// Calls `body` with a text of a plan record as given; empty where the file has no such column.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of record: RowID<Kind>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    let columns = rows[segment]
    return text.isShared
      ? sharedTexts[text.slot].with(
        columns.number(of: text, of: index), body)
      : columns.texts.with(index, column: text.number + 1, body)
  }

  /// The row of texts of a record: its executive id, and of a plan record after it the texts that are kept
  /// for each.
  @inline(__always)
  func texts(of record: RowID<Kind>) -> TextRows.Row {
    let (segment, index) = place(of: record)
    return rows[segment].texts[index]
  }

  /// Calls `body` with the weights of a plan record: one for each element, or one (long layout).
  @inline(__always)
  func withWeights<Result>(
    of record: RowID<Kind>, elements: Int, _ body: (Span<UInt16>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    let width = rows[segment].isLong ? 1 : elements
    return rows[segment].weights.withRows(index * width..<(index + 1) * width, body)
  }

  /// Where the weights of a plan record in the wide layout stand: one for each element from the first
  /// cell on.
  @inline(__always)
  func weightCells(
    of record: RowID<Kind>, _ elements: Int
  ) -> (column: Column<UInt16>.View, first: Int) {
    let (segment, index) = place(of: record)
    return (rows[segment].weights, index * elements)
  }

  /// Calls `body` with the levels of a rating record: one for each element, or one (long layout).
  @inline(__always)
  func withLevels<Result>(
    of record: RowID<Kind>, elements: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let (segment, index) = place(of: record)
    let width = rows[segment].isLong ? 1 : elements
    return rows[segment].levels.withRows(index * width..<(index + 1) * width, body)
  }

  /// The number of a shared text of a plan record, which is that of its spelling.
  ///
  /// - Precondition: the text is shared.
  @inline(__always)
  func number(of text: PlanText, of record: RowID<Kind>) -> Int {
    let (segment, index) = place(of: record)
    return rows[segment].number(of: text, of: index)
  }

  /// Whether a text of a plan record is empty or of nothing but blanks.
  func isBlank(_ text: PlanText, of record: RowID<Kind>) -> Bool {
    withText(text, of: record) { $0.isBlank }
  }

  /// Whether a plan record has the same id and texts, byte by byte, as the one before it, as far as
  /// that can be seen without reading them: by the numbers under which their segment keeps them.
  @inline(__always)
  func repeatsTexts(_ record: RowID<Kind>) -> Bool {
    let (segment, index) = place(of: record)
    return index > 0 && rows[segment].repeatsTexts(index)
  }

  /// Whether a text differs between two plan records, byte by byte.
  func differ(_ text: PlanText, of record: RowID<Kind>, _ other: RowID<Kind>) -> Bool {
    withText(text, of: record) { one in
      withText(text, of: other) { !equals(one, $0) }
    }
  }
}
