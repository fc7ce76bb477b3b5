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

  /// The order of bytes, and which of two texts is the first that differ in one byte, at each place, in any
  /// of its bits; a text goes before what it begins.
  @Test(arguments: 0...40)
  func textsAreInTheOrderOfTheirBytes(length: Int) {
    let text = (0..<length).map { UInt8(truncatingIfNeeded: 7 * $0 + 1) }
    #expect(precedes(text.span, text.span) == nil)
    #expect(precedes(text.span, (text + [0]).span) == true)
    #expect(precedes((text + [0]).span, text.span) == false)
    for place in 0..<length {
      for bit in 0..<8 {
        var other = text
        other[place] ^= 1 << UInt8(bit)
        let isFirst = text[place] < other[place]
        #expect(precedes(text.span, (other + [9]).span) == isFirst, "byte \(place) of \(length)")
        #expect(precedes((other + [9]).span, text.span) == !isFirst, "byte \(place) of \(length)")
        #expect(goesBeforeByBytes(text, other) == isFirst)
      }
    }
  }

  /// By bytes, whatever a locale or Unicode says of them.
  @Test func namesAreInTheOrderOfTheirBytes() {
    let names = ["", "B", "a", "a/b", "a/é", "a/e\u{301}", "é", "\u{FB01}", "\u{10000}"]
    for one in names {
      for other in names {
        #expect(
          goesBeforeByBytes(one, other) == one.utf8.lexicographicallyPrecedes(other.utf8),
          "\(one), \(other)")
      }
    }
  }

  private func same(_ one: [UInt8], _ other: [UInt8]) -> Bool { equals(one.span, other.span) }
}
