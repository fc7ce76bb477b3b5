import Columns
import Pages
import Testing

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("<", "&lt;"), ("a < b > c", "a &lt; b &gt; c"),
    ("\"><img onerror='x'>", "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;"),
    ("&amp;", "&amp;amp;"), ("<\u{338}script>", "&lt;\u{338}script&gt;"),
    ("&\u{301}\"\u{301}'\u{301}>\u{20D2}", "&amp;\u{301}&quot;\u{301}&#39;\u{301}&gt;\u{20D2}"),
    ("a\0b", "a\u{FFFD}b"), ("Ångström 王", "Ångström 王"),
  ])
  func escaping(text: String, escaped: String) {
    #expect(HTMLText.escaped(text).utf8.elementsEqual(escaped.utf8))
  }

  /// However long a text is, and wherever in it the byte stands.
  @Test func everyByteAtEveryPlace() {
    for count in 0...40 {
      var text = [UInt8](repeating: 0x20, count: count)
      #expect(HTMLText.firstReplaced(in: text.span) == count)
      for byte in UInt8.min...UInt8.max {
        let isReplaced = HTMLText.replacement(of: byte) != nil
        let wrong = text.indices.filter { place in
          text[place] = byte
          defer { text[place] = 0x20 }
          return HTMLText.firstReplaced(in: text.span) != (isReplaced ? place : count)
        }
        #expect(wrong == [], "byte \(byte) among \(count)")
      }
    }
  }

  /// Every byte that means something is found, and no other.
  @Test func everyByte() {
    for byte in UInt8.min...UInt8.max {
      let text: [UInt8] = [0x61, 0x62, byte, 0x63]
      let isReplaced = [0, 0x22, 0x26, 0x27, 0x3C, 0x3E].contains(byte)
      #expect((HTMLText.replacement(of: byte) != nil) == isReplaced)
      #expect(HTMLText.firstReplaced(in: text.span) == (isReplaced ? 2 : 4))
      #expect(HTMLText.firstReplaced(in: text.span, from: 3) == 4)
    }
  }
}

/// A board may have a name of 60 kilobytes; a line has not so much room.
@Suite struct BeginningTests {
  @Test(arguments: ["a", "é", "王", "😀", "&"])
  func longTextsAreCutBetweenScalars(scalar: String) {
    var buffer = OutputBuffer()
    let text = Array(String(repeating: scalar, count: 20_000).utf8)
    buffer.append(beginningOf: text.span, atMost: 61)
    let cut = String(validating: buffer.array, as: UTF8.self)
    let count = 61 / scalar.utf8.count
    let shown = String(repeating: scalar == "&" ? "&amp;" : scalar, count: count)
    #expect(cut == shown + "…")
  }

  @Test func shortTextsAreWhole() {
    var buffer = OutputBuffer()
    buffer.append(beginningOf: Array("Fleet \"A\"".utf8).span, atMost: 9)
    #expect(buffer.array == Array("Fleet &quot;A&quot;".utf8))
  }
}

@Suite struct PageDesignTests {
  @Test(arguments: ["CUI//SP-PRVCY", "<b>\"&'\\", "Vertraulich – nur für den Ausschuß", "a"])
  func markings(text: String) { #expect(PageDesign.isMarking(text)) }

  @Test(arguments: [
    "", "   ", "a\nb", "a\u{7}", "a\u{202E}b", "\u{200B}", "a\u{2028}b",
    String(repeating: "a", count: 121),
  ])
  func noMarkings(text: String) { #expect(!PageDesign.isMarking(text)) }
}

@Suite struct StyleSheetTests {
  /// The hash of a style as any other program makes it: `printf %s 'a{}' | openssl dgst -sha256
  /// -binary | base64`.
  @Test func hash() {
    #expect(
      StyleSheet.hash(of: Array("a{}".utf8)) == "X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=")
  }
}
