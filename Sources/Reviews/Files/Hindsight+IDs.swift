import Appraisal
import Columns
import Runs
import Tables

// Ids that stand in other rows than they went out in.

extension Hindsight {
  /// Says of a row whose cells are those of another executive on the sheet that its id is in the wrong row,
  /// once and not for each cell; and where that is so of most rows, that the ids were sorted without the
  /// rest.
  ///
  /// - Complexity: O(findings, and locked columns for each row that has one and each of its few namesakes).
  func nameIDsOfOtherRows<Row: SheetRowOfExecutive>(in file: inout SheetFile<Row>) {
    let changes = file.changedCells
    guard changes.count > 1 else { return }
    let columns = file.locked.map { rosters.table.columns[$0] }
    guard let name = columns.first(where: { $0.source == .text(UInt8(SealedRosters.nameField)) })
    else { return }
    var named: [[UInt8]: [Int]] = [:]
    for executive in changes.keys.sorted() {
      named[rosters.cell(name.source, of: executive), default: []].append(executive)
    }
    var dropped: Set<Int> = []
    var rows = 0
    for (executive, indices) in changes {
      /// What came back in a column, by the id of the row.
      func cell(_ column: Table<RosterSource>.Column) -> [UInt8] {
        indices.first { column.isCalled(file.findings[$0].column) }.map { file.findings[$0].value }
          ?? rosters.cell(column.source, of: executive)
      }
      let namesakes = named[cell(name)] ?? []
      guard 1...Self.mostNamesakes ~= namesakes.count else { continue }
      let cells = columns.map(cell)
      let other = namesakes.first { other in
        WorkMeter.step(columns.count)
        return other != executive
          && zip(columns, cells).allSatisfy { column, cell in
            rosters.matches(cell.span, column.source, of: other)
          }
      }
      guard let other else { continue }
      rows += 1
      let first = file.findings[indices[0]]
      file.findings[indices[0]] = ReviewFinding(
        finding: .sheet(.idOfAnotherRow), file: first.file, line: first.line, row: first.row,
        record: first.record, column: "executive_id", value: id(of: executive),
        related: spelledOut(id(of: other)), executive: executive)
      dropped.formUnion(indices.dropFirst())
    }
    file.drop(dropped)
    if file.isMost(rows) { file.addSortedColumn("executive_id", rows: rows, isOfIDs: true) }
  }

  /// Of how many executives with one name, such as none, it is asked whose cells a row has.
  private static let mostNamesakes = 16

  private func id(of executive: Int) -> [UInt8] {
    rosters.executives.withID(of: executive) { $0.array }
  }
}

extension SheetFile {
  /// The findings about cells that came back changed, by executive.
  var changedCells: [Int: [Int]] {
    var changes: [Int: [Int]] = [:]
    for (index, finding) in findings.enumerated() where finding.isChangedCell {
      if let executive = finding.executive { changes[executive, default: []].append(index) }
    }
    return changes
  }

  /// Whether so many rows are enough to say something of the whole sheet.
  func isMost(_ count: Int) -> Bool { count >= 3 && 2 * count > rows.count }

  /// Takes away findings.
  mutating func drop(_ dropped: Set<Int>) {
    guard !dropped.isEmpty else { return }
    findings = findings.indices.filter { !dropped.contains($0) }.map { findings[$0] }
  }

  /// Says once that a column was sorted without the rest.
  mutating func addSortedColumn(_ column: String, rows count: Int, isOfIDs: Bool) {
    findings.append(
      ReviewFinding(
        finding: .sheet(
          .columnSortedByItself(
            rows: UInt32(clamping: count), ofAll: UInt32(clamping: rows.count), isOfIDs: isOfIDs)),
        file: name, line: header.line, row: header.row, column: column))
  }
}
