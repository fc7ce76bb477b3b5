/// Why one executive's summary score is another than before, exactly and element by element.
///
/// With points p, weights w and ratings r, before (0) and after (1), the difference of two scores is
///
///     S₁ − S₀ = Σ (p₀(r₁) − p₀(r₀))·w₀ + Σ (p₁(r₁) − p₀(r₁))·w₀ + Σ p₁(r₁)·(w₁ − w₀)
///               the ratings' part        the system's part        the weights' part
///
/// The system's part is 0 unless a level gives other points in the second system. From the weights 10
/// and 60 and the ratings 4 and 4, 280, to 20 and 50 and 5 and 4, 300, the ratings' part is
/// (5 − 4)·10 = 10, and the weights' part is 5·10 + 4·(−10) = 10.
package struct ScoreChange: Sendable {
  /// A weight or a rating that moved.
  package struct Move: Hashable, Sendable {
    package let element: ElementIndex
    /// The weight in hundredths of a percent, or the level; `nil` where there is none.
    package let from: UInt16?
    package let to: UInt16?
    /// What it adds to the score, in hundredths of a point; 0 where there is no score before and after.
    package let part: Int
  }

  /// The ratings that moved, in the order of the elements.
  package let ratings: [Move]
  /// The weights that moved, in the order of the elements.
  package let weights: [Move]
  /// The system's part, in hundredths of a point; 0 where there is no score before and after.
  package let systemPart: Int

  /// The sum of the parts of ``ratings``.
  package var ratingsPart: Int { ratings.reduce(0) { $0 + $1.part } }
  /// The sum of the parts of ``weights``.
  package var weightsPart: Int { weights.reduce(0) { $0 + $1.part } }

  /// What moved from one plan with its ratings to another.
  ///
  /// - Parameters:
  ///   - weights: Hundredths of a percent, or ``Sentinel`` values.
  ///   - ratings: Levels, or ``Sentinel`` values.
  ///   - isScored: Whether there is a score before and after: all are weights and levels.
  /// - Precondition: Both systems have the same elements in the same order.
  /// - Complexity: O(elements).
  package init(
    fromWeights oldWeights: Span<UInt16>, ratings oldRatings: Span<UInt8>, under oldRules: Rules,
    toWeights newWeights: Span<UInt16>, ratings newRatings: Span<UInt8>, under newRules: Rules,
    isScored: Bool
  ) {
    func weight(_ cell: UInt16) -> UInt16? { cell < Sentinel.unreadableWeight ? cell : nil }
    func level(_ cell: UInt8) -> UInt16? { 1...5 ~= cell ? UInt16(cell) : nil }
    var (ratings, weights, systemPart): ([Move], [Move], Int) = ([], [], 0)
    for element in 0..<oldRules.elements {
      var (ratingPart, weightPart) = (0, 0)
      if isScored {
        let (before, after) = (Int(oldWeights[element]), Int(newWeights[element]))
        let points = (
          Int(oldRules.points(of: oldRatings[element])),
          Int(oldRules.points(of: newRatings[element])),
          Int(newRules.points(of: newRatings[element]))
        )
        ratingPart = (points.1 - points.0) * before
        systemPart += (points.2 - points.1) * before
        weightPart = points.2 * (after - before)
      }
      if oldRatings[element] != newRatings[element] {
        ratings.append(
          Move(
            element: ElementIndex(element), from: level(oldRatings[element]),
            to: level(newRatings[element]), part: ratingPart))
      }
      if oldWeights[element] != newWeights[element] {
        weights.append(
          Move(
            element: ElementIndex(element), from: weight(oldWeights[element]),
            to: weight(newWeights[element]), part: weightPart))
      }
    }
    self.ratings = ratings
    self.weights = weights
    self.systemPart = systemPart
  }
}

/// Hundredths as a decimal with its sign: `+10`, `-7.5`, `0`.
package func signedDecimal(hundredths: Int) -> String {
  (hundredths > 0 ? "+" : hundredths < 0 ? "-" : "")
    + decimal(hundredths: UInt32(hundredths.magnitude))
}
