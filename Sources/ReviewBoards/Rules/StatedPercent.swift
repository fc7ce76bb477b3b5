import Appraisal

/// A percent as a rule states it, exact to a hundredth.
package struct StatedPercent: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Hundredths of a percent, 0–10,000.
  package let hundredths: UInt32

  /// A number of hundredths of a percent.
  package init(hundredths: UInt32) { self.hundredths = hundredths }

  /// So many percent of a number, in ten-thousandths.
  ///
  ///     StatedPercent(hundredths: 3000).tenThousandths(of: 13)   // 39000, which is 3.9
  package func tenThousandths(of count: Int) -> Int { Int(hundredths) * count }

  package static func < (one: StatedPercent, other: StatedPercent) -> Bool {
    one.hundredths < other.hundredths
  }

  /// Without a percent sign: `7.5`.
  package var description: String { decimal(hundredths: hundredths) }
}

/// How a part of an executive counts.
package enum Rounding: String, CaseIterable, Sendable {
  /// Not at all.
  case down
  /// As a whole one, from a half on.
  case nearest
  /// As a whole one.
  case up

  /// The whole number for a number of ten-thousandths that is not negative.
  package func whole(tenThousandths number: Int) -> Int {
    switch self {
    case .down: number / 10_000
    case .nearest: (number + 5_000) / 10_000
    case .up: (number + 9_999) / 10_000
    }
  }
}
