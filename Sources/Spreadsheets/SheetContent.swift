/// Reads the cells of a sheet: ECMA-376 part 1, 18.3.1.
final class SheetContent: XMLContent {
  /// What came so far.
  var rows = SheetRows()
  private(set) var remarks = SheetRemarks()

  private let strings: SharedStrings
  private let values: CellValues
  private var columns: Set<Int>?
  /// Areas of merged cells that came before it was said which columns are read.
  private var merged: [CellRange] = []
  private var filled = FilledCells()
  /// How many more bytes of text may come: one shared text may stand in a million cells.
  private var room: Int
  /// Formulas that fill more than the cell in which they stand.
  private var wideFormulas: [CellRange] = []

  private var isInSheet = false
  private var row: Int?
  private var lastRow = 0
  /// The row of the header: the first one with something in it, unless another one is said.
  private var firstRow: Int?
  private var isHidden = false
  private var lastColumn = -1
  private var cell: CellInMaking?
  private var text = TextInMaking()
  private var value: [UInt8] = []
  private var formula: [UInt8] = []
  private var shown: [UInt8] = []
  private var collected = Collected.nothing

  /// More formulas of many cells than a sheet of executives has.
  private static let wideFormulaLimit = 1000
  /// How much of a formula is kept.
  private static let formulaLimit = 200

  private enum Collected { case nothing, value, formula, inlineText }

  /// A cell of which not everything came yet.
  private struct CellInMaking {
    let place: CellReference
    let type: CellType
    let style: Int
    var hasFormula = false
  }

  init(strings: SharedStrings, formats: [NumberFormat], countsFrom1904: Bool, limit: Int) {
    self.strings = strings
    values = CellValues(formats: formats, countsFrom1904: countsFrom1904)
    room = limit
  }

  func readOnly(_ columns: Set<Int>, below header: Int?) {
    self.columns = columns
    if let header { firstRow = header }
    // A small sheet was read to its end before.
    for area in merged { note(merged: area) }
    merged = []
  }

