import Appraisal
import Columns
import ReviewBoards
import Runs

extension RunSummary {
  /// Counts what a run has made.
  ///
  /// - Parameters:
  ///   - distribution: All executives, and those of each appointment.
  ///   - scored: The records of `scores.csv`.
  ///   - tallies: What stands on the roster of each board.
  /// - Throws: ``RunError/Kind/inputOutput`` if the totals do not close, which would mean that
  ///   somebody was lost; such a run must not be published.
  init(
    of appraisals: Appraisals, _ distribution: Distribution, scored: Int, tallies: [Tally],
    findings: FindingCounts
  ) throws(RunError) {
    let executives = appraisals.executives
    let intake = appraisals.intake
    let plans = intake.plans
    let stray = executives.strayRatingRecords
    self.init(
      planRecords: plans.count, ratingRecords: intake.ratings.count,
      furtherPlanRecords: plans.count - distribution.overall.executives,
      matchedRatingRecords: intake.ratings.count - stray, strayRatingRecords: stray,
      overall: distribution.overall,
      boards: zip(appraisals.boards, tallies).map { Group(name: $0.name, tally: $1) },
      appointments: distribution.appointments, findings: findings)
    try close(scored: scored, fileRecords: intake.files.map { ($0.kind, $0.records) })
  }

  /// The control totals: counts that were made apart from each other must agree.
  private func close(
    scored: Int, fileRecords: [(kind: InputKind, records: Int)]
  ) throws(RunError) {
    var onRosters = Tally()
    for board in boards { onRosters.add(board.tally) }
    let read = { (kind: InputKind) in
      fileRecords.reduce(0) { $0 + ($1.kind == kind ? $1.records : 0) }
    }
    let totals: [(name: String, one: Int, other: Int)] = [
      ("plan records", planRecords, read(.plans)),
      ("rating records", ratingRecords, read(.ratings)),
      ("executives on rosters", onRosters.executives, overall.executives),
      ("rated executives on rosters", onRosters.rated, overall.rated),
      ("rejected executives on rosters", onRosters.rejected, overall.rejected),
      ("scored executives", scored, overall.rated),
      ("ratings by level", Level.allCases.reduce(0) { $0 + overall.count(at: $1) }, overall.rated),
    ]
    for total in totals where total.one != total.other {
      throw RunError(
        .inputOutput,
        "The control totals do not close: \(total.name), \(total.one) and \(total.other). "
          + "Nothing was published; please report this.")
    }
  }
}
