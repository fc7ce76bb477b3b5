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
    case plansOrder
    case members
    case opinions
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
