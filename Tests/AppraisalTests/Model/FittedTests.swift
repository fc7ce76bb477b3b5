import Appraisal
import Testing

/// Lines on a terminal of some width.
@Suite struct FittedTests {
  @Test(arguments: [
    ("", 10, [""]),
    ("abc def", 7, ["abc def"]),
    ("abc def", 6, ["abc", "  def"]),
    ("abc    def", 6, ["abc", "  def"]),
    ("  abc def ghi", 9, ["  abc def", "    ghi"]),
    ("  abc defghi jkl", 9, ["  abc", "    defghi", "    jkl"]),
    ("/a/long/path and more", 8, ["/a/long/path", "  and", "  more"]),
    ("see /a/long/path", 8, ["see", "  /a/long/path"]),
    ("人事 人事", 6, ["人事", "  人事"]),
    ("                    abcdef ghi", 10, ["                    abcdef", "     ghi"]),
  ])
  func lines(line: String, columns: Int, parts: [String]) {
    #expect(fitted(line, columns) == parts)
    #expect(fitted(line, nil) == [line])
  }

  /// No part is wider than the terminal, unless it is a single word; and no word is lost or cut.
  @Test func everyWidth() {
    let line = "    A sentence of some words, with commas; and one-that-is-rather-long among them."
    for columns in 12...100 {
      let parts = fitted(line, columns)
      #expect(parts.flatMap { $0.split(separator: " ") } == line.split(separator: " "))
      for part in parts where part.displayWidth > columns {
        #expect(part.split(separator: " ").count == 1)
      }
    }
  }
}
