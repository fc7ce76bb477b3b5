import Appraisal
import ReviewBoards
import Runs

extension RunSummary {
  /// Counts what a run has made.
  ///
  /// - Parameters:
  ///   - distribution: All executives, and those of each appointment and rating official.
  ///   - tallies: What stands on the roster of each board.
  ///   - cycle: The limits of a cycle; `nil` where none was given.
  init(
    of appraisals: Appraisals, _ distribution: Distribution, tallies: [Tally],
    findings: FindingCounts, cycle: CountedCycle?
  ) {
    let executives = appraisals.executives
    let intake = appraisals.intake
    let plans = intake.plans
    let stray = executives.strayRatingRecords
    let passedOver = (plans: intake.passedOver(.plans), ratings: intake.passedOver(.ratings))
    self.init(
      planRecords: plans.count + passedOver.plans.all,
      ratingRecords: intake.ratings.count + passedOver.ratings.all,
      passedOverPlanRecords: passedOver.plans, passedOverRatingRecords: passedOver.ratings,
      furtherPlanRecords: plans.count - distribution.overall.executives,
      matchedRatingRecords: intake.ratings.count - stray, strayRatingRecords: stray,
      overall: distribution.overall,
      boards: zip(appraisals.boards, tallies).map { Group(name: $0.name, tally: $1) },
      appointments: distribution.appointments, ratingOfficials: distribution.ratingOfficials,
      findings: findings, cycle: cycle)
  }
}
