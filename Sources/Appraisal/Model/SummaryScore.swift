/// The sum over the elements of points × weight, exact.
///
/// It is kept in hundredths of a point, because a weight is kept in hundredths of a percent: OPM's
/// worked example, 400, is 40,000 here. It is never rounded; ``description`` prints all of it.
///
/// Source: OPM, SES FAQ "How are the ratings derived?"; 5 CFR 430.305(a)(5).
public struct SummaryScore: BitwiseCopyable, Comparable, Hashable, Sendable, CustomStringConvertible
{
  /// Hundredths of a point: 10,000–50,000 under the built-in systems.
  public let hundredths: UInt32

  /// A score in hundredths of a point.
  public init(hundredths: UInt32) { self.hundredths = hundredths }

  public static func < (lower: SummaryScore, higher: SummaryScore) -> Bool {
    lower.hundredths < higher.hundredths
  }

  /// The score as a decimal without trailing zeros: `400`, `474.5`.
  public var description: String { decimal(hundredths: hundredths) }
}
