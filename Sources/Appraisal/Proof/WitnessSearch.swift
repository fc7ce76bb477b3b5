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
    for high in levels.indices {
      for low in levels.indices where low <= high && attempts > 0 {
        if let found = witness(score, some: high, rest: low) { return found }
      }
    }
    return nil
  }

  /// Some elements at the higher of two levels, the rest at the lower one.
  private mutating func witness(_ score: Int, some high: Int, rest low: Int) -> Soundness.Witness? {
    let difference = points(high) - points(low)
    let above = score / bounds.step - points(low) * bounds.total
    if difference == 0 {
      return above == 0 ? plan(groups: uniform, totals: [bounds.total], levels: [low]) : nil
    }
    guard above >= 0, above % difference == 0, above / difference <= bounds.total else {
      return nil
    }
    let heavy = above / difference
    for size in 1...bounds.count {
      for chosen in 1..<(1 << bounds.count) where chosen.nonzeroBitCount == size {
        if attempts <= 0 { return nil }
        attempts -= 1
        let groups = (0..<bounds.count).map { chosen >> $0 & 1 }
        let totals = [bounds.total - heavy, heavy]
        if let found = plan(groups: groups, totals: totals, levels: [low, high]) { return found }
      }
    }
    return nil
  }

  /// One element at one level, one at another, the rest at a third.
  private mutating func threeLevels(_ score: Int) -> Soundness.Witness? {
    for rest in levels.indices {
      for first in levels.indices where points(first) != points(rest) {
        for second in levels.indices where points(second) != points(rest) {
          let triple = Triple(rest: rest, first: first, second: second)
          if let found = witness(score, triple) { return found }
        }
      }
    }
    return nil
  }

  /// Three levels, as indices into ``levels``: of one element, of a second, and of the rest.
  private struct Triple {
    let rest: Int
    let first: Int
    let second: Int
  }

  /// One element at the first of three levels, one at the second, the rest at the third.
  private mutating func witness(_ score: Int, _ triple: Triple) -> Soundness.Witness? {
    let above = score / bounds.step - points(triple.rest) * bounds.total
    let factor = points(triple.first) - points(triple.rest)
    let otherFactor = points(triple.second) - points(triple.rest)
    for element in 0..<bounds.count {
      for weight in bounds.range(of: element) {
        if attempts <= 0 { return nil }
        attempts -= 1
        // The score says what the second element weighs once the first has its weight.
        let open = above - factor * weight
        guard open % otherFactor == 0, open / otherFactor >= 0,
          weight + open / otherFactor <= bounds.total
        else { continue }
        if let found = plan(triple, element, weighs: weight, partnerWeighs: open / otherFactor) {
          return found
        }
      }
    }
    return nil
  }

  /// A plan in which one element has a weight and the first level, and any other the other weight
  /// and the second level.
  private func plan(
    _ triple: Triple, _ element: Int, weighs weight: Int, partnerWeighs other: Int
  ) -> Soundness.Witness? {
    for partner in 0..<bounds.count where partner != element {
      guard bounds.range(of: partner).contains(other) else { continue }
      var groups = uniform
      groups[element] = 1
      groups[partner] = 2
      let found = plan(
        groups: groups, totals: [bounds.total - weight - other, weight, other],
        levels: [triple.rest, triple.first, triple.second])
      if let found { return found }
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
