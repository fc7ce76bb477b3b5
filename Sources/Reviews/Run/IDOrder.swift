import Columns
import Runs

/// The order of the executives of a board by the bytes of their ids: that of the register.
///
/// The ids of an agency begin alike, so that the eight bytes after what all of a board have in common decide
/// nearly always.
struct IDOrder: ~Copyable {
  private var entries: [(next: UInt64, executive: UInt32)] = []

  /// The executives of a board in order; those who share an id, which only rejected ones do, as on the roster.
  ///
  /// - Complexity: O(n log n).
  mutating func sort(_ range: Range<Int>, of executives: PublishedExecutives) -> [UInt32] {
    let common = range.dropFirst().reduce(Int.max) { common, executive in
      executives.withID(of: range.lowerBound) { first in
        executives.withID(of: executive) { id in
          let most = min(common, first.count, id.count)
          return (0..<most).first { first[$0] != id[$0] } ?? most
        }
      }
    }
    entries.removeAll(keepingCapacity: true)
    for executive in range {
      let next = executives.withID(of: executive) { id in
        // Zeros after the end of an id, which go before every byte of a longer one.
        (0..<8).reduce(UInt64(0)) { word, offset in
          let index = min(common, id.count) + offset
          return word << 8 | (index < id.count ? UInt64(id[index]) : 0)
        }
      }
      entries.append((next, UInt32(executive)))
    }
    entries.sort { one, other in
      if one.next != other.next { return one.next < other.next }
      return executives.withID(of: Int(one.executive)) { id in
        executives.withID(of: Int(other.executive)) {
          precedes(id, $0) ?? (one.executive < other.executive)
        }
      }
    }
    return entries.map(\.executive)
  }
}
