/// A number of a cell as a spreadsheet shows it: its first fifteen significant digits, exactly.
///
/// Spreadsheets calculate in binary floating point and write up to seventeen digits of what came out:
/// 7% is `7.0000000000000007E-2`. They promise fifteen, and so does this: the others are rounded away
/// by the digits themselves, without any floating point.
struct DecimalNumber: Equatable {
  /// How many digits count.
  static let significantDigits = 15
  /// Numbers with more places before or after the point are written with an exponent.
  private static let shownPlaces = 15

  private let isNegative: Bool
  /// At most fifteen digits, the last of which is not 0.
  private let digits: UInt64
  /// The number is `digits` times ten to this power.
  private let exponent: Int

  /// The number that a text states: `60`, `-0.5`, `7.0000000000000007E-2`; `nil` for another text.
  init?(_ text: Span<UInt8>) {
    var scan = Scan()
    guard scan.read(text) else { return nil }
    isNegative = scan.isNegative && scan.digits > 0
    (digits, exponent) = scan.rounded
  }

  /// Reads digits one by one.
  private struct Scan {
    var isNegative = false
    var digits: UInt64 = 0
    private var count = 0
    private var exponent = 0
    private var next: Int?

    mutating func read(_ text: Span<UInt8>) -> Bool {
      var index = 0
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        isNegative = text[index] == UInt8(ascii: "-")
        index += 1
      }
      var isFraction = false
      var hasDigits = false
      while index < text.count {
        if let digit = digit(text[index]) {
          append(digit, isFraction: isFraction)
          hasDigits = true
        } else if text[index] == UInt8(ascii: "."), !isFraction {
          isFraction = true
        } else {
          break
        }
        index += 1
      }
      guard hasDigits else { return false }
      return index == text.count || readExponent(text, from: index)
    }

    private mutating func append(_ digit: Int, isFraction: Bool) {
      if isFraction { exponent -= 1 }
      if count == DecimalNumber.significantDigits {
        exponent += 1
        if next == nil { next = digit }
      } else if count > 0 || digit > 0 {
        digits = digits * 10 + UInt64(digit)
        count += 1
      }
    }

    private mutating func readExponent(_ text: Span<UInt8>, from start: Int) -> Bool {
      var index = start + 1
      guard text[start] == UInt8(ascii: "E") || text[start] == UInt8(ascii: "e"),
        index < text.count
      else { return false }
      let sign = text[index] == UInt8(ascii: "-") ? -1 : 1
      if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
      // Spreadsheets have none beyond 308.
      guard text.count - index <= 4, let power = number(in: text.extracting(index..<text.count))
      else { return false }
      exponent += sign * power
      return true
    }

    /// The digits that count, rounded half up, and the power of ten.
    var rounded: (UInt64, Int) {
      var (digits, exponent) = (digits, exponent)
      if let next, next >= 5 { digits += 1 }
      guard digits > 0 else { return (0, 0) }
      while digits % 10 == 0 {
        digits /= 10
        exponent += 1
      }
      return (digits, exponent)
    }
  }

  /// Whether it is a whole number from 0 that is written in full.
  var isWhole: Bool {
    let places = String(digits).utf8.count + exponent
    return !isNegative && exponent >= 0 && places <= Self.shownPlaces
  }

  /// Appends the number in full, `0.07`; one of more than fifteen places before the point, whose last
  /// digits a spreadsheet does not have, as it shows it, `1.23456789012345E+15`.
  ///
  /// - Parameter power: The number is multiplied by ten to this power: 2 for percent.
  func append(to text: inout [UInt8], timesTenTo power: Int = 0) {
    let digits = Array(String(digits).utf8)
    let exponent = self.digits == 0 ? 0 : exponent + power
    // The number of digits before the point.
    let places = digits.count + exponent
    if isNegative { text.append(UInt8(ascii: "-")) }
    if places > Self.shownPlaces || exponent < -Self.shownPlaces - digits.count {
      appendScientific(digits, places - 1, to: &text)
    } else if exponent >= 0 {
      text += digits
      text += repeatElement(UInt8(ascii: "0"), count: exponent)
    } else if places > 0 {
      text += digits[..<places]
      text.append(UInt8(ascii: "."))
      text += digits[places...]
    } else {
      text += "0.".utf8
      text += repeatElement(UInt8(ascii: "0"), count: -places)
      text += digits
    }
  }

  private func appendScientific(_ digits: [UInt8], _ power: Int, to text: inout [UInt8]) {
    text.append(digits[0])
    if digits.count > 1 {
      text.append(UInt8(ascii: "."))
      text += digits[1...]
    }
    text += power < 0 ? "E-".utf8 : "E+".utf8
    if abs(power) < 10 { text.append(UInt8(ascii: "0")) }
    text += String(abs(power)).utf8
  }
}
