import Appraisal
import Columns
import ReviewBoards
import Tables

/// What stands on the lines of rosters, cell by cell: the values of ``Table/roster(under:)`` for any
/// executive, in CSV or a workbook.
struct RosterLines: Sendable {
  let table: Table<RosterSource>
  private let executives: Executives
  private let remarks: RosterRemarks
  /// By level from 1.
  private let labels: TextColumn
  /// By the number of ``RosterStatus``.
  private let statuses: TextColumn

  /// By the number of ``RosterSource/text(_:)``.
  private let texts = PlanText.onRosters

  /// What a task keeps from line to line.
  struct Scratch: ~Copyable {
    /// The remarks on an executive.
    fileprivate var remarks = OutputBuffer()
  }

  /// The lines of an agency.
  init(_ appraisals: Appraisals, remarks: RosterRemarks) {
    table = .roster(under: appraisals.system)
    executives = appraisals.executives
    self.remarks = remarks
    labels = TextColumn(appraisals.system.levels.map { Array($0.label.utf8) })
    statuses = TextColumn(RosterStatus.allCases.map { Array($0.name.utf8) })
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
    let sources = table.sources.span
    let texts = texts.span
    executives.withWeights(of: executive) { weights in
      executives.withLevels(of: executive) { levels in
        for index in sources.indices {
          switch sources[index] {
          case .board: CellText.with(board) { cells.append(text: $0) }
          case .executiveID:
            executives.withID(of: executive) { id in
              shown.withShown(id) { cells.append(text: $0) }
            }
          case .text(let number):
            let text = texts[Int(number)]
            executives.withText(text, of: executive) { text in
              shown.withShown(text) { cells.append(text: $0) }
            }
          case .weight(let element):
            let weight = weights[Int(element)]
            cells.append(hundredths: shown.shows(weight: weight) ? UInt32(weight) : nil)
          case .rating(let element):
            let level = levels[Int(element)]
            cells.append(number: shown.shows(level: level) ? Int(level) : nil)
          case .score: cells.append(hundredths: rating?.score.hundredths)
          case .initialRating: cells.append(number: rating?.level.number)
          case .label:
            if let rating {
              labels.with(rating.level.number - 1) { cells.append(text: $0) }
            } else {
              cells.append(text: Span())
            }
          case .status: statuses.with(Int(status.rawValue)) { cells.append(word: $0) }
          case .remarks:
            remarks.put(executive, into: &scratch.remarks)
            scratch.remarks.withBytes { cells.append(text: $0) }
          case .recommendedRating, .boardRemarks: cells.appendOpen()
          }
        }
      }
    }
    cells.endRow()
  }
}
