/// What is said about the cells of a workbook, and of what a spreadsheet leaves of them in a file of text.
public enum CellFinding: FindingFamily {
  /// A formula in a column that is read.
  case formula(Place)
  /// A day or time in a column that is read.
  case date(Place)
  /// An error such as `#N/A` in a text.
  case spreadsheetError(Place)
  /// The same in a file of text.
  case spreadsheetErrorInText
  /// Merged cells in columns that are read; in so many places.
  case mergedCells(Count)
  /// So many rows that are hidden, and were read all the same.
  case hiddenRows(Count)
  /// So many rows have something right of the last heading; the code is that of an unknown column.
  case cellsWithoutHeading(Count)
  /// A sheet that was not read and has rows of several cells.
  case otherSheet(isHidden: Bool)
  /// A sheet that was not read and has the headings of the one that was.
  case sheetOfSameTable(isHidden: Bool)

  /// The place of a cell on its sheet.
  public struct Place: Hashable, BitwiseCopyable, Sendable {
    private let number: UInt32
    private let index: UInt16

    /// From 1.
    public var row: Int { Int(number) }
    /// From 0.
    public var column: Int { Int(index) }

    package init(row: Int, column: Int) {
      number = UInt32(row)
      index = UInt16(column)
    }

    /// As a spreadsheet names it: `D7`.
    fileprivate var name: String { "\(columnLetters(column + 1))\(row)" }
  }

  /// How many there are.
  public struct Count: Hashable, BitwiseCopyable, Sendable {
    private let number: UInt32

    /// At least 1.
    public var value: Int { Int(number) }

    package init(_ value: Int) { number = UInt32(value) }
  }

  static let codes: [FindingCode] = [
    .formulaInCell, .dateInCell, .errorInCell, .mergedCells, .hiddenRows, .otherSheet,
    .sheetLeftOut,
  ]

  var code: FindingCode {
    switch self {
    case .formula: .formulaInCell
    case .date: .dateInCell
    case .spreadsheetError, .spreadsheetErrorInText: .errorInCell
    case .mergedCells: .mergedCells
    case .hiddenRows: .hiddenRows
    case .cellsWithoutHeading: .unknownColumn
    case .otherSheet: .otherSheet
    case .sheetOfSameTable: .sheetLeftOut
    }
  }

