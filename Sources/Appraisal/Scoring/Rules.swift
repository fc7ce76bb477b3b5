/// The rules of a system as plain numbers, ready to be applied to millions of plans.
///
/// This is the only place where a plan is judged and a rating derived; the batch, a single
/// ``AppraisalSystem/derive(_:ratings:)`` and the proof all come here.
///
/// Weights are hundredths of a percent, ratings levels 1–5, scores hundredths of a point, all of
/// them integers: 5 × 60 % is 5 × 6000 = 30,000. There is nothing in it but numbers, so a copy costs
/// no more than its bytes.
package struct Rules: BitwiseCopyable, Sendable {
  /// The number of elements.
  package let elements: Int
  private let minimumWeights: [16 of UInt32]
  private let maximumWeights: [16 of UInt32]
  private let heaviestElement: Int?
  private let total: UInt32
  /// Points by level; the first is never used.
  private let points: [6 of UInt32]
  /// The lowest scores of the ranges from low to high, `.max` where there are fewer than five.
  private let minimumScores: [5 of UInt32]
  /// The levels of these ranges.
  private let rangeLevels: [5 of UInt32]
  /// The level that overrides the ranges; 0 where there is none.
  private let overrideLevel: UInt32

  /// The rules of a system.
  ///
  /// - Precondition: the system is sound (``AppraisalSystem/soundness()``).
  package init(of system: AppraisalSystem) {
    elements = system.elements.count
    var minimumWeights: [16 of UInt32] = .init(repeating: 0)
    var maximumWeights: [16 of UInt32] = .init(repeating: .max)
    for (index, element) in system.elements.enumerated() {
      minimumWeights[index] = element.minimumWeight.hundredths
      maximumWeights[index] = element.maximumWeight?.hundredths ?? .max
    }
    self.minimumWeights = minimumWeights
    self.maximumWeights = maximumWeights
    heaviestElement = system.weights.heaviestElement
    total = system.weights.total.hundredths
    var points: [6 of UInt32] = .init(repeating: 0)
    for definition in system.levels { points[definition.level.number] = definition.points }
    self.points = points
    var minimums: [5 of UInt32] = .init(repeating: .max)
    var levels: [5 of UInt32] = .init(repeating: 0)
    for (index, range) in system.ranges.enumerated() {
      minimums[index] = range.minimum.hundredths
      levels[index] = UInt32(range.level.rawValue)
    }
    minimumScores = minimums
    rangeLevels = levels
    overrideLevel = UInt32(system.override?.level.rawValue ?? 0)
  }

  // MARK: - Scoring

  /// The points of a level × a weight, in hundredths of a point.
  @inline(__always)
  package func product(level: UInt8, weight: UInt16) -> UInt32 {
    points[Int(level)] * UInt32(weight)
  }

  /// The points of a level for each percent of weight.
  @inline(__always)
  package func points(of level: UInt8) -> UInt32 { points[Int(level)] }

  /// Whether an element at this level decides the rating.
  @inline(__always)
  package func overrides(_ level: UInt8) -> Bool { UInt32(level) == overrideLevel }

  /// The score and the initial summary rating of one executive.
  ///
  /// The override is tested before the ranges: one Level 1 at weight 5 with the rest at Level 5
  /// scores 480, inside the range of Level 5, and is Level 1. The range is looked up with the
  /// exact score. In a sound system the ranges leave nothing out, so the highest one that begins
  /// at or below the score holds it.
  ///
  /// Source: OPM, SES FAQ "How are the ratings derived?"; 5 CFR 430.305(a)(5).
  ///
  /// - Precondition: the weights and ratings passed ``judge(weights:report:)`` and
  ///   ``judge(ratings:report:)``.
  /// - Complexity: O(elements).
  package func rate(weights: Span<UInt16>, ratings: Span<UInt8>) -> SummaryRating {
    var score: UInt32 = 0
    var isOverridden = false
    for element in 0..<elements {
      score += product(level: ratings[element], weight: weights[element])
      isOverridden = isOverridden || overrides(ratings[element])
    }
    let number = level(of: score, isOverridden: isOverridden)
    guard let level = Level(rawValue: UInt8(truncatingIfNeeded: number)) else {
      preconditionFailure("a range has a level")
    }
    return SummaryRating(
      score: SummaryScore(hundredths: score), level: level,
      basis: isOverridden ? .override(level) : .range)
  }

  /// The level of a score: the override's, or else that of the range that holds the score.
  ///
  /// - Parameter score: One score, or several side by side that one override decides or none.
  /// - Returns: A level, 1–5; 0 for a score below all ranges, which no sound system has.
  @inline(__always)
  package func level<Score: Lanes>(of score: Score, isOverridden: Bool) -> Score {
    if isOverridden { return Score(repeating: overrideLevel) }
    var level = Score(repeating: 0)
    for range in 0..<5 {
      level = level.replacing(
        with: Score(repeating: rangeLevels[range]),
        where: score .>= Score(repeating: minimumScores[range]))
    }
    return level
  }

  // MARK: - Judging

  /// Reports everything that is wrong with the weights of one plan.
  ///
  /// A weight that is missing is reported here; one that could not be read was reported by whoever
  /// read it. The rules over weights are judged when every weight is readable: below its minimum,
  /// above its maximum, above the element that none may outweigh, and the total.
  ///
  /// Source: OPM, SES FAQ "Does the basic SES appraisal system description require specific
  /// weights…"; each rule's own citation is in the system.
  ///
  /// - Parameters:
  ///   - weights: Hundredths of a percent for each element, or ``Cell/missingWeight`` or
  ///     ``Cell/unreadableWeight``.
  ///   - report: Called once for each finding, in the order of the elements, the total last.
  /// - Complexity: O(elements).
  package func judge(weights: Span<UInt16>, report: (Finding) -> Void) {
    var sum: UInt32 = 0
    var readable = true
    for element in 0..<elements {
      let weight = weights[element]
      if weight == Cell.missingWeight { report(Finding(.missingWeight, element: element)) }
      readable = readable && weight < Cell.unreadableWeight
      sum += UInt32(weight)
    }
    guard readable else { return }
    let heaviest = heaviestElement.map { UInt32(weights[$0]) } ?? .max
    for element in 0..<elements {
      let weight = UInt32(weights[element])
      if weight < minimumWeights[element] {
        report(Finding(.weightBelowMinimum, element: element, found: weight))
      }
      if weight > maximumWeights[element] {
        report(Finding(.weightAboveMaximum, element: element, found: weight))
      }
      if weight > heaviest {
        report(
          Finding(.weightAboveHeaviestElement, element: element, found: weight, expected: heaviest))
      }
    }
    if sum != total { report(Finding(.weightsDoNotTotal100, found: sum)) }
  }

  /// Reports every element that has no rating.
  ///
  /// A rating that could not be read was reported by whoever read it. There is no rule for an
  /// element without a rating: its weight is not given to the others.
  ///
  /// - Parameters:
  ///   - ratings: A level for each element, or ``Cell/missingLevel`` or ``Cell/unreadableLevel``.
  ///   - report: Called once for each finding, in the order of the elements.
  /// - Complexity: O(elements).
  package func judge(ratings: Span<UInt8>, report: (Finding) -> Void) {
    for element in 0..<elements where ratings[element] == Cell.missingLevel {
      report(Finding(.missingRating, element: element))
    }
  }
}
