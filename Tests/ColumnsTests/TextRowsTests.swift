import Columns
import Testing

@Suite struct TextRowsTests {
  private static let parts = ["", "a", ",", "\"", "\n", "\r", "'", "=", "é", "Brown, Ann"]

  /// Every text of up to three of the parts, one after the other.
  private static let texts = parts.flatMap { first in
    parts.flatMap { second in parts.map { first + second + $0 } }
  }

  /// Rows are read back as they were added, and a row that repeats the one before shares its identity
  /// with it; so do no others.
  @Test(
    arguments: [
      [],
      [["1", "a", "b"]],
      [["1", "a", "b"], ["1", "a", "b"]],
      [["1", "a", "b"], ["2", "a", "b"], ["2", "a", "b"], ["1", "a", "b"]],
      [["1", "ab", ""], ["1", "a", "b"], ["1a", "", "b"], ["1a", "", "b"]],
      [["", "", ""], ["", "", ""], ["", "", "x"], ["", "x", ""]],
      [["a\"", "b", "\"c\""], ["=", "d, e", "'="], ["=", "d, e", "'="]],
    ])
  func keepsRepeatedRowsOnce(rows: [[String]]) {
    var draft = TextRowsBuilder(cellsUpTo: 100)
    draft.removeAll(width: 3, numbers: 2)
    for (index, row) in rows.enumerated() {
      if index > 0, row == rows[index - 1] {
        draft.repeatRow()
      } else {
        draft.append(number: UInt32(index))
        for text in row { draft.append(Array(text.utf8).span) }
        draft.append(number: .max)
        draft.endRow()
      }
    }
    #expect(draft.count == rows.count)
    let kept = TextRows(draft)
    defer { withExtendedLifetime(kept) {} }
    var first = 0
    for (index, row) in rows.enumerated() {
      let isRepeated = index > 0 && row == rows[index - 1]
      if !isRepeated { first = index }
      for column in 0..<3 {
        #expect(kept.view.with(index, column: column, bytes) == Array(row[column].utf8))
      }
      #expect(kept.view.number(0, of: index) == UInt32(first))
      #expect(kept.view.number(1, of: index) == .max)
      if index > 0 {
        #expect((kept.view.identity(of: index) == kept.view.identity(of: index - 1)) == isRepeated)
      }
    }
  }

  /// Each text comes back as it went in, at every place of a row, and its cell, where there is one, is
  /// that of a CSV file.
  @Test(arguments: [1, 2, 3, 5])
  func textsAndCellsComeBack(width: Int) {
    var draft = TextRowsBuilder(cellsUpTo: 12)
    draft.removeAll(width: width, numbers: width - 1)
    for (index, text) in Self.texts.enumerated() {
      let isPrintable = draft.append(Array(text.utf8).span)
      #expect(isPrintable == text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }, "\(text)")
      guard index % width == width - 1 else { continue }
      for number in 0..<width - 1 { draft.append(number: UInt32(index + number)) }
      draft.endRow()
    }
    let kept = TextRows(draft)
    defer { withExtendedLifetime(kept) {} }
    let rows = kept.view
    #expect(rows.distinctCount == Self.texts.count / width)
    var cells = 0
    for (index, text) in Self.texts.enumerated() where index / width < rows.distinctCount {
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      #expect(rows.with(row, column: column, bytes) == Array(text.utf8), "\(text)")
      var expected = CSVRows()
      expected.append(text: Array(text.utf8).span)
      if let cell = rows[row].cell(column) {
        cells += 1
        #expect(rows[row].bytes.withRows(cell, bytes) == expected.buffer.array, "\(text)")
      }
      if column < width - 1 {
        #expect(rows.number(column, of: row) == UInt32(row * width + width - 1 + column))
      }
    }
    // Without these none of the above says much.
    #expect(cells > 100 && cells < Self.texts.count)
  }

  /// What has no cell: quotes inside, an apostrophe before it, and what is longer than a cell may be.
  @Test(
    arguments: [
      ("plain", true), ("", true), ("Brown, Ann", true), ("two\nlines", true), ("'quoted", true),
      ("a \"b\"", false), ("=1+1", false), ("'=1", false), ("thirteen char", false),
      ("twelve chars", true),
    ])
  func someHaveNoCell(text: String, hasCell: Bool) {
    var draft = TextRowsBuilder(cellsUpTo: 12)
    draft.append(Array(text.utf8).span)
    draft.endRow()
    let kept = TextRows(draft)
    defer { withExtendedLifetime(kept) {} }
    #expect((kept.view[0].cell(0) != nil) == hasCell)
    #expect(kept.view.with(0, column: 0, bytes) == Array(text.utf8))
  }