  var quantity: FindingQuantity? {
    switch self {
    case .mergedCells(let count), .hiddenRows(let count), .cellsWithoutHeading(let count):
      .count(count.value)
    case .formula, .date, .spreadsheetError, .spreadsheetErrorInText, .otherSheet,
      .sheetOfSameTable:
      nil
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .formula(let place):
      part.of(
        message: """
          Cell \(place.name) holds a formula; the value that was stored with it can be false or out \
          of date.
          """,
        fix: """
          Type the text or the number itself in place of the formula. For a whole column that is not locked: select it, \
          copy it, and choose Paste Special > Values.
          """,
        citation: .inputFormat)
    case .date(let place):
      part.of(
        message: """
          Cell \(place.name) holds a date or a time; spreadsheets make one of what is typed, such as \
          10-1.
          """,
        fix: """
          Type again what the cell is to say, with an apostrophe before it, as in '10-1; or format the cell as Text \
          first.
          """, citation: .inputFormat)
    case .spreadsheetError(let place):
      part.of(
        message: "Cell \(place.name) shows an error of the spreadsheet.",
        fix: "Write what the cell is to say.", citation: .inputFormat)
    case .spreadsheetErrorInText:
      part.of(
        message: "The text is an error of the spreadsheet that the file was saved from.",
        fix: "Correct the formula or widen the column in the spreadsheet, and save the file again.",
        citation: .inputFormat)
    case .mergedCells(let count):
      part.of(
        message: """
          Cells are merged in \(count.value) place\(count.value == 1 ? "" : "s") of the columns that \
          are read; only the first cell of each has the value, the others are empty.
          """,
        fix: "Select the columns, choose Unmerge Cells, and write the value into each row.",
        citation: .inputFormat)
    case .hiddenRows(let count):
      part.of(
        message: """
          \(count.value) row\(count.value == 1 ? " is" : "s are") hidden, by hand or by a filter; \
          hidden rows are read like all others.
          """,
        fix: """
          Unhide the rows and clear the filter. Of plans and ratings delete the rows of executives who do not belong \
          here; of a returned sheet delete nothing.
          """,
        citation: .inputFormat)
    case .cellsWithoutHeading(let count):
      part.of(
        message: """
          In \(count.value) row\(count.value == 1 ? "" : "s") something stands right of the last \
          heading, and was ignored.
          """,
        fix: "Nothing, if it is not needed; otherwise write a heading above it.",
        citation: .inputFormat)
    case .otherSheet(let isHidden):
      part.of(
        message: """
          The workbook has another sheet with rows of cells, which \(isHidden ? "is hidden and " : "")was not read.
          """,
        fix:
          "Nothing, if it is not needed; otherwise name it with --sheet, or for ratings --ratings-sheet.",
        citation: .inputFormat)
    case .sheetOfSameTable(isHidden: true):
      part.of(
        message:
          "The workbook has a hidden sheet with the same headings, and nobody on it was read.",
        fix: """
          Nothing, if it is an old copy; otherwise unhide it, save each sheet as a file of its own, and give those that \
          count to the option.
          """,
        citation: .inputFormat)
    case .sheetOfSameTable(isHidden: false):
      part.of(
        message:
          "The workbook has another sheet with the same headings, and nobody on it was read.",
        fix: """
          If it belongs to the same table, save each sheet as a file of its own, and give all of them to the \
          option.
          """,
        citation: .inputFormat)
    }
  }
}

extension FindingCode {
  /// A formula in a column that is read.
  public static let formulaInCell = FindingCode(
    "formula-in-cell", .error,
    meaning: """
      Workbook: a formula in a column that is read. The value that was stored with it can be false.
      """,
    remedy: "Copy the column, and choose Paste Special > Values.")
  /// A day or a time in a column that is read.
  public static let dateInCell = FindingCode(
    "date-in-cell", .error,
    meaning: "Workbook: a date or a time in a column that is read, where none belongs.",
    remedy: "Format the cell as Text, and type again what it is to say.")
  /// An error of the spreadsheet in a text.
  public static let errorInCell = FindingCode(
    "error-in-cell", .error,
    meaning: "A text is an error of the spreadsheet, such as `#N/A`, `#REF!` or `####`.",
    remedy: "Correct the formula or widen the column, and save the file again.")
  /// Merged cells in columns that are read.
  public static let mergedCells = FindingCode(
    "merged-cells", .warning,
    meaning: """
      Workbook: cells below the header are merged. Only the first of them has the value, the others \
      are empty. Said once for a sheet.
      """,
    remedy: "Unmerge the cells, and write the value into each row.")
  /// Rows that are hidden.
  public static let hiddenRows = FindingCode(
    "hidden-rows", .notice,
    meaning:
      "Workbook: rows are hidden, by hand or by a filter. They count. Said once for a sheet.",
    remedy: "Unhide them, and delete those that do not belong here.")
  /// A sheet that was not read.
  public static let otherSheet = FindingCode(
    "other-sheet", .notice,
    meaning: """
      Workbook: another sheet has rows of several cells and was not read. Of a returned workbook this is said of a \
      hidden sheet `Roster` too.
      """,
    remedy:
      "Nothing, if it is not needed; otherwise name it with `--sheet`, or for ratings `--ratings-sheet`."
  )
  /// A sheet that was not read, though it has the headings of the one that was.
  public static let sheetLeftOut = FindingCode(
    "sheet-left-out", .warning,
    meaning: """
      Workbook: another sheet, visible or hidden, has the same headings as the one that was read. Nobody on it was \
      read.
      """,
    remedy: """
      If it belongs to the same table, save each sheet as a file of its own, and give all of them to the option.
      """)
}
