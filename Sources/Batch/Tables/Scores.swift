import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

/// How the scores are printed where they are not part of a run.
package enum ScoreFormat: String, CaseIterable, Sendable {
  /// As in `scores.csv`.
  case csv
  /// JSON Lines: an object for each executive.
  case jsonl
}

/// `scores.csv`: one record for each scored executive, in the order of the plans.
struct Scores: Sendable {
  private let appraisals: Appraisals
  private let table: Table<ScoreSource>
  /// The sources of its columns, those of all products in one step.
  private let steps: Column<ScoreSource>
  /// The steps from this one on are alike for all executives of a level and basis.
  private let firstOfEnd: Int
  /// The CSV of these steps, by the number of a ``Standing``.
  private let ends: TextColumn
  /// By the number of the board.
  private let boards: CellTexts
  /// By level from 1.
  private let labels: CellTexts
  /// That of a range, and that of the override.
  private let bases: CellTexts

  /// What the cells at the end of a record are made of.
  private struct Standing {
    let level: Level
    let isOverridden: Bool

    /// From 0, by level and basis.
    @inline(__always)
    var number: Int { 2 * (level.number - 1) + (isOverridden ? 1 : 0) }

    /// All of them, by number.
    static var all: [Standing] {
      Level.allCases.flatMap { level in
        [false, true].map { Standing(level: level, isOverridden: $0) }
      }
    }
  }

  /// The scores of an agency.
  init(_ appraisals: Appraisals) {
    self.appraisals = appraisals
    let system = appraisals.system
    table = .scores(under: system)
    let steps = table.sources.steppingOver(system.elements.count) { $0 == .product($1) }
    let firstOfEnd = steps.lastIndex { !Self.isAlike($0) }.map { $0 + 1 } ?? 0
    boards = CellTexts(appraisals.boards.map(\.name))
    let labels = CellTexts(system.levels.map { Array($0.label.utf8) })
    func name(_ basis: SummaryRating.Basis) -> [UInt8] { Array(basis.name.utf8) }
    let bases = CellTexts(
      [name(.range), system.override.map { name(.override($0.level)) } ?? name(.range)])
    self.steps = Column(steps)
    self.firstOfEnd = firstOfEnd
    self.labels = labels
    self.bases = bases
    let standings = Standing.all
    ends = CSVRows.ends(standings.count) { number, rows in
      for step in steps[firstOfEnd...] {
        Self.append(step, of: standings[number], labels, bases, to: &rows)
      }
    }
  }

