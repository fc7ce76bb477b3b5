import Appraisal
import ReviewBoards

/// `rosters/<prb>.csv` for each board, and where they are wanted `rosters/<prb>.html` and
/// `rosters/<prb>.xlsx`; and `rosters/index.csv`.
struct Rosters: Sendable {
  private let appraisals: Appraisals
  private let executives: Executives
  private let remarks: RosterRemarks
  /// The executives board by board, those of each in the order of the plans.
  private let members: Column<UInt32>
  /// Where the members of each board end.
  private let ends: [Int]
  /// The first line of every roster.
  private let header: [UInt8]
  private let ratedCells: LevelCells
  private let pages: RosterPages?
  private let workbooks: RosterWorkbooks?

  private var system: AppraisalSystem { appraisals.system }

  /// A mark that tells spreadsheets that a file is UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Deals out the executives to their boards.
  ///
  /// - Parameters:
  ///   - pages: How the pages are made; `nil` for no pages.
  ///   - workbooks: How the workbooks are made, likewise.
  /// - Complexity: O(executives).
  init(
    _ appraisals: Appraisals, remarks: RosterRemarks, pages: RosterPages?,
    workbooks: RosterWorkbooks?, workers: Workers
  ) async throws(RunError) {
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
    let members = Column(count: Int(total), repeating: Executives.none)
    let firsts = starts
    try await workers.forEach(plans.segmentCount) { segment in
      var next = firsts[segment]
      for executive in plans.records(of: segment) where executives.isExecutive(executive) {
        let board = executives.board(of: executive)
        members[Int(next[board])] = UInt32(executive)
        next[board] += 1
      }
    }
    self.appraisals = appraisals
    self.executives = executives
    self.remarks = remarks
    self.members = members
    self.ends = ends
    header = Self.header(of: appraisals.system)
    ratedCells = LevelCells(of: appraisals.system, end: ",\(RosterStatus.rated.name),")
    self.pages = pages
    self.workbooks = workbooks
  }

  /// What a task keeps from roster to roster.
  private struct Scratch: ~Copyable {
    var buffer = OutputBuffer(capacity: 1 << 16)
    /// The lines of one roster in the order of the plans, in which its executives stand side by side
    /// in memory: reading them in any other order takes longer than this copy. Those of the rejected
    /// are empty, and made when they are written: their remarks would fill the memory if there were
    /// millions of them.
    var lines = OutputBuffer(capacity: 1 << 16)
    /// Where each of these lines ends, and its place on the roster.
    var ends: [Int] = []
    var places: [RosterPlace] = []
    /// The cell of the board, with its comma, that begins each line.
    var board = OutputBuffer()
    /// The remarks on an executive.
    var remarks = OutputBuffer()
    var page = RosterPages.Scratch()
  }

