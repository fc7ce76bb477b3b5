import Appraisal
import CSV
import Columns
import Records
import ReviewBoards
import Runs
import Tables

/// A row of a returned sheet: what a board says of one executive.
struct ReturnRow: Sendable, SheetRowToFillIn {
  let executive: Int32
  let line: Int32
  let row: Int32
  let record: Int32
  let level: LevelCell
  let remarks: [UInt8]
  /// Whether a cell to fill in holds what cannot be read.
  let hasUnreadable: Bool
  let fault: RowFault?

  /// Whether the board says anything.
  var saysSomething: Bool { level != .blank || !remarks.isEmpty }
  var isFilledIn: Bool { saysSomething || hasUnreadable }
}

/// A row of a decided sheet: what the appointing authority says of one executive.
struct DecisionRow: Sendable, SheetRowToFillIn {
  let executive: Int32
  let line: Int32
  let row: Int32
  let record: Int32
  let level: LevelCell
  /// For each element of the system the final rating, 0 where it is blank or none; empty where all are blank.
  let finals: [UInt8]
  /// Whether every final rating that is stated is one.
  let areFinalsKnown: Bool
  let remarks: [UInt8]
  let decidedOn: BoardMember.Day
  /// What the sheet says that the board recommends: it was read by who decided.
  let shownRecommendation: LevelCell
  /// The same as it stands there, where it is no level and not `concur`; empty otherwise.
  let unreadableRecommendation: [UInt8]
  let hasUnreadable: Bool
  let fault: RowFault?

  /// The day of the decision, where it is known: the row's own, or that of the cycle where it has none.
  func day(in cycle: Cycle) -> CalendarDate? {
    switch decidedOn {
    case .on(let date): date
    case .blank, .unknown: cycle.decidedOn
    case .unreadable: nil
    }
  }

  /// Whether the authority says anything.
  var saysSomething: Bool { level != .blank || !finals.isEmpty || !remarks.isEmpty }
  var isFilledIn: Bool { saysSomething || decidedOn.date != nil || hasUnreadable }
}

/// What keeps a row from being taken. It still tells that the executive came back.
enum RowFault: Sendable {
  /// An error in what was filled in. All else that is wrong with the row can be said as well.
  case entries
  /// A cell that should have come back as it went out: the rest may be meant for somebody else.
  case row
}

/// A row that is about an executive of the run.
protocol SheetRowOfExecutive {
  var executive: Int32 { get }
  var line: Int32 { get }
  var row: Int32 { get }
  var record: Int32 { get }
  /// What keeps it from being taken; `nil` where it is.
  var fault: RowFault? { get }
}

/// A row of a sheet that goes out to be filled in.
protocol SheetRowToFillIn: SheetRowOfExecutive {
  /// Whether anything is that can be taken.
  var saysSomething: Bool { get }
  /// Whether anything is, be it a date alone or what cannot be read.
  var isFilledIn: Bool { get }
}

extension SheetRowOfExecutive {
  /// Whether an error keeps it from being taken.
  var isFaulty: Bool { fault != nil }

  /// Where it stands in a file.
  func place(in file: String) -> ReviewFinding.Place {
    ReviewFinding.Place(file: file, line: Int(line), row: Int(row), record: Int(record))
  }
}

/// Reads rows of returned and decided sheets against the sealed rosters.
struct SheetComparison: Sendable {
  let rosters: SealedRosters
  private let vocabulary: Vocabulary

  /// For the rosters of a run.
  init(with rosters: SealedRosters) {
    self.rosters = rosters
    vocabulary = rosters.vocabulary
  }

  /// The executive of a row; noted where there is none.
  func executive(of row: SheetRow, notes: inout RowFindings) -> Int? {
    let column = notes.columns.column(of: .executiveID)
    let executive = row.withContent(column) { id in
      sharer(of: id, in: row, notes: &notes)
        ?? (id.isEmpty ? nil : rosters.executive(ofID: id, near: notes.neighbor))
    }
    if executive == nil, row.isBlank(column) {
      notes.add(.record(.missingExecutiveID), at: row, column: column)
      return nil
    }
    // The stored value of a formula can be false: nobody knows whose the row is. A day that is nobody's
    // id may have been one before.
    if let cell = row.unreadable.first(where: { $0.column == column }),
      executive != nil || !cell.isDay
    {
      notes.addUnreadable(of: row)
      return nil
    }
    if let executive {
      notes.neighbor = executive
      return executive
    }
    notes.add(.sheet(.executiveNotOnRoster), at: row, column: column)
    return nil
  }

