import Appraisal
import Spreadsheets
import Tables

// What stands on a workbook before the records: the header, lines above it, other sheets.

extension WorkbookReader {
  /// The sheets that our own workbooks have beside the table.
  private static let ownSheets = ["Rules", "Run", "Review"]

  /// The sheets besides one that look like tables. Of hidden ones those that look like this table, or have the
  /// preferred name: whoever hid one may have meant it to be read, or filled in another one by mistake.
  ///
  /// - Parameters:
  ///   - headings: Those of the sheet that is read, as names are compared.
  ///   - isNamed: Whether it was named: others are then told only where they have its headings.
  ///   - preferred: The name of the sheet that our own workbooks have.
  static func others(
    of workbook: Workbook, than chosen: Workbook.Sheet, with headings: [[UInt8]], isNamed: Bool,
    preferring preferred: String?, belowOwn hasSheetHeading: Bool
  ) throws(WorkbookFault) -> [OtherSheet] {
    func isPreferred(_ sheet: Workbook.Sheet) -> Bool {
      preferred.map { sheet.name.elementsEqual($0.utf8) } ?? false
    }
    let isOurs = isPreferred(chosen)
    var others: [OtherSheet] = []
    for sheet in workbook.sheets where sheet.name != chosen.name {
      if isOurs, ownSheets.contains(where: { sheet.name.elementsEqual($0.utf8) }) { continue }
      let found = try self.headings(of: sheet, in: workbook, belowOwn: hasSheetHeading)
      let isAlike = found == headings
      if !isAlike {
        guard !isNamed, !sheet.isHidden || isPreferred(sheet), try workbook.hasRecords(sheet)
        else { continue }
      }
      others.append(
        OtherSheet(
          name: spelledOut(sheet.name), hasSameHeadings: isAlike, isHidden: sheet.isHidden))
    }
    return others
  }

  /// Reads the first rows of a sheet.
  ///
  /// - Parameter hasSheetHeading: Whether the lines that our own workbooks have above the table may stand above
  ///   the header.
  /// - Returns: How many rows stand above the header; `nil` where there is none.
  static func readHeader(
    of reader: SheetReader, into rows: inout SheetRows, belowOwn hasSheetHeading: Bool
  ) throws(WorkbookFault) -> Int? {
    // With those above the header, and the header.
    let needed = hasSheetHeading ? SheetHeading.mostLines + 2 : 1
    while rows.isEmpty, try reader.next(into: &rows, atLeast: needed) {}
    let above = hasSheetHeading ? rowsOfSheetHeading(in: rows) : 0
    return above < rows.rows.count ? above : nil
  }

  /// The headings of a sheet as names are compared; none where it is empty.
  private static func headings(
    of sheet: Workbook.Sheet, in workbook: Workbook, belowOwn hasSheetHeading: Bool
  ) throws(WorkbookFault) -> [[UInt8]] {
    var rows = SheetRows()
    let reader = try workbook.rows(of: sheet)
    guard let above = try readHeader(of: reader, into: &rows, belowOwn: hasSheetHeading) else {
      return []
    }
    return rows.cells(of: rows.rows[above]).reduce(into: []) { names, cell in
      names += repeatElement([], count: cell.column - names.count)
      names.append(folded(rows.text(of: cell)))
    }
  }

  /// How many rows are those that our own workbooks have above the table.
  private static func rowsOfSheetHeading(in rows: SheetRows) -> Int {
    let last = rows.rows.prefix(SheetHeading.mostLines).firstIndex { row in
      SheetHeading.isLast(rows.cells(of: row).map { rows.text(of: $0) })
    }
    return last.map { $0 + 1 } ?? 0
  }

  /// The names of the columns, from the first column of the sheet on, and those of them that are the
  /// values of formulas.
  static func header(
    _ row: SheetRows.Row, of rows: SheetRows
  ) throws(WorkbookFault) -> ([[UInt8]], [Int: CellReference]) {
    var names: [[UInt8]] = []
    var formulas: [Int: CellReference] = [:]
    for cell in rows.cells(of: row) {
      names += repeatElement([], count: cell.column - names.count)
      names.append(Array(rows.text(of: cell)))
      if cell.kind == .formula {
        let place = CellReference(column: cell.column, row: row.number)
        guard !rows.text(of: cell).isEmpty else { throw .formulaInHeader(cell: "\(place)") }
        formulas[cell.column] = place
      }
    }
    return (names, formulas)
  }
}

extension RecordSource {
  /// Which sheets could have been meant, where the one that was read has no header that can be used: a sentence with
  /// a blank before it; empty where there is no other.
  ///
  /// - Parameter option: The one that names a sheet.
  package func otherSheetsHint(for option: String) -> String {
    guard let others = (self as? WorkbookReader)?.otherSheets, !others.isEmpty else { return "" }
    let names = listed(
      others.prefix(5).map { "'\($0.name)'" + ($0.isHidden ? " (hidden)" : "") })
    return " To read another sheet of the workbook, name it with \(option): it has \(names)."
  }
}
