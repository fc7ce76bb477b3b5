import Appraisal
import Columns

/// The beginning of an executive id, to compare most ids without looking them up.
struct IdentifierKey: Equatable, BitwiseCopyable, Sendable {
  private let low: UInt64
  private let high: UInt64

  /// The key of a valid executive id, which has no zero bytes in it.
  @inline(__always)
  init(_ id: Span<UInt8>) {
    let bytes = unsafe id.bytes
    func word(at offset: Int) -> UInt64 {
      UInt64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    switch id.count {
    case 16...:
      low = word(at: 0)
      high = word(at: 8)
    case 9...:
      low = word(at: 0)
      high = word(at: id.count - 8) >> UInt64(8 * (16 - id.count))
    case 8:
      low = word(at: 0)
      high = 0
    default:
      var word: UInt64 = 0
      for index in id.indices.reversed() { word = word << 8 | UInt64(id[index]) }
      low = word
      high = 0
    }
  }

  /// Whether the key has all of the id in it: equal keys are then equal ids.
  var isWhole: Bool { high >> 56 == 0 }
}

/// The executive ids of one part, each with the first entry that has it: open addressing over
/// hashes, with the ids compared.
struct IdentifierIndex {
  /// What the index knows about an id.
  struct Match {
    /// The place of the first entry with the same id, byte by byte.
    var same: Int?
    /// The place of an entry whose id differs in nothing but capitals.
    var caseVariant: Int?
  }

  private struct Slot: BitwiseCopyable, Sendable {
    /// The place of an entry + 1; 0 where the slot is free.
    let place: UInt32
    let hash: UInt32

    static let free = Slot(place: 0, hash: 0)
  }

  private var memory = Column<Slot>(count: 16, repeating: .free)
  private var slots: Column<Slot>.View
  private var mask = 15

  /// An index with nothing in it.
  init() { slots = memory.view }

  /// Empties the index and makes room for so many ids.
  mutating func reset(for count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    mask = size - 1
    if size > slots.count {
      memory = Column(count: size, repeating: .free)
      slots = memory.view
    } else {
      for slot in 0..<size { slots[slot] = .free }
    }
  }

  /// Looks up the id of an entry; where it is new and a `place` is given, it is inserted.
  ///
  /// - Parameters:
  ///   - entry: What to look up, and its sheets.
  ///   - entries: The entries by place, and their sheets.
  ///   - place: The place of `entry` among them.
  @inline(__always)
  func match(
    _ entry: HashPartition.Entry, of sheets: RecordTable,
    among entries: Column<HashPartition.Entry>.View,
    of others: RecordTable, inserting place: Int? = nil
  ) -> Match {
    var match = Match()
    var slot = Int(entry.hash) & mask
    while slots[slot].place != 0 {
      if slots[slot].hash == entry.hash {
        let place = Int(slots[slot].place) - 1
        let other = entries[place]
        if entry.key == other.key && entry.key.isWhole {
          match.same = place
          return match
        }
        switch comparison(of: entry, of: sheets, to: other, of: others) {
        case .same:
          match.same = place
          return match
        case .differsInCase: match.caseVariant = place
        case .different: break
        }
      }
      slot = (slot + 1) & mask
    }
    if let place { slots[slot] = Slot(place: UInt32(place + 1), hash: entry.hash) }
    return match
  }

  private enum Comparison { case same, differsInCase, different }

  @inline(never)
  private func comparison(
    of entry: HashPartition.Entry, of sheets: RecordTable, to other: HashPartition.Entry,
    of others: RecordTable
  ) -> Comparison {
    sheets.withID(of: Int(entry.record)) { id in
      others.withID(of: Int(other.record)) { other in
        if equals(id, other) { return .same }
        guard id.count == other.count else { return .different }
        for index in id.indices where lowercased(id[index]) != lowercased(other[index]) {
          return .different
        }
        return .differsInCase
      }
    }
  }
}
