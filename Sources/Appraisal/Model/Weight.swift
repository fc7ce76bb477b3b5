/// The weight of an element in a plan, an exact number of hundredths of a percent.
///
/// One unit serves every system: a whole percent is 100 hundredths, and a system with a finer
/// weight step can go down to one hundredth. All sums and products of weights are integers.
///
///     Weight(percent: 60).hundredths   // 6000
///     Weight(hundredths: 2550).description   // "25.5"
public struct Weight: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Hundredths of a percent: 0–99,999 as read, 0–10,000 in a plan that a system accepts.
  public let hundredths: UInt32

  /// A weight of so many hundredths of a percent.
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

/// The sum over the elements of points × weight, exact.
///
/// It is kept in hundredths of a point, because a weight is kept in hundredths of a percent: OPM's
/// worked example, 400, is 40,000 here. It is never rounded; ``description`` prints all of it.
///
/// Source: OPM, SES FAQ "How are the ratings derived?"; 5 CFR 430.305(a)(5).
public struct SummaryScore: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Hundredths of a point: 10,000–50,000 under the built-in systems.
  public let hundredths: UInt32

  /// A score of so many hundredths of a point.
  public init(hundredths: UInt32) { self.hundredths = hundredths }

  public static func < (lower: SummaryScore, higher: SummaryScore) -> Bool {
    lower.hundredths < higher.hundredths
  }

  /// The score as a decimal without trailing zeros: `400`, `474.5`.
  public var description: String { decimal(hundredths: hundredths) }
}

/// Hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
func decimal(hundredths: UInt32) -> String {
  let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
  if fraction == 0 { return "\(whole)" }
  if fraction % 10 == 0 { return "\(whole).\(fraction / 10)" }
  return fraction < 10 ? "\(whole).0\(fraction)" : "\(whole).\(fraction)"
}
