import Appraisal
import Columns
import ReviewBoards
import Runs

/// What the boards recommend, after all returned sheets.
struct Recommendations: Sendable {
  let rows: Settlement<ReturnRow>
  /// By executive the level that the board recommends; `nil` where nothing was taken.
  let levels: [Level?]
  /// By board whether a recommendation of it was taken.
  let hasRecommended: [Bool]
  let findings: [ReviewFinding]

  /// What is taken of the executives of one board.
  private struct Taken: Sendable {
    /// In the order of the executives.
    var levels: [Level?] = []
    var findings: [ReviewFinding] = []

    mutating func note(
      _ finding: ReturnFinding, at place: ReviewFinding.Place,
      column: String = "prb_recommended_rating", executive: Int
    ) {
      findings.append(
        ReviewFinding(.sheet(finding), at: place, column: column, executive: executive))
    }
  }

  /// Of all rows about an executive the one that counts.
  ///
  /// - Complexity: O(rows + executives).
  static func settled(
    _ files: [SheetFile<ReturnRow>], rosters: SealedRosters
  ) -> Settlement<ReturnRow> {
    let executives = rosters.executives
    return Settlement(
      files, executives: executives.count,
      words: .init(
        inOneFile: .sheet(.duplicateInReturn), differing: .sheet(.returnedTwice),
        agreeing: .sheet(.returnedAgain)),
      says: \.saysSomething
    ) { one, other in
      let initial = executives.level(of: Int(one.executive))
      return one.level.level(concurringWith: initial) == other.level.level(concurringWith: initial)
        && isSameText(one.remarks, other.remarks)
    }
  }

  /// Takes the recommendations of some sheets.
  ///
  /// - Parameters:
  ///   - rows: Those that count.
  ///   - requiresRemarks: Whether a level that differs from the initial one needs remarks.
  /// - Complexity: O(rows + executives).
  init(
    _ rows: Settlement<ReturnRow>, of files: [SheetFile<ReturnRow>], rosters: SealedRosters,
    requiresRemarks: Bool, workers: Workers
  ) async throws(RunError) {
    let executives = rosters.executives
    let altered = Self.altered(in: files)
    let taken = try await workers.map(executives.boards.count) { board in
      var taken = Taken()
      for executive in executives.boards[board].executives {
        let level = Self.level(
          of: executive, rows, executives, requiresRemarks: requiresRemarks, noting: &taken)
        taken.levels.append(level)
      }
      Self.addMissing(of: board, rows, rosters, besides: altered, to: &taken)
      return taken
    }
    self.rows = rows
    levels = taken.flatMap(\.levels)
    hasRecommended = taken.map { $0.levels.contains { $0 != nil } }
    findings = rows.findings + taken.flatMap(\.findings)
  }

  /// Who is on a sheet under an altered id.
  private static func altered(in files: [SheetFile<ReturnRow>]) -> Set<Int> {
    Set(
      files.lazy.flatMap(\.findings).filter { $0.code == .executiveIDAltered }.compactMap(
        \.executive))
  }

  /// The level that is recommended for an executive; `nil` where there is none, or it is not taken.
  private static func level(
    of executive: Int, _ rows: Settlement<ReturnRow>, _ executives: PublishedExecutives,
    requiresRemarks: Bool, noting taken: inout Taken
  ) -> Level? {
    guard let (file, row) = rows.toJudge(executive) else { return nil }
    let place = row.place(in: file)
    guard row.level != .blank else {
      if !row.remarks.isEmpty, !row.isFaulty {
        taken.note(.remarksWithoutLevel, at: place, column: "prb_remarks", executive: executive)
      }
      return nil
    }
    guard let initial = executives.level(of: executive) else {
      taken.note(.recommendationWithoutInitialRating, at: place, executive: executive)
      return nil
    }
    guard let level = row.level.level(concurringWith: initial) else { return nil }
    if level != initial, row.remarks.isEmpty, !row.hasUnreadable, requiresRemarks {
      taken.note(
        .remarksMissing(recommended: level.rawValue, initial: initial.rawValue), at: place,
        executive: executive)
      return nil
    }
    return row.isFaulty ? nil : level
  }

  /// Notes who of a board that handed back a sheet is on none of its sheets. Those without an initial
  /// rating do not count: nothing can be recommended for them.
  private static func addMissing(
    of board: Int, _ rows: Settlement<ReturnRow>, _ rosters: SealedRosters,
    besides named: Set<Int>, to taken: inout Taken
  ) {
    let executives = rosters.executives
    let members = executives.boards[board].executives
    guard members.contains(where: { rows.isPresent[$0] }) else { return }
    for executive in members
    where !rows.isPresent[executive] && !named.contains(executive)
      && executives.status(of: executive) == .rated
    {
      taken.note(
        .executiveMissingFromReturn, at: rosters.place(of: executive), column: "",
        executive: executive)
    }
  }

  /// What the board wrote about an executive; empty where nothing was taken.
  func remarks(of executive: Int) -> [UInt8] {
    levels[executive] == nil ? [] : rows.row(of: executive)?.remarks ?? []
  }

  /// Whether the board concurred instead of writing a level.
  func isConcurrence(of executive: Int) -> Bool { rows.row(of: executive)?.level == .concurs }
}

extension SealedRosters {
  /// Where an executive stands on the roster of the run.
  func place(of executive: Int) -> ReviewFinding.Place {
    let line = executives.line(of: executive)
    return ReviewFinding.Place(
      file: executives.boards[executives.board(of: executive)].file, line: line, row: line,
      record: line - 1)
  }
}
