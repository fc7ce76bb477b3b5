import Appraisal
import Columns

/// An executive id in twelve bytes: all of it where it is no longer, and otherwise what is the same
/// in all of its spellings.
struct IdentifierKey: Equatable, BitwiseCopyable, Sendable {
  /// The first eight bytes; or, after a zero byte, the length and the hash.
  private let low: UInt64
  /// The bytes after them.
  private let high: UInt32

  /// The key of nothing.
  static var none: IdentifierKey { IdentifierKey(Span(), hash: 0) }

  /// The key of a valid executive id, which has no zero bytes in it.
  @inline(__always)
  init(_ id: Span<UInt8>, hash: UInt32) {
    let bytes = unsafe id.bytes
    func word(at offset: Int) -> UInt64 {
      UInt64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    func half(at offset: Int) -> UInt32 {
      UInt32(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    switch id.count {
    case 13...:
      low = UInt64(hash) << 32 | UInt64(UInt32(truncatingIfNeeded: id.count) << 8)
      high = 0
    case 8...:
      low = word(at: 0)
      // The last four bytes, of which the first ones may be among those eight.
      high = UInt32(
        truncatingIfNeeded: UInt64(half(at: id.count - 4)) >> UInt64(8 * (12 - id.count)))
    case 4...:
      let rest = UInt64(half(at: id.count - 4)) >> UInt64(8 * (8 - id.count))
      low = UInt64(half(at: 0)) | rest << 32
      high = 0
    default:
      var word: UInt64 = 0
      for index in id.indices.reversed() { word = word << 8 | UInt64(id[index]) }
      low = word
      high = 0
    }
  }

  /// Whether the key has all of the id in it: equal keys are then equal ids.
  @inline(__always)
  var isWhole: Bool { low & 0xFF != 0 }

  /// Whether the two ids may be the same or differ in capitals alone; if not, they do not.
  @inline(__always)
  func resembles(_ other: IdentifierKey) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let difference = (low ^ other.low) | UInt64(high ^ other.high)
    return difference & ~(ones * 0x20) == 0
  }
}

/// An executive id to look up.
struct SoughtID: BitwiseCopyable, Sendable {
  let key: IdentifierKey
  let hash: UInt32
}

/// Executive ids, each with the first record that has it: open addressing by hashes, with the ids
/// themselves in the table, so that a look at most of them costs one line of memory.
///
/// Four slots fill a line of 64 bytes, and a search begins with the first of a line. Records 0 to 3
/// have the ids B, A, `director-general` and C; their hashes send the second to line 1, and the others
/// to line 0:
///
///     slot     0    1                   2    3       4    5       6       7
///     key      B    16 bytes, its hash  C    free    A    free    free    free
///     record   0    2                   3            1
///
/// An id of up to twelve bytes is compared where it stands; a longer one is looked up in its record.
///
/// Ids that differ in capitals alone have equal hashes, and an input may hold millions of
/// spellings of one id. So the table has only the first spelling of each; the others are in a
/// dictionary by their bytes, which is empty nearly always.
struct IdentifierIndex<Kind: Sendable>: Sendable {
  typealias Record = RowID<Kind>

  /// What the index knows about an id.
  struct Match {
    /// The first record with the same id, byte by byte.
    var same: Record?
    /// A record whose id differs in capitals alone: of those that came before the first with the same
    /// id the last.
    var caseVariant: Record?
  }

  /// The table without its owner; see ``Column/View``.
  struct View: BitwiseCopyable, Sendable {
    fileprivate let slots: Column<Slot>.View
    /// Of how many parts of all ids it has one.
    fileprivate let parts: Int
  }

  fileprivate struct Slot: BitwiseCopyable, Sendable {
    let key: IdentifierKey
    /// None where the slot is free.
    let record: Record

    static var free: Slot { Slot(key: .none, record: .none) }
    static var perLine: Int { 4 }
  }

  /// Where a search ended.
  fileprivate enum Outcome {
    /// At a free slot.
    case unknown(slot: Int)
    case same(Record)
    /// At the first spelling of an id, from which this one differs in capitals.
    case differsInCase(first: Record)
  }

  private let memory: Column<Slot>
  /// The table; valid as long as this.
  let view: View
  fileprivate var variants = IdentifierVariants<Kind>()

  /// An index with nothing in it.
  ///
  /// - Parameters:
  ///   - capacity: The number of ids that it will hold at most.
  ///   - parts: Of how many parts of all ids it holds one.
  /// - Complexity: O(capacity).
  init(capacity: Int, parts: Int) {
    // Two of three slots are taken: with fewer a search is hardly shorter, and more memory is touched.
    let lines = 1 + (capacity + capacity / 2) / Slot.perLine
    memory = Column(inAnyOrder: lines * Slot.perLine, repeating: .free)
    view = View(slots: memory.view, parts: parts)
  }

  /// Looks up the id of a record, and inserts it where it is new.
  ///
  /// - Parameter records: Whose the ids of the index are.
  /// - Complexity: O(bytes of the id), as nobody can make ids whose hashes are equal.
  @inline(__always)
  mutating func insert(
    _ id: SoughtID, of record: Record, among records: RecordTable<Kind>
  ) -> Match {
    switch view.find(id, of: record, among: records, in: records) {
    case .unknown(let slot):
      view.slots[slot] = Slot(key: id.key, record: record)
      return Match()
    case .same(let same): return Match(same: same)
    case .differsInCase(let first):
      return records.withID(of: record) { variants.insert($0, of: record, after: first) }
    }
  }
}

/// The indexes of all parts, which all tasks look up at the same time.
struct IdentifierIndexes<Kind: Sendable>: Sendable {
  private let parts: [IdentifierIndex<Kind>]
  private let memory: Column<IdentifierIndex<Kind>.View>
  private let views: Column<IdentifierIndex<Kind>.View>.View

  /// The indexes of parts, in their order.
  init(_ parts: [IdentifierIndex<Kind>]) {
    self.parts = parts
    memory = Column(parts.map(\.view))
    views = memory.view
  }

  /// Asks the processor for where an id would stand.
  @inline(__always)
  func prefetch(_ id: SoughtID) {
    views[HashPart.number(of: id.hash, among: views.count)].prefetch(id)
  }

  /// Looks up the id of a record.
  ///
  /// - Parameters:
  ///   - seekers: The table of the record.
  ///   - records: Whose the ids of the indexes are.
  /// - Complexity: O(bytes of the id).
  @inline(__always)
  func match<Seekers>(
    _ id: SoughtID, of record: RowID<Seekers>, among seekers: RecordTable<Seekers>,
    in records: RecordTable<Kind>
  ) -> IdentifierIndex<Kind>.Match {
    let part = HashPart.number(of: id.hash, among: views.count)
    switch views[part].find(id, of: record, among: seekers, in: records) {
    case .unknown: return .init()
    case .same(let same): return .init(same: same)
    case .differsInCase(let first):
      return seekers.withID(of: record) { parts[part].variants.match($0, after: first) }
    }
  }
}

extension IdentifierIndex.View {
  /// Asks the processor for where an id would stand.
  @inline(__always)
  func prefetch(_ id: SoughtID) { slots.prefetch(start(of: id.hash)) }

  /// The slot in which a search for a hash begins.
  @inline(__always)
  private func start(of hash: UInt32) -> Int {
    let fraction = UInt64(HashPart.fraction(of: hash, among: parts))
    let perLine = IdentifierIndex<Kind>.Slot.perLine
    let lines = UInt64(slots.count / perLine)
    return Int(truncatingIfNeeded: (fraction &* lines) >> 32) * perLine
  }

  @inline(__always)
  fileprivate func find<Seekers>(
    _ id: SoughtID, of record: RowID<Seekers>, among seekers: RecordTable<Seekers>,
    in records: RecordTable<Kind>
  ) -> IdentifierIndex<Kind>.Outcome {
    var number = start(of: id.hash)
    while true {
      let slot = slots[number]
      guard let other = slot.record.ifAny else { return .unknown(slot: number) }
      WorkMeter.step()
      if id.key == slot.key && id.key.isWhole { return .same(other) }
      if id.key.resembles(slot.key) {
        switch comparison(of: record, among: seekers, to: other, among: records) {
        case .same: return .same(other)
        case .differsInCase: return .differsInCase(first: other)
        case .different: break
        }
      }
      number += 1
      if number == slots.count { number = 0 }
    }
  }
}

private enum IdentifierComparison { case same, differsInCase, different }

@inline(never)
private func comparison<Seekers, Kind>(
  of record: RowID<Seekers>, among seekers: RecordTable<Seekers>,
  to other: RowID<Kind>, among records: RecordTable<Kind>
) -> IdentifierComparison {
  seekers.withID(of: record) { id in
    records.withID(of: other) { other in
      if equals(id, other) { return .same }
      guard id.count == other.count else { return .different }
      for index in id.indices where lowercased(id[index]) != lowercased(other[index]) {
        return .different
      }
      return .differsInCase
    }
  }
}

/// The spellings of ids after the first ones.
private struct IdentifierVariants<Kind: Sendable>: Sendable {
  typealias Record = RowID<Kind>

  /// By the bytes of an id: the first record that has it, and that of the spelling before it.
  private var records: [[UInt8]: (first: Record, before: Record)] = [:]
  /// By the record of the first spelling that of the last.
  private var last: [Record: Record] = [:]

  /// Looks up a spelling.
  @inline(never)
  func match(_ id: Span<UInt8>, after first: Record) -> IdentifierIndex<Kind>.Match {
    WorkMeter.step()
    let id = id.array
    if let known = records[id] { return .init(same: known.first, caseVariant: known.before) }
    return .init(caseVariant: last[first] ?? first)
  }

  /// Looks up a spelling, and inserts it where it is new.
  @inline(never)
  mutating func insert(
    _ id: Span<UInt8>, of record: Record, after first: Record
  ) -> IdentifierIndex<Kind>.Match {
    let match = match(id, after: first)
    if match.same == nil {
      let bytes = id.array
      records[bytes] = (record, match.caseVariant ?? first)
      last[first] = record
    }
    return match
  }
}
