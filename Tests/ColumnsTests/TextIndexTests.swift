import Columns
import TestSupport
import Testing

@Suite struct TextIndexTests {
  private static func column(_ texts: [String]) -> TextColumn {
    TextColumn(texts.map { Array($0.utf8) })
  }

  @Test(arguments: [
    [], [""], ["ES-1", "ES-2", "es-1"], ["a", "", "a", "b", ""], (0..<5000).map { "ES-\($0)" },
    (0..<300).map { String(repeating: "x", count: $0 % 40) },
  ])
  func `each text is found, of equal ones the first`(texts: [String]) {
    let column = Self.column(texts)
    // With a bad key, too, nothing depends on the hashes.
    for hash in [CaseBlindHash.ofProcess, CaseBlindHash(key: (0, 0))] {
      let index = TextIndex(of: column, hash: hash)
      for text in texts {
        #expect(index.number(of: Array(text.utf8).span) == texts.firstIndex(of: text))
      }
      #expect(index.number(of: Array("nobody".utf8).span) == nil)
    }
  }

  @Test func `columns are joined in their order`() {
    let parts = [["a", "", "bc"], [], [""], ["d"]]
    let joined = TextColumn(joining: parts.map(Self.column))
    #expect((0..<joined.count).map { joined.array($0) } == parts.joined().map { Array($0.utf8) })
    #expect(joined.byteCount == 4)
    #expect(TextColumn(joining: []).count == 0)
    let numbers = Column(joining: [Column([1, 2]), Column([]), Column([3])])
    #expect((0..<numbers.count).map { numbers[$0] } == [1, 2, 3])
  }
}
