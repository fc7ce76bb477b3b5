import Appraisal
import Testing

@Suite struct RulesTests {
  static let rules = Rules(of: .opmBasic2012)
  static let judge = Judge(of: .opmBasic2012)

  /// What the judge says of weights, after a look whether the quick answers agree with it.
  static func findings(_ weights: Span<UInt16>) -> [Finding] {
    var findings: [Finding] = []
    judge.examine(weights: weights) { findings.append($0) }
    let (isAccepted, isRefused) = (rules.accepts(weights: weights), rules.refuses(weights: weights))
    #expect(isRefused == !findings.isEmpty)
    let isReadable = weights.indices.allSatisfy { weights[$0] != Sentinel.unreadableWeight }
    #expect(isAccepted == (findings.isEmpty && isReadable))
    return findings
  }

  static func rate(_ percents: [Int], _ ratings: [UInt8]) -> SummaryRating {
    let weights = percents.map { UInt16($0 * 100) }
    return rules.rate(weights: weights.span, ratings: ratings.span)
  }

  /// Weights, ratings, score, level, basis.
  @Test(
    arguments: [
      // OPM's worked example.
      ([10, 10, 10, 10, 60], [4, 5, 3, 4, 4], "400", Level.four, "range"),
      // The override goes before the ranges: 480 is inside the range of Level 5.
      ([5, 20, 20, 20, 35], [1, 5, 5, 5, 5], "480", .one, "level-1-override"),
      ([5, 5, 5, 5, 80], [5, 5, 5, 5, 1], "180", .one, "level-1-override"),
      ([20, 20, 20, 20, 20], [1, 1, 1, 1, 1], "100", .one, "level-1-override"),
      // Exactly 300, which binary floating point calls 299.99…
      ([25, 15, 16, 16, 28], [2, 2, 3, 2, 5], "300", .three, "range"),
      // Each border of the ranges, and one below it.
      ([5, 5, 5, 10, 75], [4, 4, 4, 4, 5], "475", .five, "range"),
      ([5, 5, 5, 11, 74], [4, 4, 4, 4, 5], "474", .four, "range"),
      ([20, 20, 20, 20, 20], [4, 4, 4, 4, 4], "400", .four, "range"),
      ([5, 5, 5, 25, 60], [3, 3, 5, 4, 4], "395", .three, "range"),
      ([9, 10, 11, 10, 60], [3, 4, 4, 4, 4], "391", .three, "range"),
      ([10, 10, 10, 10, 60], [3, 3, 3, 3, 3], "300", .three, "range"),
      ([10, 9, 11, 10, 60], [2, 4, 3, 3, 3], "299", .two, "range"),
      ([20, 20, 20, 20, 20], [2, 2, 2, 2, 2], "200", .two, "range"),
      ([20, 20, 20, 20, 20], [5, 5, 5, 5, 5], "500", .five, "range"),
    ] as [([Int], [UInt8], String, Level, String)])
  func rating(weights: [Int], ratings: [UInt8], score: String, level: Level, basis: String) {
    let rating = Self.rate(weights, ratings)
    #expect(rating.score.description == score)
    #expect(rating.level == level)
    #expect(rating.basis.name == basis)
  }

  /// In release mode all 963,618,750 cases; in debug mode the 870 weight vectors in steps of five.
  @Test func everyCaseAgreesWithASlowReference() async {
    #if DEBUG
      let (vectors, expected) = (SlowReference.weightVectors(step: 5), 870)
    #else
      let (vectors, expected) = (SlowReference.weightVectors(step: 1), 308_358)
    #endif
    #expect(vectors.count == expected)
    let rules = Self.rules
    let differences = await withTaskGroup(of: Int.self) { group in
      let parts = 8
      for part in 0..<parts {
        group.addTask {
          var differences = 0
          let ratings = SlowReference.ratingVectors.map { $0.map(UInt8.init) }
          for index in stride(from: part, to: vectors.count, by: parts) {
            let weights = vectors[index].map { UInt16($0 * 100) }
            for (levels, slowLevels) in zip(ratings, SlowReference.ratingVectors) {
              let fast = rules.rate(weights: weights.span, ratings: levels.span)
              let slow = SlowReference.rate(weights: vectors[index], ratings: slowLevels)
              if Int(fast.score.hundredths) != slow.score * 100 || fast.level.number != slow.level {
                differences += 1
              }
            }
          }
          return differences
        }
      }
      return await group.reduce(0, +)
    }
    #expect(differences == 0)
  }

