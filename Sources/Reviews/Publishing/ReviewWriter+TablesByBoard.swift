import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

extension ReviewWriter {
  /// Writes the tables with rows about executives: the register, the changes, the places, the derivations
  /// from final element ratings, and of a closed review the annual ratings. The statistics are counted
  /// meanwhile.
  func writeTablesByBoard(
    to directory: RunDirectory
  ) async throws(RunError) -> ([OutputFile.Identity], Statistics) {
    var tables = [
      try TableByBoard(.register, Table.register, in: directory, rows: registerRows),
      try TableByBoard(.changes, Table.changes, in: directory, rows: changeRows),
      try TableByBoard(.places, Table.places, in: directory, rows: placeRows),
      try finalElements(in: directory),
    ]
    if closed {
      tables.append(
        try TableByBoard(.annualRatings, Table.annualRatings, in: directory, rows: annualRows))
    }
    return try await write(tables)
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
  /// workers seldom wait for the same one. The parts of the statistics come first: each takes longer than
  /// a board, and nobody waits for one at the end.
  private func write(
    _ tables: [TableByBoard]
  ) async throws(RunError) -> ([OutputFile.Identity], Statistics) {
    let register = register
    let lines = try await workers.map(
      Statistics.partCount + facts.count, state: { CSVRows() }
    ) { piece, rows throws(RunError) -> [Statistics.Line] in
      let board = piece - Statistics.partCount
      guard board >= 0 else { return Statistics.lines(ofPart: piece, register) }
      for table in tables {
        rows.buffer.removeAll()
        table.append(board, &rows)
        try table.file.write(rows.buffer, piece: board + 1)
      }
      return []
    }
    var files: [OutputFile.Identity] = []
    for table in tables { files.append(try table.file.close(as: table.name.path)) }
    return (files, Statistics(lines: Array(lines.joined())))
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
    case .respondedOn: rows.append(day: standing.response?.respondedOn.date)
    case .reviewRequested: rows.append(answer: standing.response.map(\.reviewRequested))
    case .reviewerRating: rows.append(number: standing.reviewer?.number)
    case .recommendedRating: rows.append(number: standing.recommended?.number)
    case .recommendationBasis:
      rows.append(
        word: standing.recommended == nil
          ? "" : standing.isConcurrence ? "concurred" : "recommended")
    case .boardRemarks: rows.append(text: standing.boardRemarks)
    case .recused: rows.append(text: recusedMembers(of: executive))
    case .annualRating: rows.append(number: standing.annual?.number)
    case .annualBasis: rows.append(word: register.decisions.bases[executive]?.rawValue ?? "")
    case .finalRatings: rows.append(text: finalRatings(of: standing))
    case .authorityRemarks: rows.append(text: standing.decision?.remarks ?? [])
    case .decidedOn:
      rows.append(day: standing.decision?.day(in: register.cycle))
    case .stage: rows.append(word: standing.stage.rawValue)
    case .status: rows.append(word: standing.status.rawValue)
    case .remarks: rows.append(text: reasons.text(of: executive))
    }
  }