  /// Writes all rosters, each by one task, and the index.
  ///
  /// - Returns: The files, and the tally of each board.
  func write(
    to directory: Directory, workers: Workers
  ) async throws(RunError) -> (files: [OutputFile.Identity], tallies: [Tally]) {
    let boards = appraisals.boards
    let written = try await workers.map(
      boards.count, state: { Scratch() }
    ) { board, scratch throws(RunError) -> ([OutputFile.Identity], Tally) in
      let tally = prepare(board: board, &scratch)
      let slug = boards[board].slug
      var file = try directory.newFile("\(slug).csv")
      try writeLines(of: board, &scratch, to: &file)
      var files = [try file.close(as: "rosters/\(slug).csv")]
      guard pages != nil || workbooks != nil else { return (files, tally) }
      let roster = roster(of: board, tally, scratch)
      if let pages {
        file = try directory.newFile("\(slug).html")
        try pages.write(roster, by: &scratch.page, to: &file)
        files.append(try file.close(as: "rosters/\(slug).html"))
      }
      if let workbooks {
        file = try directory.newFile("\(slug).xlsx")
        try workbooks.write(roster, to: &file, temporaryFilesIn: directory)
        files.append(try file.close(as: "rosters/\(slug).xlsx"))
      }
      return (files, tally)
    }
    var index = OutputBuffer()
    let tallies = written.map(\.1)
    appendIndex(tallies, to: &index)
    var file = try directory.newFile("index.csv")
    try file.write(index)
    return (written.flatMap(\.0) + [try file.close(as: "rosters/index.csv")], tallies)
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

  /// Makes the lines of a roster and finds their order.
  private func prepare(board: Int, _ scratch: inout Scratch) -> Tally {
    scratch.lines.removeAll()
    scratch.ends.removeAll(keepingCapacity: true)
    scratch.places.removeAll(keepingCapacity: true)
    scratch.board.removeAll()
    let name = appraisals.boards[board].name
    scratch.board.append(field: name.span)
    scratch.board.append(UInt8(ascii: ","))
    var tally = Tally()
    let first = firstMember(of: board)
    for member in first..<ends[board] {
      let executive = Int(members[member])
      let status = executives.status(of: executive)
      let rating = executives.rating(of: executive)
      tally.add(status, level: rating?.level)
      let place = executives.withText(.name, of: executive) { name in
        RosterPlace(
          executive: UInt32(member - first), status: status, rating: rating, name: name)
      }
      scratch.places.append(place)
      if status != .rejected {
        append(executive: executive, status: status, rating: rating, &scratch)
      }
      scratch.ends.append(scratch.lines.count)
    }
    RosterPlace.sort(&scratch.places) { one, other in
      goesBefore(Int(members[first + Int(one)]), Int(members[first + Int(other)]))
    }
    return tally
  }

  private func firstMember(of board: Int) -> Int { board == 0 ? 0 : ends[board - 1] }

  /// Writes the header and the lines in the order of the roster, mostly at once.
  private func writeLines(
    of board: Int, _ scratch: inout Scratch, to file: inout OutputFile
  ) throws(RunError) {
    let first = firstMember(of: board)
    scratch.buffer.removeAll()
    scratch.buffer.append(header)
    for place in scratch.places {
      if scratch.buffer.count > 1 << 20 {
        try file.write(scratch.buffer)
        scratch.buffer.removeAll()
      }
      let line = Int(place.executive)
      let bytes = (line == 0 ? 0 : scratch.ends[line - 1])..<scratch.ends[line]
      if bytes.isEmpty {
        // The rejected stand last, so no line that was made before is wanted any more.
        scratch.lines.removeAll()
        append(executive: Int(members[first + line]), status: .rejected, rating: nil, &scratch)
        scratch.buffer.append(scratch.lines)
      } else {
        scratch.buffer.append(bytes: bytes, of: scratch.lines)
      }
    }
    try file.write(scratch.buffer)
  }

  /// The roster of a board whose order is found.
  private func roster(of board: Int, _ tally: Tally, _ scratch: borrowing Scratch) -> Roster {
    let first = firstMember(of: board)
    return Roster(
      board: appraisals.boards[board], tally: tally,
      executives: scratch.places.map { members[first + Int($0.executive)] })
  }

  private func goesBefore(_ one: Int, _ other: Int) -> Bool {
    let plans = executives.plans
    let byName = executives.withText(.name, of: one) { first in
      executives.withText(.name, of: other) { precedes(first, $0) }
    }
    if let byName { return byName }
    let byID = plans.withID(of: one) { first in
      plans.withID(of: other) { precedes(first, $0) }
    }
    return byID ?? (one < other)
  }

  private static func header(of system: AppraisalSystem) -> [UInt8] {
    let columns = RosterColumn.all(elements: system.elements.count).map { $0.name(under: system) }
    return byteOrderMark + Array((columns.joined(separator: ",") + "\n").utf8)
  }

  private func append(
    executive: Int, status: RosterStatus, rating: (level: Level, score: SummaryScore)?,
    _ scratch: inout Scratch
  ) {
    let shown = ShownValues(executives.flags[executive])
    scratch.lines.append(scratch.board)
    executives.plans.withID(of: executive) { id in
      shown.withShown(id) { scratch.lines.append(field: $0) }
    }
    for text in [PlanText.name, .organization, .positionTitle, .appointment] {
      scratch.lines.append(UInt8(ascii: ","))
      executives.withText(text, of: executive) { text in
        shown.withShown(text) { scratch.lines.append(field: $0) }
      }
    }
    append(shown, of: executive, to: &scratch.lines)
    scratch.lines.append(UInt8(ascii: ","))
    if let rating {
      scratch.lines.append(hundredths: rating.score.hundredths)
      ratedCells.append(rating.level, to: &scratch.lines)
    } else {
      scratch.lines.append(",,,")
      scratch.lines.append(status.name)
      scratch.lines.append(UInt8(ascii: ","))
    }
    remarks.put(executive, into: &scratch.remarks)
    scratch.lines.append(field: scratch.remarks)
    scratch.lines.append(UInt8(ascii: ","))
    scratch.lines.append(UInt8(ascii: ","))
    scratch.lines.append(UInt8(ascii: "\n"))
  }

  /// The weights and ratings, blank where none is shown.
  private func append(
    _ shown: ShownValues, of executive: Int, to buffer: inout OutputBuffer
  ) {
    executives.withWeights(of: executive) { weights in
      for element in weights.indices {
        buffer.append(UInt8(ascii: ","))
        if shown.shows(weight: weights[element]) {
          buffer.append(hundredths: UInt32(weights[element]))
        }
      }
    }
    executives.withLevels(of: executive) { levels in
      for element in levels.indices {
        buffer.append(UInt8(ascii: ","))
        if shown.shows(level: levels[element]) { buffer.append(levels[element] + 0x30) }
      }
    }
  }
}
