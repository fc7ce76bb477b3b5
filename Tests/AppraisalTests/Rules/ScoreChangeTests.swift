import Appraisal
import TestSupport
import Testing

/// The parts of a difference are exact.
@Suite struct ScoreChangeTests {
  static let rules = Rules(of: .opmBasic2012)

  private static func change(
    _ before: (weights: [UInt16], ratings: [UInt8]), _ after: (weights: [UInt16], ratings: [UInt8]),
    _ old: Rules = rules, _ new: Rules = rules, isScored: Bool = true
  ) -> ScoreChange {
    ScoreChange(
      fromWeights: before.weights.span, ratings: before.ratings.span, under: old,
      toWeights: after.weights.span, ratings: after.ratings.span, under: new, isScored: isScored)
  }

  /// 400 → 420: (5 − 4)·10 by the rating, 5·10 + 4·(−10) by the weights.
  @Test func `the worked example`() {
    let change = Self.change(
      ([1000, 1000, 1000, 1000, 6000], [4, 5, 3, 4, 4]),
      ([2000, 1000, 1000, 1000, 5000], [5, 5, 3, 4, 4]))
    #expect(change.ratingsPart == 1000)
    #expect(change.weightsPart == 1000)
    #expect(change.systemPart == 0)
    func plain(_ move: ScoreChange.Move) -> [Int] {
      [move.element.index, Int(move.from ?? 0), Int(move.to ?? 0), move.part]
    }
    #expect(change.ratings.map(plain) == [[0, 4, 5, 1000]])
    #expect(change.weights.map(plain) == [[0, 1000, 2000, 5000], [4, 6000, 5000, -4000]])
  }

  @Test func `without a score nothing has a part, and what is missing is none`() {
    let none = [UInt8](repeating: Sentinel.missingLevel, count: 5)
    let blank = [UInt16](repeating: Sentinel.missingWeight, count: 5)
    let change = Self.change(
      (blank, none), ([2000, 2000, 2000, 2000, 2000], [5, 5, 5, 5, 5]), isScored: false)
    #expect(change.ratings.map(\.from) == [nil, nil, nil, nil, nil])
    #expect(change.ratings.map(\.to) == [5, 5, 5, 5, 5])
    #expect(change.weights.map(\.from) == [nil, nil, nil, nil, nil])
    #expect(change.ratingsPart == 0 && change.weightsPart == 0 && change.systemPart == 0)
  }

  /// Whatever moves, and whatever points the systems give, the parts add up to the difference; what did
  /// not move is not named.
  @Test func `the parts add up`() throws {
    var generator = SplitMix(seed: 26)
    let basic = AppraisalSystem.opmBasic2012
    let text = String(
      decoding: try #require(AppraisalSystem.builtInFile(named: basic.name)), as: UTF8.self)
    let richer = try AppraisalSystem.decode(
      Array(
        text.replacing("points: 5\n", with: "points: 9\n").replacing(
          "points: 4\n", with: "points: 6\n"
        ).replacing("    minimum: 475\n    maximum: 500\n", with: "    minimum: 475\n")
          .replacing("    maximum: 474\n", with: "").replacing("    maximum: 399\n", with: "")
          .replacing("    maximum: 299\n", with: "").utf8))
    let systems = [Self.rules, Rules(of: richer)]
    func drawn() -> (weights: [UInt16], ratings: [UInt8]) {
      (
        (0..<5).map { _ in UInt16(generator.next() % 601 * 100) },
        (0..<5).map { _ in UInt8(1 + generator.next() % 5) }
      )
    }
    func score(_ plan: (weights: [UInt16], ratings: [UInt8]), _ rules: Rules) -> Int {
      zip(plan.weights, plan.ratings).reduce(0) {
        $0 + Int($1.0) * Int(rules.points(of: $1.1))
      }
    }
    for _ in 0..<2000 {
      let before = drawn()
      var after = drawn()
      for element in 0..<5 where generator.next() % 2 == 0 {
        after.weights[element] = before.weights[element]
        after.ratings[element] = before.ratings[element]
      }
      for old in systems {
        for new in systems {
          let change = Self.change(before, after, old, new)
          #expect(
            change.ratingsPart + change.weightsPart + change.systemPart
              == score(after, new) - score(before, old))
          for move in change.ratings + change.weights { #expect(move.from != move.to) }
          #expect(
            change.ratings.count == (0..<5).count { before.ratings[$0] != after.ratings[$0] })
        }
      }
      #expect(Self.change(before, after).systemPart == 0)
    }
  }

  @Test(arguments: [(0, "0"), (1000, "+10"), (-750, "-7.5"), (1, "+0.01"), (-100_000, "-1000")])
  func `a difference has its sign`(hundredths: Int, text: String) {
    #expect(signedDecimal(hundredths: hundredths) == text)
  }
}
