/// Looks for a valid plan and ratings that give a score.
///
/// Two families of plans are tried, which between them show every hole that a person is likely to
/// leave: some elements at one level and the rest at another, and one element at one level, one at
/// a second and the rest at a third. The ratings are chosen first; the score then says what each
/// group of elements weighs, and ``WeightBounds/weights(groups:totals:)`` finds the weights or shows
/// that there are none.
struct WitnessSearch {
  private let system: AppraisalSystem
  private let bounds: WeightBounds
  /// The levels that leave the rating to the ranges, from the lowest.
  private let levels: [Level]
  private var attempts = 0

  init(in system: AppraisalSystem) {
    self.system = system
    bounds = WeightBounds(of: system)
    levels = Level.allCases.filter { $0 != system.override?.level }
  }

  /// Starts a new search with a full allowance of attempts: enough for every choice of the first
  /// family with eight elements, and short enough that a file of mistakes is judged at once.
  mutating func begin() { attempts = 100_000 }

  /// A plan that gives one of the scores; `nil` when none was found.
  ///
  /// - Parameter scores: Hundredths of a point, in the order in which they are tried.
  /// - Complexity: O(attempts × elements).
  mutating func witness(among scores: some Sequence<Int>) -> Soundness.Witness? {
    for score in scores {
      if attempts <= 0 { break }
      attempts -= 1
      guard score % bounds.step == 0 else { continue }
      if let found = twoLevels(score) ?? threeLevels(score) { return found }
    }
    return nil
  }

  /// Some elements at one level, the rest at a lower one; the smallest groups first.
  private mutating func twoLevels(_ score: Int) -> Soundness.Witness? {
    let sum = score / bounds.step
    for high in levels.indices {
      for low in levels.indices where low <= high {
        let difference = points(high) - points(low)
        let above = sum - points(low) * bounds.total
        if low == high || difference == 0 {
          guard above == 0 else { continue }
          if let found = plan(groups: uniform, totals: [bounds.total], levels: [low]) {
            return found
          }
          continue
        }
        guard above >= 0, above % difference == 0, above / difference <= bounds.total else {
          continue
        }
        let heavy = above / difference
        let totals = [bounds.total - heavy, heavy]
        for size in 1...bounds.count {
          for chosen in 1..<(1 << bounds.count) where chosen.nonzeroBitCount == size {
            if attempts <= 0 { return nil }
            attempts -= 1
            let groups = (0..<bounds.count).map { chosen >> $0 & 1 }
            if let found = plan(groups: groups, totals: totals, levels: [low, high]) {
              return found
            }
          }
        }
      }
    }
    return nil
  }

  /// One element at one level, one at another, the rest at a third.
  private mutating func threeLevels(_ score: Int) -> Soundness.Witness? {
    let sum = score / bounds.step
    for rest in levels.indices {
      let above = sum - points(rest) * bounds.total
      for first in levels.indices where points(first) != points(rest) {
        for second in levels.indices where points(second) != points(rest) {
          let factors = (points(first) - points(rest), points(second) - points(rest))
          for element in 0..<bounds.count {
            for weight in bounds.range(of: element) {
              if attempts <= 0 { return nil }
              attempts -= 1
              let open = above - factors.0 * weight
              guard open % factors.1 == 0, open / factors.1 >= 0 else { continue }
              let other = open / factors.1
              guard weight + other <= bounds.total else { continue }
              for partner in 0..<bounds.count where partner != element {
                guard bounds.range(of: partner).contains(other) else { continue }
                var groups = uniform
                groups[element] = 1
                groups[partner] = 2
                let totals = [bounds.total - weight - other, weight, other]
                if let found = plan(groups: groups, totals: totals, levels: [rest, first, second]) {
                  return found
                }
              }
            }
          }
        }
      }
    }
    return nil
  }

  private var uniform: [Int] { [Int](repeating: 0, count: bounds.count) }

  private func points(_ index: Int) -> Int { Int(system.definition(of: levels[index]).points) }

  private func plan(groups: [Int], totals: [Int], levels indices: [Int]) -> Soundness.Witness? {
    guard let steps = bounds.weights(groups: groups, totals: totals) else { return nil }
    let ratings = groups.map { levels[indices[$0]] }
    var score: UInt32 = 0
    for (weight, rating) in zip(steps, ratings) {
      score += UInt32(weight * bounds.step) * system.definition(of: rating).points
    }
    return Soundness.Witness(
      elements: system.elements.map(\.title),
      weights: steps.map { Weight(hundredths: UInt32($0 * bounds.step)) },
      ratings: ratings, score: SummaryScore(hundredths: score))
  }
}