  /// Whether the cells of a source are alike for all executives of a level and basis.
  private static func isAlike(_ source: ScoreSource) -> Bool {
    switch source {
    case .executiveID, .board, .product, .score: false
    case .initialRating, .label, .basis: true
    }
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

  /// Makes the scores on all workers, and hands over their bytes in order.
  ///
  /// - Parameter write: Called with piece after piece, by any task.
  func print(
    as format: ScoreFormat, workers: Workers, _ write: @escaping @Sendable (Span<UInt8>) -> Void
  ) async throws(RunError) {
    let pieces = OrderedPieces(to: write)
    let pass = { @Sendable (write: inout @Sendable (Span<UInt8>) -> Void, bytes: Span<UInt8>) in
      write(bytes)
    }
    let segments = appraisals.intake.plans.segmentCount
    switch format {
    case .csv:
      write(table.headerLine.span)
      try await workers.forEach(segments, state: { CSVRows(capacity: 1 << 20) }) {
        [self] segment, rows in
        rows.buffer.removeAll()
        _ = append(segment: segment, to: &rows)
        pieces.put(rows.buffer, number: segment, pass)
      }
    case .jsonl:
      let names = table.names
      let state = { @Sendable in JSONRows(names: names, capacity: 1 << 20) }
      try await workers.forEach(segments, state: state) { [self] segment, rows in
        rows.buffer.removeAll()
        _ = append(segment: segment, to: &rows)
        pieces.put(rows.buffer, number: segment, pass)
      }
    }
    pieces.finish(pass) { _ in }
  }

  @inline(__always)
  private func append<Rows: CellSink & ~Copyable>(
    segment number: Int, to rows: inout Rows
  ) -> [5 of Int] {
    let executives = appraisals.executives
    let segment = Segment(number, of: executives.plans)
    var counts: [5 of Int] = .init(repeating: 0)
    let end = executives.rows.rows(ofSegment: number).upperBound
    for executive in executives.executives(ofSegment: number) {
      let row = executives.row(of: executive)
      lookAhead(from: row, to: end, in: executives)
      let facts = executives.facts[row.index]
      guard let rating = facts.rating else { continue }
      counts[rating.level.number - 1] += 1
      append(executive, facts, rating, of: executives, segment, to: &rows)
    }
    return counts
  }

  /// How many executives before its own the name of a board is asked for.
  private static let lookAhead = 8

  /// Asks for the name of the board of an executive further on: in no order of their boards each executive is
  /// of another one, and of tens of thousands the names are not near.
  @inline(__always)
  private func lookAhead(
    from row: ExecutiveRow, to end: ExecutiveRow, in executives: Executives
  ) {
    guard row.index + Self.lookAhead < end.index else { return }
    let facts = executives.facts[row.index + Self.lookAhead]
    guard !facts.areFurther else { return }
    boards.prefetch(Int(executives.boardOfText[Int(facts.boardText)]))
  }

  /// What is looked at of the plans of a segment.
  private struct Segment: BitwiseCopyable {
    let firstRecord: Int
    let texts: TextRows.View
    let weights: Column<UInt16>.View

    init(_ number: Int, of plans: RecordTable<Plans>) {
      let columns = plans.columns(of: number)
      firstRecord = plans.records(of: number).lowerBound.index
      texts = columns.texts
      weights = columns.weights
    }
  }

  @inline(__always)
  private func append<Rows: CellSink & ~Copyable>(
    _ executive: Executive, _ facts: ExecutiveFacts,
    _ rating: (level: Level, score: SummaryScore),
    of executives: Executives, _ segment: Segment, to rows: inout Rows
  ) {
    let record = executive.firstRecord.index - segment.firstRecord
    let rules = executives.rules
    let steps = steps.view
    for index in 0..<firstOfEnd {
      switch steps[index] {
      case .executiveID: rows.append(0, of: segment.texts[record])
      case .board: rows.append(Int(executives.boardOfText[Int(facts.boardText)]), of: boards)
      case .product:
        let (weights, firstWeight) = executives.weightCells(
          of: executive, firstRecord: record, of: segment.weights)
        let (levels, firstLevel) = executives.levelCells(of: executive)
        for element in 0..<rules.elements {
          rows.append(
            hundredths: rules.product(
              level: levels[firstLevel + element], weight: weights[firstWeight + element]))
        }
      case .score: rows.append(hundredths: rating.score.hundredths)
      case .initialRating, .label, .basis:
        preconditionFailure("the cells that are alike end the record")
      }
    }
    let standing = Standing(
      level: rating.level, isOverridden: executives.isOverridden(executive, ratedAt: rating.level))
    if rows.append(endOfRow: standing.number, of: ends.view) { return }
    for step in firstOfEnd..<steps.count {
      Self.append(steps[step], of: standing, labels, bases, to: &rows)
    }
    rows.endRow()
  }

  /// Adds the cell of a source at the end of a record.
  private static func append<Rows: CellSink & ~Copyable>(
    _ source: ScoreSource, of standing: Standing, _ labels: CellTexts, _ bases: CellTexts,
    to rows: inout Rows
  ) {
    switch source {
    case .initialRating: rows.append(number: standing.level.number)
    case .label: rows.append(standing.level.number - 1, of: labels)
    case .basis: rows.append(standing.isOverridden ? 1 : 0, of: bases)
    case .executiveID, .board, .product, .score:
      preconditionFailure("an executive's own cells begin the record")
    }
  }
}
