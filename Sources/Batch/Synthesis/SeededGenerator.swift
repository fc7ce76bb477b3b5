/// A sequence of numbers that look random and depend on nothing but a seed.
///
/// It is SplitMix64. The standard library's own draws (`Int.random(in:using:)`, `shuffled(using:)`)
/// are not used with it: how they use a generator may change from one Swift to the next, and the
/// same seed must give the same bytes everywhere.
///
///     var generator = SeededGenerator(state: 1_234_567)
///     generator.next()   // 6457827717110365317
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
package struct SeededGenerator: Sendable {
  /// What numbers are drawn for; each purpose has sequences of its own, so that one can be drawn
  /// again without the others.
  package enum Purpose: UInt64, Sendable {
    case boards
    case departments
    case units
    case texts
    case weights
    case wrongPlans
    case ratings
    case ratingsOrder
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var state: UInt64

  /// The sequence that begins after a state.
  package init(state: UInt64) { self.state = state }

  /// The sequence of one thing of a purpose: of executive 7's weights, say. It can be begun by any
  /// task at any time.
  package init(seed: UInt64, _ purpose: Purpose, index: Int = 0) {
    let family = Self.mixed(seed &+ (purpose.rawValue + 1) &* Self.increment)
    state = Self.mixed(family ^ UInt64(index))
  }

  /// The next number, any of 2⁶⁴.
  package mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mixed(state)
  }

  /// The next number from 0 up to, but without, `bound`.
  ///
  /// Some numbers come more often than others by less than one part in 2³², which made-up data can
  /// bear.
  ///
  /// - Precondition: `bound` is 1 or more, and below 2³².
  package mutating func next(below bound: Int) -> Int {
    Self.scaled(next(), below: bound)
  }

  /// A number in which every bit depends on every bit of `number`; different numbers stay
  /// different.
  static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// The place of a number among 2⁶⁴, on a scale of `bound`.
  static func scaled(_ number: UInt64, below bound: Int) -> Int {
    Int(number.multipliedFullWidth(by: UInt64(bound)).high)
  }
}

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
