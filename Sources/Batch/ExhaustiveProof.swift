package import Appraisal
import Synchronization

/// Every case of a system, scored by the rules that the batch uses and by a second reckoning that
/// shares nothing with them, and compared.
///
/// A case is one valid weight vector with one rating for each element. `opm-basic-2012` has
/// 308,358 weight vectors and 5⁵ rating vectors: 963,618,750 cases.
package struct ExhaustiveProof: Sendable {
  /// The number of cases compared.
  package let cases: UInt64
  /// The number of cases with each level, from Level 1 to Level 5.
  package let levels: [UInt64]
  /// The first case found in which the two differ, in words; `nil` when they always agree.
  package let difference: String?

  /// The most cases that are tried; it would take hours beyond.
  package static let mostCases: UInt64 = 200_000_000_000

  /// The number of cases of a system; `nil` if it does not fit into 64 bits.
  package static func cases(of system: AppraisalSystem) -> UInt64? {
    guard let vectors = WeightVectors(of: system).count() else { return nil }
    var cases = vectors
    for _ in system.elements {
      let (product, overflow) = cases.multipliedReportingOverflow(by: 5)
      if overflow { return nil }
      cases = product
    }
    return cases
  }

  /// Tries every case.
  ///
  /// - Parameter progress: Told the cases as they are done.
  /// - Precondition: the system is sound and has no more than ``mostCases`` cases.
  /// - Complexity: O(cases).
  package init(of system: AppraisalSystem, threads: Int, progress: Progress? = nil) async {
    let vectors = WeightVectors(of: system)
    let reckoning = Reckoning(of: system)
    let rules = Rules(of: system)
    progress?.begin("proving", total: Int(Self.cases(of: system) ?? 0))
    let first = vectors.firstWeights ?? 1...0
    struct Part: Sendable {
      var cases: UInt64 = 0
      var levels = [UInt64](repeating: 0, count: 5)
      var difference: String?
    }
    // No error is thrown by the work, so there is nothing to catch.
    let parts = try? await Workers(count: threads).map(first.count) { index throws(RunError) in
      var part = Part()
      vectors.walk(firstWeight: first.lowerBound + UInt16(index)) { steps in
        reckoning.compare(with: rules, steps: steps, &part.levels, &part.difference)
        part.cases += UInt64(reckoning.ratingVectors)
      }
      progress?.advance(by: Int(part.cases))
      return part
    }
    cases = parts?.reduce(0) { $0 + $1.cases } ?? 0
    levels = (0..<5).map { level in parts?.reduce(0) { $0 + $1.levels[level] } ?? 0 }
    difference = parts?.lazy.compactMap(\.difference).first
  }
}

/// The second reckoning: a score is looked up in a list of all scores that the ranges were written
/// into one by one, and the override is decided from the rating vector as a whole.
private struct Reckoning: Sendable {
  /// All rating vectors, one after the other.
  let ratings: [UInt8]
  let ratingVectors: Int
  private let elements: Int
  /// For each rating vector the points of its elements.
  private let points: [UInt32]
  /// Whether the rating vector holds the level that overrides.
  private let isOverridden: [Bool]
  private let overrideLevel: UInt8
  /// For every score in hundredths the level, 0 where no range holds it.
  private let levelOfScore: [UInt8]
  private let step: UInt32

  init(of system: AppraisalSystem) {
    elements = system.elements.count
    var vectors: [[UInt8]] = [[]]
    for _ in system.elements {
      vectors = vectors.flatMap { head in (1...5).map { head + [$0] } }
    }
    ratings = vectors.flatMap(\.self)
    ratingVectors = vectors.count
    points = ratings.map { rating in
      system.levels.first { $0.level.rawValue == rating }?.points ?? 0
    }
    overrideLevel = system.override?.level.rawValue ?? 0
    isOverridden = vectors.map { [overrideLevel] in $0.contains(overrideLevel) }
    step = system.weights.step.hundredths
    let highest = (system.levels.map(\.points).max() ?? 0) * system.weights.total.hundredths
    var levelOfScore = [UInt8](repeating: 0, count: Int(highest) + 1)
    for (index, range) in system.ranges.enumerated() {
      let next = index + 1 < system.ranges.count ? system.ranges[index + 1].minimum.hundredths : nil
      let end = range.maximum?.hundredths ?? next.map { $0 - 1 } ?? highest
      for score in range.minimum.hundredths...max(end, range.minimum.hundredths) {
        if score <= highest { levelOfScore[Int(score)] = range.level.rawValue }
      }
    }
    self.levelOfScore = levelOfScore
  }

  /// Compares all rating vectors under one weight vector.
  func compare(
    with rules: Rules, steps: Span<UInt16>, _ levels: inout [UInt64], _ difference: inout String?
  ) {
    var weights: [16 of UInt16] = .init(repeating: 0)
    for element in 0..<elements { weights[element] = steps[element] * UInt16(step) }
    let span = weights.span.extracting(first: elements)
    let (points, ratings) = (points.span, ratings.span)
    var counts: [6 of UInt64] = .init(repeating: 0)
    for vector in 0..<ratingVectors {
      let cells = vector * elements..<(vector + 1) * elements
      let rating = rules.rate(weights: span, ratings: ratings.extracting(cells))
      var score: UInt32 = 0
      for element in 0..<elements {
        score += points[cells.lowerBound + element] * UInt32(span[element])
      }
      let level = isOverridden[vector] ? overrideLevel : levelOfScore[Int(score)]
      counts[Int(rating.level.rawValue)] += 1
      if rating.score.hundredths != score || rating.level.rawValue != level, difference == nil {
        difference =
          "weights \(span.indices.map { Weight(hundredths: UInt32(span[$0])).description }), "
          + "ratings \(cells.map { ratings[$0] }): the rules say \(rating.score), "
          + "Level \(rating.level.number); the second reckoning says "
          + "\(SummaryScore(hundredths: score)), Level \(level)"
      }
    }
    for level in 1...5 { levels[level - 1] += counts[level] }
  }
}
