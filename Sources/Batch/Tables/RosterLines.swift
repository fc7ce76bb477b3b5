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
  private let executives: Executives
  private let remarks: RosterRemarks
  /// By level from 1; the first is no text.
  private let labels: CellTexts
  /// By the number of ``RosterStatus``.
  private let statuses: CellTexts

  /// By the number of ``RosterSource/text(_:)``.
  private let texts = Column(PlanText.onRosters)
  /// The texts of smaller numbers are kept for each record, as they are shown.
  private let ownCount = PlanText.countForEachRecord

  /// What a task keeps from line to line.
  struct Scratch: ~Copyable {
    /// The remarks on an executive.
    fileprivate var remarks = OutputBuffer()
  }

  /// The lines of an agency.
  init(_ appraisals: Appraisals, remarks: RosterRemarks) {
    table = .roster(under: appraisals.system)
    let elements = appraisals.system.elements.count
    steps = Column(
      table.sources.steppingOver(elements) { $0 == .weight($1) || $0 == .rating($1) })
    executives = appraisals.executives
    self.remarks = remarks
    labels = CellTexts([[]] + appraisals.system.levels.map { Array($0.label.utf8) })
    statuses = CellTexts(RosterStatus.allCases.map { Array($0.name.utf8) })
  }

  /// Adds the line of an executive.
  ///
  /// - Parameters:
  ///   - board: The name of the board.
  ///   - scratch: Memory to work in.
  /// - Complexity: O(bytes of the line).
  func append<Cells: CellSink & ~Copyable>(
    _ executive: Executive, of board: Span<UInt8>, to cells: inout Cells, _ scratch: inout Scratch
  ) {
    let shown = ShownValues(executives.flags[executive])
    let status = executives.status(of: executive)
    let rating = executives.rating(of: executive)
    // Most texts stand in the executive's first record, which is looked up once.
    let first = executives.plans.place(of: executive.firstRecord)
    let columns = executives.plans.columns(of: first.segment)
    let ownTexts = columns.recordTexts
    let steps = steps.view
    let texts = texts.view
    executives.withWeights(of: executive) { weights in
      executives.withLevels(of: executive) { levels in
        for index in 0..<steps.count {
          switch steps[index] {
          case .board: CellText.with(board) { cells.append(text: $0) }
          case .executiveID:
            ownTexts.withID(first.index) { id in
              shown.withShown(id) { cells.append(text: $0) }
            }
          case .text(let number):
            let text = texts[Int(number)]
            if executives.assembled == nil, text.number < ownCount {
              ownTexts.with(text, of: first.index) { text in
                shown.withShown(text) { cells.append(text: $0) }
              }
            } else if executives.assembled == nil, let symbols = columns.symbols(text) {
              let key = DictionaryKey(
                segment: first.segment, symbol: Int(symbols.numbers[first.index]))
              executives.withShared(text, at: key) { text in
                shown.withShown(text) { cells.append(text: $0) }
              }
            } else {
              executives.withText(text, of: executive) { text in
                shown.withShown(text) { cells.append(text: $0) }
              }
            }
          case .weight:
            for element in weights.indices {
              let weight = weights[element]
              cells.append(hundredths: shown.shows(weight: weight) ? UInt32(weight) : nil)
            }
          case .rating:
            for element in levels.indices {
              let level = levels[element]
              cells.append(number: shown.shows(level: level) ? Int(level) : nil)
            }
          case .score: cells.append(hundredths: rating?.score.hundredths)
          case .initialRating: cells.append(number: rating?.level.number)
          case .label:
            labels.with(rating?.level.number ?? 0) { cells.append(text: $0, asCSV: $1) }
          case .status: statuses.with(Int(status.rawValue)) { cells.append(text: $0, asCSV: $1) }
          case .remarks:
            if remarks.put(executive, into: &scratch.remarks) {
              scratch.remarks.withBytes { cells.append(text: $0) }
            } else {
              labels.with(0) { cells.append(text: $0, asCSV: $1) }
            }
          case .recommendedRating, .boardRemarks: cells.appendOpen()
          }
        }
      }
    }
    cells.endRow()
  }
}
