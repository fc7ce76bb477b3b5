import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// Writes the files of a review.
final class ReviewWriter: Sendable {
  let register: Register
  let judged: Review.Judged
  let closed: Bool
  let title: String?
  let design: PageDesign?
  let workbookDesign: PageDesign?
  let workers: Workers
  /// By board.
  private let facts: [BoardFacts]
  private let reasons: ExecutiveReasons

  /// A writer of what was judged.
  init(
    _ judged: Review.Judged, closed: Bool, title: String?, pages design: PageDesign?,
    workbooks workbookDesign: PageDesign?, workers: Workers
  ) {
    register = judged.register
    self.judged = judged
    self.closed = closed
    self.title = title
    self.design = design
    self.workbookDesign = workbookDesign
    self.workers = workers
    let register = register
    facts = register.units.indices.map { BoardFacts(of: $0, in: register) }
    reasons = ExecutiveReasons(of: register)
  }

  /// Writes everything.
  ///
  /// - Parameter progress: Told the boards whose sheets and pages are written.
  /// - Returns: What was counted.
  func write(
    to publication: Publication, review: Manifest.Review, system: Manifest.System,
    progress: Progress?
  ) async throws(RunError) -> ReviewSummary {
    let directory = publication.staging
    progress?.begin("writing", total: facts.count * (design == nil ? 1 : 2))
    let summary = try ReviewSummary(
      of: register, runID: review.run.id, isClosed: closed)
    let statistics = try await Statistics(of: register, workers: workers)
    var files: [OutputFile.Identity] = []
    var byBoard = [
      try TableByBoard(.register, Table.register, in: directory, rows: registerRows),
      try TableByBoard(.changes, Table.changes, in: directory, rows: changeRows),
      try TableByBoard(.places, Table.places, in: directory, rows: placeRows),
    ]
    if closed {
      byBoard.append(
        try TableByBoard(.annualRatings, Table.annualRatings, in: directory, rows: annualRows))
    }
    files += try await write(byBoard)
    let tables: [(RunFile, (inout CSVRows) -> Void)] = [
      (.reviewedBoards, boards), (.limits, limits),
      (.statistics, { [self] rows in append(statistics, to: &rows) }),
    ]
    for (file, write) in tables {
      var rows = CSVRows()
      write(&rows)
      files.append(try directory.write(rows.buffer, to: file.path))
    }
    let origin = PageOrigin(
      version: Manifest.programVersion, title: title, systemSHA256: system.sha256,
      inputs: judged.inputs.map {
        PageOrigin.Input(role: $0.role, name: $0.name, records: $0.records, sha256: $0.sha256)
      }, fingerprint: InputFingerprint(of: judged.inputs))
    let workbooks = workbookDesign.map {
      SheetWorkbooks(
        under: register.rosters.system, design: $0, origin: origin,
        needsReasons: register.rules.remarksWhenDifferent.value == .required)
    }
    files += try await writeSheets(to: directory, workbooks: workbooks, progress: progress)
    if let design {
      let pages = ReviewPages(
        of: register, summary: summary, statistics: statistics, facts: facts, reasons: reasons,
        design: design, origin: origin, review: review)
      files += try await pages.write(to: directory, workers: workers, progress: progress)
    }
    var buffer = OutputBuffer()
    ReviewFindingWriter(register).append(fileOf: register.findings, to: &buffer)
    files.append(try directory.write(buffer, to: RunFile.findings.path))
    buffer.removeAll()
    summary.append(json: &buffer)
    buffer.append("\n")
    files.append(try directory.write(buffer, to: RunFile.summary.path))
    files += try DataPackage(
      .review,
      [
        .init("register", .register, Table.register), .init("changes", .changes, Table.changes),
        .init("places", .places, Table.places),
        .init("boards", .reviewedBoards, Table.reviewedBoards),
        .init("limits", .limits, Table.limits), .init("statistics", .statistics, Table.statistics),
        .init("annual-ratings", .annualRatings, Table.annualRatings),
        .init("findings", .findings, Table.findings),
      ]
    ).write(of: files, to: directory)
    let manifest = Manifest(
      version: Manifest.programVersion, title: title, system: system, inputs: judged.inputs,
      review: review,
      files: files.map { Manifest.File($0) }, run: publication.runID, after: publication.previous)
    buffer.removeAll()
    manifest.append(json: &buffer)
    _ = try directory.write(buffer, to: RunFile.manifest.path)
    try directory.removeEmptyFolders()
    return summary
  }

  /// A file whose rows are made board by board.
  private struct TableByBoard: Sendable {
    let name: RunFile
    let file: OrderedFile
    /// Adds the rows of a board.
    let append: @Sendable (_ board: Int, _ rows: inout CSVRows) -> Void

