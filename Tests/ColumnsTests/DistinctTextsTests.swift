import Columns
import Testing

@Suite struct DistinctTextsTests {
  @Test func eachTextGetsOneNumberAndIsExaminedOnce() {
    var distinct = DistinctTexts(hash: .ofProcess)
    let texts = (0..<1000).map { "text \($0 * $0 % 97)" }
    var examined: [String: Int] = [:]
    var numbers: [Int] = []
    for text in texts {
      let known = distinct.number(of: Array(text.utf8).span) { bytes in
        examined[string(bytes), default: 0] += 1
        return !string(bytes).hasSuffix("1")
      }
      #expect(known.isFit == !text.hasSuffix("1"))
      numbers.append(known.number)
    }
    #expect(examined.count == Set(texts).count)
    #expect(examined.values.allSatisfy { $0 == 1 })
    let column = TextColumn(distinct)
    #expect(column.count == examined.count)
    for (text, number) in zip(texts, numbers) { #expect(column.with(number, string) == text) }
  }

  /// Short and long texts, and those that begin alike, are told apart.
  @Test func lengthsMakeDifferentTexts() {
    var distinct = DistinctTexts(hash: .ofProcess)
    let texts = [" ", "a", "é"].flatMap { part in
      (0...100).map { String(repeating: part, count: $0) }
    }
    var numbers: [String: Int] = [:]
    for text in texts + texts.reversed() {
      let number = distinct.number(of: Array(text.utf8).span).number
      #expect(numbers.updateValue(number, forKey: text) ?? number == number)
    }
    #expect(Set(numbers.values).count == 301)
    #expect(distinct.useCounts.reduce(0, +) == 606)
  }

  /// Texts that are expected, in time, too late, never to come, or before all were forgotten, change no number.
  @Test func expectationsChangeNothing() {
    var expecting = DistinctTexts(hash: .ofProcess)
    var plain: [String: Int] = [:]
    let texts = (0..<20_000).map { "board \($0 * $0 % 9973 % (1 + $0 / 4))" }
    for round in 0..<3 {
      for (index, text) in texts.enumerated() {
        let ahead = index + [DistinctTexts.lookAhead, 1, -1][round]
        expecting.expect {
          texts.indices.contains(ahead)
            ? ShortText(Array(texts[ahead].utf8).span) : index % 2 == 0 ? .empty : nil
        }
        let number = expecting.number(of: Array(text.utf8).span).number
        let expected = plain[text] ?? plain.count
        plain[text] = expected
        #expect(number == expected)
      }
      #expect(expecting.count == plain.count)
      expecting.removeAll()
      plain.removeAll()
    }
  }

  /// After it was emptied it knows nothing of what was there.
  @Test func canBeFilledAgain() {
    var distinct = DistinctTexts(hash: .ofProcess)
    for text in ["North", "South"] { _ = distinct.number(of: Array(text.utf8).span) }
    distinct.removeAll()
    #expect(distinct.count == 0)
    for (number, text) in ["South", "", "North", "South"].enumerated() {
      #expect(distinct.number(of: Array(text.utf8).span).number == number % 3)
    }
    #expect(TextColumn(distinct).count == 3)
  }

  private func string(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
