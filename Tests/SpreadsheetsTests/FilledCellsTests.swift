import TestSupport
import Testing

@testable import Spreadsheets

/// Which areas of a sheet have something in them, compared with a look at every cell.
@Suite struct FilledCellsTests {
  private static func area(_ text: String) throws -> CellRange {
    let bytes = Array(text.utf8)
    let area = CellRange(bytes.span)
    return try #require(area)
  }

  /// Rows are kept 64 to a word: most areas here begin and end near the edges of these.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `an area meets what a look at each of its cells meets`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var filled = FilledCells()
    var cells: Set<[Int]> = []
    for row in 1...200 where Int.random(in: 0..<8, using: &random) > 0 {
      for column in 0..<3 where Int.random(in: 0..<40, using: &random) == 0 {
        filled.insert(column: column, row: row)
        cells.insert([column, row])
      }
    }
    for _ in 0..<2_000 {
      let rows = (0..<2).map { _ in Int.random(in: 1...220, using: &random) }.sorted()
      let columns = (0..<2).map { _ in Int.random(in: 0...3, using: &random) }.sorted()
      let letters = ["A", "B", "C", "D"]
      let text = "\(letters[columns[0]])\(rows[0]):\(letters[columns[1]])\(rows[1])"
      let area = try Self.area(text)
      let meets = area.columns.contains { column in
        area.rows.contains { cells.contains([column, $0]) }
      }
      let mayMeet = filled.mayMeet(area)
      #expect(mayMeet == meets, "\(text)")
    }
  }

  /// One large area with something at its beginning costs one look: others are looked at after it.
  @Test func `a large area that is filled spends no looks of others`() throws {
    var filled = FilledCells()
    for row in 2...100_000 { filled.insert(column: 0, row: row) }
    let (all, beside) = (try Self.area("A2:A100000"), try Self.area("C2:D100000"))
    for _ in 0..<1_000 {
      let found = (filled.mayMeet(all), filled.mayMeet(beside))
      #expect(found == (true, false))
    }
  }
}
