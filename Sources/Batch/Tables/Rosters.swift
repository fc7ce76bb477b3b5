import Appraisal
import Columns
import Files
import ReviewBoards
import Tables

/// `rosters/<prb>.csv` for each board, and where they are wanted `rosters/<prb>.html` and
/// `rosters/<prb>.xlsx`; and `rosters/index.csv`.
struct Rosters: Sendable {
  private let appraisals: Appraisals
  private let executives: Executives
  private let lines: RosterLines
  /// The executives board by board, those of each in the order of the plans.
  private let members: Column<UInt32>
  /// Where the members of each board end.
  private let ends: [Int]
  private let pages: RosterPages?
  private let workbooks: RosterWorkbooks?

  /// Deals out the executives to their boards.
  ///
  /// - Parameters:
  ///   - lines: What stands on each line.
  ///   - pages: How the pages are made; `nil` for no pages.
  ///   - workbooks: How the workbooks are made, likewise.
  /// - Complexity: O(executives).
  init(
    _ appraisals: Appraisals, lines: RosterLines, pages: RosterPages?,
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
    self.lines = lines
    self.members = members
    self.ends = ends
    self.pages = pages
    self.workbooks = workbooks
  }

  /// What a task keeps from roster to roster.
  private struct Scratch: ~Copyable {
    var rows = CSVRows(capacity: 1 << 16)
    /// The lines of one roster in the order of the plans, in which its executives are neighbours in
    /// memory: reading them in any other order takes longer than this copy. Those of the rejected
    /// are empty, and made when they are written: their remarks would fill the memory if there were
    /// millions of them.
    var lines = CSVRows(capacity: 1 << 16)
    /// Where each of these lines ends, and its place on the roster.
    var ends: [Int] = []
    var places: [RosterPlace] = []
    var line = RosterLines.Scratch()
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
    let tallies = written.map(\.1)
    let index = index(of: tallies)
    var file = try directory.newFile("index.csv")
    try file.write(index.buffer)
    return (written.flatMap(\.0) + [try file.close(as: "rosters/index.csv")], tallies)
  }

  /// The lines of `rosters/index.csv`.
  private func index(of tallies: [Tally]) -> CSVRows {
    let table = Table.boards
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    for (board, tally) in zip(appraisals.boards, tallies) {
      for source in table.sources {
        switch source {
        case .board: rows.append(text: board.name.span)
        case .file: rows.append(word: "\(board.slug).csv")
        case .count(let count): rows.append(number: count.of(tally))
        }
      }
      rows.endRow()
    }
    return rows
  }

  // MARK: - One roster

  /// Makes the lines of a roster and finds their order.
  private func prepare(board: Int, _ scratch: inout Scratch) -> Tally {
    scratch.lines.buffer.removeAll()
    scratch.ends.removeAll(keepingCapacity: true)
    scratch.places.removeAll(keepingCapacity: true)
    let name = appraisals.boards[board].name
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
        lines.append(executive, of: name.span, to: &scratch.lines, &scratch.line)
      }
      scratch.ends.append(scratch.lines.buffer.count)
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
    let name = appraisals.boards[board].name
    scratch.rows.buffer.removeAll()
    lines.table.appendHeader(to: &scratch.rows)
    for place in scratch.places {
      if scratch.rows.buffer.count > 1 << 20 {
        try file.write(scratch.rows.buffer)
        scratch.rows.buffer.removeAll()
      }
      let line = Int(place.executive)
      let bytes = (line == 0 ? 0 : scratch.ends[line - 1])..<scratch.ends[line]
      if bytes.isEmpty {
        let executive = Int(members[first + line])
        lines.append(executive, of: name.span, to: &scratch.rows, &scratch.line)
      } else {
        scratch.rows.buffer.append(bytes: bytes, of: scratch.lines.buffer)
      }
    }
    try file.write(scratch.rows.buffer)
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
}
