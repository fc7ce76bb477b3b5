/// A share of executives, for display only.
package enum Percent {
  /// Tenths of a percent, rounded half up; 0 if there is nobody.
  ///
  /// Every share that people read is rounded here, so that a page and the terminal say the same.
  ///
  ///     Percent.tenths(2, of: 3)   // 667
  package static func tenths(_ count: Int, of all: Int) -> Int {
    all == 0 ? 0 : (count * 2000 + all) / (2 * all)
  }

  /// The percent with one decimal: `66.7%`.
  package static func text(_ count: Int, of all: Int) -> String {
    let tenths = tenths(count, of: all)
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// Of how many executives a share says more than the counts do.
  package static let fewest = 10

  /// The percent as ``text(_:of:)`` has it; `nil` of so few executives that their counts alone are
  /// shown.
  package static func shown(_ count: Int, of all: Int) -> String? {
    all < fewest ? nil : text(count, of: all)
  }
}
