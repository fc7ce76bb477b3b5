import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

extension ReviewWriter {
  /// Writes the tables with rows about executives: the register, the changes, the places, and of a closed
  /// review the annual ratings.
  func writeTablesByBoard(
    to directory: RunDirectory
  ) async throws(RunError) -> [OutputFile.Identity] {
    var tables = [
      try TableByBoard(.register, Table.register, in: directory, rows: registerRows),
      try TableByBoard(.changes, Table.changes, in: directory, rows: changeRows),
      try TableByBoard(.places, Table.places, in: directory, rows: placeRows),
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
      rows.append(
        day: standing.decision.flatMap { $0.decidedOn.date ?? register.cycle.decidedOn })
    case .stage: rows.append(word: standing.stage.rawValue)
    case .status: rows.append(word: standing.status.rawValue)
    case .remarks: rows.append(text: reasons.text(of: executive))
    }
  }

  /// The element ratings that the authority changed: `leading_people 4; results_driven 3`.
  private func finalRatings(of standing: Standing) -> [UInt8] {
    guard let finals = standing.decision?.finals, !finals.isEmpty else { return [] }
    let changed = zip(register.rosters.system.elements, finals).filter { $1 > 0 }
    return Array(changed.map { "\($0.id) \($1)" }.joined(separator: "; ").utf8)
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
        case .periodTo: rows.append(day: register.cycle.period.to)
        case .annualRating: rows.append(number: level.number)
        case .label: rows.append(text: register.rosters.label(of: level))
        case .name: append(field: SealedRosters.nameField, of: executive, to: &rows)
        case .organization: append(field: SealedRosters.organizationField, of: executive, to: &rows)
        case .appointment: append(field: SealedRosters.appointmentField, of: executive, to: &rows)
        case .periodFrom: rows.append(day: register.cycle.period.from)
        case .decidedOn: rows.append(day: register.decisions.decidedOn(of: executive))
        case .board: register.rosters.append(.board, of: executive, to: &rows)
        }
      }
      rows.endRow()
    }
  }
}
