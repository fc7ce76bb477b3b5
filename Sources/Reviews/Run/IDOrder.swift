import Columns
import ReviewBoards
import Runs

/// The order of the executives of a board by the bytes of their ids: that of the register.
struct IDOrder: ~Copyable {
  /// An executive, with the first sixteen bytes of the id: hardly an id is longer.
  private struct Entry: BitwiseCopyable {
    let first: UInt64
    let second: UInt64
    let executive: UInt32
  }

  private var entries: [Entry] = []

  /// The executives of a board in order; those who share an id, which only rejected ones do, as on the roster.
  ///
  /// - Complexity: O(n log n), and O(bytes) of ids that begin with the same sixteen bytes for each comparison.
  mutating func sort(_ range: Range<Int>, of executives: PublishedExecutives) -> [UInt32] {
    entries.removeAll(keepingCapacity: true)
    for executive in range {
      executives.withID(of: executive) { id in
        entries.append(
          Entry(
            first: orderingWord(of: id, at: 0), second: orderingWord(of: id, at: 8),
            executive: UInt32(executive)))
      }
    }
    entries.sort { one, other in
      if one.first != other.first { return one.first < other.first }
      if one.second != other.second { return one.second < other.second }
      return executives.withID(of: Int(one.executive)) { id in
        executives.withID(of: Int(other.executive)) {
          precedes(id, $0) ?? (one.executive < other.executive)
        }
      }
    }
    return entries.map(\.executive)
  }
}
