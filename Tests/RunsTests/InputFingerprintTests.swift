import Columns
import Runs
import Testing

@Suite struct InputFingerprintTests {
  private static func input(_ role: String, _ start: String) -> Manifest.Input {
    Manifest.Input(
      role: role, name: "file", bytes: 1,
      sha256: start + String(repeating: "0", count: 64 - start.count), records: 1)
  }

  private static func endsWithOne(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return InputFingerprint.ends(bytes.span)
  }

  @Test(arguments: [
    ([("plans", "c239eb98"), ("ratings", "ae159aa2")], "inputs c239eb98·ae159aa2"),
    ([("plans", "c239eb98")], "inputs c239eb98"),
    // printf %s 11111111…2222222200… | sha256sum
    (
      [("plans", "11111111"), ("plans", "22222222"), ("ratings", "44444444")],
      "inputs 49d28958·44444444"
    ),
  ])
  func isTheBeginningOfTheHashes(inputs: [(String, String)], text: String) {
    let fingerprint = InputFingerprint(of: inputs.map { Self.input($0, $1) })
    #expect(fingerprint.description == text)
    #expect(Self.endsWithOne(text))
    #expect(Self.endsWithOne("FY 2026 · \(text)"))
  }

  @Test(arguments: [
    "", "inputs", "inputs ", "inputs c239eb9", "inputs c239eb98 and more", "outputs c239eb98",
    "inputs C239EB98", "c239eb98", "nputs c239eb98", "Inputs c239eb98", "inputs executive",
    "inputs\u{A0}c239eb98", " c239eb98", "executive_id",
  ])
  func isNotInOtherTexts(text: String) {
    #expect(!Self.endsWithOne(text))
  }
}