    init<Source>(
      _ name: RunFile, _ table: Table<Source>, in directory: RunDirectory,
      rows append: @escaping @Sendable (_ board: Int, _ rows: inout CSVRows) -> Void
    ) throws(RunError) {
      self.name = name
      self.append = append
      file = OrderedFile(try directory.newFile(name.path))
      var header = CSVRows()
      table.appendHeader(to: &header)
      try file.write(header.buffer, piece: 0)
    }
  }

  /// Writes files whose rows are made board by board: for each board a piece of every file, so that two
  /// workers seldom wait for the same one.
  private func write(_ tables: [TableByBoard]) async throws(RunError) -> [OutputFile.Identity] {
    try await workers.forEach(facts.count, state: { CSVRows() }) { board, rows throws(RunError) in
      for table in tables {
        rows.buffer.removeAll()
        table.append(board, &rows)
        try table.file.write(rows.buffer, piece: board + 1)
      }
    }
    var files: [OutputFile.Identity] = []
    for table in tables { files.append(try table.file.close(as: table.name.path)) }
    return files
  }

  // MARK: - The register

  private func registerRows(_ board: Int, _ rows: inout CSVRows) {
    let unit = Array(register.cycle.units[register.units[board]].name.value.utf8)
    let sources = Table.register.sources
    for executive in register.rosters.inOrder(board) {
      let standing = register.standing(of: executive)
      for source in sources { append(source, of: standing, unit: unit, to: &rows) }
      rows.endRow()
    }
  }

  @inline(__always)
  private func append(
    _ source: RegisterSource, of standing: Standing, unit: [UInt8], to rows: inout CSVRows
  ) {
    let executive = standing.executive
    switch source {
    case .unit: rows.append(text: unit.span)
    case .board: register.rosters.append(.board, of: executive, to: &rows)
    case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
    case .text(let number): register.rosters.append(.text(number), of: executive, to: &rows)
    case .runStatus: register.rosters.append(.status, of: executive, to: &rows)
    case .initialRating: rows.append(number: standing.initial?.number)
    case .respondedOn: append(standing.response?.respondedOn.date, to: &rows)
    case .reviewRequested: append(standing.response.map(\.reviewRequested), to: &rows)
    case .reviewerRating: rows.append(number: standing.reviewer?.number)
    case .recommendedRating: rows.append(number: standing.recommended?.number)
    case .recommendationBasis:
      rows.append(
        word: standing.recommended == nil
          ? "" : standing.isConcurrence ? "concurred" : "recommended")
    case .boardRemarks: append(standing.boardRemarks, to: &rows)
    case .recused: append(recusedMembers(of: executive), to: &rows)
    case .annualRating: rows.append(number: standing.annual?.number)
    case .annualBasis: rows.append(word: register.decisions.bases[executive]?.rawValue ?? "")
    case .authorityRemarks: append(standing.decision?.remarks ?? [], to: &rows)
    case .decidedOn:
      append(
        standing.decision.flatMap { $0.decidedOn.date ?? register.cycle.decidedOn }, to: &rows)
    case .stage: rows.append(word: standing.stage.rawValue)
    case .status: rows.append(word: standing.status.rawValue)
    case .remarks: append(reasons.text(of: executive), to: &rows)
    }
  }

  private func append<Cells: CellSink & ~Copyable>(_ text: [UInt8], to rows: inout Cells) {
    rows.append(text: text.span)
  }

  private func append<Cells: CellSink & ~Copyable>(_ day: CalendarDate?, to rows: inout Cells) {
    guard let ascii = day?.ascii else { return rows.append(word: "") }
    rows.append(word: ascii.span)
  }

  private func append<Cells: CellSink & ~Copyable>(_ answer: Bool?, to rows: inout Cells) {
    rows.append(word: answer.map { $0 ? "yes" : "no" } ?? "")
  }

  /// The ids of the members who step out of a case.
  private func recusedMembers(of executive: Int) -> [UInt8] {
    register.recused[executive].map { Array($0.joined(separator: Array("; ".utf8))) } ?? []
  }

  // MARK: - Changes

