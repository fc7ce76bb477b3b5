import Appraisal
import Testing

/// The quick answer, the judge and a slow reference that knows the file alone, over every plan of a
/// small system with all kinds of weight rules.
@Suite struct JudgeTests {
  static let file = """
    format: 1
    name: test
    title: Test
    effective: {from: 2020-01-01, citation: test}
    weights:
      total: {value: 100, citation: test}
      step: {value: 5, citation: test}
      none_above: {element: second, citation: test}
    elements:
      - {id: first, title: First, minimum_weight: 10, maximum_weight: 30, citation: test}
      - {id: second, title: Second, minimum_weight: 20, maximum_weight: 60, citation: test}
      - {id: third, title: Third, minimum_weight: 0, citation: test}
    levels:
      - {level: 1, label: L1x, points: 1, citation: test}
      - {level: 2, label: L2x, points: 2, citation: test}
      - {level: 3, label: L3x, points: 3, citation: test}
      - {level: 4, label: L4x, points: 4, citation: test}
      - {level: 5, label: L5x, points: 5, citation: test}
    ranges:
      - {level: 2, minimum: 200, citation: test}
      - {level: 3, minimum: 300, citation: test}
      - {level: 4, minimum: 400, citation: test}
      - {level: 5, minimum: 475, citation: test}
    override: {level: 1, citation: test}

    """

  /// The codes that weights in percent earn, in order.
  static func codes(_ weights: [Int]) -> [String] {
    var codes: [String] = []
    for (weight, limits) in zip(weights, [10...30, 20...60, 0...600]) {
      if weight < limits.lowerBound { codes.append("weight-below-minimum") }
      if weight > limits.upperBound { codes.append("weight-above-maximum") }
      if weight > weights[1] { codes.append("weight-above-heaviest-element") }
    }
    return weights.reduce(0, +) == 100 ? codes : codes + ["weights-do-not-total-100"]
  }

  @Test func `all agree over every plan`() throws {
    let system = try AppraisalSystem.decode(Array(Self.file.utf8))
    let (rules, judge) = (Rules(of: system), Judge(of: system))
    var accepted = 0
    for first in stride(from: 0, through: 100, by: 5) {
      for second in stride(from: 0, through: 100, by: 5) {
        for third in stride(from: 0, through: 100, by: 5) {
          let percents = [first, second, third]
          let weights = percents.map { UInt16($0 * 100) }
          var found: [String] = []
          judge.examine(weights: weights.span) { found.append($0.code.rawValue) }
          let isAccepted = rules.accepts(weights: weights.span)
          let isRefused = rules.refuses(weights: weights.span)
          #expect(found == Self.codes(percents), "\(percents)")
          #expect(isAccepted == found.isEmpty && isRefused == !isAccepted, "\(percents)")
          if isAccepted { accepted += 1 }
        }
      }
    }
    #expect(accepted == 24)
    #expect(WeightVectors(of: system).count() == UInt64(accepted))
  }
}
