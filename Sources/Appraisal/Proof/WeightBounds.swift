/// The weight rules of a system in steps, as plain integers.
package struct WeightBounds: Sendable {
  /// Hundredths of a percent in a step.
  package let step: Int
  /// What the weights add up to, in steps.
  package let total: Int
  /// The least that each element may weigh.
  package let minimums: [Int]
  /// The most that each element may weigh; where its rules leave that open, the highest weight that
  /// can be read.
  package let limits: [Int]
  /// The most that each element can weigh in a plan: its limit, or the total.
  package let maximums: [Int]
  /// The element that none may outweigh.
  package let heaviest: Int?

  /// The bounds of a system.
  package init(of system: AppraisalSystem) {
    let step = system.weights.step.hundredths
    let total = Int(system.weights.total.hundredths / step)
    self.step = Int(step)
    self.total = total
    minimums = system.elements.map {
      Int(($0.allowedWeights.lowerBound.hundredths + step - 1) / step)
    }
    limits = system.elements.map { Int($0.allowedWeights.upperBound.hundredths / step) }
    maximums = limits.map { min($0, total) }
    heaviest = system.weights.heaviestElement
  }

  var count: Int { minimums.count }

  func range(of element: Int) -> ClosedRange<Int> { minimums[element]...maximums[element] }

  func range(of element: Int, cappedAt cap: Int) -> ClosedRange<Int>? {
    let maximum = min(maximums[element], cap)
    return minimums[element] <= maximum ? minimums[element]...maximum : nil
  }

  /// Whether any weight vector is valid.
  var hasPlan: Bool {
    weights(groups: [Int](repeating: 0, count: count), totals: [total]) != nil
  }

  /// A valid weight vector in which each group of elements weighs what it should; `nil` when there
  /// is none.
  ///
  /// The element that none may outweigh gets as much as its group leaves it: that widens the bounds
  /// of all others and narrows none, so that if this weight does not do, no weight does.
  ///
  /// - Parameters:
  ///   - groups: The group of each element, an index into `totals`.
  ///   - totals: The weight of each group; together ``total``.
  /// - Complexity: O(elements × groups).
  func weights(groups: [Int], totals: [Int]) -> [Int]? {
    var weights = minimums
    var caps = maximums
    var open = totals
    for element in groups.indices { open[groups[element]] -= minimums[element] }
    guard open.allSatisfy({ $0 >= 0 }) else { return nil }
    if let heaviest {
      let group = groups[heaviest]
      let more = min(open[group], maximums[heaviest] - minimums[heaviest])
      weights[heaviest] += more
      open[group] -= more
      let cap = weights[heaviest]
      for element in caps.indices {
        guard minimums[element] <= cap else { return nil }
        caps[element] = min(caps[element], cap)
      }
    }
    for group in open.indices {
      // Evenly, so that the vector looks like a plan that somebody could have written.
      while open[group] > 0 {
        let under = groups.indices.filter { groups[$0] == group && weights[$0] < caps[$0] }
        guard !under.isEmpty else { return nil }
        let share = max(1, open[group] / under.count)
        for element in under where open[group] > 0 {
          let more = min(share, caps[element] - weights[element], open[group])
          weights[element] += more
          open[group] -= more
        }
      }
    }
    return weights
  }
}
