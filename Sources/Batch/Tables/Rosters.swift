import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

/// `rosters/<prb>.csv` for each board, and where they are wanted `rosters/<prb>.html` and
/// `rosters/<prb>.xlsx`; and `rosters/index.csv`.
final class Rosters: Sendable {
  private let appraisals: Appraisals
  private let executives: Executives
  private let lines: RosterLines
  /// The executives board by board, those of each in the order of the plans.
  private let members: Column<Executive>
  /// Where the members of each board end.
  private let ends: [Int]
  private let pages: RosterPages?
  private let workbooks: RosterWorkbooks?

  /// Deals out the executives to their boards.
  ///
  /// - Parameters:
  ///   - lines: What stands on each line.
  ///   - pages: How the pages are made; `nil` for no pages.
  ///   - workbooks: How the workbooks are made; `nil` for none.
  /// - Complexity: O(executives).
  init(
    _ appraisals: Appraisals, lines: RosterLines, pages: RosterPages?,
    workbooks: RosterWorkbooks?, workers: Workers
  ) async throws(RunError) {
    let executives = appraisals.executives
    let plans = executives.plans
    let boards = appraisals.boards.count
    // Each task has a number for each board, and clears only those that a segment has used: there may
    // be as many boards as executives.
    let numbers = { @Sendable in Column<UInt32>(count: boards, repeating: 0) }
    var parts = try await workers.map(plans.segmentCount, state: numbers) { segment, numbers in
      WorkMeter.step(plans.records(of: segment).count)
      var met: [(board: UInt32, count: UInt32)] = []
      for executive in executives.executives(ofSegment: segment) {
        let board = executives.board(of: executive)
        if numbers[board] == 0 { met.append((UInt32(board), 0)) }
        numbers[board] += 1
      }
      for index in met.indices {
        met[index].count = numbers[Int(met[index].board)]
        numbers[Int(met[index].board)] = 0
      }
      return met
    }
    var sizes = [UInt32](repeating: 0, count: boards)
    for (board, count) in parts.joined() { sizes[Int(board)] += count }
    var ends: [Int] = []
    var next: [UInt32] = []
    for size in sizes {
      next.append(UInt32(ends.last ?? 0))
      ends.append((ends.last ?? 0) + Int(size))
    }
    // From how many executives of each board a segment has, where they begin among those of the board; in the
    // same memory, as in any order of the plans there is nearly one number for each executive.
    for segment in parts.indices {
      for index in parts[segment].indices {
        let (board, count) = parts[segment][index]
        parts[segment][index].count = next[Int(board)]
        next[Int(board)] += count
      }
    }
    let starts = parts
    let members = Column(inAnyOrder: ends.last ?? 0, repeating: Executive.none)
    try await workers.forEach(plans.segmentCount, state: numbers) { segment, next in
      for (board, first) in starts[segment] { next[Int(board)] = first }
      for executive in executives.executives(ofSegment: segment) {
        let board = executives.board(of: executive)
        members[Int(next[board])] = executive
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
    /// The executives of one roster.
    var places: [RosterPlace] = []
    var remarks: RosterRemarks.Scratch
    var page: RosterPages.Scratch

    init(_ remarks: RosterRemarks) {
      self.remarks = RosterRemarks.Scratch(remarks)
      page = RosterPages.Scratch(remarks)
    }
  }

  /// How much work a roster of each kind is, compared with one as CSV; about.
  private static let (pageWork, workbookWork) = (2, 20)

  /// Writes all rosters, each by one task, and the index.
  ///
  /// - Parameter progress: Told the executives who are written, once for each kind of file.
  /// - Returns: The files, and the tally of each board.
  func write(
    to directory: RunDirectory, workers: Workers, progress: Progress? = nil
  ) async throws(RunError) -> (files: [OutputFile.Identity], tallies: [Tally]) {
    let boards = appraisals.boards
    let work =
      1 + (pages == nil ? 0 : Self.pageWork) + (workbooks == nil ? 0 : Self.workbookWork)
    progress?.begin("writing", total: members.count * work)
    let written = try await workers.map(
      boards.count, state: { [lines] in Scratch(lines.remarks) }
    ) { [self] board, scratch throws(RunError) -> ([OutputFile.Identity], Tally) in
      let tally = sort(board: board, &scratch)
      let slug = boards[board].slug
      var path = RunFile.roster.path(of: slug)
      var file = try directory.newFile(path)
      try writeLines(of: board, &scratch, to: &file)
      var files = [try file.close(as: path)]
      let size = ends[board] - firstMember(of: board)
      progress?.advance(by: size)
      guard pages != nil || workbooks != nil else { return (files, tally) }
      let roster = roster(of: board, tally, scratch)
      if let pages {
        path = RunFile.rosterPage.path(of: slug)
        file = try directory.newFile(path)
        try pages.write(
          roster, previous: board > 0 ? boards[board - 1] : nil,
          following: board + 1 < boards.count ? boards[board + 1] : nil, by: &scratch.page,
          to: &file)
        files.append(try file.close(as: path))
        progress?.advance(by: size * Self.pageWork)
      }
      if let workbooks {
        path = RunFile.rosterWorkbook.path(of: slug)
        file = try directory.newFile(path)
        try workbooks.write(roster, to: &file, temporaryFilesIn: directory.folder(of: path))
        files.append(try file.close(as: path))
        progress?.advance(by: size * Self.workbookWork)
      }
      return (files, tally)
    }
    let tallies = written.map(\.1)
    let index = index(of: tallies)
    let file = try directory.write(index.buffer, to: RunFile.rosterIndex.path)
    return (written.flatMap(\.0) + [file], tallies)
  }

  /// The lines of `rosters/index.csv`.
  private func index(of tallies: [Tally]) -> CSVRows {
    let table = Table.boards
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    for (board, tally) in zip(appraisals.boards, tallies) {
      for source in table.sources {
        switch source {
        case .board: CellText.with(board.name.span) { rows.append(text: $0) }
        case .file: rows.append(word: "\(board.slug).csv")
        case .count(let count): rows.append(number: count.of(tally))
        }
      }
      rows.endRow()
    }
    return rows
  }

  // MARK: - One roster

  /// Finds the order of a roster.
  private func sort(board: Int, _ scratch: inout Scratch) -> Tally {
    scratch.places.removeAll(keepingCapacity: true)
    var tally = Tally()
    let first = firstMember(of: board)
    let isScattered = isScattered(board)
    let nameText = PlanText.name
    for member in first..<ends[board] {
      if isScattered { lookAhead(from: member, to: ends[board]) { members[$0] } }
      let executive = members[member]
      let facts = executives[executive]
      let (status, rating) = (facts.status, facts.rating)
      tally.add(status, level: rating?.level)
      let place = executives.withText(nameText, of: executive) { name in
        RosterPlace(
          executive: UInt32(member - first), status: status, rating: rating, name: name)
      }
      scratch.places.append(place)
    }
    RosterPlace.sort(&scratch.places) { one, other in
      goesBefore(members[first + Int(one)], members[first + Int(other)])
    }
    return tally
  }

  /// Whether the members of a board stand all over the plans, as in an export sorted by name. Waiting for
  /// the memory of each would then take longer than all the rest, so that it is asked for ahead.
  private func isScattered(_ board: Int) -> Bool {
    let (first, end) = (firstMember(of: board), ends[board])
    guard first < end else { return false }
    let records = members[end - 1].firstRecord.index - members[first].firstRecord.index
    return records > 2 * (end - first)
  }

  /// Asks for the memory of executives whose turn comes soon.
  ///
  /// - Parameters:
  ///   - index: The executive whose turn it is.
  ///   - end: The end of the indices.
  ///   - executive: The executive of an index.
  @inline(__always)
  private func lookAhead(from index: Int, to end: Int, _ executive: (Int) -> Executive) {
    if index + 18 < end { executives.prefetchRow(of: executive(index + 18)) }
    if index + 12 < end { executives.prefetch(executive(index + 12)) }
    if index + 6 < end { executives.prefetchTexts(of: executive(index + 6)) }
  }

  private func firstMember(of board: Int) -> Int { board == 0 ? 0 : ends[board - 1] }

  /// Writes the header and the lines in the order of the roster, mostly at once.
  private func writeLines(
    of board: Int, _ scratch: inout Scratch, to file: inout OutputFile
  ) throws(RunError) {
    let first = firstMember(of: board)
    // Out of the scratch, so that the compiler may keep it in registers from cell to cell.
    var rows = CSVRows(capacity: 0)
    swap(&rows, &scratch.rows)
    defer { swap(&rows, &scratch.rows) }
    rows.buffer.removeAll()
    lines.table.appendHeader(to: &rows)
    let places = scratch.places
    let isScattered = isScattered(board)
    for index in places.indices {
      if isScattered {
        lookAhead(from: index, to: places.count) { members[first + Int(places[$0].executive)] }
      }
      if rows.buffer.count > 1 << 20 {
        try file.write(rows.buffer)
        rows.buffer.removeAll()
      }
      lines.append(members[first + Int(places[index].executive)], to: &rows, &scratch.remarks)
    }
    try file.write(rows.buffer)
  }

  /// The roster of a board whose order is found.
  private func roster(of board: Int, _ tally: Tally, _ scratch: borrowing Scratch) -> Roster {
    let first = firstMember(of: board)
    return Roster(
      board: appraisals.boards[board], tally: tally,
      executives: scratch.places.map { members[first + Int($0.executive)] })
  }

  private func goesBefore(_ one: Executive, _ other: Executive) -> Bool {
    let byName = executives.withText(.name, of: one) { first in
      executives.withText(.name, of: other) { precedes(first, $0) }
    }
    if let byName { return byName }
    let byID = executives.withID(of: one) { first in
      executives.withID(of: other) { precedes(first, $0) }
    }
    return byID ?? (one.firstRecord < other.firstRecord)
  }
}
