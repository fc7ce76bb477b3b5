/// Every case of a system, scored by the rules that the batch uses and by a second reckoning, and
/// compared.
///
/// A case is one valid weight vector with one rating for each element. The rules give the product
/// of each rating and weight and the level of each sum; the second reckoning shares nothing with
/// them: it takes the points from the system's levels, and the level from a list of all scores
/// that the ranges were written into one by one. Both add up element by element, and cases that
/// begin with the same ratings share the sum of these: 3,125 rating vectors of five elements take
/// 3,905 additions, not 15,625.
package struct CaseComparison: Sendable {
  /// What was found for some of the cases.
  package struct Outcome: Sendable {
    /// The number of cases with each level, from Level 1 to Level 5.
    package fileprivate(set) var levels: [5 of UInt64] = .init(repeating: 0)
    /// The first case in which the two differ, in words.
    package fileprivate(set) var difference: String?

    /// The number of cases compared.
    package var cases: UInt64 { levels.indices.reduce(0) { $0 + levels[$1] } }

    /// Nothing compared yet.
    package init() {}

    /// Adds what was found for other cases, which come after these.
    package mutating func add(_ other: Outcome) {
      for level in levels.indices { levels[level] += other.levels[level] }
      difference = difference ?? other.difference
    }
  }

  private let rules: Rules
  private let vectors: WeightVectors
  private let elements: Int
  private let step: UInt16
  /// The second reckoning: points by level, the override, and the level of every score.
  private let points: [6 of UInt32]
  private let override: UInt8
  private let levelOfScore: [UInt8]

  /// A comparison of all cases of a system.
  ///
  /// - Precondition: the system is sound.
  package init(of system: AppraisalSystem) {
    rules = Rules(of: system)
    vectors = WeightVectors(of: system)
    elements = system.elements.count
    step = UInt16(system.weights.step.hundredths)
    override = system.override?.level.rawValue ?? 0
    var points: [6 of UInt32] = .init(repeating: 0)
    for level in system.levels { points[level.level.number] = level.points }
    self.points = points
    let highest = Int((system.levels.map(\.points).max() ?? 0) * system.weights.total.hundredths)
    var levelOfScore = [UInt8](repeating: 0, count: highest + 1)
    for (index, range) in system.ranges.enumerated() {
      let isLast = index + 1 == system.ranges.count
      let end =
        range.maximum.map { Int($0.hundredths) }
        ?? (isLast ? highest : Int(system.ranges[index + 1].minimum.hundredths) - 1)
      for score in Int(range.minimum.hundredths)...max(end, Int(range.minimum.hundredths))
      where score <= highest {
        levelOfScore[score] = range.level.rawValue
      }
    }
    self.levelOfScore = levelOfScore
  }

  /// The number of cases; `nil` if it does not fit into 64 bits.
  package var cases: UInt64? {
    guard var cases = vectors.count() else { return nil }
    for _ in 0..<elements {
      let (product, overflow) = cases.multipliedReportingOverflow(by: 5)
      if overflow { return nil }
      cases = product
    }
    return cases
  }

  /// The weights that the first element can have, in steps: the cases of each can be compared by
  /// a task of its own.
  package var firstWeights: ClosedRange<UInt16>? { vectors.firstWeights }

  /// Compares all cases in which the first element has this weight.
  ///
  /// - Complexity: O(cases).
  package func compare(firstWeight: UInt16) -> Outcome {
    var outcome = Outcome()
    vectors.walk(firstWeight: firstWeight) { steps in
      var weights: [16 of UInt16] = .init(repeating: 0)
      for element in 0..<elements { weights[element] = steps[element] * step }
      descend(to: 0, weights, score: 0, reckoned: 0, isOverridden: false, &outcome)
    }
    return outcome
  }

  /// Goes through the ratings of the elements from `element` on.
  ///
  /// - Parameters:
  ///   - score: The sum of the rules over the elements before.
  ///   - reckoned: That of the second reckoning.
  ///   - isOverridden: Whether one of them is at the level that overrides.
  private func descend(
    to element: Int, _ weights: [16 of UInt16], score: UInt32, reckoned: UInt32,
    isOverridden: Bool, _ outcome: inout Outcome
  ) {
    if element + 1 == elements {
      // Written twice, so that what does not depend on the last rating is decided once.
      return isOverridden
        ? compareLast(weights, score: score, reckoned: reckoned, isOverridden: true, &outcome)
        : compareLast(weights, score: score, reckoned: reckoned, isOverridden: false, &outcome)
    }
    for level in 1...5 as ClosedRange<UInt8> {
      descend(
        to: element + 1, weights,
        score: score &+ rules.product(level: level, weight: weights[element]),
        reckoned: reckoned &+ points[Int(level)] &* UInt32(weights[element]),
        isOverridden: isOverridden || level == override, &outcome)
    }
  }

  /// Compares the five cases that differ in the rating of the last element.
  @inline(__always)
  private func compareLast(
    _ weights: [16 of UInt16], score: UInt32, reckoned: UInt32, isOverridden: Bool,
    _ outcome: inout Outcome
  ) {
    let weight = weights[elements - 1]
    // Nearly all neighbours have the same level, so a run of them is counted at once.
    var run: (level: UInt8, count: UInt64) = (1, 0)
    var level: UInt8 = 1
    while level <= 5 {
      let score = score &+ rules.product(level: level, weight: weight)
      let reckoned = reckoned &+ points[Int(level)] &* UInt32(weight)
      let isOverridden = isOverridden || level == override
      let derived = rules.level(of: score, isOverridden: isOverridden)
      let expected = isOverridden ? override : levelOfScore[Int(reckoned)]
      if derived != run.level {
        outcome.levels[Int(run.level) - 1] &+= run.count
        run = (derived, 0)
      }
      run.count &+= 1
      if score != reckoned || derived != expected {
        note(weights, level, (score, derived), (reckoned, expected), &outcome)
      }
      level &+= 1
    }
    outcome.levels[Int(run.level) - 1] &+= run.count
  }

  @inline(never)
  private func note(
    _ weights: [16 of UInt16], _ lastRating: UInt8, _ derived: (score: UInt32, level: UInt8),
    _ expected: (score: UInt32, level: UInt8), _ outcome: inout Outcome
  ) {
    outcome.difference =
      outcome.difference ?? """
        weights \((0..<elements).map { Weight(hundredths: UInt32(weights[$0])).description }), \
        last rating \(lastRating): the rules say \(SummaryScore(hundredths: derived.score)), \
        Level \(derived.level); the second reckoning says \
        \(SummaryScore(hundredths: expected.score)), Level \(expected.level)
        """
  }
}
