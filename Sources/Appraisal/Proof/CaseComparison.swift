/// Every case of a system, scored by the rules that the batch uses and by a second reckoning, and
/// compared.
///
/// A case is one valid weight vector with one rating for each element. The rules give the product
/// of each rating and weight and the level of each sum; the second reckoning shares nothing with
/// them: it takes the points from the system's levels, and the level from a list of all scores
/// that the ranges were written into one by one. Both add up element by element, and cases that
/// begin with the same ratings share the sum of these: 3,125 rating vectors of five elements take
/// 3,905 additions, not 15,625.
///
/// Sixteen weight vectors are compared side by side, in the lanes of vectors: all of them with one
/// rating vector, then all with the next. The rules are the same code for sixteen scores as for
/// one (``ScoreLanes``); the second reckoning looks each score up by itself.
package struct CaseComparison: Sendable {
  /// What was found for some of the cases.
  package struct Outcome: Sendable {
    /// The number of cases by level, as the rules have it; the first would be those without one.
    package fileprivate(set) var levels: [6 of UInt64] = .init(repeating: 0)
    /// The first case in which the two differ, in the order of the comparison, in words.
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
    self.init(of: system, rules: Rules(of: system))
  }

  /// A comparison of all cases of a system with rules that may be wrong.
  ///
  /// - Precondition: the system is sound, and the rules are of as many elements.
  package init(of system: AppraisalSystem, rules: Rules) {
    precondition(rules.elements == system.elements.count, "the rules are of another system")
    self.rules = rules
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
    var block = Block(elements: elements)
    vectors.walk(firstWeight: firstWeight) { steps in
      add(steps, to: &block)
      if block.count == Sixteen.scalarCount {
        compare(block, &outcome)
        block.count = 0
      }
    }
    if block.count > 0 { compare(block, &outcome) }
    return outcome
  }

  private func add(_ steps: Span<UInt16>, to block: inout Block) {
    let lane = block.count
    for element in 0..<elements {
      let weight = steps[element] * step
      block.weights[element][lane] = UInt32(weight)
      for level in 1...5 as ClosedRange<UInt8> {
        let index = Block.index(element, level)
        block.products[index][lane] = rules.product(level: level, weight: weight)
        block.reckoned[index][lane] = points[Int(level)] * UInt32(weight)
      }
    }
    block.count += 1
  }

  private func compare(_ block: Block, _ outcome: inout Outcome) {
    compare(block, ratingsFrom: 0, after: 0, derived: Sum(), reckoned: Sum(), &outcome)
  }

  /// Compares the cases of a block that begin with the same ratings.
  ///
  /// - Parameters:
  ///   - element: The first element whose rating is open.
  ///   - ratings: The ratings before it, as the digits 0–4 of a number in base five.
  ///   - derived: The sum of the rules over the elements before.
  ///   - reckoned: That of the second reckoning.
  private func compare(
    _ block: Block, ratingsFrom element: Int, after ratings: UInt64, derived: Sum, reckoned: Sum,
    _ outcome: inout Outcome
  ) {
    for level in 1...5 as ClosedRange<UInt8> {
      let index = Block.index(element, level)
      let ratings = ratings * 5 + UInt64(level - 1)
      let derived = derived.adding(block.products[index], isOverridden: rules.overrides(level))
      let reckoned = reckoned.adding(block.reckoned[index], isOverridden: level == override)
      if element + 1 < elements {
        compare(
          block, ratingsFrom: element + 1, after: ratings, derived: derived, reckoned: reckoned,
          &outcome)
      } else {
        compare(block, ratings: ratings, derived: derived, reckoned: reckoned, &outcome)
      }
    }
  }

  /// Compares the sixteen cases of a block with one rating vector.
  @inline(__always)
  private func compare(
    _ block: Block, ratings: UInt64, derived: Sum, reckoned: Sum, _ outcome: inout Outcome
  ) {
    let level = rules.level(of: derived.score, isOverridden: derived.isOverridden)
    var expected = Sixteen(repeating: UInt32(override))
    if !reckoned.isOverridden {
      for lane in expected.indices {
        expected[lane] = UInt32(levelOfScore[Int(reckoned.score[lane])])
      }
    }
    let agrees = (derived.score .== reckoned.score) .& (level .== expected)
    // Nearly all neighbours have the same level, so that they are counted at once.
    if all(agrees .& (level .== Sixteen(repeating: level[0]))) {
      outcome.levels[Int(level[0])] &+= UInt64(block.count)
    } else {
      compareEach(
        block, ratings, (derived.score, level), (reckoned.score, expected), &outcome)
    }
  }

  /// Counts the levels one by one and says where the two differ.
  @inline(never)
  private func compareEach(
    _ block: Block, _ ratings: UInt64, _ derived: (score: Sixteen, level: Sixteen),
    _ expected: (score: Sixteen, level: Sixteen), _ outcome: inout Outcome
  ) {
    for lane in 0..<block.count { outcome.levels[Int(derived.level[lane])] &+= 1 }
    let differs = (derived.score .!= expected.score) .| (derived.level .!= expected.level)
    guard any(differs), outcome.difference == nil,
      let lane = (0..<block.count).first(where: { differs[$0] })
    else { return }
    var rest = ratings
    var levels: [String] = []
    for _ in 0..<elements {
      levels.insert("\(rest % 5 + 1)", at: 0)
      rest /= 5
    }
    let weights = block.weights.map { Weight(hundredths: $0[lane]).description }
    outcome.difference = """
      weights \(weights.joined(separator: ", ")), ratings \(levels.joined(separator: ", ")): the \
      rules say \(SummaryScore(hundredths: derived.score[lane])), Level \(derived.level[lane]); \
      the second reckoning says \(SummaryScore(hundredths: expected.score[lane])), \
      Level \(expected.level[lane])
      """
  }
}

/// A number for each of sixteen weight vectors that are compared side by side.
///
/// The sums of both reckonings then take eight of the sixteen vector registers of any x86-64.
private typealias Sixteen = SIMD16<UInt32>

/// Up to sixteen weight vectors; the lanes after them have numbers that do not count.
private struct Block {
  /// The number of weight vectors.
  var count = 0
  /// For each element its weights, hundredths of a percent.
  var weights: [Sixteen]
  /// For each element and level the products of the rules.
  var products: [Sixteen]
  /// Those of the second reckoning.
  var reckoned: [Sixteen]

  init(elements: Int) {
    weights = Array(repeating: .zero, count: elements)
    products = Array(repeating: .zero, count: elements * 5)
    reckoned = products
  }

  /// The place of an element and level in the products.
  static func index(_ element: Int, _ level: UInt8) -> Int { element * 5 + Int(level) - 1 }
}

/// What one of the two has added up for each weight vector of a block.
private struct Sum {
  var score = Sixteen.zero
  /// Whether a rating is at the level that overrides; the ratings are the same for all of them.
  var isOverridden = false

  @inline(__always)
  func adding(_ products: Sixteen, isOverridden: Bool) -> Sum {
    Sum(score: score &+ products, isOverridden: self.isOverridden || isOverridden)
  }
}
