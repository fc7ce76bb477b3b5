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
  /// By board its executives, in the order of the register.
  private let order: [[Int]]
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
    order = register.units.indices.map { register.inOrder($0) }
    facts = order.indices.map { BoardFacts(of: $0, in: register) }
    reasons = ExecutiveReasons(of: register)
  }

  /// Writes everything.
  ///
  /// - Returns: What was counted.
  func write(
    to publication: Publication, review: Manifest.Review, system: Manifest.System
  ) async throws(RunError) -> ReviewSummary {
    let directory = publication.staging
    let summary = try ReviewSummary(
      of: register, runID: review.run.id, isClosed: closed)
    let statistics = Statistics(of: register)
    var files: [OutputFile.Identity] = []
    files.append(
      try await writeByBoard(
        .register, Table.register, to: directory, rows: registerRows))
    files.append(
      try await writeByBoard(
        .changes, Table.changes, to: directory, rows: changeRows))
    files.append(
      try await writeByBoard(
        .places, Table.places, to: directory, rows: placeRows))
    if closed {
      files.append(
        try await writeByBoard(
          .annualRatings, Table.annualRatings, to: directory, rows: annualRows))
    }
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
    files += try await writeSheets(to: directory, workbooks: workbooks)
    if let design {
      let pages = ReviewPages(
        of: register, summary: summary, statistics: statistics, facts: facts, reasons: reasons,
        design: design, origin: origin, review: review)
      files += try await pages.write(to: directory, workers: workers)
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

  /// Writes a file whose rows are made board by board.
  private func writeByBoard<Source>(
    _ name: RunFile, _ table: Table<Source>, to directory: RunDirectory,
    rows: @escaping @Sendable (_ board: Int, _ rows: inout CSVRows) -> Void
  ) async throws(RunError) -> OutputFile.Identity {
    let file = OrderedFile(try directory.newFile(name.path))
    var header = CSVRows()
    table.appendHeader(to: &header)
    try file.write(header.buffer, piece: 0)
    try await workers.forEach(order.count, state: { CSVRows() }) {
      board, buffer throws(RunError) in
      buffer.buffer.removeAll()
      rows(board, &buffer)
      try file.write(buffer.buffer, piece: board + 1)
    }
    return try file.close(as: name.path)
  }

  // MARK: - The register

  private func registerRows(_ board: Int, _ rows: inout CSVRows) {
    let unit = Array(register.cycle.units[register.units[board]].name.value.utf8)
    for executive in order[board] {
      for source in Table.register.sources {
        append(source, of: executive, unit: unit, to: &rows)
      }
      rows.endRow()
    }
  }

  private func append(
    _ source: RegisterSource, of executive: Int, unit: [UInt8], to rows: inout CSVRows
  ) {
    // Looked up only for the cells that need it.
    var response: Response? { register.responses[executive]?.row }
    switch source {
    case .unit: rows.append(text: unit.span)
    case .board: register.rosters.append(.board, of: executive, to: &rows)
    case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
    case .text(let number): register.rosters.append(.text(number), of: executive, to: &rows)
    case .runStatus: register.rosters.append(.status, of: executive, to: &rows)
    case .initialRating: register.rosters.append(.initialRating, of: executive, to: &rows)
    case .respondedOn: append(response?.respondedOn.date, to: &rows)
    case .reviewRequested: append(response.map(\.reviewRequested), to: &rows)
    case .reviewerRating: rows.append(number: register.reviewerLevel(of: executive)?.number)
    case .recommendedRating:
      rows.append(number: register.recommendations.levels[executive]?.number)
    case .recommendationBasis:
      let basis =
        register.recommendations.levels[executive] == nil
        ? "" : register.recommendations.isConcurrence(of: executive) ? "concurred" : "recommended"
      rows.append(word: basis)
    case .boardRemarks: append(register.recommendations.remarks(of: executive), to: &rows)
    case .recused: append(recusedMembers(of: executive), to: &rows)
    case .annualRating: rows.append(number: register.decisions.levels[executive]?.number)
    case .annualBasis: rows.append(word: register.decisions.bases[executive]?.rawValue ?? "")
    case .authorityRemarks: append(register.decisions.remarks(of: executive), to: &rows)
    case .decidedOn: append(register.decisions.decidedOn(of: executive), to: &rows)
    case .stage: rows.append(word: register.stage(of: executive).rawValue)
    case .status: rows.append(word: register.status(of: executive).rawValue)
    case .remarks: append(reasons.text(of: executive), to: &rows)
    }
  }

  private func append<Cells: CellSink & ~Copyable>(_ text: [UInt8], to rows: inout Cells) {
    rows.append(text: text.span)
  }

  private func append<Cells: CellSink & ~Copyable>(_ day: CalendarDate?, to rows: inout Cells) {
    rows.append(word: day?.description ?? "")
  }

  private func append<Cells: CellSink & ~Copyable>(_ answer: Bool?, to rows: inout Cells) {
    rows.append(word: answer.map { $0 ? "yes" : "no" } ?? "")
  }

  /// The ids of the members who step out of a case.
  private func recusedMembers(of executive: Int) -> [UInt8] {
    Array((register.recused[executive] ?? []).joined(separator: Array("; ".utf8)))
  }

  // MARK: - Changes

  private func changeRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in order[board] {
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
    case .file: append(Array(change.place.file.utf8), to: &rows)
    case .line: rows.append(number: change.place.line)
    }
  }

  private func append(field: Int, of executive: Int, to rows: inout CSVRows) {
    register.rosters.append(.text(UInt8(field)), of: executive, to: &rows)
  }

  // MARK: - Places

  private func placeRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in order[board] {
      let hasRecommendation = register.recommendations.levels[executive] != nil
      let hasDecision = register.decisions.levels[executive] != nil
      for (by, place) in [
        ("executive", register.responses.place(of: executive)),
        ("board", hasRecommendation ? register.recommendations.rows.place(of: executive) : nil),
        ("authority", hasDecision ? register.decisions.rows.place(of: executive) : nil),
      ] {
        guard let place else { continue }
        for source in Table.places.sources {
          switch source {
          case .board: register.rosters.append(.board, of: executive, to: &rows)
          case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
          case .by: rows.append(word: by)
          case .file: append(Array(place.file.utf8), to: &rows)
          case .line: rows.append(number: place.line)
          }
        }
        rows.endRow()
      }
    }
  }

  // MARK: - Annual ratings

  private func annualRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in order[board] {
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
    to directory: RunDirectory, workbooks: SheetWorkbooks?
  ) async throws(RunError) -> [OutputFile.Identity] {
    let forBoard = CycleSheet(
      table: .boardSheet(under: register.rosters.system), file: .boardSheet,
      workbook: .boardWorkbook)
    let forAuthority = CycleSheet(
      table: .authoritySheet(under: register.rosters.system), file: .authoritySheet,
      workbook: .authorityWorkbook)
    let boards = register.rosters.executives.boards
    let written = try await workers.map(order.count, state: { CSVRows() }) {
      [self] board, rows throws(RunError) -> [OutputFile.Identity] in
      var files = try write(
        forBoard, of: boards[board], Array(boards[board].executives), by: &rows, workbooks,
        to: directory)
      if register.recommendations.hasRecommended[board] {
        files += try write(
          forAuthority, of: boards[board],
          boards[board].executives.filter { register.recommendations.levels[$0] != nil }, by: &rows,
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

  /// Writes a sheet for some executives of a board, in the order of the roster.
  private func write(
    _ sheet: CycleSheet, of board: PublishedExecutives.Board, _ executives: [Int],
    by rows: inout CSVRows, _ workbooks: SheetWorkbooks?, to directory: RunDirectory
  ) throws(RunError) -> [OutputFile.Identity] {
    rows.buffer.removeAll()
    sheet.table.appendHeader(to: &rows)
    append(executives, of: sheet, to: &rows)
    var files = [try directory.write(rows.buffer, to: sheet.file.path(of: board.slug))]
    if let workbooks {
      files.append(
        try workbooks.write(
          sheet.table, of: board, to: sheet.workbook.path(of: board.slug), in: directory
        ) { workbook in append(executives, of: sheet, to: &workbook) })
    }
    return files
  }

  private func append<Cells: CellSink & ~Copyable>(
    _ executives: [Int], of sheet: CycleSheet, to rows: inout Cells
  ) {
    for executive in executives {
      for source in sheet.table.sources { append(source, of: executive, to: &rows) }
      rows.endRow()
    }
  }

  private func append<Cells: CellSink & ~Copyable>(
    _ source: CycleSheetSource, of executive: Int, to rows: inout Cells
  ) {
    // Looked up only for the cells that need it.
    var decision: DecisionRow? {
      register.decisions.levels[executive] == nil ? nil : register.decisions.rows[executive]?.row
    }
    switch source {
    case .roster(let source): register.rosters.append(source, of: executive, to: &rows)
    case .respondedOn: append(register.responses[executive]?.row.respondedOn.date, to: &rows)
    case .reviewRequested: append(register.responses[executive]?.row.reviewRequested, to: &rows)
    case .reviewerRating: rows.append(number: register.reviewerLevel(of: executive)?.number)
    case .recused: append(short: recusedMembers(of: executive), to: &rows)
    case .heldBecause:
      append(
        short: register.status(of: executive) == .held ? reasons.text(of: executive) : [], to: &rows
      )
    case .recommendedRating:
      rows.append(number: register.recommendations.levels[executive]?.number)
    case .boardRemarks: append(short: register.recommendations.remarks(of: executive), to: &rows)
    case .annualRating: rows.append(number: register.decisions.levels[executive]?.number)
    case .finalRating(let element):
      let finals = decision?.finals ?? []
      let final = finals.isEmpty ? 0 : finals[Int(element)]
      rows.append(number: final == 0 ? nil : Int(final))
    case .authorityRemarks: append(short: register.decisions.remarks(of: executive), to: &rows)
    case .decidedOn: append(decision?.decidedOn.date, to: &rows)
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
        case .unit: append(Array(register.cycle.units[limit.unit].name.value.utf8), to: &rows)
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
