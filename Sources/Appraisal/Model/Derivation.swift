/// How one initial summary rating came about, line by line, as in OPM's worked example.
///
///     let system = AppraisalSystem.opmBasic2012
///     let weights = [10, 10, 10, 10, 60].map(Weight.init(percent:))
///     let plan = try Plan(weights: weights, under: system)
///     let derivation = system.derive(plan, ratings: [.four, .five, .three, .four, .four])
///     derivation.rating.score.description   // "400"
///     derivation.rating.level               // .four
///
/// Source: OPM, SES FAQ "How are the ratings derived?".
public struct Derivation: Sendable {
  /// What one element adds to the summary score.
  public struct Line: Hashable, Sendable {
    public let element: AppraisalSystem.Element
    public let rating: Level
    /// The points of the rating.
    public let points: UInt32
    public let weight: Weight
    /// Points × weight.
    public let product: SummaryScore
  }

  /// One line for each element, in the order of the system.
  public let lines: [Line]
  /// The result; its score is the sum of the products.
  public let rating: SummaryRating
  /// The range that the score falls into, whether or not it decided; `nil` where only the override
  /// gives a level to such a score.
  public let range: AppraisalSystem.ScoreRange?
  /// The elements that made the override fire; empty when it did not.
  public let overridingElements: [AppraisalSystem.Element]
  /// The range above the rating and how far the score is from it; `nil` at the highest range and
  /// where the override decided, because then no score would change the rating.
  public let next: (range: AppraisalSystem.ScoreRange, distance: SummaryScore)?
}

extension AppraisalSystem {
  /// Scores a plan and says how.
  ///
  /// - Parameters:
  ///   - plan: A plan made under this system.
  ///   - ratings: A level for each element, in the order of the system.
  /// - Precondition: there are as many weights and ratings as elements; the system is sound.
  /// - Complexity: O(elements).
  public func derive(_ plan: Plan, ratings: [Level]) -> Derivation {
    precondition(plan.weights.count == elements.count, "the plan was made under another system")
    precondition(ratings.count == elements.count, "a rating for each element")
    let weights = plan.weights.map { UInt16($0.hundredths) }
    let levels = ratings.map(\.rawValue)
    let rules = Rules(of: self)
    let rating = rules.rate(weights: weights.span, ratings: levels.span)
    let lines = elements.indices.map { index in
      Derivation.Line(
        element: elements[index], rating: ratings[index], points: rules.points(of: levels[index]),
        weight: plan.weights[index],
        product: SummaryScore(
          hundredths: rules.product(level: levels[index], weight: weights[index])))
    }
    let overriding =
      rating.basis == .range ? [] : lines.filter { $0.rating == rating.level }.map(\.element)
    let higher = rating.basis == .range ? ranges.first { $0.minimum > rating.score } : nil
    return Derivation(
      lines: lines, rating: rating,
      range: ranges.last {
        $0.minimum <= rating.score && rating.score <= $0.maximum ?? rating.score
      },
      overridingElements: overriding,
      next: higher.map {
        ($0, SummaryScore(hundredths: $0.minimum.hundredths - rating.score.hundredths))
      })
  }
}
