/// Which cells of a sheet have something in them: asked when merged cells come, after all rows.
///
/// It takes 4 bytes for a row with something in it, and a bit for each of its columns that are read.
struct FilledCells {
  /// The numbers of the rows that have something in them, ascending.
  private var rows: [Int32] = []
  /// By column a bit for each of these rows, as far as the last one with something in the column.
  private var columns: [[UInt64]] = []

  /// How many more times 64 cells of a column are looked at: areas may be as many as a hostile file likes, and each as
  /// large as the sheet.
  private var looks = 1 << 22

  /// Notes a cell with something in it; cells of a row come one after the other, rows in their order.
  mutating func insert(column: Int, row: Int) {
    if rows.last.map({ $0 < row }) ?? true { rows.append(Int32(row)) }
    while columns.count <= column { columns.append([]) }
    let (word, bit) = (rows.count - 1).quotientAndRemainder(dividingBy: UInt64.bitWidth)
    while columns[column].count <= word { columns[column].append(0) }
    columns[column][word] |= 1 << UInt64(bit)
  }

  /// Whether any cell of an area has something in it, or may have because too many were looked at.
  ///
  /// - Complexity: O(log rows + cells of the area / 64), up to the first with something in it.
  mutating func mayMeet(_ area: CellRange) -> Bool {
    let start = index(ofRow: area.rows.lowerBound)
    let end = index(ofRow: area.rows.upperBound + 1)
    guard area.columns.lowerBound < columns.count, start < end else { return false }
    let words = start / UInt64.bitWidth...(end - 1) / UInt64.bitWidth
    for column in area.columns.lowerBound...min(area.columns.upperBound, columns.count - 1) {
      for word in words where word < columns[column].count {
        looks -= 1
        guard looks >= 0 else { return true }
        var bits = columns[column][word]
        if word == words.lowerBound { bits &= .max << UInt64(start % UInt64.bitWidth) }
        if word == words.upperBound {
          bits &= .max >> UInt64(UInt64.bitWidth - 1 - (end - 1) % UInt64.bitWidth)
        }
        if bits != 0 { return true }
      }
    }
    return false
  }

  /// Where the first row of a number or after it stands among those with something in them.
  private func index(ofRow row: Int) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