  /// Every plan in steps of 5 from 0 to 100: accepted exactly if the reference lists it.
  @Test func exactlyTheValidWeightVectorsAreAccepted() {
    let valid = Set(SlowReference.weightVectors(step: 5))
    var accepted: Set<[Int]> = []
    func tryAll(_ head: [Int]) {
      guard head.count == 5 else {
        for next in stride(from: 0, through: 100, by: 5) { tryAll(head + [next]) }
        return
      }
      let weights = head.map { UInt16($0 * 100) }
      if Self.rules.accepts(weights: weights.span) { accepted.insert(head) }
    }
    #if DEBUG
      for change in [0, 5, 20, 25, 40] { tryAll([change, 5]) }
      #expect(accepted == valid.filter { [0, 5, 20, 25, 40].contains($0[0]) && $0[1] == 5 })
    #else
      tryAll([])
      #expect(accepted == valid)
    #endif
  }

  /// Weights in percent and the codes that they earn, in order.
  @Test(
    arguments: [
      ([10, 10, 10, 10, 60], []),
      ([20, 20, 20, 20, 20], []),
      ([10, 10, 10, 10, 59], ["weights-do-not-total-100"]),
      ([4, 10, 10, 16, 60], ["weight-below-minimum"]),
      ([0, 10, 10, 20, 60], ["weight-below-minimum"]),
      ([30, 10, 10, 21, 29], ["weight-above-heaviest-element"]),
      (
        [30, 30, 10, 11, 19],
        ["weight-above-heaviest-element", "weight-above-heaviest-element", "weight-below-minimum"]
      ),
      (
        [4, 50, 5, 5, 30],
        ["weight-below-minimum", "weight-above-heaviest-element", "weights-do-not-total-100"]
      ),
      ([600, 600, 600, 600, 600], ["weights-do-not-total-100"]),
    ] as [([Int], [String])])
  func judgedWeights(percents: [Int], codes: [String]) {
    let weights = percents.map { UInt16($0 * 100) }
    let found = Self.findings(weights.span).map(\.code.rawValue)
    #expect(found == codes)
  }

  /// A system whose weights go in steps of half a percent: minimums of 7.5, and a maximum of 30 for
  /// the first element.
  private static func halfPercents() throws -> AppraisalSystem {
    let yaml = String(decoding: try Goldens.bytes(of: "good/half-percents.yaml"), as: UTF8.self)
    let first = try #require(yaml.firstRange(of: "    minimum_weight: 7.5\n")).upperBound
    let capped = yaml[..<first] + "    maximum_weight: 30\n" + yaml[first...]
    return try AppraisalSystem.decode(Array(capped.utf8))
  }

  /// Weights in hundredths of a percent, half a percent on either side of each border.
  @Test(
    arguments: [
      ([750, 750, 750, 2750, 5000], []),
      ([750, 750, 700, 2800, 5000], ["weight-below-minimum"]),
      ([700, 750, 750, 2800, 5000], ["weight-below-minimum"]),
      ([3000, 750, 750, 2500, 3000], []),
      ([3050, 750, 750, 2350, 3100], ["weight-above-maximum"]),
      ([3000, 750, 750, 2500, 3050], ["weights-do-not-total-100"]),
      ([3000, 750, 750, 2450, 3000], ["weights-do-not-total-100"]),
      ([750, 750, 750, 3900, 3850], ["weight-above-heaviest-element"]),
      ([750, 750, 1500, 3500, 3500], []),
    ] as [([UInt16], [String])])
  func judgedHalfPercents(weights: [UInt16], codes: [String]) throws {
    var found: [String] = []
    let system = try Self.halfPercents()
    Judge(of: system).examine(weights: weights.span) { found.append($0.code.rawValue) }
    #expect(found == codes)
    #expect(Rules(of: system).accepts(weights: weights.span) == codes.isEmpty)
  }

  @Test func rulesOverWeightsWaitUntilEveryWeightIsReadable() {
    let cells: [UInt16] = [100, Sentinel.missingWeight, Sentinel.unreadableWeight, 100, 100]
    let missing = Self.findings(cells.span)
    #expect(missing == [.weight(.missingWeight(of: ElementIndex(1)))])
    let unreadable: [UInt16] = [100, 100, Sentinel.unreadableWeight, 100, 100]
    let none = Self.findings(unreadable.span)
    #expect(none.isEmpty)
  }

