/// Hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
package func decimal(hundredths: UInt32) -> String {
  let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
  if fraction == 0 { return "\(whole)" }
  if fraction % 10 == 0 { return "\(whole).\(fraction / 10)" }
  return fraction < 10 ? "\(whole).0\(fraction)" : "\(whole).\(fraction)"
}

/// The hundredths that a decimal states: digits, and perhaps a point and one or two digits.
///
///     parsedHundredths(of: "474.5".utf8.span, wholeDigits: 5)   // 47450
///
/// No sign, exponent, blank or separator; a leading zero counts as a digit.
///
/// - Parameters:
///   - bytes: The text.
///   - wholeDigits: The most digits before the point, at most 7.
/// - Returns: `nil` for anything else.
/// - Complexity: O(bytes), at most ten.
@inline(__always)
package func parsedHundredths(of bytes: Span<UInt8>, wholeDigits: Int) -> UInt32? {
  var index = 0
  var whole: UInt32 = 0
  while index < bytes.count, let digit = digit(bytes[index]) {
    guard index < wholeDigits else { return nil }
    whole = whole * 10 + digit
    index += 1
  }
  if index == 0 { return nil }
  if index == bytes.count { return whole * 100 }
  let count = bytes.count - index - 1
  guard bytes[index] == UInt8(ascii: "."), count == 1 || count == 2,
    let tenths = digit(bytes[index + 1])
  else { return nil }
  if count == 1 { return whole * 100 + tenths * 10 }
  guard let rest = digit(bytes[index + 2]) else { return nil }
  return whole * 100 + tenths * 10 + rest
}

/// The value of an ASCII digit; `nil` for any other byte.
@inline(__always)
@inlinable func digit(_ byte: UInt8) -> UInt32? {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? UInt32(byte - UInt8(ascii: "0")) : nil
}

/// A number with a comma between each three digits: 308358 is `308,358`.
package func grouped(_ number: some BinaryInteger) -> String {
  let digits = String(number.magnitude)
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}

/// A number and a noun: `1 notice`, `2 notices`.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}
