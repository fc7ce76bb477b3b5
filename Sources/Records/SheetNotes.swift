/// What is known of the sheet of a workbook that was read, besides its records.
package struct SheetNotes: Sendable {
  /// Something that is said once for many rows.
  package struct Note: Sendable {
    /// How many rows, or what else is counted.
    package private(set) var count = 0
    /// The first of the rows; 0 where there is none.
    package private(set) var firstRow = 0

    /// Counts a row.
    package mutating func add(_ row: Int) {
      if count == 0 { firstRow = row }
      count += 1
    }

    /// Nothing to say.
    package init() {}

    /// So many, of which the first is in this row.
    package init(count: Int, firstRow: Int) {
      self.count = count
      self.firstRow = firstRow
    }
  }

  /// The first row of each portion of the sheet.
  package var portionStarts: [Int] = []
  /// Rows that are hidden.
  package var hidden = Note()
  /// Rows with something right of the last heading.
  package var withoutHeading = Note()
  /// Areas of merged cells.
  package var merged = Note()
}
