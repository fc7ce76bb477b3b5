import Columns
import Testing

@Suite struct TextColumnTests {
  /// Texts of every length that the ways of comparing divide, and those that differ in one byte, at each
  /// place, or in the last one.
  @Test(arguments: 0...40)
  func textsAreTheSameInEveryByte(length: Int) {
    let text = (0..<length).map { UInt8(truncatingIfNeeded: 7 * $0 + 1) }
    #expect(same(text, text))
    #expect(!same(text, text + [0]))
    #expect(!same(text + [0], text))
    for place in 0..<length {
      var other = text
      other[place] ^= 0x80
      #expect(!same(text, other) && !same(other, text), "byte \(place) of \(length)")
    }
  }

  private func same(_ one: [UInt8], _ other: [UInt8]) -> Bool { equals(one.span, other.span) }
}
