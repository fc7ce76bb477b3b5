import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

/// `scores.csv`: one record for each scored executive, in the order of the plans.
struct Scores: Sendable {
  private let appraisals: Appraisals
  private let table: Table<ScoreSource>
  /// The sources of its columns, those of all products in one step.
  private let steps: Column<ScoreSource>
  /// By the number of the board.
  private let boards: CellTexts
  /// By level from 1.
  private let labels: CellTexts
  /// That of a range, and that of the override.
  private let bases: CellTexts

  /// The scores of an agency.
  init(_ appraisals: Appraisals) {
    self.appraisals = appraisals
    let system = appraisals.system
    table = .scores(under: system)
    steps = Column(table.sources.steppingOver(system.elements.count) { $0 == .product($1) })
    boards = CellTexts(appraisals.boards.map(\.name))
    labels = CellTexts(system.levels.map { Array($0.label.utf8) })
    func name(_ basis: SummaryRating.Basis) -> [UInt8] { Array(basis.name.utf8) }
    bases = CellTexts(
      [name(.range), system.override.map { name(.override($0.level)) } ?? name(.range)])
  }

  /// Writes the file, its pieces on all workers.
  ///
  /// - Returns: The number of scored executives at each level, from Level 1 on.
  func write(
    to directory: RunDirectory, workers: Workers
  ) async throws(RunError) -> (file: OutputFile.Identity, levels: [5 of Int]) {
    let file = OrderedFile(try directory.newFile(RunFile.scores.path))
    let segments = appraisals.intake.plans.segmentCount
    var header = CSVRows()
    table.appendHeader(to: &header)
    try file.write(header.buffer, piece: 0)
    let counts = try await workers.map(segments, state: { CSVRows(capacity: 1 << 20) }) {
      segment, rows throws(RunError) in
      rows.buffer.removeAll()
      let levels = append(segment: segment, to: &rows)
      try file.write(rows.buffer, piece: segment + 1)
      return levels
    }
    var levels: [5 of Int] = .init(repeating: 0)
    for count in counts {
      for level in levels.indices { levels[level] += count[level] }
    }
    return (try file.close(as: RunFile.scores.path), levels)
  }

  private func append(segment number: Int, to rows: inout CSVRows) -> [5 of Int] {
    let executives = appraisals.executives
    var counts: [5 of Int] = .init(repeating: 0)
    for executive in executives.executives(ofSegment: number) {
      guard let rating = executives.rating(of: executive) else { continue }
      counts[rating.level.number - 1] += 1
      append(executive, rating, of: executives, to: &rows)
    }
    return counts
  }

  @inline(__always)
  private func append(
    _ executive: Executive, _ rating: (level: Level, score: SummaryScore),
    of executives: Executives,
    to rows: inout CSVRows
  ) {
    let rules = executives.rules
    let steps = steps.view
    executives.withWeights(of: executive) { weights in
      executives.withLevels(of: executive) { levels in
        for index in 0..<steps.count {
          switch steps[index] {
          case .executiveID: executives.withID(of: executive) { rows.append(text: $0) }
          case .board:
            boards.with(executives.board(of: executive)) { rows.append(text: $0, asCSV: $1) }
          case .product:
            for element in levels.indices {
              rows.append(
                hundredths: rules.product(level: levels[element], weight: weights[element]))
            }
          case .score: rows.append(hundredths: rating.score.hundredths)
          case .initialRating: rows.append(number: rating.level.number)
          case .label: labels.with(rating.level.number - 1) { rows.append(text: $0, asCSV: $1) }
          case .basis:
            bases.with(executives.isOverridden(executive) ? 1 : 0) {
              rows.append(text: $0, asCSV: $1)
            }
          }
        }
      }
    }
    rows.endRow()
  }
}
