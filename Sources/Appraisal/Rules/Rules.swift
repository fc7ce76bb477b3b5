/// The rules of a system as plain numbers, ready to be applied to millions of plans.
///
/// The batch, a single ``AppraisalSystem/derive(_:ratings:)`` and the proof accept plans and derive
/// ratings by these numbers; what is wrong with a plan that they refuse is for the ``Judge`` to say.
///
/// Weights are hundredths of a percent, ratings levels 1–5, scores hundredths of a point, all of
/// them integers: 5 × 60% is 5 × 6000 = 30,000. There is nothing in it but numbers, so a copy costs
/// no more than its bytes.
@usableFromInline package struct Rules: BitwiseCopyable, Sendable {
  /// The number of elements.
  @usableFromInline package let elements: Int
  /// The weights that all rules of an element allow together.
  @usableFromInline let lowestWeights: [16 of UInt32]
  @usableFromInline let highestWeights: [16 of UInt32]
  /// The element that none may outweigh; -1 if there is none.
  @usableFromInline let heaviestElement: Int
  @usableFromInline let total: UInt32
  /// Points by level, a byte each, as none is over 100 (``SystemDecoder``); the lowest is never used. In one
  /// word they are looked up in a register; out of a list a copy of all rules would be looked into.
  @usableFromInline let points: UInt64
  /// The lowest scores of the ranges from low to high, `.max` where there are fewer than five.
  @usableFromInline let minimumScores: [5 of UInt32]
  /// The levels of these ranges.
  @usableFromInline let rangeLevels: [5 of UInt32]
  /// The level that overrides the ranges; 0 if there is none.
  @usableFromInline let overrideLevel: UInt32

  /// The rules of a system.
  ///
  /// - Precondition: the system is sound (``AppraisalSystem/soundness()``).
  package init(of system: AppraisalSystem) {
    elements = system.elements.count
    var lowestWeights: [16 of UInt32] = .init(repeating: 0)
    var highestWeights: [16 of UInt32] = .init(repeating: 0)
    for (index, element) in system.elements.enumerated() {
      let allowed = element.allowedWeights
      lowestWeights[index] = allowed.lowerBound.hundredths
      highestWeights[index] = allowed.upperBound.hundredths
    }
    self.lowestWeights = lowestWeights
    self.highestWeights = highestWeights
    heaviestElement = system.weights.heaviestElement ?? -1
    total = system.weights.total.hundredths
    points = system.levels.reduce(0) { points, definition in
      precondition(definition.points <= UInt8.max, "points are at most 100")
      return points | UInt64(definition.points) << UInt64(8 * definition.level.number)
    }
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
  @inlinable package func product(level: UInt8, weight: UInt16) -> UInt32 {
    points(of: level) * UInt32(weight)
  }

  /// The points of a level for each percent of weight.
  @inline(__always)
  @inlinable package func points(of level: UInt8) -> UInt32 {
    precondition(level < 6, "there are five levels")
    return UInt32(truncatingIfNeeded: points &>> UInt64(8 &* level) & 0xFF)
  }

  /// Whether an element at this level decides the rating.
  @inline(__always)
  @inlinable package func overrides(_ level: UInt8) -> Bool { UInt32(level) == overrideLevel }

  /// The score and the initial summary rating of one executive.
  ///
  /// The override is tested before the ranges: one Level 1 at weight 5 with the rest at Level 5
  /// scores 480, inside the range of Level 5, and is Level 1. The range is looked up with the
  /// exact score. In a sound system the ranges leave nothing out, so the highest one that begins
  /// at or below the score holds it.
  ///
  /// Source: OPM, SES FAQ "How are the ratings derived?"; 5 CFR 430.305(a)(5).
  ///
  /// - Precondition: the weights are a plan (``accepts(weights:)``) and every rating is a level.
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
  package func level<Score: ScoreLanes>(of score: Score, isOverridden: Bool) -> Score {
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

  /// Whether weights are a plan: all of them readable, within the limits of their elements, none
  /// above the one that none may outweigh, and together the total.
  ///
  /// - Parameter weights: Hundredths of a percent for each element, or ``Sentinel/missingWeight`` or
  ///   ``Sentinel/unreadableWeight``.
  /// - Complexity: O(elements).
  @inlinable package func accepts(weights: Span<UInt16>) -> Bool {
    let heaviest = heaviestElement < 0 ? UInt32.max : UInt32(weights[heaviestElement])
    var sum: UInt32 = 0
    for element in 0..<elements {
      // What is no weight is above every limit.
      let weight = UInt32(weights[element])
      guard weight >= lowestWeights[element], weight <= highestWeights[element], weight <= heaviest
      else { return false }
      sum += weight
    }
    return sum == total
  }

  /// The same of weights that nobody has compared with the step of the system: those of a published roster.
  ///
  /// - Complexity: O(elements).
  package func accepts(weights: Span<UInt16>, in step: WeightStep) -> Bool {
    accepts(weights: weights)
      && weights.indices.allSatisfy { step.accepts(UInt32(weights[$0])) }
  }

  /// Whether weights that are not accepted break a rule or are missing, which is for a ``Judge`` to
  /// report; if not, one cannot be read, which was reported by the reader.
  ///
  /// - Complexity: O(elements).
  @inlinable package func refuses(weights: Span<UInt16>) -> Bool {
    if accepts(weights: weights) { return false }
    var isReadable = true
    for element in 0..<elements {
      if weights[element] == Sentinel.missingWeight { return true }
      isReadable = isReadable && weights[element] != Sentinel.unreadableWeight
    }
    return isReadable
  }

  /// Whether an element has no rating, which is for a ``Judge`` to report.
  ///
  /// - Parameter ratings: A level for each element, or ``Sentinel/missingLevel`` or
  ///   ``Sentinel/unreadableLevel``.
  /// - Complexity: O(elements).
  @inlinable package func refuses(ratings: Span<UInt8>) -> Bool {
    for element in 0..<elements where ratings[element] == Sentinel.missingLevel { return true }
    return false
  }
}
