import Appraisal

/// The records of all sheets of one role, dealt out by the hashes of their executive ids.
///
/// Records of one executive fall into one part, in the order of the records, so that each part can
/// be joined by a task of its own in memory that its processor's cache holds.
struct Deal: Sendable {
  /// A record on its way to its part.
  struct Entry: BitwiseCopyable, Sendable {
    let record: UInt32
    /// The hash of its executive id.
    let hash: UInt32
  }

  private let entries: Column<Entry>
  private let ends: [Int]

  /// Deals out the records that have a valid executive id.
  ///
  /// - Parameter bits: There will be 2^bits parts.
  /// - Complexity: O(records).
  init(_ sheets: Sheets, bits: Int, workers: Workers) async throws(RunError) {
    let parts = 1 << bits
    let counts = try await workers.map(sheets.segmentCount) { segment in
      var counts = [Int](repeating: 0, count: parts)
      Self.forEachIdentified(of: sheets, segment: segment) { counts[$0.part(bits)] += 1 }
      return counts
    }
    var next = [[Int]](repeating: [], count: counts.count)
    for segment in counts.indices { next[segment] = [Int](repeating: 0, count: parts) }
    var ends: [Int] = []
    var total = 0
    for part in 0..<parts {
      for segment in counts.indices {
        next[segment][part] = total
        total += counts[segment][part]
      }
      ends.append(total)
    }
    let entries = Column(count: total, repeating: Entry(record: 0, hash: 0))
    let starts = next
    try await workers.forEach(sheets.segmentCount) { segment in
      var next = starts[segment]
      Self.forEachIdentified(of: sheets, segment: segment) { entry in
        entries[next[entry.part(bits)]] = entry
        next[entry.part(bits)] += 1
      }
    }
    self.entries = entries
    self.ends = ends
  }

  /// Calls `body` with each record of a part, in order.
  func forEach(in part: Int, _ body: (Entry) -> Void) {
    for index in (part == 0 ? 0 : ends[part - 1])..<ends[part] { body(entries[index]) }
  }

  /// The number of records of a part.
  func count(of part: Int) -> Int { ends[part] - (part == 0 ? 0 : ends[part - 1]) }

  private static func forEachIdentified(
    of sheets: Sheets, segment: Int, _ body: (Entry) -> Void
  ) {
    for record in sheets.records(of: segment)
    where !sheets.marks(of: record).contains(.unidentified) {
      body(Entry(record: UInt32(record), hash: sheets.hash(of: record)))
    }
  }
}

extension Deal.Entry {
  /// The part of 2^bits that its hash falls into.
  fileprivate func part(_ bits: Int) -> Int { Int(UInt64(hash) >> (32 - UInt64(bits))) }
}

/// The executive ids of one part, each with the first record that has it: open addressing over
/// hashes, with the bytes compared.
struct IdentifierIndex {
  /// What the index knows about an id.
  struct Match {
    /// The first record with the same id, byte by byte.
    var same: Int?
    /// A record whose id differs in nothing but capitals.
    var twin: Int?
  }

  /// Open addressing: the number of a record + 1 and its hash; 0 where a slot is free.
  private var slots: [Deal.Entry] = []

  /// Empties the index and makes room for so many ids.
  mutating func reset(for count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(Deal.Entry(record: 0, hash: 0), count: size))
  }

  /// Looks up an id; where it is new and `insert` says so, `entry` becomes its first record.
  ///
  /// - Parameters:
  ///   - id: The executive id.
  ///   - entry: Its record and hash.
  ///   - sheets: The records that were inserted.
  mutating func match(
    _ id: Span<UInt8>, _ entry: Deal.Entry, among sheets: Sheets, insert: Bool
  ) -> Match {
    var match = Match()
    let mask = slots.count - 1
    var slot = Int(entry.hash) & mask
    while slots[slot].record != 0 {
      if slots[slot].hash == entry.hash {
        let other = Int(slots[slot].record) - 1
        switch sheets.withID(of: other, { likeness(of: id, to: $0) }) {
        case .same:
          match.same = other
          return match
        case .differsInCase: match.twin = other
        case .different: break
        }
      }
      slot = (slot + 1) & mask
    }
    if insert { slots[slot] = Deal.Entry(record: entry.record + 1, hash: entry.hash) }
    return match
  }

  private enum Likeness { case same, differsInCase, different }

  private func likeness(of id: Span<UInt8>, to other: Span<UInt8>) -> Likeness {
    if areEqual(id, other) { return .same }
    guard id.count == other.count else { return .different }
    for index in id.indices where lowercased(id[index]) != lowercased(other[index]) {
      return .different
    }
    return .differsInCase
  }
}
