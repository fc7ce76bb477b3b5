import Appraisal

/// Weights that somebody could have agreed on, valid under a system.
///
/// Weights are counted in steps of the system. Every element begins with its minimum; the element
/// that none may outweigh is given its weight first, from all that the others can complete, and
/// what is left is handed out to the others in portions that lead to multiples of five percent.
struct WeightDraw: Sendable {
  private let count: Int
  private let step: Int
  private let total: Int
  private let minimums: [Int]
  /// What an element may weigh: its maximum, or all that can be read as a weight.
  private let limits: [Int]
  private let heaviest: Int?
  /// The weights of the element that none may outweigh that the others can complete.
  private let heaviestWeights: ClosedRange<Int>
  /// Five percent, as near as the step allows.
  private let portion: Int
  /// One percent, as near as the step allows.
  private let percent: Int

  /// Draws under a system.
  ///
  /// - Precondition: the system is sound, so that there is a valid plan.
  init(system: AppraisalSystem) {
    let bounds = WeightBounds(of: system)
    let (total, minimums, limits) = (bounds.total, bounds.minimums, bounds.limits)
    step = bounds.step
    self.total = total
    self.minimums = minimums
    self.limits = limits
    count = minimums.count
    portion = max(1, 500 / step)
    percent = max(1, 100 / step)
    heaviest = bounds.heaviest
    let least = minimums.reduce(0, +)
    guard let heaviest else {
      precondition(
        least <= total && limits.reduce(0) { $0 + min($1, total) } >= total,
        "a sound system has a valid plan")
      heaviestWeights = 0...0
      return
    }
    let highest = min(limits[heaviest], total - least + minimums[heaviest])
    var lowest = minimums.max() ?? 0
    while lowest <= highest {
      let most = limits.indices.reduce(0) { $0 + min($1 == heaviest ? lowest : limits[$1], lowest) }
      if most >= total { break }
      lowest += 1
    }
    precondition(lowest <= highest, "a sound system has a valid plan")
    heaviestWeights = lowest...highest
  }

  /// A valid plan: hundredths of a percent for each element.
  ///
  /// The element that none may outweigh tends to the middle of what it may weigh. One plan in eight
  /// has weights that are not multiples of five percent.
  func weights(_ generator: inout SeededGenerator) -> InlineArray<16, UInt16> {
    let choices = heaviestWeights.upperBound - heaviestWeights.lowerBound + 1
    let sum = generator.next(below: choices) + generator.next(below: choices)
    var weights = begun(heaviest: heaviestWeights.lowerBound + sum / 2)
    handOut(&weights) { generator.next(below: count) }
    if generator.next(below: 8) == 0 { shift(&weights, &generator) }
    return hundredths(weights)
  }

  /// A valid plan for an example: hundredths of a percent for each element.
  ///
  /// The element that none may outweigh has the middle of what it may weigh; the rest goes round.
  func exampleWeights() -> InlineArray<16, UInt16> {
    var weights = begun(heaviest: (heaviestWeights.lowerBound + heaviestWeights.upperBound) / 2)
    var turn = -1
    handOut(&weights) {
      turn = (turn + 1) % count
      return turn
    }
    return hundredths(weights)
  }

  /// Lowers or raises one weight by one to five steps, so that the weights no longer add up to the
  /// total.
  ///
  /// Nothing else becomes wrong, unless the system leaves its elements no room at all: then the
  /// first element also exceeds its maximum.
  func spoil(_ plan: inout InlineArray<16, UInt16>, _ generator: inout SeededGenerator) {
    let first = generator.next(below: count)
    let direction = generator.next(below: 2) == 0 ? 1 : -1
    for size in stride(from: 1 + generator.next(below: 5), through: 1, by: -1) {
      for change in [size * direction, -size * direction] {
        for turn in 0..<count {
          let element = (first + turn) % count
          let weight = Int(plan[element]) / step + change
          if permits(weight, of: element, in: plan) {
            plan[element] = UInt16(weight * step)
            return
          }
        }
      }
    }
    plan[0] += UInt16(step)
  }

  private func permits(_ weight: Int, of element: Int, in plan: InlineArray<16, UInt16>) -> Bool {
    guard weight >= minimums[element], weight <= limits[element] else { return false }
    guard let heaviest else { return true }
    guard element == heaviest else { return weight * step <= Int(plan[heaviest]) }
    return (0..<count).allSatisfy { $0 == heaviest || weight * step >= Int(plan[$0]) }
  }

  /// The minimums, and for the element that none may outweigh this weight or, where that is also
  /// possible, the next lower multiple of five percent.
  private func begun(heaviest weight: Int) -> InlineArray<16, Int> {
    var weights = InlineArray<16, Int>(repeating: 0)
    for element in 0..<count { weights[element] = minimums[element] }
    if let heaviest {
      let round = weight - weight % portion
      weights[heaviest] = round >= heaviestWeights.lowerBound ? round : weight
    }
    return weights
  }

  /// Hands out what the weights lack of the total, portion by portion.
  ///
  /// - Parameter next: The element whose turn it is; where that can take nothing, the next one that
  ///   can.
  private func handOut(_ weights: inout InlineArray<16, Int>, to next: () -> Int) {
    var open = total
    for element in 0..<count { open -= weights[element] }
    while open > 0 {
      var element = next()
      while room(of: element, in: weights) == 0 { element = element + 1 == count ? 0 : element + 1 }
      let share = portion - weights[element] % portion
      let more = min(share, open, room(of: element, in: weights))
      weights[element] += more
      open -= more
    }
  }

  /// Moves one to four percent from an element to another, where both can bear it.
  private func shift(_ weights: inout InlineArray<16, Int>, _ generator: inout SeededGenerator) {
    let source = generator.next(below: count)
    let target = generator.next(below: count)
    let amount = (1 + generator.next(below: 4)) * percent
    guard source != target, source != heaviest, weights[source] - amount >= minimums[source],
      room(of: target, in: weights) >= amount
    else { return }
    weights[source] -= amount
    weights[target] += amount
  }

  /// How much heavier an element may become; the one that none may outweigh has its weight.
  private func room(of element: Int, in weights: InlineArray<16, Int>) -> Int {
    if let heaviest {
      return element == heaviest ? 0 : min(limits[element], weights[heaviest]) - weights[element]
    }
    return min(limits[element], total) - weights[element]
  }

  private func hundredths(_ weights: InlineArray<16, Int>) -> InlineArray<16, UInt16> {
    var plan = InlineArray<16, UInt16>(repeating: 0)
    for element in 0..<count { plan[element] = UInt16(weights[element] * step) }
    return plan
  }
}
