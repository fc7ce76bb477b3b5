/// An amount of money, exact to the cent.
///
///     Dollars("10480.05")?.cents       // 1048005
///     Dollars("209600")?.description   // "209600"
package struct Dollars: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The amount in cents.
  package let cents: Int64

  /// An amount in cents.
  package init(cents: Int64) { self.cents = cents }

  /// The amount that a text states: one to ten digits, and perhaps a point and one or two digits. No
  /// sign, `$`, comma, blank or zero before other digits.
  ///
  /// - Complexity: O(bytes), at most thirteen.
  package init?(_ text: Span<UInt8>) {
    var index = 0
    var whole: Int64 = 0
    while index < text.count, let digit = digit(text[index]) {
      guard index < 10, index == 0 || whole > 0 else { return nil }
      whole = whole * 10 + Int64(digit)
      index += 1
    }
    guard index > 0 else { return nil }
    var cents: Int64 = 0
    if index < text.count {
      guard text[index] == UInt8(ascii: "."), 1...2 ~= text.count - index - 1 else { return nil }
      for place in 0..<2 {
        let next = index + 1 + place
        guard let digit = next < text.count ? digit(text[next]) : 0 else { return nil }
        cents = cents * 10 + Int64(digit)
      }
    }
    self.cents = whole * 100 + cents
  }

  /// The amount that a text states; see ``init(_:)-(Span<UInt8>)``.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  package static func < (one: Dollars, other: Dollars) -> Bool { one.cents < other.cents }

  /// The dollars, and two digits of cents where there are any: `209600`, `10480.05`.
  package var description: String { words(whole: { "\($0)" }) }

  /// The same for people: `209,600`.
  package var grouped: String { words(whole: { Appraisal.grouped($0) }) }

  private func words(whole: (Int64) -> String) -> String {
    let (dollars, rest) = cents.quotientAndRemainder(dividingBy: 100)
    let sign = cents < 0 && dollars == 0 ? "-" : ""
    let fraction = rest.magnitude
    return sign + whole(dollars)
      + (fraction == 0 ? "" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)")
  }
}
