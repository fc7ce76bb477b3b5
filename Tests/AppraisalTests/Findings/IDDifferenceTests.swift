import Appraisal
import Testing

/// In what two executive ids differ that may be one person's.
@Suite struct IDDifferenceTests {
  static func difference(_ one: String, _ other: String) -> IDDifference? {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    return IDDifference(between: one.span, other.span)
  }

  @Test(
    arguments: [
      ("00123", "123", .leadingZeros), ("0123", "00123", .leadingZeros),
      ("0", "000", .leadingZeros),
      ("0A1", "A1", .leadingZeros), ("123.0", "123", .pointZero), ("123.00", "123.0", .pointZero),
      ("0.0", "0", .pointZero), ("es-1", "ES-1", .capitals),
      ("00123", "123.0", [.leadingZeros, .pointZero]), ("0ab", "AB", [.leadingZeros, .capitals]),
    ] as [(String, String, IDDifference)])
  func mayBeOnePerson(one: String, other: String, difference: IDDifference) {
    #expect(Self.difference(one, other) == difference)
    #expect(Self.difference(other, one) == difference)
  }

  @Test(
    arguments: [
      ("123", "123"), ("123", "1230"), ("123", "124"), ("1230", "123.0"), ("v1.0", "v1"),
      ("123.5", "123"), ("1.0.0", "1"), ("ES-01", "ES-1"), ("0", ""), ("123.", "123"), ("1", "10"),
      ("100", "1"), ("", ""),
    ])
  func areTwo(one: String, other: String) {
    #expect(Self.difference(one, other) == nil)
    #expect(Self.difference(other, one) == nil)
  }

  @Test func words() {
    #expect(IDDifference.leadingZeros.words == "in leading zeros alone")
    #expect(
      IDDifference([.capitals, .pointZero]).words == "in a .0 at the end and capitals alone")
  }
}