  /// The element ratings that the authority changed: `leading_people 4; results_driven 3`.
  private func finalRatings(of standing: Standing) -> [UInt8] {
    guard let finals = standing.decision?.finals, !finals.isEmpty else { return [] }
    let elements = register.rosters.system.elements
    return register.rosters.executives.withRatings(of: standing.executive) { ratings in
      let changed = elements.indices.filter { finals[$0] > 0 && finals[$0] != ratings[$0] }
      return Array(changed.map { "\(elements[$0].id) \(finals[$0])" }.joined(separator: "; ").utf8)
    }
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
    case .remarks: rows.append(text: change.remarks)
    case .file: rows.append(text: Array(change.place.file.utf8))
    case .line: rows.append(number: change.place.line)
    }
  }

  private func append(field: Int, of executive: Int, to rows: inout CSVRows) {
    register.rosters.append(.text(UInt8(field)), of: executive, to: &rows)
  }

  // MARK: - Places

  private func placeRows(_ board: Int, _ rows: inout CSVRows) {
    for executive in register.rosters.inOrder(board) {
      let ofResponse = register.responses.fileAndLine(of: executive)
      let ofBoard =
        register.recommendations.levels[executive] == nil
        ? nil : register.recommendations.rows.fileAndLine(of: executive)
      let ofAuthority =
        register.decisions.levels[executive] == nil
        ? nil : register.decisions.rows.fileAndLine(of: executive)
      if ofResponse == nil, ofBoard == nil, ofAuthority == nil { continue }
      for source in Table.places.sources {
        switch source {
        case .board: register.rosters.append(.board, of: executive, to: &rows)
        case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
        case .file(.executive): rows.append(ofResponse?.file, of: register.responses.nameCells)
        case .line(.executive): rows.append(number: ofResponse?.line)
        case .file(.board):
          rows.append(ofBoard?.file, of: register.recommendations.rows.nameCells)
        case .line(.board): rows.append(number: ofBoard?.line)
        case .file(.authority):
          rows.append(ofAuthority?.file, of: register.decisions.rows.nameCells)
        case .line(.authority): rows.append(number: ofAuthority?.line)
        }
      }
      rows.endRow()
    }
  }

  // MARK: - Final element ratings

  private func finalElements(in directory: RunDirectory) throws(RunError) -> TableByBoard {
    let table = Table.finalElements(under: register.rosters.system)
    return try TableByBoard(.finalElements, table, in: directory) { [self] board, rows in
      for executive in register.rosters.inOrder(board)
      where register.decisions.bases[executive] == .finalElements {
        let finals = register.decisions.rows.row(of: executive)?.finals ?? []
        guard let rating = register.rosters.rating(of: executive, withFinalRatings: finals) else {
          preconditionFailure("a rating that follows from final ratings has some")
        }
        for source in table.sources {
          append(source, of: executive, finals: finals, rating, to: &rows)
        }
        rows.endRow()
      }
    }
  }

  private func append(
    _ source: FinalElementSource, of executive: Int, finals: [UInt8], _ rating: SummaryRating,
    to rows: inout CSVRows
  ) {
    switch source {
    case .board: register.rosters.append(.board, of: executive, to: &rows)
    case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
    case .weight(let element): register.rosters.append(.weight(element), of: executive, to: &rows)
    case .rating(let element): register.rosters.append(.rating(element), of: executive, to: &rows)
    case .final(let element):
      let final = finals[Int(element)]
      rows.append(number: final == 0 ? nil : Int(final))
    case .score: rows.append(hundredths: rating.score.hundredths)
    case .annualRating: rows.append(number: rating.level.number)
    case .basis: rows.append(word: rating.basis.name)
    }
  }

  // MARK: - Annual ratings

  private func annualRows(_ board: Int, _ rows: inout CSVRows) {
    let period = register.cycle.period
    let (from, to) = (period.from.ascii, period.to.ascii)
    for executive in register.rosters.inOrder(board) {
      guard let level = register.decisions.levels[executive] else { continue }
      for source in Table.annualRatings.sources {
        switch source {
        case .executiveID: register.rosters.append(.executiveID, of: executive, to: &rows)
        case .periodTo: rows.append(word: to.span)
        case .annualRating: rows.append(number: level.number)
        case .label: register.rosters.append(labelOf: level, to: &rows)
        case .name: append(field: SealedRosters.nameField, of: executive, to: &rows)
        case .organization: append(field: SealedRosters.organizationField, of: executive, to: &rows)
        case .appointment: append(field: SealedRosters.appointmentField, of: executive, to: &rows)
        case .periodFrom: rows.append(word: from.span)
        case .decidedOn: rows.append(day: register.decisions.decidedOn(of: executive))
        case .board: register.rosters.append(.board, of: executive, to: &rows)
        }
      }
      rows.endRow()
    }
  }
}
