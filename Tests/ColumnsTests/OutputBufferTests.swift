import Columns
import TestSupport
import Testing

@Suite struct OutputBufferTests {
  /// What a buffer holds after `body`, which begins with so little room that it has to grow.
  private static func bytes(_ body: (inout OutputBuffer) -> Void) -> [UInt8] {
    var buffer = OutputBuffer(capacity: 1)
    body(&buffer)
    return buffer.array
  }

  @Test func wholeNumbers() {
    let numbers =
      Array(0...100_100)
      + (5...18).flatMap { exponent in
        let power = (0..<exponent).reduce(1) { power, _ in power * 10 }
        return [power - 1, power, power + 1, 7 * power + 305]
      } + [.max]
    #expect(numbers.allSatisfy { n in Self.bytes { $0.append(decimal: n) } == Array("\(n)".utf8) })
  }

  /// All weights and points, and beyond.
  @Test func hundredths() {
    for number in Array(0...100_100) + [UInt32.max - 95, .max] {
      let (whole, fraction) = (number / 100, number % 100)
      let text =
        fraction == 0
        ? "\(whole)"
        : fraction % 10 == 0
          ? "\(whole).\(fraction / 10)" : "\(whole).\(fraction / 10)\(fraction % 10)"
      let bytes = Self.bytes { $0.append(hundredths: number) }
      if bytes != Array(text.utf8) { Issue.record("\(number): \(bytes), not \(text)") }
    }
  }

  /// A field as RFC 4180 and OWASP have it, byte by byte.
  private static func reference(_ field: [UInt8]) -> [UInt8] {
    let text = String(decoding: field, as: UTF8.self)
    let isFormula = needsApostrophe(text)
    guard isFormula || field.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return field }
    let doubled = field.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
    return Array("\"".utf8) + (isFormula ? Array("'".utf8) : []) + doubled + Array("\"".utf8)
  }

  /// Every byte in every place of fields of every length up to two vectors and more, so that no
  /// path through the copy is left out.
  @Test(arguments: 0...50)
  func fieldsWithOneByteThatMayMatter(length: Int) {
    for place in 0..<max(1, length) {
      for byte in UInt8.min...UInt8.max {
        var field = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        if length > 0 { field[place] = byte }
        let bytes = Self.bytes { $0.append(field: field.span) }
        if bytes != Self.reference(field) { Issue.record("\(field): \(bytes)") }
      }
    }
  }

  /// Every character of the basic plane as the beginning of a field.
  @Test func fieldsThatBeginWithAnything() {
    for scalar in (UInt32.min...0xFFFF).compactMap(Unicode.Scalar.init) {
      let field = Array("\(scalar)1".utf8)
      let bytes = Self.bytes { $0.append(field: field.span) }
      if bytes != Self.reference(field) { Issue.record("\(field): \(bytes)") }
    }
    for field in [[0xEF], [0xEF, 0xBC], [0xEF, 0xBC, 0x9D]] as [[UInt8]] {
      #expect(
        Self.bytes { $0.append(field: field.span) }.last == (field.count < 3 ? field.last : 0x22))
    }
  }

  @Test func fieldsOfQuotesAlone() {
    for length in 0...70 {
      let field = Array(repeating: UInt8(ascii: "\""), count: length)
      #expect(Self.bytes { $0.append(field: field.span) } == Self.reference(field))
    }
  }

  @Test func bytesOfEveryLengthOneAfterTheOther() {
    let texts = (0...70).map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) } }
    let bytes = Self.bytes { buffer in for text in texts { buffer.append(text.span) } }
    #expect(bytes == texts.flatMap(\.self))
  }
}
