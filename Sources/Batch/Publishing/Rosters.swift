import Appraisal
import ReviewBoards

/// `rosters/<prb>.csv` for each board, and `rosters/index.csv`.
struct Rosters: Sendable {
  private let appraisals: Appraisals
  private let executives: Executives
  private let findings: Findings
  private let places: Column<RosterPlace>
  /// Where the places of each board end.
  private let ends: [Int]
  /// The first line of every roster.
  private let header: [UInt8]
  private let ratedCells: LevelCells
  private let override: Level?

  private var system: AppraisalSystem { appraisals.system }

  /// A mark that tells spreadsheets that a file is UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Deals out the executives to their boards.
  ///
  /// - Complexity: O(executives).
  init(_ appraisals: Appraisals, findings: Findings, workers: Workers) async throws(RunError) {
    let executives = appraisals.executives
    let plans = executives.plans
    let boards = appraisals.boards.count
    let counts = try await workers.map(plans.segmentCount) { segment in
      var counts = [UInt32](repeating: 0, count: boards)
      for executive in plans.records(of: segment) where executives.isExecutive(executive) {
        counts[executives.board(of: executive)] += 1
      }
      return counts
    }
    // Where the executives of each segment begin among those of each board.
    var starts = counts
    var ends: [Int] = []
    var total: UInt32 = 0
    for board in 0..<boards {
      for segment in counts.indices {
        starts[segment][board] = total
        total += counts[segment][board]
      }
      ends.append(Int(total))
    }
    let none = RosterPlace(executive: 0, status: .notRated, rating: nil, name: Span())
    let places = Column(count: Int(total), repeating: none)
    let firsts = starts
    try await workers.forEach(plans.segmentCount) { segment in
      var next = firsts[segment]
      for executive in plans.records(of: segment) where executives.isExecutive(executive) {
        let board = executives.board(of: executive)
        places[Int(next[board])] = executives.withText(.name, of: executive) { name in
          RosterPlace(
            executive: UInt32(executive), status: executives.status(of: executive),
            rating: executives.rating(of: executive), name: name)
        }
        next[board] += 1
      }
    }
    self.appraisals = appraisals
    self.executives = executives
    self.findings = findings
    self.places = places
    self.ends = ends
    header = Self.header(of: appraisals.system)
    ratedCells = LevelCells(of: appraisals.system, end: ",\(RosterStatus.rated.name),")
    override = appraisals.system.override?.level
  }

  /// What a task keeps from roster to roster.
  private struct Desk: ~Copyable {
    var buffer = OutputBuffer(capacity: 1 << 16)
    /// The cell of the board, with its comma, that begins each line of one roster.
    var board = OutputBuffer()
    var remarks = OutputBuffer()
    var finding: FindingWriter

    /// Adds a text of the input as a field; one of a rejected record with what is unfit for output
    /// spelled out.
    mutating func append(_ text: Span<UInt8>, isClean: Bool) {
      if isClean { return buffer.append(field: text) }
      remarks.removeAll()
      remarks.append(spelledOut: text)
      buffer.append(field: remarks)
    }
  }

  /// Writes all rosters, each by one task, and the index.
  ///
  /// - Returns: The files, and the tally of each board.
  func write(
    to directory: Directory, workers: Workers
  ) async throws(RunError) -> (files: [OutputFile.Identity], tallies: [Tally]) {
    let boards = appraisals.boards
    let written = try await workers.map(
      boards.count, state: { Desk(finding: FindingWriter(findings, format: .csv)) }
    ) { board, desk throws(RunError) -> (OutputFile.Identity, Tally) in
      desk.buffer.removeAll()
      let tally = append(board: board, &desk)
      var file = try directory.newFile("\(boards[board].slug).csv")
      try file.write(desk.buffer)
      return (try file.close(as: "rosters/\(boards[board].slug).csv"), tally)
    }
    var index = OutputBuffer()
    let tallies = written.map(\.1)
    appendIndex(tallies, to: &index)
    var file = try directory.newFile("index.csv")
    try file.write(index)
    return (written.map(\.0) + [try file.close(as: "rosters/index.csv")], tallies)
  }

