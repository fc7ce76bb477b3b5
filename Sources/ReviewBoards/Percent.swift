/// A share of executives, for display only.
package enum Percent {
  /// Tenths of a percent, truncated, not rounded; 0 if there is nobody.
  ///
  ///     Percent.tenths(2, of: 3)   // 666
  package static func tenths(_ count: Int, of all: Int) -> Int {
    all == 0 ? 0 : count * 1000 / all
  }

  /// The percent with one decimal: `66.6`.
  package static func text(_ count: Int, of all: Int) -> String {
    let tenths = tenths(count, of: all)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
