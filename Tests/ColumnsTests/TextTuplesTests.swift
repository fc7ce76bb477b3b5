import Columns
import Testing

@Suite struct TextTuplesTests {
  /// Rows are read back as they were added, and a row that repeats the one before shares its number
  /// with it; so do no others.
  @Test(
    arguments: [
      [],
      [["1", "a", "b"]],
      [["1", "a", "b"], ["1", "a", "b"]],
      [["1", "a", "b"], ["2", "a", "b"], ["2", "a", "b"], ["1", "a", "b"]],
      [["1", "ab", ""], ["1", "a", "b"], ["1a", "", "b"], ["1a", "", "b"]],
      [["", "", ""], ["", "", ""], ["", "", "x"], ["", "x", ""]],
    ])
  func keepsRepeatedRowsOnce(rows: [[String]]) {
    var draft = TextTuplesBuilder()
    draft.removeAll(width: 3)
    for (index, row) in rows.enumerated() {
      if index > 0, row == rows[index - 1] {
        draft.repeatRow()
      } else {
        for text in row { draft.append(Array(text.utf8).span) }
        draft.endRow()
      }
    }
    let kept = TextTuples(draft)
    for (index, row) in rows.enumerated() {
      for column in 0..<3 {
        let text = kept.view.with(index, column: column) { text in
          text.indices.map { text[$0] }
        }
        #expect(text == Array(row[column].utf8))
      }
      if index > 0 {
        let sharesNumber = kept.view.number(of: index) == kept.view.number(of: index - 1)
        #expect(sharesNumber == (row == rows[index - 1]))
      }
    }
  }

  @Test func symbolsGiveEachTextOneNumberAndExamineItOnce() {
    var draft = DictionaryColumnBuilder(hash: .ofProcess)
    let texts = (0..<1000).map { "text \($0 * $0 % 97)" }
    var examined: [String: Int] = [:]
    for text in texts {
      let isFit = draft.append(Array(text.utf8).span) { bytes in
        let text = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        examined[text, default: 0] += 1
        return !text.hasSuffix("1")
      }
      #expect(isFit == !text.hasSuffix("1"))
    }
    #expect(examined.count == Set(texts).count)
    #expect(examined.values.allSatisfy { $0 == 1 })
    let symbols = DictionaryColumn(draft)
    for (index, text) in texts.enumerated() {
      let kept = symbols.view.with(index) { bytes in bytes.indices.map { bytes[$0] } }
      #expect(kept == Array(text.utf8))
    }
  }
}
