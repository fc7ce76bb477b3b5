import Appraisal

/// The records of all sheets of one role, dealt out by the hashes of their executive ids.
///
/// Records of one executive fall into one part, in the order of the records, so that each part can
/// be joined by a task of its own in memory that its processor's cache holds.
struct Deal: Sendable {
  private let order: Column<UInt32>
  private let ends: [Int]

  /// Deals out the records that have a valid executive id.
  ///
  /// - Parameter bits: There will be 2^bits parts.
  /// - Complexity: O(records).
  init(_ sheets: Sheets, bits: Int, workers: Workers) async throws(RunError) {
    let parts = 1 << bits
    let counts = try await workers.map(sheets.segments.count) { segment in
      var counts = [Int](repeating: 0, count: parts)
      Self.forEachIdentified(of: sheets, segment: segment, bits: bits) { _, part in
        counts[part] += 1
      }
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
    let order = Column<UInt32>(count: total, repeating: 0)
    let starts = next
    try await workers.forEach(sheets.segments.count) { segment in
      var next = starts[segment]
      Self.forEachIdentified(of: sheets, segment: segment, bits: bits) { record, part in
        order[next[part]] = UInt32(record)
        next[part] += 1
      }
    }
    self.order = order
    self.ends = ends
  }

  /// Calls `body` with the number of each record of a part, in order.
  func forEach(in part: Int, _ body: (Int) -> Void) {
    for index in (part == 0 ? 0 : ends[part - 1])..<ends[part] { body(Int(order[index])) }
  }

  /// The number of records of a part.
  func count(of part: Int) -> Int { ends[part] - (part == 0 ? 0 : ends[part - 1]) }

  private static func forEachIdentified(
    of sheets: Sheets, segment: Int, bits: Int, _ body: (_ record: Int, _ part: Int) -> Void
  ) {
    for record in sheets.records(of: segment)
    where !sheets.marks(of: record).contains(.unidentified) {
      body(record, Int(UInt64(sheets.hash(of: record)) >> (32 - UInt64(bits))))
    }
  }
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

  private var hashes: [UInt32] = []
  /// Record + 1; 0 where a slot is free.
  private var records: [UInt32] = []

  /// Empties the index and makes room for so many ids.
  mutating func reset(for count: Int) {
    var slots = 16
    while slots < 2 * count { slots *= 2 }
    hashes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    hashes.append(contentsOf: repeatElement(0, count: slots))
    records.append(contentsOf: repeatElement(0, count: slots))
  }

  /// Looks up an id; where it is new and `record` is given, that becomes its first record.
  ///
  /// - Parameters:
  ///   - id: The executive id.
  ///   - hash: Its hash.
  ///   - sheets: The records that were inserted.
  ///   - record: The record to insert.
  mutating func match(
    _ id: Span<UInt8>, hash: UInt32, among sheets: Sheets, inserting record: Int? = nil
  ) -> Match {
    var match = Match()
    let mask = records.count - 1
    var slot = Int(hash) & mask
    while records[slot] != 0 {
      if hashes[slot] == hash {
        let other = Int(records[slot]) - 1
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
    if let record {
      hashes[slot] = hash
      records[slot] = UInt32(record + 1)
    }
    return match
  }

  private enum Likeness { case same, differsInCase, different }

  private func likeness(of id: Span<UInt8>, to other: Span<UInt8>) -> Likeness {
    guard id.count == other.count else { return .different }
    var likeness = Likeness.same
    for index in id.indices where id[index] != other[index] {
      guard lowercased(id[index]) == lowercased(other[index]) else { return .different }
      likeness = .differsInCase
    }
    return likeness
  }
}
