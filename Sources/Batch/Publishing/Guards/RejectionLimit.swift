import Appraisal

/// How many of the executives with a plan may be rejected.
package enum RejectionLimit: Equatable, Sendable {
  /// This many.
  case executives(Int)
  /// This many hundredths of a percent of them.
  case hundredthsOfPercent(Int)

  /// Reads `12`, `5%` or `0.25%`, up to 100 percent with two decimals; `nil` for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let isPercent = bytes.last == UInt8(ascii: "%")
    let digits = isPercent ? Array(bytes.dropLast()) : bytes
    if isPercent {
      guard let hundredths = parsedHundredths(of: digits.span, wholeDigits: 3),
        hundredths <= 10_000
      else { return nil }
      self = .hundredthsOfPercent(Int(hundredths))
    } else {
      let isNumber = digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      guard isNumber, 1...9 ~= digits.count, let number = Int(text) else { return nil }
      self = .executives(number)
    }
  }

  /// Whether more are rejected than may be; the percentage is compared without rounding.
  func isExceeded(by rejected: Int, of executives: Int) -> Bool {
    switch self {
    case .executives(let most): rejected > most
    case .hundredthsOfPercent(let most): rejected * 10_000 > most * executives
    }
  }

  /// As somebody would write it: `12`, `0.25%`.
  var text: String {
    switch self {
    case .executives(let most): grouped(most)
    case .hundredthsOfPercent(let most): "\(decimal(hundredths: UInt32(most)))%"
    }
  }
}
