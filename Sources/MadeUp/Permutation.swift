/// A seeded order of 0 ..< `count` that is computed place by place and takes no memory.
///
/// The numbers are laid out in a rectangle that is as good as square, and rows and columns are
/// shifted in turn, each row by an amount that depends on it alone and each column likewise: a
/// Feistel network whose halves are numbers of any size. Every shift can be undone, so no two
/// numbers meet. A rectangle has up to a side more places than there are numbers; one that lands
/// on such a place is sent on until it is back.
///
///     let order = Permutation(count: 10, key: 42)
///     (0..<10).map { order[$0] }.sorted() == Array(0..<10)   // true
///
/// Source: J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", 2002.
package struct Permutation: Sendable {
  private static let rounds = 6
  private let count: Int
  private let rows: Int
  private let columns: Int
  private let key: UInt64

  /// The order of so many numbers that belongs to a key.
  ///
  /// - Precondition: `count` is not negative and below 2⁶².
  package init(count: Int, key: UInt64) {
    self.count = count
    // The smallest square that holds all numbers: its side less one, bit by bit.
    var root = 0
    for bit in (0..<31).reversed() {
      let larger = root | 1 << bit
      if larger * larger < count { root = larger }
    }
    let side = root + 1
    rows = side
    columns = max(1, (count + side - 1) / side)
    self.key = SeededGenerator.mixed(key)
  }

  /// The number at a place of the order.
  ///
  /// - Precondition: `place` is 0 ..< `count`.
  /// - Complexity: O(1) on average.
  package subscript(place: Int) -> Int {
    precondition(place >= 0 && place < count, "place out of the order")
    var number = place
    repeat { number = sent(number) } while number >= count
    return number
  }

  private func sent(_ number: Int) -> Int {
    var (row, column) = number.quotientAndRemainder(dividingBy: columns)
    for round in 0..<Self.rounds {
      if round % 2 == 0 {
        row = shifted(row, by: column, round: round, side: rows)
      } else {
        column = shifted(column, by: row, round: round, side: columns)
      }
    }
    return row * columns + column
  }

  private func shifted(_ place: Int, by other: Int, round: Int, side: Int) -> Int {
    let bits = SeededGenerator.mixed(key &+ UInt64(other * Self.rounds + round))
    let sum = place + SeededGenerator.scaled(bits, below: side)
    return sum < side ? sum : sum - side
  }
}
