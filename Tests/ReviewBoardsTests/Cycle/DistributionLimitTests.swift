import Appraisal
import ReviewBoards
import Testing

@Suite struct DistributionLimitTests {
  typealias State = DistributionLimit.State

  private static func rule(_ periodEnd: String) throws -> ReviewRules.Distribution? {
    ReviewRules.federalSES.distribution(at: try #require(CalendarDate(iso: periodEnd)))
  }

  /// Career executives, how many of them are at Levels 4 and 5, what 30 percent are, how many are
  /// allowed, how many are too many.
  @Test(arguments: [
    (13, 5, "3.9", 3, 2), (5, 1, "1.5", 1, 0), (5, 2, "1.5", 1, 1), (18, 4, "5.4", 5, 0),
    (6, 1, "1.8", 1, 0), (6, 2, "1.8", 1, 1), (10, 3, "3", 3, 0), (10, 4, "3", 3, 1),
    (15, 4, "4.5", 4, 0), (15, 5, "4.5", 4, 1), (208, 198, "62.4", 62, 136), (5, 0, "1.5", 1, 0),
    (1_000_000, 300_000, "300000", 300_000, 0),
  ])
  func `the limit is compared with the count`(
    population: Int, counted: Int, exact: String, allowed: Int, over: Int
  ) throws {
    let limit = DistributionLimit(
      try Self.rule("2026-09-30"), population: population, counted: counted)
    #expect(limit.allowedExact == exact)
    #expect(limit.allowed == allowed)
    #expect(limit.over == over)
    #expect(limit.state == (over > 0 ? .exceeded : .within))
  }

  @Test(arguments: [
    ("2026-09-30", 208, 198, false, State.exceeded), ("2026-09-30", 208, 198, true, .waived),
    ("2026-09-30", 208, 62, true, .within), ("2025-09-30", 208, 198, false, .guidance),
    ("2025-09-30", 208, 198, true, .guidance), ("2025-09-30", 208, 62, false, .within),
    ("2025-10-14", 208, 198, false, .guidance), ("2025-10-15", 208, 198, false, .exceeded),
    ("2026-09-30", 4, 4, false, .notApplicable), ("2026-09-30", 0, 0, false, .notApplicable),
    ("2024-09-30", 208, 198, false, .notChecked), ("2024-09-30", 4, 4, false, .notChecked),
  ])
  func `the state says what follows`(
    periodEnd: String, population: Int, counted: Int, isWaived: Bool, state: State
  ) throws {
    let limit = DistributionLimit(
      try Self.rule(periodEnd), population: population, counted: counted, isWaived: isWaived)
    #expect(limit.state == state)
    #expect((limit.allowed == nil) == [.notApplicable, .notChecked].contains(state))
  }

  @Test func `a population that nobody stated is not checked`() throws {
    let limit = DistributionLimit(try Self.rule("2026-09-30"), population: nil, counted: 9)
    #expect(limit.state == .notChecked)
    #expect(limit.allowed == nil)
    #expect(limit.over == 0)
  }

  /// Of thirteen executives, at each stage how many have come to it and how many of them are at the levels; three
  /// are allowed.
  @Test(arguments: [
    ([13, 0, 0], [5, 0, 0], Stage.initial), ([13, 0, 0], [2, 0, 0], .initial),
    ([13, 4, 0], [5, 1, 0], .initial), ([13, 4, 0], [2, 1, 0], .recommended),
    ([13, 6, 0], [5, 4, 0], .recommended), ([13, 13, 0], [5, 3, 0], .recommended),
    ([13, 13, 1], [5, 5, 0], .recommended), ([13, 13, 1], [5, 3, 0], .annual),
    ([13, 13, 12], [5, 5, 0], .annual), ([13, 12, 0], [5, 0, 0], .recommended),
    ([13, 13, 12], [5, 5, 3], .recommended), ([13, 13, 12], [5, 5, 4], .annual),
    ([13, 13, 13], [5, 5, 3], .annual), ([13, 13, 13], [5, 5, 4], .annual),
    ([13, 6, 6], [5, 4, 3], .initial), ([13, 6, 6], [3, 4, 3], .annual),
  ])
  func `the stage that tells most hides nobody above the limit`(
    career: [Int], counted: [Int], stage: Stage
  ) throws {
    let rule = try Self.rule("2026-09-30")
    let limits = Stage.allCases.map { stage in
      let career = career[stage.number]
      let limit = DistributionLimit(
        career == 0 ? nil : rule, population: 13, counted: counted[stage.number])
      return UnitLimit(
        unit: "Department", levels: LevelSet([.four, .five]), stage: stage, limit: limit,
        awaited: 13 - career)
    }
    #expect(limits.mostTelling?.stage == stage)
  }

  @Test(arguments: [
    (Rounding.down, [0, 0, 0, 0, 1]), (.nearest, [0, 0, 1, 1, 1]), (.up, [0, 1, 1, 1, 1]),
  ])
  func `a part of an executive is rounded`(rounding: Rounding, wholes: [Int]) {
    #expect([0, 1, 5_000, 9_999, 10_000].map(rounding.whole(tenThousandths:)) == wholes)
  }
}
