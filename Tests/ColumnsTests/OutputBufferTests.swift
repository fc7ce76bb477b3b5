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

  /// Bytes of a column of every number up to more than two blocks, from every place, up to its end: in a
  /// column of its own, and in memory shared with one that comes behind it.
  @Test func bytesOfAColumnOfEveryLength() {
    let bytes = (0..<150).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var shared = ColumnMemory()
    var draft = OutputBuffer()
    draft.append(bytes)
    let columns = [Column(bytes), Column(draft, in: &shared)]
    let next = Column(draft, in: &shared)
    for column in columns {
      for first in 0...bytes.count {
        for end in first...min(bytes.count, first + 80) {
          let copy = Self.bytes { buffer in
            buffer.append("before")
            buffer.append(first..<end, of: column.view)
            buffer.append("behind")
          }
          if copy != Array("before".utf8) + bytes[first..<end] + Array("behind".utf8) {
            Issue.record("\(first)..<\(end): \(copy)")
          }
        }
      }
    }
    #expect((0..<bytes.count).allSatisfy { next[$0] == bytes[$0] })
  }

  /// Every cell of weights, products and scores, half units or not, in rows that have to grow.
  @Test func cellsOfHundredths() {
    var rows = CSVRows(capacity: 1)
    var expected: [UInt8] = []
    for number in Array(0...60_100) + [UInt32.max - 95, .max] {
      rows.append(hundredths: number)
      expected += Self.bytes { $0.append(hundredths: number) } + Array(",".utf8)
    }
    rows.append(hundredths: nil)
    #expect(rows.buffer.array == expected + Array(",".utf8))
  }

  /// Every byte of ASCII and a longer character in every place of texts of JSON.
  @Test(arguments: 0...20)
  func textsOfJSONWithOneByteThatMayMatter(length: Int) {
    for place in 0..<max(1, length) {
      for byte in UInt8.min..<0x80 {
        var text = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) } + Array("é".utf8)
        if length > 0 { text[place] = byte }
        let escaped = text.flatMap { byte -> [UInt8] in
          switch byte {
          case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
          case 0..<0x20, 0x7F:
            Array(("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
          default: [byte]
          }
        }
        let bytes = Self.bytes { $0.append(json: text.span) }
        if bytes != Array("\"".utf8) + escaped + Array("\"".utf8) {
          Issue.record("\(text): \(bytes)")
        }
      }
    }
  }

  @Test func bytesOfEveryLengthOneAfterTheOther() {
    let texts = (0...70).map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) } }
    let bytes = Self.bytes { buffer in for text in texts { buffer.append(text.span) } }
    #expect(bytes == texts.flatMap(\.self))
  }
}
