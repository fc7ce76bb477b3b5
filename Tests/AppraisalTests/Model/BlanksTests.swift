import Appraisal
import Testing

/// What counts as a blank, by bytes, against a slow reading by characters.
@Suite struct BlanksTests {
  /// The list of the documents, written once more.
  static let numbers: [UInt32] =
    [0x20, 0x09, 0xA0] + Array(0x2000...0x200B) + [0x202F, 0x205F, 0x3000, 0xFEFF]

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { numbers.contains(scalar.value) }

  @Test func theListIsTheOneOfTheDocuments() {
    for number in Array(UInt32(0)...0x33FF) + Array(0xFE00...0x101FF) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      if scalar.isBlank != Self.isBlank(scalar) { Issue.record("U+\(String(number, radix: 16))") }
      let bytes = Array(String(scalar).utf8)
      let length = bytes.span.blankLength(at: 0)
      if length != (Self.isBlank(scalar) ? bytes.count : 0) {
        Issue.record("U+\(String(number, radix: 16)) has a length of \(length)")
      }
    }
  }

  /// Every text of up to four of these characters.
  private static let texts: [[Unicode.Scalar]] = {
    let characters: [Unicode.Scalar] = ["a", " ", "\t", "\u{A0}", "\u{2003}", "é", "\u{FEFF}"]
    var texts: [[Unicode.Scalar]] = [[]]
    var longest = texts
    for _ in 0..<4 {
      longest = longest.flatMap { text in characters.map { text + [$0] } }
      texts += longest
    }
    return texts
  }()

  private static func bytes(_ text: some Sequence<Unicode.Scalar>) -> [UInt8] {
    text.flatMap { Array(String($0).utf8) }
  }

  @Test func endsAndInsides() {
    for text in Self.texts {
      let bytes = Self.bytes(text)
      let content = text.drop { Self.isBlank($0) }.reversed().drop { Self.isBlank($0) }.reversed()
      let range = bytes.span.contentRange
      #expect(Array(bytes[range]) == Self.bytes(content), "\(text)")
      let isBlank = bytes.span.isBlank
      #expect(isBlank == content.isEmpty, "\(text)")

      var single: [Unicode.Scalar] = []
      for scalar in content {
        let isOdd = Self.isBlank(scalar) && scalar != "\t"
        if !isOdd {
          single.append(scalar)
        } else if single.last != " " {
          single.append(" ")
        }
      }
      let inner = Array(bytes[range])
      var cleaned: [UInt8] = []
      inner.span.appendWithSingleSpaces(to: &cleaned)
      #expect(cleaned == Self.bytes(single), "\(text)")
      let hasOthers = inner.span.hasOtherBlanksInside
      #expect(hasOthers == (inner != cleaned), "\(text)")
      if content.allSatisfy(\.isASCII) {
        let hasRun = inner.span.hasRunOfSpaces
        #expect(hasRun == (inner != cleaned), "\(text)")
      }
      let first = inner.span.firstBlank
      #expect(first == content.first(where: Self.isBlank), "\(text)")
    }
  }

  /// Runs of two spaces at every place of longer texts.
  @Test func runsAtEveryPlace() {
    for length in 2..<20 {
      for place in 1..<length {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        bytes.insert(contentsOf: [0x20, 0x20], at: place)
        let hasRun = bytes.span.hasRunOfSpaces
        #expect(hasRun)
        bytes.remove(at: place)
        let hasNone = bytes.span.hasRunOfSpaces
        #expect(!hasNone)
      }
    }
  }
}
