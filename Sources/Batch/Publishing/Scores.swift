import Appraisal
import ReviewBoards

/// `scores.csv`: one record for each scored executive, in the order of the plans.
struct Scores: Sendable {
  private let appraisals: Appraisals
  private let cellsOfRange: LevelCells
  private let cellsOfOverride: LevelCells

  /// The scores of an agency.
  init(_ appraisals: Appraisals) {
    self.appraisals = appraisals
    let system = appraisals.system
    func cells(_ basis: SummaryRating.Basis) -> LevelCells {
      LevelCells(of: system, end: ",\(basis.name)\n")
    }
    cellsOfRange = cells(.range)
    cellsOfOverride = system.override.map { cells(.override($0.level)) } ?? cellsOfRange
  }

  /// What a task keeps from piece to piece.
  private struct Scratch: ~Copyable {
    var buffer = OutputBuffer(capacity: 1 << 20)
    /// The cell of the board that the last executive had, with its comma; neighbours mostly have the
    /// same.
    private var cell = OutputBuffer()
    private var board: Int?

    mutating func appendBoard(_ number: Int, of appraisals: Appraisals) {
      if board != number {
        board = number
        cell.removeAll()
        cell.append(UInt8(ascii: ","))
        let name = appraisals.boards[number].name
        cell.append(field: name.span)
      }
      buffer.append(cell)
    }
  }

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
      ["executive_id", "prb"] + appraisals.system.elements.map { "\($0.id)_score" }
      + ["summary_score", "initial_summary_rating", "label", "basis"]
    header.append(columns.joined(separator: ",") + "\n")
    try file.write(header, piece: 0)
    let counts = try await workers.map(segments, state: { Scratch() }) {
      segment, scratch throws(RunError) in
      scratch.buffer.removeAll()
      let count = append(segment: segment, &scratch)
      try file.write(scratch.buffer, piece: segment + 1)
      return count
    }
    return (try file.close(as: "scores.csv"), counts.reduce(0, +))
  }

  private func append(segment number: Int, _ scratch: inout Scratch) -> Int {
    let executives = appraisals.executives
    let rules = executives.rules
    var count = 0
    for executive in executives.plans.records(of: number) where executives.isExecutive(executive) {
      guard let rating = executives.rating(of: executive) else { continue }
      count += 1
      executives.plans.withID(of: executive) { scratch.buffer.append($0) }
      scratch.appendBoard(executives.board(of: executive), of: appraisals)
      executives.withWeights(of: executive) { weights in
        executives.withLevels(of: executive) { levels in
          for element in levels.indices {
            scratch.buffer.append(UInt8(ascii: ","))
            scratch.buffer.append(
              hundredths: rules.product(level: levels[element], weight: weights[element]))
          }
        }
      }
      scratch.buffer.append(UInt8(ascii: ","))
      scratch.buffer.append(hundredths: rating.score.hundredths)
      let cells = executives.isOverridden(executive) ? cellsOfOverride : cellsOfRange
      cells.append(rating.level, to: &scratch.buffer)
    }
    return count
  }
}

/// For each level cells such as `,4,Exceeds Fully Successful` of its number and label, and what
/// goes after them.
struct LevelCells: Sendable {
  /// From Level 1 to Level 5.
  private let cells: TextColumn

  /// The cells of a system.
  ///
  /// - Parameter end: Follows those of every level as it is.
  init(of system: AppraisalSystem, end: String) {
    var draft = TextColumnBuilder()
    for definition in system.levels {
      var buffer = OutputBuffer()
      buffer.append(",")
      buffer.append(decimal: definition.level.number)
      buffer.append(",")
      buffer.append(field: definition.label)
      buffer.append(end)
      buffer.withBytes { draft.append($0) }
    }
    cells = TextColumn(draft)
  }

  /// Adds those of a level to a buffer.
  func append(_ level: Level, to buffer: inout OutputBuffer) {
    cells.with(level.number - 1) { buffer.append($0) }
  }
}
