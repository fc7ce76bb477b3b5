package import Appraisal
package import Columns
package import CSV
package import Files
import Spreadsheets
import Synchronization
import Tables

/// One sheet of a workbook on its way in: what a spreadsheet shows as a row is a record, and its line
/// is the number of the row.
///
/// Rows without anything in them, or with formulas alone that nobody reads, are blank lines, unless
/// nothing comes after them. Of cells in columns
/// that are not read only their presence is known.
package final class WorkbookReader: RecordSource {
  /// As it was given; `-` is standard input.
  package let path: String
  /// The headings from the first column of the sheet on, as their cells have them.
  package let header: [[UInt8]]
  /// The row of the header, from 1, which is its line as well.
  package let headerPosition: (line: Int, row: Int)
  /// The rows above the header without anything; none where our own lines stand there.
  package let blankLinesBeforeHeader: [RecordBatch.BlankLines]
  /// File, sheet and row: `plans.xlsx[Plans]: row 1`.
  package var headerPlace: String { "\(path)[\(sheetName)]: row \(headerPosition.row)" }
  /// Rows have no line ends.
  package let noFinalNewlineInHeader = false
  /// The size of the sheet as it is packed in the file, in bytes.
  package let expectedBytes: Int
  /// The text on the tab of the sheet, spelled out.
  package let sheetName: String
  /// Other sheets that look like tables, visible ones and hidden ones that may have been meant; where the sheet
  /// was named, those that look like it.
  package let otherSheets: [OtherSheet]
  /// The cells of the header that are formulas, by column.
  private let formulasInHeader: [Int: CellReference]
  private let state: Mutex<State>
  private let rowsAtATime: Int

  /// A sheet that is not read.
  package struct OtherSheet: Sendable {
    /// The text on its tab, spelled out.
    package let name: String
    /// Whether its headings are those of the sheet that is read: the table may go on there.
    let hasSameHeadings: Bool
    let isHidden: Bool

    /// What there is to say of it.
    package var finding: CellFinding {
      hasSameHeadings ? .sheetOfSameTable(isHidden: isHidden) : .otherSheet(isHidden: isHidden)
    }
  }

  private struct State: ~Copyable {
    var file: InputFile
    /// `nil` after the last row.
    var reader: SheetReader?
    var rows = SheetRows()
    /// The first of `rows` that was not taken.
    var next = 0
    var uses: [ColumnUse] = []
    /// The last row that was taken, and its number as a record.
    var lastRow: Int
    var records = 0
    var portions = 0
    var packedBytesRead = 0
    /// The rows with something in them as the XML has them, the header among them, and those of them
    /// that are no records.
    var rowsMet = 1
    var passedOver = 0
    var notes = SheetNotes()
  }

  /// What is taken from the sheet for one portion.
  private struct TakenRows: Sendable {
    var batch = RecordBatch()
    var cells: [UnreadableCell] = []
    var portion = 0
    var byteCount = 0
    var refusal: RunError?

    /// Empties it for the rows and records after these.
    mutating func begin(after row: Int, _ record: Int, portion: Int) {
      batch.removeAll(
        startingAt: BlockStart(byte: 0, line: row + 1, row: row + 1, record: record + 1))
      cells.removeAll(keepingCapacity: true)
      self.portion = portion
    }
  }

  /// What a column is read for, as far as that decides how its cells are taken.
  private enum ColumnUse {
    case ignored
    /// Weights, levels and elements: what cannot be read as it is gives no value.
    case value
    /// An executive id: what cannot be read as it is names nobody, but if it shows nothing there is none.
    case id
    /// Texts: they say whose the record is even if they cannot be trusted.
    case text

    /// Whether what is stored with a formula may be taken.
    func takesStored(_ text: ArraySlice<UInt8>) -> Bool {
      switch self {
      case .ignored, .text: true
      case .value: false
      case .id: text.isEmpty
      }
    }
  }

  /// Reads a workbook up to the header of a sheet.
  ///
  /// - Parameters:
  ///   - file: Open, and nothing of it read.
  ///   - sheet: The name of the sheet; `nil` for the preferred one, or else the first visible one.
  ///   - preferred: The name of the sheet that our own workbooks have.
  ///   - hasSheetHeading: Whether the lines that our own workbooks have above the table may stand above
  ///     the header.
  ///   - rowsAtATime: The fewest rows of a portion; it changes nothing but speed.
  /// - Throws: ``RunError`` where the file cannot be read, or is refused.
  init(
    _ file: consuming InputFile, sheet: String?, preferring preferred: String?,
    hasSheetHeading: Bool, rowsAtATime: Int?
  ) throws(RunError) {
    let path = file.path
    self.path = path
    self.rowsAtATime = rowsAtATime ?? 4096
    var file = file
    let bytes = try Self.wholeContent(of: &file)
    var rows = SheetRows()
    do throws(WorkbookFault) {
      let workbook = try Workbook(bytes)
      let chosen = try workbook.sheet(named: sheet, preferring: preferred)
      sheetName = spelledOut(chosen.name)
      let reader = try workbook.rows(of: chosen)
      expectedBytes = reader.packedSize
      guard let above = try Self.readHeader(of: reader, into: &rows, belowOwn: hasSheetHeading)
      else {
        throw .emptySheet(sheetName)
      }
      let first = rows.rows[above]
      headerPosition = (first.number, first.number)
      blankLinesBeforeHeader =
        above == 0 && first.number > 1
        ? [RecordBatch.BlankLines(line: 1, row: 1, count: first.number - 1)] : []
      (header, formulasInHeader) = try Self.header(first, of: rows)
      otherSheets = try Self.others(
        of: workbook, than: chosen, with: header.map { folded($0) }, isNamed: sheet != nil,
        preferring: preferred, belowOwn: hasSheetHeading)
      var state = State(file: file, reader: reader, lastRow: first.number)
      state.rows = rows
      state.next = above + 1
      state.passedOver = above
      self.state = Mutex(state)
    } catch {
      throw RunError(refusing: path, for: error)
    }
  }

  /// All bytes of a file that is not too large.
  private static func wholeContent(of file: inout InputFile) throws(RunError) -> [UInt8] {
    let tooLarge = WorkbookFault.tooLarge(limit: Workbook.sizeLimit)
    var bytes: [UInt8] = []
    if file.expectedBytes <= Workbook.sizeLimit { bytes.reserveCapacity(file.expectedBytes) }
    let step = 1 << 20
    while try file.append(to: &bytes, atMost: step) == step {
      guard bytes.count <= Workbook.sizeLimit else {
        throw RunError(refusing: file.path, for: tooLarge)
      }
    }
    return bytes
  }

  // MARK: - Records

  package func begin(reading columns: ReadColumns) throws(RunError) {
    var uses = [ColumnUse](repeating: .ignored, count: columns.count)
    for column in columns.texts { uses[column] = .text }
    for column in columns.values { uses[column] = .value }
    if let id = columns.id { uses[id] = .id }
    let read = uses.indices.filter { uses[$0] != .ignored }
    if let cell = read.lazy.compactMap({ self.formulasInHeader[$0] }).first {
      throw RunError(refusing: path, for: .formulaInHeader(cell: "\(cell)"))
    }
    state.withLock { state in
      state.uses = uses
      state.reader?.readOnly(Set(read), below: headerPosition.row)
    }
  }

  package func recordsAfterHeader(upToLine last: Int) -> [(line: Int, fields: [[UInt8]])] {
    state.withLock { state in
      // What was unpacked with the header, some hundreds of rows.
      state.rows.rows[state.next...].filter { $0.number <= last }.map { row in
        var fields: [[UInt8]] = []
        for cell in state.rows.cells(of: row) {
          fields += repeatElement([], count: cell.column - fields.count)
          fields.append(Array(state.rows.text(of: cell)))
        }
        return (row.number, fields)
      }
    }
  }

  package func take(_ portion: inout Portion) throws(RunError) -> Bool {
    var rows = TakenRows()
    swap(&rows.batch, &portion.batch)
    swap(&rows.cells, &portion.cells)
    let isTaken = state.withLock { state in
      guard state.reader != nil else { return false }
      rows.begin(after: state.lastRow, state.records, portion: state.portions)
      state.portions += 1
      state.notes.portionStarts.append(state.lastRow + 1)
      do throws(WorkbookFault) {
        try Self.fill(&rows, from: &state, rowsAtATime: rowsAtATime)
      } catch {
        rows.refusal = RunError(refusing: path, for: error)
        state.reader = nil
      }
      return true
    }
    swap(&rows.batch, &portion.batch)
    swap(&rows.cells, &portion.cells)
    portion.number = rows.portion
    portion.byteCount = rows.byteCount
    portion.refusal = rows.refusal
    return isTaken
  }

  package func parse(_ portion: inout Portion) throws(RunError) {
    if let refusal = portion.refusal { throw refusal }
  }

  private static func fill(
    _ taken: inout TakenRows, from state: inout State, rowsAtATime: Int
  ) throws(WorkbookFault) {
    guard let reader = state.reader else { return }
    var hasMore = true
    while true {
      while state.next < state.rows.rows.count, taken.batch.count < rowsAtATime {
        let row = state.rows.rows[state.next]
        if isBlank(row, in: state) {
          state.passedOver += 1
        } else {
          try append(row, to: &taken, from: &state)
        }
        state.next += 1
      }
      guard taken.batch.count < rowsAtATime, hasMore else { break }
      hasMore = try reader.next(into: &state.rows, atLeast: rowsAtATime - taken.batch.count)
      state.next = 0
    }
    taken.byteCount = reader.packedBytesRead - state.packedBytesRead
    state.packedBytesRead = reader.packedBytesRead
    if !hasMore, state.next == state.rows.rows.count {
      let remarks = reader.remarks
      state.rowsMet = remarks.rows
      if let row = remarks.firstMergedRow {
        state.notes.merged = .init(count: remarks.mergedAreas, firstRow: row)
      }
      state.reader = nil
    }
  }

  /// Whether all that is in a row are formulas in columns that are not read, such as a sum that was
  /// filled down to where no executive is: nobody typed anything there.
  private static func isBlank(_ row: SheetRows.Row, in state: borrowing State) -> Bool {
    state.rows.cells(of: row).allSatisfy { cell in
      cell.kind == .formula
        && (cell.column >= state.uses.count || state.uses[cell.column] == .ignored)
    }
  }

  /// Adds a row as a record, after the rows before it that have nothing in them.
  private static func append(
    _ row: SheetRows.Row, to taken: inout TakenRows, from state: inout State
  ) throws(WorkbookFault) {
    taken.batch.appendBlankLines(row.number - state.lastRow - 1)
    state.lastRow = row.number
    state.records += 1
    if row.isHidden { state.notes.hidden.add(row.number) }
    let cells = state.rows.cells(of: row)
    var next = cells.startIndex
    for column in state.uses.indices {
      guard next < cells.endIndex, cells[next].column == column else {
        taken.batch.append(field: [])
        continue
      }
      try append(
        cells[next], of: row, state.rows, as: state.uses[column], to: &taken)
      next += 1
    }
    if next < cells.endIndex { state.notes.withoutHeading.add(row.number) }
    taken.batch.endRecord()
  }

  private static func append(
    _ cell: SheetRows.Cell, of row: SheetRows.Row, _ rows: SheetRows, as use: ColumnUse,
    to taken: inout TakenRows
  ) throws(WorkbookFault) {
    guard use != .ignored else { return taken.batch.append(field: []) }
    let text = rows.text(of: cell)
    guard text.count <= CSVLimits().fieldBytes else {
      throw .longText(cell: "\(CellReference(column: cell.column, row: row.number))")
    }
    let place = CellFinding.Place(row: row.number, column: cell.column)
    let finding: CellFinding? =
      switch cell.kind {
      case .value: nil
      case .formula: .formula(place)
      case .date: .date(place)
      // As a weight or level it is one that cannot be read, which is said better.
      case .error: use == .value ? nil : .spreadsheetError(place)
      }
    guard let finding else { return taken.batch.append(field: text) }
    let shown = cell.kind == .formula ? Self.shown(rows.formula(of: cell)) : Array(text)
    taken.batch.append(field: use.takesStored(text) ? text : shown[...])
    taken.cells.append(
      UnreadableCell(
        record: taken.batch.count, column: cell.column, finding: finding, shown: shown))
  }

  /// A formula as the bar above the sheet shows it; one that was filled down stands in another cell.
  private static func shown(_ formula: ArraySlice<UInt8>) -> [UInt8] {
    var shown = Array("=".utf8) + formula
    guard !formula.isEmpty else { return shown + "…".utf8 }
    // A character that was cut in two.
    if let start = shown.lastIndex(where: { $0 & 0xC0 != 0x80 }), shown[start] >= 0xC0 {
      let length = shown[start] >= 0xF0 ? 4 : shown[start] >= 0xE0 ? 3 : 2
      if shown.count - start < length { shown.removeSubrange(start...) }
    }
    return shown
  }

  // MARK: - The end

  /// The rows that the XML has, less the header and those that are no records.
  package var recordEnds: Int { state.withLock { $0.rowsMet - 1 - $0.passedOver } }

  /// What is said of the sheet; complete after the last taken.
  package var notes: SheetNotes { state.withLock { $0.notes } }

  package func finish(name: String) throws(RunError) -> InputFile.Identity {
    try state.withLock { state throws(RunError) in try state.file.finish(name: name) }
  }
}

extension RunError {
  /// The refusal of a workbook; one that lacks the sheet that was named is as good as missing.
  fileprivate init(refusing path: String, for fault: WorkbookFault) {
    let isMissing = if case .noSuchSheet = fault { true } else { false }
    self.init(
      isMissing ? .unreadableInput : .untrustworthyInput, "\(path): \(fault.explanation)")
  }
}
