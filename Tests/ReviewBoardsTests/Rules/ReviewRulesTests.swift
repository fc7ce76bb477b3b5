import Appraisal
import ReviewBoards
import Testing

@Suite struct ReviewRulesTests {
  private static func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(iso: text))
  }

  @Test func `the names find the rules and their files`() throws {
    #expect(ReviewRules.builtInNames == ["federal-ses"])
    for name in ReviewRules.builtInNames {
      #expect(ReviewRules.builtIn(named: name)?.name == name)
      let file = try #require(ReviewRules.builtInFile(named: name))
      let rules = try ReviewRules.decode(file)
      #expect(rules.name == name)
      try Goldens.expect(rules.described(), equals: "rules/built-in/\(name).expected")
    }
    #expect(ReviewRules.builtIn(named: "federal") == nil)
    #expect(ReviewRules.builtInFile(named: "") == nil)
  }

  @Test(
    arguments: [
      ("2021-01-19", nil), ("2021-01-20", "2021-05-20"), ("2021-05-20", "2021-05-20"),
      ("2021-05-21", nil), ("2025-01-19", nil), ("2025-01-20", "2025-05-20"),
      ("2025-05-20", "2025-05-20"), ("2025-05-21", nil), ("2026-12-15", nil), ("1999-02-01", nil),
    ] as [(String, String?)])
  func `the moratorium holds these days`(day: String, last: String?) throws {
    let found = ReviewRules.federalSES.moratorium(holding: try Self.day(day))
    #expect(found?.lastDay.description == last)
    if let found { #expect(found.administration.adding(days: 120) == found.lastDay) }
  }

  @Test(
    arguments: [
      ("2024-09-30", nil), ("2024-10-01", .guidance), ("2025-09-30", .guidance),
      ("2025-10-14", .guidance), ("2025-10-15", .limit), ("2026-09-30", .limit),
      ("2150-01-01", .limit),
    ] as [(String, ReviewRules.Distribution.Force?)])
  func `the end of the period chooses the distribution`(
    end: String, force: ReviewRules.Distribution.Force?
  ) throws {
    let rule = ReviewRules.federalSES.distribution(at: try Self.day(end))
    #expect(rule?.force == force)
    #expect(rule == nil || rule?.levels == [.five, .four])
  }

  @Test(
    arguments: [
      ("2026-01-10", nil), ("2026-01-11", 209_600), ("2027-01-09", 209_600), ("2027-01-10", nil),
    ] as [(String, Int64?)])
  func `the day of effect chooses the pay`(day: String, maximum: Int64?) throws {
    let pay = ReviewRules.federalSES.pay(at: try Self.day(day))
    #expect(pay?.maximum(isCertified: false).cents == maximum.map { $0 * 100 })
    #expect(pay == nil || pay?.maximum(isCertified: true).cents == 22_800_000)
    #expect(pay == nil || pay?.minimum.cents == 15_166_100)
  }

  @Test func `federal-ses has the rules of title 5`() {
    let rules = ReviewRules.federalSES
    #expect(rules.boards.minimumMembers.value == 3)
    #expect(rules.boards.careerMajority.value == .moreThanHalf)
    #expect(!rules.boards.recusesRatingOfficial.value)
    #expect(rules.remarksWhenDifferent.value == .required)
    #expect(rules.adjustment.months == 12)
    #expect(rules.adjustment.toleratedDays == 364...365)
    #expect(rules.raiseAtLevel3.percent.description == "5")
    #expect(rules.raiseAtLevel3.severity == .warning)
    #expect(rules.awards.minimumLevel.value == .three)
    #expect(rules.awards.minimumPercent.value.hundredths == 500)
    #expect(rules.awards.maximumPercent.value.hundredths == 2000)
    #expect(rules.awards.poolPercent.value.hundredths == 1000)
    #expect(rules.awards.poolAveragePercent.value.hundredths == 2000)
    #expect(rules.awards.policyPoolPercent.value == nil)
    #expect(rules.awards.shareOf4And5.value.hundredths == 6000)
    #expect((rules.removalAtLevel1.count, rules.removalAtLevel1.years) == (2, 5))
    #expect((rules.removalBelowLevel3.count, rules.removalBelowLevel3.years) == (2, 3))
    #expect(rules.publication.minimumCell == 5)
    #expect(rules.publication.bands == [[.five], [.four], [.three, .two, .one]])
  }

  /// What was read in the law itself has no mark, and all else has one.
  @Test func `what is not confirmed is marked, and nothing else`() {
    let rules = ReviewRules.federalSES
    let marked = rules.sources.filter { $0.source.unconfirmed != nil }.map(\.rule)
    let unmarked = rules.sources.filter { $0.source.unconfirmed == nil }.map(\.rule)
    #expect(
      marked == [
        "minimum_members", "career_majority", "recuse_rating_official", "remarks_when_different",
        "moratorium", "distribution from 2024-10-01", "distribution from 2025-10-15", "adjustment",
        "raise_at_level_3", "policy_pool_percent", "share_of_4_and_5", "level_1", "below_3",
        "publication",
      ])
    #expect(
      unmarked == [
        "pay from 2026-01-11", "minimum_level", "minimum_percent", "maximum_percent",
        "pool_percent", "pool_average_percent",
      ])
    for (_, source) in rules.sources {
      #expect(rules.described().contains(source.citation))
      #expect(rules.described().contains(source.unconfirmed ?? ""))
    }
  }
}

extension ReviewRules {
  /// Every source, with the key that it stands under.
  fileprivate var sources: [(rule: String, source: Source)] {
    var sources = [
      ("minimum_members", boards.minimumMembers.source),
      ("career_majority", boards.careerMajority.source),
      ("recuse_rating_official", boards.recusesRatingOfficial.source),
      ("remarks_when_different", remarksWhenDifferent.source), ("moratorium", moratorium.source),
    ]
    sources += distribution.map { ("distribution from \($0.days.from)", $0.source) }
    sources += pay.map { ("pay from \($0.days.from)", $0.source) }
    sources += [
      ("adjustment", adjustment.source), ("raise_at_level_3", raiseAtLevel3.source),
      ("minimum_level", awards.minimumLevel.source),
      ("minimum_percent", awards.minimumPercent.source),
      ("maximum_percent", awards.maximumPercent.source),
      ("pool_percent", awards.poolPercent.source),
      ("pool_average_percent", awards.poolAveragePercent.source),
      ("policy_pool_percent", awards.policyPoolPercent.source),
      ("share_of_4_and_5", awards.shareOf4And5.source), ("level_1", removalAtLevel1.source),
      ("below_3", removalBelowLevel3.source), ("publication", publication.source),
    ]
    return sources.map { (rule: $0.0, source: $0.1) }
  }
}
