/// Rows of a sheet that have something in them, with their cells that do.
package struct SheetRows: Sendable {
  /// What a cell is, as far as that decides how it is read.
  package enum Kind: UInt8, Sendable {
    /// A text, or a number as its format shows it, in full.
    case value
    /// A formula; its text is the value that was stored with it.
    case formula
    /// A day or a time; its text is the day.
    case date
    /// An error of the spreadsheet such as `#N/A`.
    case error
  }

  /// A cell that is not empty.
  package struct Cell: Sendable {
    /// From 0.
    package let column: Int
    package let kind: Kind
    fileprivate let text: Range<Int>
    fileprivate let formula: Range<Int>
  }

  /// A row that has such a cell.
  package struct Row: Sendable {
    /// From 1, as the sheet shows it.
    package let number: Int
    package let isHidden: Bool
    fileprivate let cells: Range<Int>
  }

  package private(set) var rows: [Row] = []
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private var firstCell = 0

  /// No rows yet.
  package init() {}

  /// Whether there is no row.
  package var isEmpty: Bool { rows.isEmpty }

  /// The cells of a row, from left to right.
  package func cells(of row: Row) -> ArraySlice<Cell> { cells[row.cells] }

  /// The text of a cell.
  package func text(of cell: Cell) -> ArraySlice<UInt8> { bytes[cell.text] }

  /// The formula of a cell, without `=` before it; empty where it is that of another cell.
  package func formula(of cell: Cell) -> ArraySlice<UInt8> { bytes[cell.formula] }

  /// Removes everything and keeps the memory.
  package mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    firstCell = 0
  }

  /// Adds a cell to the row that comes next.
  mutating func append(
    column: Int, kind: Kind, text: Span<UInt8>, formula: Span<UInt8> = Span()
  ) {
    let start = bytes.count
    bytes.append(copying: text)
    let end = bytes.count
    bytes.append(copying: formula)
    cells.append(Cell(column: column, kind: kind, text: start..<end, formula: end..<bytes.count))
  }

  /// Moves the cells of a row that has not ended to where there are none.
  mutating func moveUnfinishedRow(to rest: inout SheetRows) {
    guard firstCell < cells.count else { return }
    let start = cells[firstCell].text.lowerBound
    func moved(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound - start..<range.upperBound - start
    }
    rest.cells = cells[firstCell...].map { cell in
      Cell(
        column: cell.column, kind: cell.kind, text: moved(cell.text), formula: moved(cell.formula))
    }
    rest.bytes = Array(bytes[start...])
    cells.removeSubrange(firstCell...)
    bytes.removeSubrange(start...)
  }

  /// Ends a row, which counts only if it has a cell.
  ///
  /// - Returns: Whether it has one.
  mutating func endRow(_ number: Int, isHidden: Bool) -> Bool {
    guard cells.count > firstCell else { return false }
    rows.append(Row(number: number, isHidden: isHidden, cells: firstCell..<cells.count))
    firstCell = cells.count
    return true
  }
}

extension [UInt8] {
  /// Appends bytes.
  mutating func append(copying text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