  /// A short text is kept as any other.
  @Test func shortTextsAreKeptAlike() throws {
    var draft = TextRowsBuilder(cellsUpTo: 12)
    var expected = TextRowsBuilder(cellsUpTo: 12)
    for text in Self.texts {
      let text = Array(text.utf8)
      let short = ShortText(text.span)
      let isPrintable = draft.append(try #require(short))
      let isExpected = expected.append(text.span)
      #expect(isPrintable == isExpected, "\(text)")
      draft.endRow()
      expected.endRow()
    }
    let (kept, other) = (TextRows(draft), TextRows(expected))
    defer { withExtendedLifetime((kept, other)) {} }
    for (row, text) in Self.texts.enumerated() {
      #expect(kept.view[row].cell(0) == other.view[row].cell(0), "\(text)")
      #expect(kept.view.with(row, column: 0, bytes) == Array(text.utf8))
    }
  }

  /// Entries of two bytes become wide as soon as one does not suffice, wherever that is met.
  @Test(arguments: [0, 1, 2])
  func entriesBecomeWide(largeRow: Int) {
    for isLong in [false, true] {
      var draft = TextRowsBuilder(cellsUpTo: 50_000)
      draft.removeAll(width: 2, numbers: 2)
      func text(_ row: Int) -> [UInt8] {
        Array(repeating: 0x61, count: row == largeRow && isLong ? 40_000 : 3) + Array("\(row)".utf8)
      }
      func number(_ row: Int) -> UInt32 { row == largeRow && !isLong ? 0x10000 : 0xFFFF }
      for row in 0..<3 {
        draft.append(text(row).span)
        draft.append(Array("\"\(row)".utf8).span)
        draft.append(number: UInt32(row))
        draft.append(number: number(row))
        draft.endRow()
      }
      let kept = TextRows(draft)
      defer { withExtendedLifetime(kept) {} }
      for row in 0..<3 {
        #expect(kept.view.with(row, column: 0, bytes) == text(row))
        #expect(kept.view.with(row, column: 1, bytes) == Array("\"\(row)".utf8))
        #expect(kept.view[row].cell(0) != nil && kept.view[row].cell(1) == nil)
        #expect(kept.view.number(0, of: row) == UInt32(row))
        #expect(kept.view.number(1, of: row) == number(row))
      }
    }
  }

  @Test func numbersAreReplaced() {
    var draft = TextRowsBuilder(cellsUpTo: 12)
    draft.removeAll(width: 1, numbers: 3)
    for row in 0..<3 {
      draft.append(Array("text \(row)".utf8).span)
      for number in 0..<3 { draft.append(number: UInt32(10 * row + number)) }
      draft.endRow()
    }
    var kept = TextRows(draft)
    defer { withExtendedLifetime(kept) {} }
    for eleventh: UInt32 in [111, 0x0102_0304, 112] {
      kept.replaceNumbers { index, number in
        index == 1 && 11..<20 ~= number || number > 100 ? eleventh : number
      }
      let numbers = (0..<3).map { row in (0..<3).map { kept.view.number($0, of: row) } }
      #expect(numbers == [[0, 1, 2], [10, eleventh, 12], [20, 21, 22]])
      #expect(kept.view.with(2, column: 0, bytes) == Array("text 2".utf8))
      #expect(kept.view[0].cell(0) != nil)
    }
  }

  @Test func canBeFilledAgain() {
    var draft = TextRowsBuilder(cellsUpTo: 12)
    draft.append(Array("\"".utf8).span)
    draft.endRow()
    draft.repeatRow()
    draft.append(Array("half a row".utf8).span)
    draft.removeAll(width: 1)
    draft.append(Array("b".utf8).span)
    draft.endRow()
    #expect(draft.count == 1)
    let kept = TextRows(draft)
    defer { withExtendedLifetime(kept) {} }
    #expect(kept.view.with(0, column: 0, bytes) == Array("b".utf8))
  }

  /// A row too few or too many cells, and all rows after it would be somebody else's.
  @Test func wrongNumberOfTextsEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var draft = TextRowsBuilder(cellsUpTo: 12)
      draft.removeAll(width: 2)
      draft.append([UInt8(ascii: "a")].span)
      draft.endRow()
    }
  }

  private func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
