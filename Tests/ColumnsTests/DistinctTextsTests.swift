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
