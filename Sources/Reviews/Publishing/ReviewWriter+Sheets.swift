import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables
import Workbooks

extension ReviewWriter {
  /// Writes the next sheets for the boards, and those for the authority of the boards that have recommended.
  func writeSheets(
    to directory: RunDirectory, from origins: Origins, progress: Progress?
  ) async throws(RunError) -> [OutputFile.Identity] {
    let workbooks = workbookDesign.map {
      SheetWorkbooks(
        under: register.rosters.system, design: $0,
        needsReasons: register.rules.remarksWhenDifferent.value == .required)
    }
    let system = register.rosters.system
    let forBoard = CycleSheet(
      table: .boardSheet(under: system), file: .boardSheet, workbook: .boardWorkbook,
      addressee: .board)
    let forAuthority = CycleSheet(
      table: .authoritySheet(under: system), file: .authoritySheet, workbook: .authorityWorkbook,
      addressee: .authority)
    let boards = register.rosters.executives.boards
    let state = { @Sendable in
      SheetLines(forBoard: forBoard.table, forAuthority: forAuthority.table)
    }
    let written = try await workers.map(facts.count, state: state) {
      [self] board, lines throws(RunError) -> [OutputFile.Identity] in
      defer { progress?.advance(by: 1) }
      let executives = boards[board].executives
      append(executives, to: &lines)
      let returned = register.returnedOf[board].map { origins.returned[$0] }
      var files = try write(
        forBoard, from: origins.forBoards.naming(returned), of: boards[board], Array(executives),
        lines.board, workbooks, to: directory)
      if register.recommendations.hasRecommended[board] {
        files += try write(
          forAuthority, from: origins.all, of: boards[board],
          executives.filter { register.recommendations.levels[$0] != nil }, lines.authority,
          workbooks, to: directory)
      }
      return files
    }
    return Array(written.joined())
  }

  /// A kind of sheet to fill in, and its files.
  private struct CycleSheet: Sendable {
    let table: Table<CycleSheetSource>
    let file: RunFile
    let workbook: RunFile
    let addressee: Addressee
  }

  /// The lines of both sheets of a board. They begin with the same cells, which are made once.
  private struct SheetLines: ~Copyable {
    let shared: [CycleSheetSource]
    let boardsOwn: [CycleSheetSource]
    let authoritysOwn: [CycleSheetSource]
    var board = CSVRows()
    var authority = CSVRows()
    private let forBoard: Table<CycleSheetSource>
    private let forAuthority: Table<CycleSheetSource>

    init(forBoard: Table<CycleSheetSource>, forAuthority: Table<CycleSheetSource>) {
      self.forBoard = forBoard
      self.forAuthority = forAuthority
      let pairs = zip(forBoard.sources, forAuthority.sources)
      shared = pairs.prefix { $0 == $1 }.map { $0.0 }
      boardsOwn = Array(forBoard.sources.dropFirst(shared.count))
      authoritysOwn = Array(forAuthority.sources.dropFirst(shared.count))
    }

    /// Leaves nothing but the headers.
    mutating func removeAll() {
      board.buffer.removeAll()
      forBoard.appendHeader(to: &board)
      authority.buffer.removeAll()
      forAuthority.appendHeader(to: &authority)
    }
  }

  /// Makes the lines of the executives of a board, in the order of the roster: for the authority those of
  /// whom a recommendation was taken.
  private func append(_ executives: Range<Int>, to lines: inout SheetLines) {
    lines.removeAll()
    for executive in executives {
      let standing = register.standing(of: executive)
      let start = lines.board.buffer.count
      append(lines.shared, of: standing, to: &lines.board)
      if standing.recommended != nil {
        let end = lines.board.buffer.count
        lines.authority.buffer.append(bytes: start..<end, of: lines.board.buffer)
        append(lines.authoritysOwn, of: standing, to: &lines.authority)
        lines.authority.endRow()
      }
      append(lines.boardsOwn, of: standing, to: &lines.board)
      lines.board.endRow()
    }
  }

  /// Writes a sheet of a board.
  ///
  /// - Parameters:
  ///   - origin: What its workbook says that it was made of.
  ///   - executives: Those on it, in the order of the roster.
  ///   - lines: Its header and their lines.
  private func write(
    _ sheet: CycleSheet, from origin: PageOrigin, of board: PublishedExecutives.Board,
    _ executives: [Int],
    _ lines: borrowing CSVRows, _ workbooks: SheetWorkbooks?, to directory: RunDirectory
  ) throws(RunError) -> [OutputFile.Identity] {
    var files = [try directory.write(lines.buffer, to: sheet.file.path(of: board.slug))]
    if let workbooks {
      files.append(
        try workbooks.write(
          sheet.table, for: sheet.addressee, from: origin, of: board,
          to: sheet.workbook.path(of: board.slug), in: directory
        ) { workbook in
          for executive in executives {
            append(sheet.table.sources, of: register.standing(of: executive), to: &workbook)
            workbook.endRow()
          }
        })
    }
    return files
  }

  @inline(__always)
  private func append<Cells: CellSink & ~Copyable>(
    _ sources: [CycleSheetSource], of standing: Standing, to rows: inout Cells
  ) {
    for source in sources { append(source, of: standing, to: &rows) }
  }

  @inline(__always)
  private func append<Cells: CellSink & ~Copyable>(
    _ source: CycleSheetSource, of standing: Standing, to rows: inout Cells
  ) {
    let executive = standing.executive
    switch source {
    case .roster(let source): register.rosters.append(source, of: executive, to: &rows)
    case .respondedOn: rows.append(day: standing.response?.respondedOn.date)
    case .reviewRequested: rows.append(answer: standing.response.map(\.reviewRequested))
    case .reviewerRating: rows.append(number: standing.reviewer?.number)
    case .recused: rows.append(short: recusedMembers(of: executive))
    case .heldBecause(let isBoards):
      let reader: Register.Reader = isBoards ? .board : .everybody
      let isHeld = register.status(of: executive, for: reader) == .held
      rows.append(short: isHeld ? reasons.text(of: executive, for: reader) : [])
    case .recommendation: append(standing.returned?.level, standing.recommended, to: &rows)
    case .recommendedRating: rows.append(number: standing.recommended?.number)
    case .boardRemarks: rows.append(short: standing.boardRemarks)
    case .annualRating: append(standing.decision?.level, standing.annual, to: &rows)
    case .finalRating(let element):
      let finals = standing.decision?.finals ?? []
      let final = finals.isEmpty ? 0 : finals[Int(element)]
      rows.append(number: final == 0 ? nil : Int(final))
    case .authorityRemarks: rows.append(short: standing.decision?.remarks ?? [])
    case .decidedOn: rows.append(day: standing.decision?.decidedOn.date)
    }
  }

  /// Adds what was filled in and taken, so that a sheet that comes back as it went out says the same: who concurred
  /// still does.
  private func append<Cells: CellSink & ~Copyable>(
    _ cell: LevelCell?, _ level: Level?, to rows: inout Cells
  ) {
    switch cell {
    case .concurs: rows.append(word: Vocabulary.concur)
    // Where the level follows from final ratings, it is blank on the next sheet too.
    case .blank: rows.append(number: nil)
    case .level, .unreadable, nil: rows.append(number: level?.number)
    }
  }
}
