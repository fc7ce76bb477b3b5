import Appraisal

/// The rules of a system by the data of the system alone, without any of the code that the program
/// judges and rates with.
struct SlowReckoning {
  private let system: AppraisalSystem

  init(of system: AppraisalSystem) { self.system = system }

  /// Whether weights, in hundredths of a percent, are a plan.
  func isPlan(_ weights: [Int]) -> Bool {
    guard weights.reduce(0, +) == Int(system.weights.total.hundredths) else { return false }
    for (weight, element) in zip(weights, system.elements) {
      if weight % Int(system.weights.step.hundredths) != 0 { return false }
      if weight < Int(element.minimumWeight.hundredths) { return false }
      if let maximum = element.maximumWeight, weight > Int(maximum.hundredths) { return false }
      if let heaviest = system.weights.heaviestElement, weight > weights[heaviest] { return false }
    }
    return true
  }

  /// Points × weight over all elements, in hundredths of a point.
  func score(_ weights: [Int], _ ratings: [Int]) -> Int {
    zip(weights, ratings).reduce(0) { $0 + $1.0 * Int(system.levels[$1.1 - 1].points) }
  }

  /// The ranges that hold a score.
  func ranges(holding score: Int) -> [AppraisalSystem.ScoreRange] {
    system.ranges.indices.filter { index in
      let range = system.ranges[index]
      if score < Int(range.minimum.hundredths) { return false }
      if let maximum = range.maximum { return score <= Int(maximum.hundredths) }
      return index + 1 == system.ranges.count
        || score < Int(system.ranges[index + 1].minimum.hundredths)
    }.map { system.ranges[$0] }
  }

  /// Score and level of one case of a sound system.
  func rate(_ weights: [Int], _ ratings: [Int]) -> (score: Int, level: Int) {
    expect(isPlan(weights), "\(weights) is no plan under \(system.name)")
    let score = score(weights, ratings)
    if let override = system.override?.level, ratings.contains(override.number) {
      return (score, override.number)
    }
    let holding = ranges(holding: score)
    expectEqual(holding.count, 1, "ranges of \(system.name) that hold \(score)")
    return (score, holding[0].level.number)
  }
}
