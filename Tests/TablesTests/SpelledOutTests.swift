import Appraisal
import Columns
import Tables
import Testing

@Suite struct SpelledOutTests {
  private static func spelledOut(_ text: String) -> String {
    var buffer = OutputBuffer(capacity: 1)
    buffer.append(spelledOut: Array(text.utf8).span)
    return String(decoding: buffer.array, as: UTF8.self)
  }

  @Test(arguments: [
    ("Zo\u{EB} \u{1F600}", "Zo\u{EB} \u{1F600}"),
    ("a\u{61C}b", "a<U+061C>b"),
    ("\u{200E}\u{200F}", "<U+200E><U+200F>"),
    ("\u{202E}txt.exe\u{2069}", "<U+202E>txt.exe<U+2069>"),
    ("\u{1B}[31m\r\n", "<U+001B>[31m<U+000D><U+000A>"),
    ("\u{85}\u{2028}\u{200B}\u{FEFF}", "<U+0085><U+2028><U+200B><U+FEFF>"),
    ("<U+202E>", "<U+202E>"),
  ])
  func invisibleAndControlCharactersAreSpelledOut(text: String, shown: String) {
    #expect(Self.spelledOut(text).utf8.elementsEqual(shown.utf8))
  }

  private static func found(_ text: String) -> String {
    var buffer = OutputBuffer(capacity: 1)
    buffer.append(found: Array(text.utf8).span)
    return String(decoding: buffer.array, as: UTF8.self)
  }

  /// Of a value that was found every blank shows but a single space between two other characters.
  @Test(arguments: [
    ("20", "20"), ("", ""), ("Ann Ames", "Ann Ames"), ("20 ", "20<U+0020>"),
    (" 20", "<U+0020>20"), (" ", "<U+0020>"), ("a  b", "a<U+0020><U+0020>b"),
    ("20\u{A0}", "20<U+00A0>"), ("Fully\u{A0}Successful", "Fully<U+00A0>Successful"),
    ("a \u{2009}b", "a<U+0020><U+2009>b"), ("a\u{3000}b", "a<U+3000>b"),
    ("\ta", "<U+0009>a"), ("a\u{200B} b", "a<U+200B><U+0020>b"), ("Zoë Zorn", "Zoë Zorn"),
    ("\u{202E}a b", "<U+202E>a b"), ("a\nb", "a<U+000A>b"),
  ])
  func blanksThatDoNotShowAreSpelledOut(text: String, shown: String) {
    #expect(Self.found(text).utf8.elementsEqual(shown.utf8))
  }

  /// All planes with characters, as the Unicode tables of the standard library know them.
  @Test func allInvisibleAndDirectionCharactersAreKnown() {
    for value in Array(UInt32.min...0x3FFFF) + Array(0xE0000...0xE0FFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let steers =
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: properties.isBidiControl
        }
      let isHidden =
        (0x200B...0x200D).contains(value) || (0x2060...0x206F).contains(value)
        || [0xAD, 0xFEFF, 0xFFFD].contains(value)
      if scalar.disturbsReader != (steers || isHidden) {
        Issue.record("U+\(String(value, radix: 16)) steers: \(steers), is hidden: \(isHidden)")
      }
    }
  }
}