  /// The executive of a row whose id others have as well, or who has none: the first of the board whose other cells
  /// these are and who was not on the sheet before. Such records went out, and come back as they were.
  ///
  /// - Complexity: O(log n + bytes of ``mostSharers`` rows).
  private func sharer(
    of id: Span<UInt8>, in row: SheetRow, notes: inout RowFindings
  ) -> Int? {
    guard let sharers = rosters.executives(sharing: id) else { return nil }
    // Most are of the board of the row before, and come in the order of the roster.
    var place = notes.nextSharers[id.array] ?? 0
    if let neighbor = notes.neighbor {
      let board = rosters.executives.boards[rosters.executives.board(of: neighbor)].executives
      if place == sharers.count || !board.contains(sharers[place]) {
        place = sharers.partitioningIndex { $0 >= board.lowerBound }
      }
    }
    for candidate in sharers[place...].prefix(Self.mostSharers).indices
    where !notes.sharers.contains(sharers[candidate])
      && rosters.areUnchanged(notes.columns.locked, in: row, of: sharers[candidate])
    {
      notes.sharers.insert(sharers[candidate])
      if candidate == place { notes.nextSharers[id.array] = place + 1 }
      return sharers[candidate]
    }
    return nil
  }

  /// How many executives with one id are looked at: of a file in which thousands have none, what comes back would
  /// have to be compared with each of them.
  private static let mostSharers = 200

  /// Compares the cells of a row that have to come back as they went out, and notes those that did not, and what in
  /// any cell cannot be read.
  ///
  /// - Returns: Whether all of them did.
  /// - Complexity: O(bytes).
  private func compare(_ row: SheetRow, with executive: Int, notes: inout RowFindings) -> Bool {
    notes.addUnreadable(of: row, executive: executive)
    let locked = notes.columns.locked
    if rosters.areUnchanged(locked, in: row, of: executive) { return true }
    var isSame = true
    for (column, _, source) in locked.all {
      if row.withField(column, { rosters.matches($0, source, of: executive) }) { continue }
      isSame = false
      if row.isUnreadable(column) { continue }
      notes.add(
        .sheet(.lockedCellChanged(isSortedByItself: false)), at: row, column: column,
        related: shown(rosters.cell(source, of: executive)), executive: executive)
    }
    return isSame
  }

  /// What keeps a row from being taken.
  ///
  /// - Parameter before: How many findings there were before it.
  private func fault(
    ofRowThatIsSame isSame: Bool, _ notes: RowFindings, since before: Int
  ) -> RowFault? {
    notes.hasErrors(since: before) ? isSame ? .entries : .row : nil
  }

  /// A cell as it went out, for a sentence.
  private func shown(_ cell: [UInt8]) -> String {
    cell.isEmpty ? "blank" : spelledOut(cell)
  }

  /// Reads a row of a returned sheet.
  func returned(_ row: SheetRow, notes: inout RowFindings) -> ReturnRow? {
    guard let executive = executive(of: row, notes: &notes) else { return nil }
    let before = notes.findings.count
    let isSame = compare(row, with: executive, notes: &notes)
    let level = LevelCell(
      of: row, column: notes.columns.column(of: .recommendedRating), by: vocabulary,
      executive: executive, notes: &notes
    ) { .sheet(.invalidRecommendedRating($0)) }
    let remarks = notes.text(.boardRemarks, of: row, executive: executive)
    return ReturnRow(
      executive: Int32(executive), line: Int32(row.line), row: Int32(row.row),
      record: Int32(row.record), level: level, remarks: remarks,
      hasUnreadable: row.hasUnreadable(in: ReviewField.Cell.ofBoard, of: notes.columns),
      fault: fault(ofRowThatIsSame: isSame, notes, since: before))
  }

