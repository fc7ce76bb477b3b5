import Appraisal
import Columns
import CSV
import Files
import Records
import Runs

/// A later file after it was read: what was taken from it, and what is said of it.
struct SheetFile<Row: Sendable>: Sendable {
  let kind: ReviewInput
  /// The name that findings use: that of the file and, of a workbook, in brackets that of the sheet.
  let name: String
  let identity: InputFile.Identity
  /// Of a workbook the name of the sheet that was read.
  let sheetName: String?
  /// The columns that had to come back as they went out, by their numbers on the roster.
  let locked: [Int]
  /// What it calls columns by other words than their names; see ``SheetColumns/headings``.
  let headings: [String: String]
  /// Where its header stands.
  let header: (line: Int, row: Int)
  /// How many records it has, those that are nobody's among them.
  let records: Int
  /// How many were passed over, because they are nobody's.
  fileprivate(set) var passedOver = 0
  /// What was taken, in the order of the file.
  fileprivate(set) var rows: [Row] = []
  var findings: [ReviewFinding] = []
}

/// What a worker keeps from file to file.
struct SheetScratch: ~Copyable {
  fileprivate var portion = Portion()
  /// Those of the file before.
  private var before: (kind: ReviewInput, columns: SheetColumns)?

  /// The columns of a file: those of the file before where it is of the same kind and has the same header, as the
  /// sheets of one review have. To another kind the same header means something else.
  fileprivate mutating func columns(
    of source: any RecordSource, by known: KnownSheetColumns
  ) throws(RunError) -> SheetColumns {
    if let before, before.kind == known.kind, before.columns.names == source.header {
      return before.columns
    }
    let columns = try SheetColumns(of: source, by: known)
    before = (known.kind, columns)
    return columns
  }
}

/// A file that is being read, for those who make findings about its rows.
struct RowFindings {
  let name: String
  let columns: SheetColumns
  /// The executive of the row before: the next is most likely of the same board.
  var neighbor: Int?
  /// Those who share an id, or have none, and were on the sheet; and by the id the place among them of the one who
  /// comes next.
  var sharers: Set<Int> = []
  var nextSharers: [[UInt8]: Int] = [:]
  private(set) var findings: [ReviewFinding] = []

  /// Whether an error was noted since there were so many findings. What is less than an error keeps no row from
  /// being taken.
  func hasErrors(since before: Int) -> Bool {
    findings[before...].contains { $0.code.severity == .error }
  }

  /// Notes something about a row.
  ///
  /// - Parameters:
  ///   - column: The column that it is about; `nil` for the whole row.
  ///   - value: What was found; `nil` for what stands in the column.
  mutating func add(
    _ finding: Finding, at row: SheetRow, column: Int? = nil, value: [UInt8]? = nil,
    related: String = "", executive: Int? = nil, board: Int? = nil
  ) {
    findings.append(
      ReviewFinding(
        finding: finding, file: name, line: row.line, row: row.row, record: row.record,
        column: column.map { columns.name(of: $0) } ?? "",
        value: value ?? column.map { row.content($0) } ?? [], related: related,
        executive: executive, board: board))
  }

  /// Notes something about the file or its header.
  mutating func add(
    _ finding: Finding, line: Int, row: Int, record: Int? = nil, column: String = "",
    value: [UInt8] = [], related: String = ""
  ) {
    findings.append(
      ReviewFinding(
        finding: finding, file: name, line: line, row: row, record: record, column: column,
        value: value, related: related))
  }
}

extension SheetFile {
  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - path: Its path; `-` is standard input.
  ///   - shortName: What findings and the manifest call it.
  ///   - number: Its number among the files of its kind.
  ///   - known: The columns that it may have.
  ///   - sheet: Of a workbook the sheet to read; `nil` for that of our own workbooks, or else the first
  ///     visible one.
  ///   - scratch: Memory to work in.
  ///   - take: Makes something of a row that is somebody's, or notes what is wrong with it.
  /// - Throws: ``RunError`` where it cannot be read, or is refused.
  /// - Complexity: O(bytes); memory for one block of it, and for what was taken.
  init(
    _ path: String, shortName: String, number: Int, by known: KnownSheetColumns,
    sheet: String? = nil, in scratch: inout SheetScratch,
    take: (SheetRow, inout RowFindings) -> Row?
  ) throws(RunError) {
    let kind = known.kind
    let source = try openRecords(
      path, number: number, sheet: sheet, preferring: kind.preferredSheet, canConvert: false,
      hasSheetHeading: kind.preferredSheet != nil)
    let columns = try scratch.columns(of: source, by: known)
    try source.begin(reading: columns.read)
    let workbook = source as? WorkbookReader
    let name = workbook.map { "\(shortName)[\($0.sheetName)]" } ?? shortName
    var taking = RowTaking<Row>(notes: RowFindings(name: name, columns: columns))
    taking.notes.addColumns(at: source.headerPosition, of: kind)
    while try source.take(&scratch.portion) {
      try source.parse(&scratch.portion)
      taking.add(scratch.portion, take)
    }
    taking.skipped.end(&taking.notes)
    if let workbook { try taking.notes.add(what: workbook, under: known.system) }
    let records = taking.records
    if records == 0 {
      taking.notes.add(
        .file(.noRecords), line: source.headerPosition.line, row: source.headerPosition.row)
    }
    try ControlTotal("records of \(shortName)", records, source.recordEnds).close()
    self.kind = kind
    self.name = name
    identity = try source.finish(name: shortName)
    sheetName = workbook?.sheetName
    locked = columns.locked.all.map(\.roster)
    headings = columns.headings
    header = source.headerPosition
    self.records = records
    passedOver = taking.skipped.count
    rows = taking.rows
    findings = taking.notes.findings
  }
}

