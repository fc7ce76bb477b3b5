import Columns
import Testing

@Suite struct ColumnMemoryTests {
  /// A column has the same value in every row, whether it is of zeros or not, and whether it is large or not.
  @Test(arguments: [0, 1, 100, 250_000, 600_000])
  func columnsInAnyOrderBeginWithTheirValue(count: Int) {
    for value in [0, 7, .max] as [UInt64] {
      let column = Column(inAnyOrder: count, repeating: value)
      #expect(column.count == count)
      #expect((0..<count).allSatisfy { column[$0] == value })
      if count > 0 {
        column[count - 1] = 5
        #expect(column[count - 1] == 5)
      }
    }
  }

  /// Columns of all sizes, those in stretches with others among them, keep their values as long as they
  /// last, whoever else has gone.
  @Test func columnsOutliveTheirMemoryAndEachOther() {
    var columns: [Column<UInt32>?] = []
    var bytes: [Column<UInt8>] = []
    do {
      var memory = ColumnMemory()
      for number in 0..<300 {
        let count = number % 7 == 0 ? 0 : number % 50 == 1 ? 400_000 : number * 100 + 1
        var draft = ColumnBuilder<UInt32>()
        for row in 0..<count { draft.append(UInt32(number * 1_000_000 + row)) }
        columns.append(Column(draft, in: &memory))
        var buffer = OutputBuffer()
        buffer.append("\(number)")
        bytes.append(Column(buffer, in: &memory))
      }
    }
    for number in stride(from: 0, to: 300, by: 2) { columns[number] = nil }
    for number in 0..<300 {
      #expect((0..<bytes[number].count).map { bytes[number][$0] } == Array("\(number)".utf8))
      guard let column = columns[number] else { continue }
      column.withRows(0..<column.count) { rows in
        var areRight = true
        for row in rows.indices where rows[row] != UInt32(number * 1_000_000 + row) {
          areRight = false
        }
        #expect(areRight, "\(number)")
      }
    }
  }
}