  /// Reads a row of a decided sheet.
  func decided(_ row: SheetRow, notes: inout RowFindings) -> DecisionRow? {
    guard let executive = executive(of: row, notes: &notes) else { return nil }
    let before = notes.findings.count
    let isSame = compare(row, with: executive, notes: &notes)
    let level = LevelCell(
      of: row, column: notes.columns.column(of: .annualRating), by: vocabulary,
      executive: executive, notes: &notes
    ) { .decision(.invalidAnnualRating($0)) }
    let beforeFinals = notes.findings.count
    let finals = finals(of: row, executive: executive, notes: &notes)
    let areFinalsKnown =
      !notes.hasErrors(since: beforeFinals)
      && !notes.columns.finals.contains { row.isUnreadable($0) }
    let remarks = notes.text(.authorityRemarks, of: row, executive: executive)
    var decidedOn = notes.day(.decidedOn, of: row, executive: executive)
    // A formula shows a day, perhaps, but nobody knows which.
    if decidedOn == .blank, row.isUnreadable(notes.columns.column(of: .decidedOn)) {
      decidedOn = .unreadable
    }
    if level == .blank, finals.isEmpty, remarks.isEmpty, decidedOn.date != nil {
      notes.add(
        .sheet(.remarksWithoutLevel), at: row, column: notes.columns.column(of: .decidedOn),
        executive: executive)
    }
    let column = notes.columns.column(of: .recommendedRating)
    let shown = row.withContent(column) { LevelCell($0, by: vocabulary) }
    let unreadable: [UInt8] = if case .unreadable = shown { row.content(column) } else { [] }
    return DecisionRow(
      executive: Int32(executive), line: Int32(row.line), row: Int32(row.row),
      record: Int32(row.record), level: level, finals: finals,
      areFinalsKnown: areFinalsKnown, remarks: remarks, decidedOn: decidedOn,
      shownRecommendation: shown, unreadableRecommendation: unreadable,
      hasUnreadable: row.hasUnreadable(in: ReviewField.Cell.ofAuthority, of: notes.columns),
      fault: fault(ofRowThatIsSame: isSame, notes, since: before))
  }

  /// The final ratings of the elements; empty where all cells are blank.
  private func finals(
    of row: SheetRow, executive: Int, notes: inout RowFindings
  ) -> [UInt8] {
    var finals: [UInt8] = []
    for (element, column) in notes.columns.finals.enumerated() where !row.isBlank(column) {
      if finals.isEmpty { finals = Array(repeating: 0, count: notes.columns.finals.count) }
      let cell = LevelCell(
        of: row, column: column, by: vocabulary, mayConcur: false, executive: executive,
        notes: &notes
      ) { .decision(.invalidFinalRating(of: ElementIndex(element), $0)) }
      if case .level(let level) = cell { finals[element] = level.rawValue }
    }
    return finals
  }
}

/// Whether two texts of sheets are the same; how a program ends the lines in a cell does not count.
func isSameText(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  if one == other { return true }
  func withoutCarriageReturns(_ text: [UInt8]) -> [UInt8] {
    text.indices.filter { index in
      text[index] != 0x0D || index + 1 == text.count || text[index + 1] != 0x0A
    }.map { text[$0] }
  }
  return withoutCarriageReturns(one) == withoutCarriageReturns(other)
}

extension SheetFile<ReturnRow> {
  /// The same, with a word where the board concurs with ratings that the sheet does not show.
  func notingConcurrenceUnseen(in rosters: SealedRosters) -> SheetFile {
    let isShown = locked.contains {
      if case .initialRating = rosters.table.sources[$0] { true } else { false }
    }
    let concurring = rows.filter { $0.level == .concurs && !$0.isFaulty }
    guard !isShown, let first = concurring.first else { return self }
    var file = self
    file.findings.append(
      ReviewFinding(
        .sheet(.initialRatingNotShown(rows: UInt32(clamping: concurring.count))),
        at: first.place(in: name), column: "prb_recommended_rating"))
    return file
  }

  /// The same, with a word where its rows are of several boards.
  ///
  /// - Complexity: O(rows), and O(n log n) of the boards on it.
  func notingSeveralBoards(in rosters: SealedRosters) -> SheetFile {
    let executives = rosters.executives
    var counts: [Int: Int] = [:]
    for row in rows where !row.isFaulty {
      counts[executives.board(of: Int(row.executive)), default: 0] += 1
    }
    guard counts.count > 1 else { return self }
    let boards = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    let other = rows.first {
      $0.saysSomething && !$0.isFaulty && executives.board(of: Int($0.executive)) != boards[0].key
    }
    guard let other else { return self }
    let words = boards.map { board, rows in
      "\(spelledOut(executives.boards[board].name)) (\(counted(rows, "row")))"
    }
    var file = self
    file.findings.append(
      ReviewFinding(
        .sheet(.severalBoardsOnSheet), at: other.place(in: name), column: "prb",
        related: RowFindings.words(for: words, called: "boards")))
    return file
  }
}
