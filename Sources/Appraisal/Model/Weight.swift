/// The weight of an element in a plan, an exact number of hundredths of a percent.
///
/// One unit serves every system: a whole percent is 100 hundredths, and a system with a finer
/// weight step can go down to one hundredth. All sums and products of weights are integers.
///
///     Weight(percent: 60).hundredths   // 6000
///     Weight(hundredths: 2550).description   // "25.5"
public struct Weight: BitwiseCopyable, Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Hundredths of a percent: 0–60,000 in an input, 0–10,000 in a plan that a system accepts.
  public let hundredths: UInt32

  /// The highest weight that a field can state, 600 percent: what is above it is a mistake of
  /// writing and not a weight that breaks a rule.
  public static let highest = Weight(hundredths: 60_000)

  /// A weight in hundredths of a percent.
  public init(hundredths: UInt32) { self.hundredths = hundredths }

  /// A weight of whole percents.
  ///
  /// - Precondition: `percent` is 0–999.
  public init(percent: Int) {
    precondition((0...999).contains(percent), "a weight is 0–999 percent")
    hundredths = UInt32(percent) * 100
  }

  public static func < (lighter: Weight, heavier: Weight) -> Bool {
    lighter.hundredths < heavier.hundredths
  }

  /// The percents as a decimal without trailing zeros, and without the sign: `60`, `25.5`.
  public var description: String { decimal(hundredths: hundredths) }
}
