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
///
/// Ids that differ in nothing but capitals have equal hashes, and an input may hold millions of
/// spellings of one id. So the table has only the first spelling of each; the others are in a
/// dictionary by their bytes, which is empty nearly always.
struct IdentifierIndex {
  /// What the index knows about an id.
  struct Match {
    /// The place of the first entry with the same id, byte by byte.
    var same: Int?
    /// The place of an entry whose id differs in nothing but capitals: of those that came before the
    /// first with the same id the last.
    var caseVariant: Int?
  }

  private struct Slot: BitwiseCopyable, Sendable {
    /// The place of an entry + 1; 0 where the slot is free.
    let place: UInt32
    let hash: UInt32

    static let free = Slot(place: 0, hash: 0)
  }

  /// The spellings of ids after the first ones.
  private struct Variants {
    /// By the bytes of an id: the place of its first entry, and of the spelling before it.
    var places: [[UInt8]: (place: Int, before: Int)] = [:]
    /// By the place of the first spelling that of the last.
    var last: [Int: Int] = [:]
  }

  private var memory = Column<Slot>(count: 16, repeating: .free)
  private var slots: Column<Slot>.View
  private var mask = 15
  private var variants = Variants()

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
    if !variants.last.isEmpty { variants = Variants() }
  }

  /// Looks up the id of an entry; where it is new and a `place` is given, it is inserted.
  ///
  /// - Parameters:
  ///   - entry: What to look up, and its sheets.
  ///   - entries: The entries by place, and their sheets.
  ///   - place: The place of `entry` among them.
  /// - Complexity: O(bytes of the id), as nobody can make ids whose hashes are equal.
  @inline(__always)
  mutating func match<One, Other>(
    _ entry: HashPartition<One>.Entry, of sheets: RecordTable<One>,
    among entries: Column<HashPartition<Other>.Entry>.View,
    of others: RecordTable<Other>, inserting place: Int? = nil
  ) -> Match {
    var slot = Int(entry.hash) & mask
    while slots[slot].place != 0 {
      WorkMeter.step()
      if slots[slot].hash == entry.hash {
        let first = Int(slots[slot].place) - 1
        let other = entries[first]
        if entry.key == other.key && entry.key.isWhole { return Match(same: first) }
        switch comparison(of: entry, of: sheets, to: other, of: others) {
        case .same: return Match(same: first)
        case .differsInCase:
          let id = sheets.withID(of: entry.record) { id in
            unsafe id.withUnsafeBufferPointer { unsafe Array($0) }
          }
          return variant(of: first, id, place)
        case .different: break
        }
      }
      slot = (slot + 1) & mask
    }
    if let place { slots[slot] = Slot(place: UInt32(place + 1), hash: entry.hash) }
    return Match()
  }

  /// Looks up an id among the other spellings of one, and inserts it where it is new.
  @inline(never)
  private mutating func variant(of first: Int, _ id: [UInt8], _ place: Int?) -> Match {
    WorkMeter.step()
    if let known = variants.places[id] {
      return Match(same: known.place, caseVariant: known.before)
    }
    let before = variants.last[first] ?? first
    if let place {
      variants.places[id] = (place, before)
      variants.last[first] = place
    }
    return Match(caseVariant: before)
  }

  private enum Comparison { case same, differsInCase, different }

  @inline(never)
  private func comparison<One, Other>(
    of entry: HashPartition<One>.Entry, of sheets: RecordTable<One>,
    to other: HashPartition<Other>.Entry, of others: RecordTable<Other>
  ) -> Comparison {
    sheets.withID(of: entry.record) { id in
      others.withID(of: other.record) { other in
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