/// The rows of a file while they are read.
private struct RowTaking<Row> {
  var notes: RowFindings
  var rows: [Row] = []
  var skipped = SkippedRows()
  /// How many records there were, those that are nobody's among them.
  var records = 0

  init(notes: RowFindings) { self.notes = notes }

  /// Takes the rows of a portion.
  mutating func add(
    _ portion: borrowing Portion, _ take: (SheetRow, inout RowFindings) -> Row?
  ) {
    records += portion.batch.count
    guard !portion.batch.isEmpty else { return }
    var row = SheetRow(0, of: portion.batch)
    var cells = portion.cells[...]
    for index in 0..<portion.batch.count {
      row.index = index
      row.unreadable.removeAll()
      while let cell = cells.first, cell.record == index {
        row.unreadable.append(cells.removeFirst())
      }
      if let reason = notes.columns.reasonToPassOver(row) {
        skipped.add(reason, row, to: &notes)
        continue
      }
      skipped.end(&notes)
      guard notes.acceptsFields(of: row) else { continue }
      let before = notes.findings.count
      if let taken = take(row, &notes) {
        rows.append(taken)
      } else {
        precondition(notes.findings.count > before, "a record is taken or named by a finding")
      }
    }
  }
}

extension RowFindings {
  /// How many columns or boards a sentence names.
  private static let mostNames = 5

  /// Notes the columns that are not read, and those that should have come back.
  fileprivate mutating func addColumns(
    at header: (line: Int, row: Int), of kind: ReviewInput
  ) {
    for column in columns.unknown {
      add(
        .file(.unknownColumnOfReview), line: header.line, row: header.row,
        column: columns.name(of: column),
        value: columns.names[column])
    }
    for run in columns.nameless {
      add(
        .file(.columnsWithoutName(.init(first: run.lowerBound + 1, last: run.upperBound))),
        line: header.line, row: header.row)
    }
    guard kind == .returned || kind == .decided else { return }
    if !columns.missingLocked.isEmpty {
      add(
        .sheet(.lockedColumnMissing), line: header.line, row: header.row,
        related: Self.words(for: columns.missingLocked))
    }
    // A heading that somebody changed: what stands below it would be lost without a word.
    if !columns.missingOpen.isEmpty, !columns.unknown.isEmpty {
      add(
        .sheet(.openColumnMissing), line: header.line, row: header.row,
        related: Self.words(for: columns.missingOpen) + ", and with "
          + Self.words(for: columns.unknown.map { columns.name(of: $0) })
          + ", which \(columns.unknown.count == 1 ? "is" : "are") not known")
    }
  }

  /// Some names, or the first and how many more.
  ///
  /// - Parameter kind: What they are names of, in the plural.
  static func words(for names: [String], called kind: String = "columns") -> String {
    let shown = Array(names.prefix(mostNames))
    let more = names.count - shown.count
    return more > 0 ? "\(shown.joined(separator: ", ")) and \(more) more \(kind)" : listed(shown)
  }

  /// Notes what is said of a sheet as a whole, after its last row.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where cells are merged: what they cover is still stored,
  ///   and nobody who looked at the sheet saw it.
  fileprivate mutating func add(
    what workbook: WorkbookReader, under system: AppraisalSystem
  ) throws(RunError) {
    let sheet = workbook.notes
    if sheet.merged.count > 0 {
      let finding = Finding.cell(.mergedCells(.init(sheet.merged.count)))
      throw RunError(
        .untrustworthyInput,
        "\(workbook.path)[\(workbook.sheetName)]: row \(sheet.merged.firstRow): "
          + "\(finding.statement(under: system))")
    }
    if sheet.withoutHeading.count > 0 {
      let row = sheet.withoutHeading.firstRow
      add(.cell(.cellsWithoutHeading(.init(sheet.withoutHeading.count))), line: row, row: row)
    }
    if sheet.hidden.count > 0 {
      let row = sheet.hidden.firstRow
      add(.cell(.hiddenRows(.init(sheet.hidden.count))), line: row, row: row)
    }
    for other in workbook.otherSheets {
      let (line, row) = workbook.headerPosition
      add(.cell(other.finding), line: line, row: row, value: Array(other.name.utf8))
    }
  }

