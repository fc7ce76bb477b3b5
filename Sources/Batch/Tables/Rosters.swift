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
  /// The executives board by board, those of each in the order of the plans, with all that mostly decides their
  /// order on a roster. It is taken while they are gone through in the order of the plans: board by board each look
  /// would wait for memory.
  private let members: Column<RosterPlace>
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
    // Each task takes neighbouring segments, and has a number for each board: first of the executives, then, in
    // the same memory, where the next of them belongs among those of the board.
    let dealers = workers.sharing(records: plans.count, numbersEach: boards)
    let numbers = try await dealers.map(dealers.count) { task in
      let counts = Column<UInt32>(count: boards, repeating: 0)
      for segment in dealers.share(of: plans.segmentCount, for: task) {
        WorkMeter.step(plans.records(of: segment).count)
        for executive in executives.executives(ofSegment: segment) {
          counts[executives.board(of: executive)] += 1
        }
      }
      return counts
    }
    var ends: [Int] = []
    ends.reserveCapacity(boards)
    for board in 0..<boards {
      var end = ends.last ?? 0
      for counts in numbers {
        let count = Int(counts[board])
        counts[board] = UInt32(end)
        end += count
      }
      ends.append(end)
    }
    let members = Column(inAnyOrder: ends.last ?? 0, repeating: RosterPlace.none)
    try await dealers.forEach(dealers.count) { task in
      let next = numbers[task].view
      for segment in dealers.share(of: plans.segmentCount, for: task) {
        for executive in executives.executives(ofSegment: segment) {
          let board = executives.board(of: executive)
          members[Int(next[board])] = RosterPlace(of: executive, among: executives)
          next[board] += 1
        }
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
    members.withRows(firstMember(of: board)..<ends[board]) { members in
      for index in members.indices {
        tally.add(members[index].status, level: members[index].rating?.level)
        scratch.places.append(members[index])
      }
    }
    RosterPlace.sort(&scratch.places) { goesBefore(RosterPlace.member($0), RosterPlace.member($1)) }
    return tally
  }

  /// How many turns ahead an executive is asked for: first for where to find what is known, then for that but the
  /// texts, of which it is known then where they stand, and then for these.
  private static let (farAhead, ahead, nearAhead) = (18, 12, 6)

  /// Asks for the memory of executives whose turn comes soon. They stand all over the plans, or in an order of
  /// their own where the plans stand board by board: waiting for each would take longer than all the rest.
  ///
  /// - Parameters:
  ///   - index: The executive whose turn it is; below 0 while those are asked for who come first.
  ///   - places: All of them.
  @inline(__always)
  private func lookAhead(from index: Int, among places: [RosterPlace]) {
    @inline(__always) func executive(_ distance: Int) -> Executive? {
      places.indices.contains(index + distance)
        ? places[index + distance].member : nil
    }
    if let far = executive(Self.farAhead) { executives.prefetchRow(of: far) }
    if let next = executive(Self.ahead) { executives.prefetch(next) }
    if let near = executive(Self.nearAhead) { executives.prefetchTexts(of: near) }
  }

  private func firstMember(of board: Int) -> Int { board == 0 ? 0 : ends[board - 1] }

  /// Writes the header and the lines in the order of the roster, mostly at once.
  private func writeLines(
    of board: Int, _ scratch: inout Scratch, to file: inout OutputFile
  ) throws(RunError) {
    // Out of the scratch, so that the compiler may keep it in registers from cell to cell.
    var rows = CSVRows(capacity: 0)
    swap(&rows, &scratch.rows)
    defer { swap(&rows, &scratch.rows) }
    rows.buffer.removeAll()
    lines.table.appendHeader(to: &rows)
    let places = scratch.places
    for index in -Self.farAhead..<places.count {
      lookAhead(from: index, among: places)
      guard index >= 0 else { continue }
      if rows.buffer.count > 1 << 20 {
        try file.write(rows.buffer)
        rows.buffer.removeAll()
      }
      lines.append(places[index], on: board, to: &rows, &scratch.remarks)
    }
    try file.write(rows.buffer)
  }

  /// The roster of a board whose order is found.
  private func roster(of board: Int, _ tally: Tally, _ scratch: borrowing Scratch) -> Roster {
    Roster(
      board: appraisals.boards[board], number: board, tally: tally, places: scratch.places)
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
