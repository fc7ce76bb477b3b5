import Columns

/// Goes through segments for one task, and asks for memory ahead.
///
/// A look into a table of millions waits for memory longer than all else takes. So the looks of some
/// records are asked for first, and taken when their memory has come:
///
///     ask for records 0–63, look up 0–63, ask for 64–127, look up 64–127, …
struct SegmentScan: Sendable {
  /// How many records are asked for at a time: more than the processor fetches at once, and few enough
  /// that what came first is still there.
  private static let batch = 64

  private var picked = Column<UInt32>(count: 0, repeating: 0)
  private let ids = Column(count: batch, repeating: SoughtID(key: .none, hash: 0))

  /// Picks the records of a segment for which `isMeant` holds.
  ///
  /// - Returns: The records; valid until this is called again.
  /// - Complexity: O(count).
  @inline(__always)
  mutating func pick(among count: Int, where isMeant: (Int) -> Bool) -> Picks {
    WorkMeter.step(count)
    if picked.count <= count { picked = Column(count: 2 * count + 1, repeating: 0) }
    let picked = picked.view
    var picks = 0
    // Which are picked is as good as random, so they are picked without a branch.
    for index in 0..<count {
      picked[picks] = UInt32(truncatingIfNeeded: index)
      picks &+= isMeant(index) ? 1 : 0
    }
    picked[picks] = UInt32(truncatingIfNeeded: count)
    return Picks(indices: picked, count: picks)
  }

  /// Records of a segment, in order, and after them the number of all.
  struct Picks: BitwiseCopyable {
    fileprivate let indices: Column<UInt32>.View
    let count: Int

    /// The index of a record in the segment; after the last one the number of its records.
    @inline(__always)
    subscript(number: Int) -> Int { Int(indices[number]) }
  }

  /// Looks up the ids of some records of a segment.
  ///
  /// - Parameters:
  ///   - picks: The records.
  ///   - hash: The one by which they were read.
  ///   - prefetch: Called for each a while before `body`.
  ///   - body: Called with each record in order, and the index of the next one that was picked.
  @inline(__always)
  func forEachID(
    of picks: Picks, in columns: RecordSegment.Columns, by hash: CaseBlindHash,
    prefetch: (SoughtID) -> Void,
    _ body: (_ id: SoughtID, _ index: Int, _ next: Int) -> Void
  ) {
    let ids = ids.view
    var first = 0
    while first < picks.count {
      let end = min(first + Self.batch, picks.count)
      for pick in first..<end {
        let number = columns.hash(of: picks[pick], by: hash)
        let id = SoughtID(
          key: columns.withID(picks[pick]) { IdentifierKey($0, hash: number) }, hash: number)
        ids[pick - first] = id
        prefetch(id)
      }
      for pick in first..<end { body(ids[pick - first], picks[pick], picks[pick + 1]) }
      first = end
    }
  }

  /// Goes through some records of a segment.
  ///
  /// - Parameters:
  ///   - prefetchFirst: Called for each a while before `prefetch`, for what that looks at.
  ///   - prefetch: Called for each a while before `body`.
  @inline(__always)
  func forEach(
    of picks: Picks, prefetchFirst: (Int) -> Void, prefetch: (Int) -> Void, _ body: (Int) -> Void
  ) {
    let (near, far) = (Self.batch, 2 * Self.batch)
    for pick in 0..<min(far, picks.count) { prefetchFirst(picks[pick]) }
    for pick in 0..<min(near, picks.count) { prefetch(picks[pick]) }
    for pick in 0..<picks.count {
      if pick + far < picks.count { prefetchFirst(picks[pick + far]) }
      if pick + near < picks.count { prefetch(picks[pick + near]) }
      body(picks[pick])
    }
  }
}