  /// Whether the fields of a row are where the header says; otherwise it is noted that they are not.
  ///
  /// Whose the row is does not matter then: a stray quote may have moved its cells. The executive is missed
  /// elsewhere.
  fileprivate mutating func acceptsFields(of row: SheetRow) -> Bool {
    let count = row.fieldCount
    if count != columns.names.count {
      add(
        .record(.wrongFieldCount(.init(found: count, expected: columns.names.count))), at: row,
        value: Array("\(count)".utf8))
      return false
    }
    return true
  }

  /// Notes the cells of a row that cannot be read as they are.
  mutating func addUnreadable(of row: SheetRow, executive: Int? = nil, board: Int? = nil) {
    for cell in row.unreadable
    where columns.readColumns.contains(cell.column)
      && !(cell.isDay && columns.dayColumns.contains(cell.column))
    {
      add(
        .cell(cell.finding), at: row, column: cell.column, value: cell.shown, executive: executive,
        board: board)
    }
  }
}

/// Rows that are nobody's and follow each other, said once.
private struct SkippedRows {
  enum Reason { case blank, totals, header }

  private var run: (reason: Reason, line: Int, row: Int, record: Int, value: [UInt8], last: Int)?
  /// How many there were in all.
  private(set) var count = 0

  mutating func add(_ reason: Reason, _ row: SheetRow, to notes: inout RowFindings) {
    count += 1
    if let run, run.reason == reason {
      self.run?.last = row.line
      return
    }
    end(&notes)
    let value = reason == .totals ? row.content(notes.columns.column(of: .executiveID)) : []
    run = (reason, row.line, row.row, row.record, value, row.line)
  }

  /// Notes what is known of the rows so far.
  mutating func end(_ notes: inout RowFindings) {
    guard let run else { return }
    let lines = FileFinding.Lines(run.line, to: run.last)
    let finding: FileFinding =
      switch run.reason {
      case .blank: .blankRecord(lines)
      case .totals: .totalsRow(lines)
      case .header: .repeatedHeader(lines)
      }
    notes.add(
      .file(finding), line: run.line, row: run.row, record: run.record, value: run.value)
    self.run = nil
  }
}

extension SheetColumns {
  /// Why a row is nobody's; `nil` where it is somebody's, right or wrong.
  fileprivate func reasonToPassOver(_ row: SheetRow) -> SkippedRows.Reason? {
    let id = column(of: .executiveID)
    let first = id >= 0 ? id : readColumns[0]
    let isWhole = row.fieldCount == names.count
    if row.isBlank(first) {
      let isBlank =
        isWhole
        ? readColumns.allSatisfy { row.isBlank($0) }
        : (0..<row.fieldCount).allSatisfy { row.isBlank($0) }
      if isBlank { return .blank }
    }
    if id >= 0, isTotals(row), !mayHideRows(row) { return .totals }
    return isWhole && isRepeated(in: row) ? .header : nil
  }

  /// Whether a row gives totals: nothing is filled in, and its id is such a word; or it has no id, and such a word
  /// stands where the name should, or where a spreadsheet puts it below a group.
  private func isTotals(_ row: SheetRow) -> Bool {
    let id = column(of: .executiveID)
    let name = locked.texts.first { $0.field == SealedRosters.nameField }?.column ?? -1
    guard row.isBlank(id) else {
      return !isFilledIn(row) && row.withField(id) { TotalsWord.isWritten(in: $0) }
    }
    guard !isFilledIn(row) else { return false }
    guard row.isBlank(name) else {
      return row.withField(name) { TotalsWord.isWritten(in: $0, evenIfName: false) }
    }
    let texts = locked.texts.map(\.column) + locked.boards
    let filled = texts.filter { !row.isBlank($0) }
    return filled.count == 1 && row.withField(filled[0]) { TotalsWord.endsSubtotal($0) }
  }

  /// Whether a row says something that is taken of an executive: what has a level or a date is no row of totals.
  private func isFilledIn(_ row: SheetRow) -> Bool {
    let ofResponse: [ReviewField.Cell] = [
      .respondedOn, .reviewRequested, .reviewer, .reviewerRating,
    ]
    return (ReviewField.Cell.ofBoard + ReviewField.Cell.ofAuthority + ofResponse).contains {
      !row.isBlank(column(of: $0))
    }
  }

  /// Whether a field may hide the rows of executives.
  private func mayHideRows(_ row: SheetRow) -> Bool {
    (0..<row.fieldCount).contains { row.withField($0) { TextCheck.mayHideRecords($0) } }
  }
}
