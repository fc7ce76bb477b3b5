import Appraisal
import Columns
import ReviewBoards
import Runs

/// What the boards recommend, after all returned sheets.
struct Recommendations: Sendable {
  let rows: Settlement<ReturnRow>
  /// By executive the level that the board recommends; `nil` where nothing was taken.
  private(set) var levels: [Level?]
  /// By board whether a recommendation of it was taken.
  private(set) var hasRecommended: [Bool]
  private(set) var findings: [ReviewFinding]

  /// Takes the recommendations of some sheets.
  ///
  /// - Parameter requiresRemarks: Whether a level that differs from the initial one needs remarks.
  /// - Complexity: O(rows + executives).
  init(_ files: [SheetFile<ReturnRow>], rosters: SealedRosters, requiresRemarks: Bool) {
    let executives = rosters.executives
    rows = Settlement(
      files, executives: executives.count,
      words: .init(
        inOneFile: .sheet(.duplicateInReturn), differing: .sheet(.returnedTwice),
        agreeing: .sheet(.returnedAgain)),
      says: \.saysSomething
    ) { one, other in
      let initial = executives.level(of: Int(one.executive))
      return one.level.level(concurringWith: initial) == other.level.level(concurringWith: initial)
        && one.remarks == other.remarks
    }
    levels = Array(repeating: nil, count: executives.count)
    hasRecommended = Array(repeating: false, count: executives.boards.count)
    findings = rows.findings
    for executive in 0..<executives.count {
      guard let (file, row) = rows[executive], row.level != .blank else { continue }
      let place = row.place(in: file)
      guard let initial = executives.level(of: executive) else {
        note(.recommendationWithoutInitialRating, at: place, executive: executive)
        continue
      }
      guard let level = row.level.level(concurringWith: initial) else { continue }
      if level != initial, row.remarks.isEmpty, requiresRemarks {
        note(
          .remarksMissing(recommended: level.rawValue, initial: initial.rawValue), at: place,
          executive: executive)
        continue
      }
      levels[executive] = level
      hasRecommended[executives.board(of: executive)] = true
    }
    addMissing(rosters: rosters, besides: Self.altered(in: files))
  }

  /// Who is on a sheet under an altered id.
  private static func altered(in files: [SheetFile<ReturnRow>]) -> Set<Int> {
    Set(
      files.lazy.flatMap(\.findings).filter { $0.code == .executiveIDAltered }.compactMap(
        \.executive))
  }

  private mutating func note(
    _ finding: ReturnFinding, at place: ReviewFinding.Place, executive: Int
  ) {
    findings.append(
      ReviewFinding(
        .sheet(finding), at: place, column: "prb_recommended_rating", executive: executive))
  }

  /// Notes who of a board that handed back a sheet is on none of its sheets. Those without an initial
  /// rating do not count: nothing can be recommended for them.
  private mutating func addMissing(rosters: SealedRosters, besides named: Set<Int>) {
    let executives = rosters.executives
    for board in executives.boards.indices {
      let members = executives.boards[board].executives
      guard members.contains(where: { rows.isPresent[$0] }) else { continue }
      for executive in members
      where !rows.isPresent[executive] && !named.contains(executive)
        && executives.status(of: executive) == .rated
      {
        findings.append(
          ReviewFinding(
            .sheet(.executiveMissingFromReturn), at: rosters.place(of: executive),
            executive: executive))
      }
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
