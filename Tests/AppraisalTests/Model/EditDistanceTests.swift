import Appraisal
import Testing

/// What a name was probably meant to be, and how spreadsheets call a column.
@Suite struct EditDistanceTests {
  @Test(
    arguments: [
      ("", "", 0), ("", "abc", 3), ("coalition", "coalitions", 1), ("buisness", "business", 1),
      ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "ca", 3), ("same", "same", 0),
    ])
  func distance(one: String, other: String, distance: Int) {
    #expect(editDistance(Array(one.utf8), Array(other.utf8)) == distance)
    #expect(editDistance(Array(other.utf8), Array(one.utf8)) == distance)
  }

  @Test(
    arguments: [
      ("windows1252", "windows-1252"), ("Windows-125", nil), ("win-1252", nil),
      ("Windows_1251", "windows-1251"), ("xyz", nil), ("", nil),
      (String(repeating: "w", count: 200), nil),
    ] as [(String, String?)])
  func nearestName(text: String, name: String?) {
    #expect(nearest(to: text, among: ["windows-1252", "windows-1251", "utf-16"]) == name)
  }

  @Test(
    arguments: [
      (1, "A"), (13, "M"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"),
      (703, "AAA"), (16_384, "XFD"),
    ])
  func letters(number: Int, letters: String) { #expect(columnLetters(number) == letters) }
}
