import Appraisal
import Columns

/// The records of one kind, dealt out by the hashes of their executive ids.
///
/// Records of one executive fall into one part, in the order of the records, so that each part can
/// be joined by a task of its own in memory that its processor's cache holds. What the join needs
/// to know of most records is in the entries, and what it finds out is collected in the way in
/// which they were dealt out: memory is gone through from one end to the other, on few tracks,
/// because a look here and there costs more than all the rest.
///
/// Three segments whose records have these hashes, dealt out to two parts by the highest bit:
///
///     segment      0      1     2
///     hashes       9 2    3     8 1        (of 4 bits: 8–15 belong to part 1)
///     starts       part 0: 0 1 2, part 1: 3 4 4
///     places       3 0    1     4 2
///
/// The counts of all segments are added up first, so that each entry's place is known before
/// anything is moved: segment 2 knows that its entries of part 0 go to the places from 2 on,
/// whatever the other segments do. Part 0 then is the places 0 ..< 3 and has its records in their
/// order.
struct HashPartition<Kind: Sendable>: Sendable {
  /// A record on its way to its part, or several that share a row of ``ExecutiveRows``.
  struct Entry: BitwiseCopyable, Sendable {
    let key: IdentifierKey
    /// The hash of the executive id.
    let hash: UInt32
    /// The first record.
    let record: RowID<Kind>
    /// What is known of the first record.
    let flags: RecordFlags
    let isLong: Bool
    /// Ratings in the long layout: the element that the record is about, and its level or
    /// ``Sentinel`` value.
    let element: UInt8
    let level: UInt8

    /// An entry of nothing.
    static var none: Entry {
      Entry(
        key: IdentifierKey(Span()), hash: 0, record: .none, flags: [], isLong: false, element: 0,
        level: 0)
    }
  }

  let sheets: RecordTable<Kind>
  private let rows: ExecutiveRows?
  private let bits: Int
  /// For each part and segment the number of its first entry.
  private let starts: Column<UInt32>
  private let count: Int

  /// Counts what is to be dealt out: the records that have a valid executive id.
  ///
  /// - Parameters:
  ///   - rows: The rows of plans.
  ///   - bits: There are 2^bits parts.
  /// - Complexity: O(records).
  init(
    _ sheets: RecordTable<Kind>, rows: ExecutiveRows? = nil, bits: Int, workers: Workers
  ) async throws(RunError) {
    self.sheets = sheets
    self.rows = rows
    self.bits = bits
    let segments = sheets.segmentCount
    starts = Column<UInt32>(count: segments << bits, repeating: 0)
    let counts = starts.view
    try await workers.forEach(segments) { [rows = rows?.view] segment in
      let first = sheets.records(of: segment).lowerBound.index
      let columns = sheets.columns(of: segment)
      for index in 0..<columns.flags.count where Self.isEntry(index, of: columns, rows, first) {
        counts[Self.part(of: columns.hashes[index], bits) * segments + segment] += 1
      }
    }
    var count: UInt32 = 0
    for place in 0..<starts.count {
      let next = count + starts[place]
      starts[place] = count
      count = next
    }
    self.count = Int(count)
  }

  /// The places of the entries of a part, where those of `parts` were dealt out together.
  func places(of part: Int, among parts: Range<Int>) -> Range<Int> {
    let first = start(of: parts.lowerBound)
    return start(of: part) - first..<start(of: part + 1) - first
  }

  /// The number of entries of some adjacent parts.
  func count(of parts: Range<Int>) -> Int {
    start(of: parts.upperBound) - start(of: parts.lowerBound)
  }

  private func start(of part: Int) -> Int {
    let place = part * sheets.segmentCount
    return place < starts.count ? Int(starts[place]) : count
  }

  /// Calls `body` with each record of a segment that begins an entry of `parts`, and the place of
  /// the entry.
  ///
  /// - Parameters:
  ///   - parts: Adjacent parts that are dealt out together.
  ///   - scratch: Memory to work in, made for these parts.
  ///   - body: Called in the order of the records, with the index of a record in the segment.
  /// - Complexity: O(records of the segment).
  @inline(__always)
  func forEachEntry(
    of segment: Int, in parts: Range<Int>, by scratch: inout PartitionScratch,
    _ body: (_ index: Int, _ place: Int) -> Void
  ) {
    let columns = sheets.columns(of: segment)
    let count = columns.flags.count
    if scratch.picked.count <= count { scratch.picked = Column(count: 2 * count + 1, repeating: 0) }
    let (next, picked) = (scratch.next.view, scratch.picked.view)
    let first = start(of: parts.lowerBound)
    for part in parts {
      next[part - parts.lowerBound] =
        starts[part * sheets.segmentCount + segment] - UInt32(first)
    }
    // Chance decides which records are picked, so they are picked without a branch.
    let firstRecord = sheets.records(of: segment).lowerBound.index
    let rows = rows?.view
    var picks = 0
    for index in 0..<count {
      picked[picks] = UInt32(truncatingIfNeeded: index)
      let isEntry = Self.isEntry(index, of: columns, rows, firstRecord)
      let isMeant = parts.contains(Self.part(of: columns.hashes[index], bits))
      picks += isEntry && isMeant ? 1 : 0
    }
    for pick in 0..<picks {
      let index = Int(picked[pick])
      let part = Self.part(of: columns.hashes[index], bits) - parts.lowerBound
      let place = next[part]
      next[part] = place + 1
      body(index, Int(place))
    }
  }

  /// Whether a record of a segment begins an entry.
  @inline(__always)
  private static func isEntry(
    _ index: Int, of columns: RecordSegment.Columns, _ rows: Column<ExecutiveRow>.View?,
    _ first: Int
  ) -> Bool {
    if let rows, index > 0, rows[first + index] == rows[first + index - 1] { return false }
    return !columns.flags[index].contains(.unidentified)
  }

  @inline(__always)
  private static func part(of hash: UInt32, _ bits: Int) -> Int {
    Int(UInt64(hash) >> UInt64(32 - bits))
  }
}

/// What a task needs to deal out segments, or to collect what was found.
struct PartitionScratch: Sendable {
  /// For each part the place of its next entry.
  fileprivate let next: Column<UInt32>
  /// The records that begin an entry.
  fileprivate var picked = Column<UInt32>(count: 0, repeating: 0)

  /// A scratch for parts that are dealt out together.
  init(parts: Range<Int>) { next = Column(count: parts.count, repeating: 0) }
}