  private func changeRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in register.rosters.inOrder(board) {
      for change in register.changes(of: executive) {
        for source in Table.changes.sources { append(source, of: change, executive, to: &rows) }
        rows.endRow()
      }
    }
  }

  private func append(
    _ source: ChangeSource, of change: Change, _ executive: Int, to rows: inout CSVRows
  ) {
    switch source {
    case .board: register.rosters.append(.board, of: executive, to: &rows)
    case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
    case .appointment: append(field: SealedRosters.appointmentField, of: executive, to: &rows)
    case .ratingOfficial: append(field: SealedRosters.ratingOfficialField, of: executive, to: &rows)
    case .fromStage: rows.append(word: change.before.rawValue)
    case .toStage: rows.append(word: change.by == .reviewer ? "reviewed" : change.after.rawValue)
    case .from: rows.append(number: change.from.number)
    case .to: rows.append(number: change.to.number)
    case .step: rows.append(word: "\(change.to.number - change.from.number)")
    case .by: rows.append(word: change.by.rawValue)
    case .remarks: append(change.remarks, to: &rows)
    case .file: append(name: change.place.file, to: &rows)
    case .line: rows.append(number: change.place.line)
    }
  }

  private func append(field: Int, of executive: Int, to rows: inout CSVRows) {
    register.rosters.append(.text(UInt8(field)), of: executive, to: &rows)
  }

  // MARK: - Places

  private func placeRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in register.rosters.inOrder(board) {
      append(register.responses.place(of: executive), of: executive, by: "executive", to: &rows)
      if register.recommendations.levels[executive] != nil {
        append(
          register.recommendations.rows.place(of: executive), of: executive, by: "board",
          to: &rows)
      }
      if register.decisions.levels[executive] != nil {
        append(
          register.decisions.rows.place(of: executive), of: executive, by: "authority", to: &rows)
      }
    }
  }

  @inline(__always)
  private func append(
    _ place: ReviewFinding.Place?, of executive: Int, by: String, to rows: inout CSVRows
  ) {
    guard let place else { return }
    for source in Table.places.sources {
      switch source {
      case .board: register.rosters.append(.board, of: executive, to: &rows)
      case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
      case .by: rows.append(word: by)
      case .file: append(name: place.file, to: &rows)
      case .line: rows.append(number: place.line)
      }
    }
    rows.endRow()
  }

  /// Adds the name of a file.
  private func append(name: String, to rows: inout CSVRows) {
    var name = name
    name.withUTF8 { unsafe rows.append(text: $0.span) }
  }

  // MARK: - Annual ratings

  private func annualRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in register.rosters.inOrder(board) {
      guard let level = register.decisions.levels[executive] else { continue }
      for source in Table.annualRatings.sources {
        switch source {
        case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
        case .periodTo: append(register.cycle.period.to, to: &rows)
        case .annualRating: rows.append(number: level.number)
        case .label: append(register.rosters.label(of: level), to: &rows)
        case .name: append(field: SealedRosters.nameField, of: executive, to: &rows)
        case .organization: append(field: SealedRosters.organizationField, of: executive, to: &rows)
        case .appointment: append(field: SealedRosters.appointmentField, of: executive, to: &rows)
        case .periodFrom: append(register.cycle.period.from, to: &rows)
        case .decidedOn: append(register.decisions.decidedOn(of: executive), to: &rows)
        case .board: register.rosters.append(.board, of: executive, to: &rows)
        }
      }
      rows.endRow()
    }
  }

  // MARK: - Sheets to fill in

  /// Writes the next sheets for the boards, and those for the authority of the boards that have recommended.
  private func writeSheets(
    to directory: RunDirectory, workbooks: SheetWorkbooks?, progress: Progress?
  ) async throws(RunError) -> [OutputFile.Identity] {
    let forBoard = CycleSheet(
      table: .boardSheet(under: register.rosters.system), file: .boardSheet,
      workbook: .boardWorkbook)
    let forAuthority = CycleSheet(
      table: .authoritySheet(under: register.rosters.system), file: .authoritySheet,
      workbook: .authorityWorkbook)
    let boards = register.rosters.executives.boards
    let state = { @Sendable in
      SheetLines(forBoard: forBoard.table, forAuthority: forAuthority.table)
    }
    let written = try await workers.map(facts.count, state: state) {
      [self] board, lines throws(RunError) -> [OutputFile.Identity] in
      defer { progress?.advance(by: 1) }
      let executives = boards[board].executives
      append(executives, to: &lines)
      var files = try write(
        forBoard, of: boards[board], Array(executives), lines.board, workbooks, to: directory)
      if register.recommendations.hasRecommended[board] {
        files += try write(
          forAuthority, of: boards[board],
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
  ///   - executives: Those on it, in the order of the roster.
  ///   - lines: Its header and their lines.
  private func write(
    _ sheet: CycleSheet, of board: PublishedExecutives.Board, _ executives: [Int],
    _ lines: borrowing CSVRows, _ workbooks: SheetWorkbooks?, to directory: RunDirectory
  ) throws(RunError) -> [OutputFile.Identity] {
    var files = [try directory.write(lines.buffer, to: sheet.file.path(of: board.slug))]
    if let workbooks {
      files.append(
        try workbooks.write(
          sheet.table, of: board, to: sheet.workbook.path(of: board.slug), in: directory
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
    case .respondedOn: append(standing.response?.respondedOn.date, to: &rows)
    case .reviewRequested: append(standing.response.map(\.reviewRequested), to: &rows)
    case .reviewerRating: rows.append(number: standing.reviewer?.number)
    case .recused: append(short: recusedMembers(of: executive), to: &rows)
    case .heldBecause:
      append(short: standing.status == .held ? reasons.text(of: executive) : [], to: &rows)
    case .recommendedRating: rows.append(number: standing.recommended?.number)
    case .boardRemarks: append(short: standing.boardRemarks, to: &rows)
    case .annualRating: rows.append(number: standing.annual?.number)
    case .finalRating(let element):
      let finals = standing.decision?.finals ?? []
      let final = finals.isEmpty ? 0 : finals[Int(element)]
      rows.append(number: final == 0 ? nil : Int(final))
    case .authorityRemarks: append(short: standing.decision?.remarks ?? [], to: &rows)
    case .decidedOn: append(standing.decision?.decidedOn.date, to: &rows)
    }
  }

  /// Adds a text that may be longer than what spreadsheets open.
  private func append<Cells: CellSink & ~Copyable>(short text: [UInt8], to rows: inout Cells) {
    append(CellText.array(text), to: &rows)
  }

  // MARK: - Boards, limits, statistics

  private func boards(to rows: inout CSVRows) {
    Table.reviewedBoards.appendHeader(to: &rows)
    for (board, facts) in facts.enumerated() {
      for source in Table.reviewedBoards.sources {
        switch source {
        case .board: append(register.rosters.executives.boards[board].name, to: &rows)
        case .unit:
          append(Array(register.cycle.units[register.units[board]].name.value.utf8), to: &rows)
        case .members: rows.append(number: facts.composition?.members)
        case .career: rows.append(number: facts.composition?.career)
        case .noncareer:
          rows.append(number: facts.composition.map { $0.members - $0.career })
        case .chair: append(facts.chair, to: &rows)
        case .firstPublished: append(facts.published.min(), to: &rows)
        case .lastPublished: append(facts.published.max(), to: &rows)
        case .executives: rows.append(number: facts.executives)
        case .careerExecutives: rows.append(number: facts.careerExecutives)
        case .recommended: rows.append(number: facts.recommended)
        case .raised: rows.append(number: facts.changes.raised)
        case .lowered: rows.append(number: facts.changes.lowered)
        case .unchanged: rows.append(number: facts.changes.unchanged)
        case .held: rows.append(number: facts.held)
        case .lawful: rows.append(word: facts.lawful)
        case .reasons: append(Array(facts.reasons.joined(separator: "; ").utf8), to: &rows)
        }
      }
      rows.endRow()
    }
  }

  private func limits(to rows: inout CSVRows) {
    Table.limits.appendHeader(to: &rows)
    let rule = register.rules.distribution(at: register.cycle.period.to)
    for limit in register.limits {
      for source in Table.limits.sources {
        switch source {
        case .unit: append(Array(limit.unit.utf8), to: &rows)
        case .limit: rows.append(word: UnitLimit.name)
        case .stage: rows.append(word: limit.stage.rawValue)
        case .population: rows.append(number: limit.limit.population)
        case .counted: rows.append(number: limit.limit.counted)
        case .allowedExact: rows.append(word: limit.limit.allowedExact)
        case .allowed: rows.append(number: limit.limit.allowed)
        case .over: rows.append(number: limit.limit.over)
        case .state: rows.append(word: limit.limit.state.rawValue)
        case .citation: append(Array((rule?.source.citation ?? "").utf8), to: &rows)
        }
      }
      rows.endRow()
    }
  }

  private func append(_ statistics: Statistics, to rows: inout CSVRows) {
    Table.statistics.appendHeader(to: &rows)
    for line in statistics.lines {
      for source in Table.statistics.sources {
        switch source {
        case .by: rows.append(word: line.by.rawValue)
        case .group: append(line.group, to: &rows)
        case .stage: rows.append(word: line.stage.rawValue)
        case .executives: rows.append(number: line.count.executives)
        case .level(let number): rows.append(number: line.count.levels[Int(number) - 1])
        case .levelSum: rows.append(number: line.count.levelSum)
        case .raised: rows.append(number: line.count.changes.raised)
        case .lowered: rows.append(number: line.count.changes.lowered)
        }
      }
      rows.endRow()
    }
  }
}