  private func appendIndex(_ tallies: [Tally], to buffer: inout OutputBuffer) {
    let levels = Level.allCases.reversed()
    buffer.append(Self.byteOrderMark)
    buffer.append("prb,file,executives,rated,not_rated,rejected,")
    buffer.append(levels.map { "level_\($0.number)" }.joined(separator: ",") + "\n")
    for (board, tally) in zip(appraisals.boards, tallies) {
      buffer.append(field: board.name.span)
      buffer.append(",\(board.slug).csv")
      let counts = [tally.executives, tally.rated, tally.notRated, tally.rejected]
      for count in counts + levels.map({ tally.count(at: $0) }) {
        buffer.append(UInt8(ascii: ","))
        buffer.append(decimal: count)
      }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  // MARK: - One roster

  private func append(board: Int, _ desk: inout Desk) -> Tally {
    var sorted = ((board == 0 ? 0 : ends[board - 1])..<ends[board]).map { places[$0] }
    RosterPlace.sort(&sorted) { goesBefore(Int($0), Int($1)) }
    desk.buffer.append(header)
    desk.board.removeAll()
    let name = appraisals.boards[board].name
    desk.board.append(field: name.span)
    desk.board.append(UInt8(ascii: ","))
    var tally = Tally()
    for place in sorted {
      let executive = Int(place.executive)
      tally.add(executives.status(of: executive), level: executives.rating(of: executive)?.level)
      append(executive: executive, &desk)
    }
    return tally
  }

  private func goesBefore(_ one: Int, _ other: Int) -> Bool {
    let plans = executives.plans
    let byName = executives.withText(.name, of: one) { first in
      executives.withText(.name, of: other) { precedes(first, $0) }
    }
    let byID = plans.withID(of: one) { first in
      plans.withID(of: other) { precedes(first, $0) }
    }
    return byName ?? byID ?? (one < other)
  }

  private static func header(of system: AppraisalSystem) -> [UInt8] {
    let columns =
      ["prb", "executive_id", "name", "organization", "position_title", "appointment"]
      + system.elements.map { "\($0.id)_weight" } + system.elements.map { "\($0.id)_rating" }
      + [
        "summary_score", "initial_summary_rating", "label", "status", "remarks",
        "prb_recommended_rating", "prb_remarks",
      ]
    return byteOrderMark + Array((columns.joined(separator: ",") + "\n").utf8)
  }

  private func append(executive: Int, _ desk: inout Desk) {
    let plans = executives.plans
    let status = executives.status(of: executive)
    let isClean = status != .rejected
    desk.buffer.append(desk.board)
    plans.withID(of: executive) { desk.append($0, isClean: isClean) }
    for text in [TextColumn.name, .organization, .positionTitle, .appointment] {
      desk.buffer.append(UInt8(ascii: ","))
      executives.withText(text, of: executive) { desk.append($0, isClean: isClean) }
    }
    appendValues(of: executive, to: &desk.buffer)
    desk.buffer.append(UInt8(ascii: ","))
    if let rating = executives.rating(of: executive) {
      desk.buffer.append(hundredths: rating.score.hundredths)
      ratedCells.append(rating.level, to: &desk.buffer)
    } else {
      desk.buffer.append(",,,")
      desk.buffer.append(status.name)
      desk.buffer.append(UInt8(ascii: ","))
    }
    appendRemarks(of: executive, status: status, &desk)
    desk.buffer.append(UInt8(ascii: ","))
    desk.buffer.append(UInt8(ascii: ","))
    desk.buffer.append(UInt8(ascii: "\n"))
  }

  /// The weights and ratings, blank where there is none that could be read. Of several plans or
  /// ratings of one executive none is chosen, so none is shown.
  private func appendValues(of executive: Int, to buffer: inout OutputBuffer) {
    let state = executives.states[executive]
    executives.withWeights(of: executive) { weights in
      for element in weights.indices {
        buffer.append(UInt8(ascii: ","))
        if !state.contains(.planIsDuplicate), weights[element] < Cell.unreadableWeight {
          buffer.append(hundredths: UInt32(weights[element]))
        }
      }
    }
    executives.withLevels(of: executive) { levels in
      for element in levels.indices {
        buffer.append(UInt8(ascii: ","))
        if !state.contains(.ratingsAreDuplicate), Level(rawValue: levels[element]) != nil {
          buffer.append(levels[element] + 0x30)
        }
      }
    }
  }

  private func appendRemarks(of executive: Int, status: RosterStatus, _ desk: inout Desk) {
    desk.remarks.removeAll()
    switch status {
    case .rated:
      guard let override, executives.rating(of: executive)?.level == override else { return }
      executives.withLevels(of: executive) { levels in
        let titles = levels.indices.filter { levels[$0] == override.rawValue }
          .map { system.elements[$0].title }
        guard !titles.isEmpty else { return }
        desk.remarks.append("level-\(override.number)-override: ")
        desk.remarks.append(titles.joined(separator: ", ") + " at Level \(override.number)")
      }
    case .notRated:
      desk.remarks.append("no ratings were given")
    case .rejected:
      findings.forEach(of: executive) { finding in
        guard finding.finding.code.severity == .error else { return }
        desk.finding.appendRemark(finding, to: &desk.remarks)
      }
    }
    desk.buffer.append(field: desk.remarks)
  }
}