  /// The quick answer and the judge, for a rating that is missing alone.
  @Test(arguments: 0..<5)
  func missingRatingOfAnyElementIsRefused(element: Int) {
    var cells: [UInt8] = [5, 4, 3, 2, 1]
    let refusesAll = Self.rules.refuses(ratings: cells.span)
    #expect(!refusesAll)
    cells[element] = Sentinel.missingLevel
    let refuses = Self.rules.refuses(ratings: cells.span)
    #expect(refuses)
    var found: [Finding] = []
    Self.judge.examine(ratings: cells.span) { found.append($0) }
    #expect(found == [.rating(.missingRating(of: ElementIndex(element)))])
  }

  @Test func missingRatingsAreReportedAndUnreadableOnesAreNot() {
    var found: [Finding] = []
    let cells: [UInt8] = [
      5, Sentinel.missingLevel, Sentinel.unreadableLevel, 1, Sentinel.missingLevel,
    ]
    Self.judge.examine(ratings: cells.span) { found.append($0) }
    #expect(
      found == [1, 4].map { .rating(.missingRating(of: ElementIndex($0))) } as [Finding])
    let isRefused = Self.rules.refuses(ratings: cells.span)
    #expect(isRefused)
    let unreadable: [UInt8] = [5, Sentinel.unreadableLevel, 1, 1, 1]
    let isUnreadableRefused = Self.rules.refuses(ratings: unreadable.span)
    #expect(!isUnreadableRefused)
  }

  @Test func raisingARatingNeverLowersScoreOrLevel() {
    for weights in SlowReference.weightVectors(step: 5) {
      let cells = weights.map { UInt16($0 * 100) }
      for ratings in SlowReference.ratingVectors where ratings[0] == ratings[1] {
        let levels = ratings.map(UInt8.init)
        let before = Self.rules.rate(weights: cells.span, ratings: levels.span)
        for element in 0..<5 where levels[element] < 5 {
          var raised = levels
          raised[element] += 1
          let after = Self.rules.rate(weights: cells.span, ratings: raised.span)
          if after.score < before.score || after.level < before.level {
            Issue.record("\(weights) \(ratings), element \(element)")
          }
        }
      }
    }
  }
}

@Suite struct DerivationTests {
  @Test func workedExample() throws {
    let system = AppraisalSystem.opmBasic2012
    let weights = [10, 10, 10, 10, 60].map(Weight.init(percent:))
    let plan = try Plan(weights: weights, under: system)
    let derivation = system.derive(plan, ratings: [.four, .five, .three, .four, .four])
    #expect(derivation.lines.map(\.product.description) == ["40", "50", "30", "40", "240"])
    #expect(derivation.rating.score.description == "400")
    #expect(derivation.rating.level == .four)
    #expect(derivation.range?.level == .four)
    #expect(derivation.overridingElements.isEmpty)
    #expect(derivation.next?.range.level == .five)
    #expect(derivation.next?.distance.description == "75")
  }

  @Test func overriddenScoreKeepsItsRange() throws {
    let system = AppraisalSystem.opmBasic2012
    let plan = try Plan(
      weights: [5, 20, 20, 20, 35].map(Weight.init(percent:)), under: system)
    let derivation = system.derive(plan, ratings: [.one, .five, .five, .five, .five])
    #expect(derivation.rating.score.description == "480")
    #expect(derivation.rating.level == .one)
    #expect(derivation.range?.level == .five)
    #expect(derivation.overridingElements.map(\.id) == ["leading_change"])
    #expect(derivation.next == nil)
  }

  @Test func rejectedPlanHasAllFindings() {
    #expect(throws: RejectedPlan.self) {
      try Plan(weights: [4, 50, 5, 5, 30].map(Weight.init(percent:)), under: .opmBasic2012)
    }
  }

  @Test func weightBetweenStepsIsRejected() {
    let weights = [1050, 950, 1000, 1000, 6000].map(Weight.init(hundredths:))
    do throws(RejectedPlan) {
      _ = try Plan(weights: weights, under: .opmBasic2012)
      Issue.record("accepted")
    } catch {
      #expect(error.findings.map(\.code) == [.invalidWeight, .invalidWeight])
    }
  }
}
