import Appraisal
import Testing

/// Comparisons over a system of three elements: 190 weight vectors, so that some of the sixteens
/// that are compared side by side are full and some are not, and 23,750 cases.
@Suite struct CaseComparisonTests {
  /// Points by level; with these many a score is that of one case alone.
  static let points = [0, 1, 17, 41, 67, 100]

  /// The system, or one whose Level 5 begins elsewhere or whose Level 3 gives other points.
  static func system(fiveBegins: String = "9000", pointsOfThree: Int = points[3]) throws
    -> AppraisalSystem
  {
    let levels = [
      (1, points[1]), (2, points[2]), (3, pointsOfThree), (4, points[4]), (5, points[5]),
    ]
    let ranges = [(2, "1700"), (3, "4100"), (4, "6700"), (5, fiveBegins)]
    let elements = [("first", 10), ("second", 20), ("third", 52)]
    let text = """
      format: 1
      name: three-elements
      title: System with three elements
      effective: {from: 2024-02-29, citation: Made up for a test}
      weights:
        total: {value: 100, citation: Made up for a test}
        step: {value: 1, citation: Made up for a test}
      elements:
      \(elements.map { "  - {id: \($0), title: \($0), minimum_weight: \($1), citation: M}\n" }.joined())\
      levels:
      \(levels.map { "  - {level: \($0), label: L\($0), points: \($1), citation: M}\n" }.joined())\
      ranges:
      \(ranges.map { "  - {level: \($0), minimum: \($1), citation: M}\n" }.joined())\
      override: {level: 1, citation: Made up for a test}

      """
    return try AppraisalSystem.decode(Array(text.utf8))
  }

  struct Case {
    let weights: [Int]
    let ratings: [Int]
    var score: Int { zip(weights, ratings).reduce(0) { $0 + $1.0 * points[$1.1] } }
    var level: Int {
      if ratings.contains(1) { return 1 }
      return score >= 9000 ? 5 : score >= 6700 ? 4 : score >= 4100 ? 3 : 2
    }
  }

  /// All cases, in no order that counts.
  static let cases: [Case] = {
    var cases: [Case] = []
    for first in 10...100 {
      for second in 20...100 where 100 - first - second >= 52 {
        let weights = [first, second, 100 - first - second]
        for number in 0..<125 {
          let ratings = [number / 25 + 1, number / 5 % 5 + 1, number % 5 + 1]
          cases.append(Case(weights: weights, ratings: ratings))
        }
      }
    }
    return cases
  }()

  static func outcome(_ comparison: CaseComparison) throws -> CaseComparison.Outcome {
    var outcome = CaseComparison.Outcome()
    for first in try #require(comparison.firstWeights) {
      outcome.add(comparison.compare(firstWeight: first))
    }
    return outcome
  }

  @Test func `every case is counted once, under its level`() throws {
    let comparison = CaseComparison(of: try Self.system())
    let outcome = try Self.outcome(comparison)
    #expect(outcome.difference == nil)
    #expect(outcome.cases == 23_750)
    #expect(comparison.cases == 23_750)
    for level in 0...5 {
      #expect(outcome.levels[level] == UInt64(Self.cases.count { $0.level == level }))
    }
  }

  /// Rules whose Level 5 begins at a score that one case alone has, and a second reckoning whose
  /// Level 5 begins just above it: of sixteen cases side by side one differs. It is the first of
  /// the sixteen or another, in sixteens that are full and in the rest.
  @Test func `one wrong case is found and named, wherever it stands`() throws {
    let high = Self.cases.filter { $0.level > 3 && $0.score < 10_000 }
    let alone = Dictionary(grouping: high, by: \.score).values.filter { $0.count == 1 }.joined()
    let places = Dictionary(grouping: alone) { $0.weights[1] }
    #expect(places.count == 19)
    for wrong in places.values.compactMap({ cases in cases.min { $0.score < $1.score } }) {
      let comparison = CaseComparison(
        of: try Self.system(fiveBegins: "\(wrong.score).01"),
        rules: Rules(of: try Self.system(fiveBegins: "\(wrong.score)")))
      let weights = wrong.weights.map(String.init).joined(separator: ", ")
      let ratings = wrong.ratings.map(String.init).joined(separator: ", ")
      #expect(
        try Self.outcome(comparison).difference == """
          weights \(weights), ratings \(ratings): the rules say \(wrong.score), Level 5; \
          the second reckoning says \(wrong.score), Level 4
          """)
    }
  }

  @Test func `a wrong score is found where the level is right`() throws {
    let comparison = CaseComparison(
      of: try Self.system(), rules: Rules(of: try Self.system(pointsOfThree: 42)))
    #expect(
      try Self.outcome(comparison).difference == """
        weights 10, 20, 70, ratings 1, 1, 3: the rules say 2970, Level 1; \
        the second reckoning says 2900, Level 1
        """)
  }
}
