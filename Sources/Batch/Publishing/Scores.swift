import Appraisal
import ReviewBoards

/// `scores.csv`: one record for each scored executive, in the order of the plans.
struct Scores: Sendable {
  let appraisals: Appraisals

  private var system: AppraisalSystem { appraisals.system }

  /// Writes the file, its pieces on all workers.
  ///
  /// - Returns: The number of scored executives.
  func write(
    to directory: Directory, workers: Workers
  ) async throws(RunError) -> (file: OutputFile.Identity, count: Int) {
    let file = OrderedFile(try directory.newFile("scores.csv"))
    let segments = appraisals.intake.plans.segmentCount
    var header = OutputBuffer()
    let columns =
      ["executive_id", "prb"] + system.elements.map { "\($0.id)_score" }
      + ["summary_score", "initial_summary_rating", "label", "basis"]
    header.append(columns.joined(separator: ",") + "\n")
    try file.write(header, piece: 0)
    let counts = try await workers.map(segments, state: { OutputBuffer(capacity: 1 << 20) }) {
      segment, buffer throws(RunError) in
      buffer.removeAll()
      let count = append(segment: segment, to: &buffer)
      try file.write(buffer, piece: segment + 1)
      return count
    }
    return (try file.close(as: "scores.csv"), counts.reduce(0, +))
  }

  private func append(segment number: Int, to buffer: inout OutputBuffer) -> Int {
    let executives = appraisals.executives
    let boards = appraisals.boards
    let plans = executives.plans
    let labels = LevelCells(of: system)
    let rules = executives.rules
    var count = 0
    for executive in plans.records(of: number) {
      guard let rating = executives.rating(of: executive) else { continue }
      count += 1
      plans.withID(of: executive) { buffer.append($0) }
      buffer.append(UInt8(ascii: ","))
      let board = boards[executives.board(of: executive)].name
      buffer.append(field: board.span)
      var basis = SummaryRating.Basis.range
      executives.withWeights(of: executive) { weights in
        executives.withLevels(of: executive) { levels in
          for element in levels.indices {
            buffer.append(UInt8(ascii: ","))
            buffer.append(
              hundredths: rules.product(level: levels[element], weight: weights[element]))
            if let override = system.override?.level, levels[element] == override.rawValue {
              basis = .override(override)
            }
          }
        }
      }
      buffer.append(UInt8(ascii: ","))
      buffer.append(hundredths: rating.score.hundredths)
      buffer.append(labels.cells[rating.level.number - 1])
      buffer.append(UInt8(ascii: ","))
      buffer.append(basis.name)
      buffer.append(UInt8(ascii: "\n"))
    }
    return count
  }
}

/// For each level the cells `,4,Exceeds Fully Successful` of its number and label.
struct LevelCells: Sendable {
  /// From Level 1 to Level 5.
  let cells: [[UInt8]]

  /// The cells of a system.
  init(of system: AppraisalSystem) {
    cells = system.levels.map { definition in
      var buffer = OutputBuffer()
      buffer.append(",")
      buffer.append(decimal: definition.level.number)
      buffer.append(",")
      buffer.append(field: definition.label)
      return buffer.array
    }
  }
}
