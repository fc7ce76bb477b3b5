import Appraisal
import Columns
import Runs
import Files
import Tables

/// What can be said of a sheet once all of it is known: which id was altered, which column was sorted by
/// itself, which other run a row is of. The findings are put in other words then; where several say one thing,
/// they become one, and what is true of most rows is said once, before them.
struct Hindsight: Sendable {
  let rosters: SealedRosters
  let run: PublishedRun
  let workers: Workers

  /// Sheets with their findings in better words.
  ///
  /// - Complexity: O(findings), and O(executives) once where an id is unknown. Where cells were
  ///   changed, the newest of the other kept runs are read, each once for all sheets.
  func lookingBack<Row: SheetRowOfExecutive>(
    at files: [SheetFile<Row>]
  ) async throws(RunError) -> [SheetFile<Row>] {
    var files = files
    var ids: AlteredIDs?
    for file in files.indices {
      nameAlteredIDs(in: &files[file], &ids)
      nameIDsOfOtherRows(in: &files[file])
      nameSortedColumns(in: &files[file])
    }
    try await nameOtherRuns(in: &files)
    return files
  }

  // MARK: - Altered ids

  /// Names the executive whose id a spreadsheet may have altered, where there is exactly one of the boards
  /// on the sheet.
  ///
  /// - Parameter ids: Those of the run, made when the first is asked for.
  private func nameAlteredIDs<Row: SheetRowOfExecutive>(
    in file: inout SheetFile<Row>, _ ids: inout AlteredIDs?
  ) {
    let unknown = file.findings.indices.filter {
      file.findings[$0].code == .executiveNotOnRoster
    }
    guard !unknown.isEmpty else { return }
    let executives = rosters.executives
    let present = Set(file.rows.map { Int($0.executive) })
    let boards = Set(present.map { executives.board(of: $0) })
    let known = ids ?? allIDs
    ids = known
    for index in unknown {
      let finding = file.findings[index]
      let executive = known.executive(of: finding.value.span) { executive in
        !present.contains(executive)
          && (boards.isEmpty || boards.contains(executives.board(of: executive)))
      }
      guard let executive else { continue }
      file.findings[index] = ReviewFinding(
        finding: .sheet(.executiveIDAltered), file: finding.file, line: finding.line,
        row: finding.row, record: finding.record, column: finding.column, value: finding.value,
        related: executives.withID(of: executive) { spelledOut($0.array) }, executive: executive)
    }
  }

  /// The ids of the run.
  private var allIDs: AlteredIDs {
    var ids = AlteredIDs()
    for executive in 0..<rosters.executives.count {
      rosters.executives.withID(of: executive) { ids.add($0, of: executive) }
    }
    return ids
  }

  // MARK: - Columns that were sorted by themselves

  /// Says so where more than half of a column came back changed, and nothing but its order was.
  private func nameSortedColumns<Row: SheetRowOfExecutive>(in file: inout SheetFile<Row>) {
    var changed: [String: [Int]] = [:]
    for (index, finding) in file.findings.enumerated() where finding.isChangedCell {
      changed[finding.column, default: []].append(index)
    }
    for (column, indices) in changed where file.isMost(indices.count) {
      let found = indices.map { String(decoding: file.findings[$0].value, as: UTF8.self) }
      let before = indices.map { file.findings[$0].related }
      guard found.map({ $0.isEmpty ? "blank" : $0 }).sorted() == before.sorted() else { continue }
      for index in indices {
        file.findings[index] = file.findings[index].renamed(
          .sheet(.lockedCellChanged(isSortedByItself: true)))
      }
      file.addSortedColumn(column, rows: indices.count, isOfIDs: false)
    }
  }

  // MARK: - Rows of another run

  /// How many other runs are looked at, the newest.
  private static let mostRuns = 12

  /// Says of which kept run a row is, where its cells are those of that run and not of this one.
  private func nameOtherRuns<Row: SheetRowOfExecutive>(
    in files: inout [SheetFile<Row>]
  ) async throws(RunError) {
    let hasChanges = files.contains { $0.findings.contains(where: \.isChangedCell) }
    guard hasChanges, let siblings = try? run.siblings(), let names = try? siblings.entries() else {
      return
    }
    let others = names.filter { RunID.isOne($0) && $0 != run.manifest.made.run }
      .sorted(by: RunID.areInOrder).suffix(Self.mostRuns).reversed()
    for name in others {
      guard let other = try? PublishedRun(at: "\(siblings.path)/\(name)"),
        other.manifest.system.sha256 == run.manifest.system.sha256,
        let executives = try? await PublishedExecutives(
          of: other, under: rosters.system, keeping: [.fields, .remarks], workers: workers),
        let otherRosters = try? await SealedRosters(
          executives, under: rosters.system, workers: workers)
      else { continue }
      for file in files.indices { rename(rowsOf: otherRosters, of: name, in: &files[file]) }
    }
  }

  private func rename<Row: SheetRowOfExecutive>(
    rowsOf other: SealedRosters, of run: String, in file: inout SheetFile<Row>
  ) {
    var dropped: Set<Int> = []
    for (executive, indices) in file.changedCells {
      let id = rosters.executives.withID(of: executive) { $0.array }
      guard let number = other.executives.index(ofID: id.span) else { continue }
      var isOther = true
      for column in rosters.table.columns where isOther {
        let expected =
          indices.first { column.isCalled(file.findings[$0].column) }
          .map { file.findings[$0].value }
          ?? rosters.cell(column.source, of: executive)
        isOther = other.matches(expected.span, column.source, of: number)
      }
      guard isOther else { continue }
      file.findings[indices[0]] = file.findings[indices[0]].renamed(
        .sheet(.returnedFromAnotherRun), related: run)
      dropped.formUnion(indices.dropFirst())
    }
    file.drop(dropped)
  }
}

extension ReviewFinding {
  /// Whether it is about a cell that came back changed.
  var isChangedCell: Bool {
    if case .sheet(.lockedCellChanged) = finding { true } else { false }
  }

  /// The same in other words.
  func renamed(_ finding: Finding, related: String? = nil) -> ReviewFinding {
    ReviewFinding(
      finding: finding, file: file, line: line, row: row, record: record, column: column,
      value: value, related: related ?? self.related, executive: executive, board: board)
  }
}
