import Tables
import Testing

@Suite struct InputFingerprintTests {
  private static func hash(_ start: String) -> String {
    start + String(repeating: "0", count: 64 - start.count)
  }

  @Test(arguments: [
    (["c239eb98"], ["ae159aa2"], "inputs c239eb98·ae159aa2"),
    (["c239eb98"], [], "inputs c239eb98"),
    (
      ["11111111", "22222222", "33333333"], ["4444444f"],
      "inputs 11111111+22222222+33333333·4444444f"
    ),
    (
      ["11111111", "22222222", "33333333", "55555555", "66666666"], ["44444444"],
      "inputs 11111111+22222222+33333333+2·44444444"
    ),
  ])
  func isTheBeginningOfTheHashes(plans: [String], ratings: [String], text: String) {
    let fingerprint = InputFingerprint(
      plans: plans.map { Self.hash($0) }, ratings: ratings.map { Self.hash($0) })
    #expect(fingerprint.description == text)
    #expect(InputFingerprint.ends(text.utf8))
    #expect(InputFingerprint.ends(Array("FY 2026 · \(text)".utf8)))
  }

  @Test(arguments: [
    "", "inputs", "inputs ", "inputs c239eb9", "inputs c239eb98 and more", "outputs c239eb98",
    "inputs C239EB98", "c239eb98", "inputs executive", "executive_id",
  ])
  func isNotInOtherTexts(text: String) {
    #expect(!InputFingerprint.ends(text.utf8))
  }
}
