import Appraisal
import Columns
import ReviewBoards
import Tables

/// What stands on the lines of rosters, cell by cell: the values of ``Table/roster(under:)`` for any
/// executive, in CSV or a workbook.
struct RosterLines: Sendable {
  let table: Table<RosterSource>
  /// The sources of its columns; the columns of all weights are one step, and so are those of all
  /// ratings, because a look at the step for each of their cells would take longer than the cell.
  private let steps: Column<RosterSource>
  /// The steps from this one on are alike for all rated executives of a level without remarks.
  private let firstOfEnd: Int
  /// The CSV of these steps, by level from 1.
  private let ends: TextColumn
  private let executives: Executives
  let remarks: RosterRemarks
  /// By the number of the board.
  private let boards: CellTexts
  /// By level from 1; the first is no text.
  private let labels: CellTexts
  /// By the number of ``RosterStatus``.
  private let statuses: CellTexts

  /// By the number of ``RosterSource/text(_:)``.
  private let texts = Column(PlanText.onRosters)

  /// What the cells at the end of a line are made of, besides the remarks.
  private struct Standing {
    let status: RosterStatus
    /// `nil` unless the executive is rated.
    let level: Level?
  }

  /// The lines of an agency.
  init(_ appraisals: Appraisals, remarks: RosterRemarks) {
    table = .roster(under: appraisals.system)
    let elements = appraisals.system.elements.count
    let steps = table.sources.steppingOver(elements) { $0 == .weight($1) || $0 == .rating($1) }
    self.steps = Column(steps)
    executives = appraisals.executives
    self.remarks = remarks
    boards = CellTexts(appraisals.boards.map { CellText.array($0.name) })
    let labels = CellTexts([[]] + appraisals.system.levels.map { Array($0.label.utf8) })
    let statuses = CellTexts(RosterStatus.allCases.map { Array($0.name.utf8) })
    let firstOfEnd = steps.lastIndex { !Self.isAlike($0) }.map { $0 + 1 } ?? 0
    self.firstOfEnd = firstOfEnd
    self.labels = labels
    self.statuses = statuses
    let levels = Level.allCases
    ends = CSVRows.ends(levels.count) { number, rows in
      let standing = Standing(status: .rated, level: levels[number])
      for step in steps[firstOfEnd...] {
        Self.append(step, of: standing, labels, statuses, to: &rows)
      }
    }
  }

  /// Whether the cells of a source are alike for all rated executives of a level without remarks.
  private static func isAlike(_ source: RosterSource) -> Bool {
    switch source {
    case .board, .executiveID, .text, .weight, .rating, .score: false
    case .initialRating, .label, .status, .remarks, .recommendedRating, .boardRemarks: true
    }
  }

  /// Adds the line of an executive. What the place says is not looked up again.
  ///
  /// - Parameters:
  ///   - place: The executive's place on the roster.
  ///   - board: The number of its board.
  ///   - scratch: Memory for the remarks.
  /// - Complexity: O(bytes of the line).
  @inline(__always)
  func append<Cells: CellSink & ~Copyable>(
    _ place: RosterPlace, on board: Int, to cells: inout Cells,
    _ scratch: inout RosterRemarks.Scratch
  ) {
    appendOwn(place, on: board, to: &cells)
    let standing = Standing(status: place.status, level: place.rating?.level)
    let hasRemarks = remarks.put(place, into: &scratch)
    if !hasRemarks, let level = standing.level?.number,
      cells.append(endOfRow: level - 1, of: ends.view)
    {
      return
    }
    for step in firstOfEnd..<steps.count {
      if steps[step] == .remarks, hasRemarks {
        scratch.text.withBytes { cells.append(text: $0) }
      } else {
        Self.append(steps[step], of: standing, labels, statuses, to: &cells)
      }
    }
    cells.endRow()
  }

  /// Adds the cells of a line that are the executive's own.
  @inline(__always)
  private func appendOwn<Cells: CellSink & ~Copyable>(
    _ place: RosterPlace, on board: Int, to cells: inout Cells
  ) {
    let executive = place.member
    let shown = ShownValues(of: place, in: executives)
    let steps = steps.view
    let elements = executives.rules.elements
    let own = executives.plans.texts(of: executive.firstRecord)
    for index in 0..<firstOfEnd {
      switch steps[index] {
      case .board: cells.append(board, of: boards)
      case .executiveID: shown.append(0, of: own, to: &cells)
      case .text(let number):
        let (row, column) = executives.place(of: texts[Int(number)], of: executive, own: own)
        shown.append(column, of: row, to: &cells)
      case .weight:
        let (weights, first) = executives.weightCells(of: executive)
        for cell in first..<first + elements {
          let weight = weights[cell]
          cells.append(hundredths: shown.shows(weight: weight) ? UInt32(weight) : nil)
        }
      case .rating:
        let (levels, first) = executives.levelCells(of: executive)
        for cell in first..<first + elements {
          let level = levels[cell]
          cells.append(number: shown.shows(level: level) ? Int(level) : nil)
        }
      case .score: cells.append(hundredths: place.rating?.score.hundredths)
      case .initialRating, .label, .status, .remarks, .recommendedRating, .boardRemarks:
        preconditionFailure("the cells that are alike end the line")
      }
    }
  }

  /// Adds the cell of a source at the end of a line, where there are no remarks.
  private static func append<Cells: CellSink & ~Copyable>(
    _ source: RosterSource, of standing: Standing, _ labels: CellTexts, _ statuses: CellTexts,
    to cells: inout Cells
  ) {
    let level = standing.level?.number
    switch source {
    case .initialRating: cells.append(number: level)
    case .label: cells.append(level ?? 0, of: labels)
    case .status: cells.append(Int(standing.status.rawValue), of: statuses)
    case .remarks: cells.append(0, of: labels)
    case .recommendedRating, .boardRemarks: cells.appendOpen()
    case .board, .executiveID, .text, .weight, .rating, .score:
      preconditionFailure("an executive's own cells begin the line")
    }
  }
}