  // MARK: - Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard unsafe name.isOfSpreadsheets else { return }
    if cell != nil {
      unsafe startInCell(name, attributes)
    } else if row != nil {
      if unsafe name.isLocal("c") {
        unsafe startCell(attributes)
      } else if unsafe name.isLocal("row") {
        fault = .misplaced("a row stands inside another one")
      }
    } else if isInSheet {
      if unsafe name.isLocal("row") { unsafe startRow(attributes) }
    } else if unsafe name.isLocal("sheetData") {
      isInSheet = true
    } else if unsafe name.isLocal("mergeCell") {
      unsafe noteMerged(attributes)
    }
  }

  override func end(_ name: XMLName) {
    guard unsafe name.isOfSpreadsheets else { return }
    if let cell {
      if unsafe name.isLocal("c") {
        finish(cell)
        self.cell = nil
      } else if collected == .inlineText, unsafe !name.isLocal("is") {
        unsafe text.end(name)
      } else {
        collected = .nothing
      }
    } else if let row, unsafe name.isLocal("row") {
      if rows.endRow(row, isHidden: isHidden) {
        remarks.rows += 1
        if firstRow == nil { firstRow = row }
      }
      self.row = nil
    } else if unsafe name.isLocal("sheetData") {
      isInSheet = false
    }
  }

  override func text(_ bytes: Span<UInt8>) {
    switch collected {
    case .nothing: return
    case .value: value.append(copying: bytes)
    case .formula:
      formula.append(
        copying: bytes.extracting(first: min(bytes.count, Self.formulaLimit - formula.count)))
    case .inlineText: text.append(bytes)
    }
    if let cell, value.count > TextInMaking.limit || text.isTooLong {
      fault = .longText(cell: "\(cell.place)")
    }
  }

  // MARK: - Rows

  private func startRow(_ attributes: XMLAttributes) {
    let number = unsafe attributes.with("r") { Spreadsheets.number(in: $0) } ?? lastRow + 1
    guard let number, number >= 1 else {
      fault = .misplaced("a row has a number that is none")
      return
    }
    guard number > lastRow else {
      fault = .misplaced("row \(number) comes twice, or after row \(lastRow)")
      return
    }
    guard number <= CellReference.rows else {
      fault = .misplaced("it has more than 1,048,576 rows")
      return
    }
    row = number
    lastRow = number
    lastColumn = -1
    isHidden = unsafe attributes.isTrue("hidden")
    wideFormulas.removeAll { $0.rows.upperBound < number }
  }

  // MARK: - Cells

  private func startCell(_ attributes: XMLAttributes) {
    guard let row else { return }
    let named = unsafe attributes.with("r") { CellReference($0) }
    let place =
      named == nil ? CellReference(column: lastColumn + 1, row: row) : named ?? nil
    guard let place, place.row == row, place.column > lastColumn,
      place.column < CellReference.columns
    else {
      fault = .misplaced("a cell of row \(row) stands twice, in no order, or in another row")
      return
    }
    guard let type = unsafe attributes.with("t", { CellType($0) }) ?? .number else {
      fault = .misplaced("cell \(place) is of a kind that is not known")
      return
    }
    lastColumn = place.column
    cell = CellInMaking(
      place: place, type: type, style: unsafe attributes.number("s") ?? 0)
    text.removeAll()
    value.removeAll(keepingCapacity: true)
    formula.removeAll(keepingCapacity: true)
    collected = .nothing
  }

  private func startInCell(_ name: XMLName, _ attributes: XMLAttributes) {
    if collected == .inlineText {
      unsafe text.start(name, attributes)
    } else if unsafe name.isLocal("v") {
      collected = .value
    } else if unsafe name.isLocal("f") {
      collected = .formula
      cell?.hasFormula = true
      let isWide =
        unsafe attributes.with("t") {
          equals($0, "array") || equals($0, "dataTable")
        } ?? false
      if isWide, let range = unsafe attributes.with("ref", { CellRange($0) }) ?? nil, range.isLarge
      {
        wideFormulas.append(range)
        if wideFormulas.count > Self.wideFormulaLimit {
          fault = .misplaced("it has more than 1,000 formulas that fill several cells")
        }
      }
    } else if unsafe name.isLocal("is") {
      collected = .inlineText
    } else if unsafe name.isLocal("c") {
      fault = .misplaced("a cell stands inside another one")
    }
  }

  private func finish(_ cell: CellInMaking) {
    let column = cell.place.column
    let hasFormula =
      cell.hasFormula
      || wideFormulas.contains {
        $0.columns.contains(column) && $0.rows.contains(cell.place.row)
      }
    guard columns?.contains(column) ?? true else {
      // Something is there; what, nobody asks.
      if hasFormula || !value.isEmpty || !text.bytes.isEmpty {
        rows.append(column: column, kind: hasFormula ? .formula : .value, text: Span())
      }
      return
    }
    shown.removeAll(keepingCapacity: true)
    guard let kind = read(cell) else { return }
    room -= shown.count
    guard room >= 0 else {
      fault = .unpacksTooMuch
      return
    }
    let (shown, formula) = (shown, formula)
    guard hasFormula || !shown.isEmpty else { return }
    filled.insert(column: column, row: cell.place.row)
    if hasFormula {
      rows.append(column: column, kind: .formula, text: shown.span, formula: formula.span)
    } else {
      rows.append(column: column, kind: kind, text: shown.span)
    }
  }

  /// Makes the text of a cell in ``shown``.
  ///
  /// - Returns: What it is; `nil` where it cannot be read, which is noted.
  private func read(_ cell: CellInMaking) -> SheetRows.Kind? {
    // A span of a property would outlive the access to it.
    let (value, inlineText) = (value, text.bytes)
    let content = value.span.extracting(trimmed(value.span))
    switch cell.type {
    case .sharedText:
      guard !content.isEmpty else { return .value }
      guard let number = number(in: content), number < strings.count else {
        fault = .misplaced("the text of cell \(cell.place) is missing")
        return nil
      }
      shown += strings.bytes[strings.range(of: number)]
      return .value
    case .inlineText:
      shown.append(unescaping: inlineText.span)
      return .value
    case .text:
      shown.append(unescaping: value.span)
      return .value
    case .error:
      shown.append(copying: content)
      return .error
    case .bool:
      if !content.isEmpty { shown += equals(content, "1") ? "TRUE".utf8 : "FALSE".utf8 }
      return .value
    case .day:
      shown.append(copying: content)
      return .date
    case .number:
      guard let kind = values.append(content, style: cell.style, to: &shown) else {
        fault = .misplaced("cell \(cell.place) holds no number although it says so")
        return nil
      }
      return kind
    }
  }

  // MARK: - What comes after the cells

  private func noteMerged(_ attributes: XMLAttributes) {
    guard let area = unsafe attributes.with("ref", { CellRange($0) }) ?? nil, area.isLarge else {
      return
    }
    if columns == nil { merged.append(area) } else { note(merged: area) }
  }

  private func note(merged area: CellRange) {
    guard let firstRow, area.rows.upperBound > firstRow,
      columns?.contains(where: { area.columns.contains($0) }) ?? true, filled.mayMeet(area)
    else { return }
    remarks.mergedAreas += 1
    let row = max(area.rows.lowerBound, firstRow + 1)
    remarks.firstMergedRow = min(remarks.firstMergedRow ?? row, row)
  }
}
