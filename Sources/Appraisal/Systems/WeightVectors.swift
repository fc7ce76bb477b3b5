/// Every valid weight vector of a system: all plans that its weight rules allow.
///
/// A vector has one weight for each element, counted in steps: under a step of half a percent, 41
/// is 20.5 %. The vectors come in lexicographic order, and all that begin with one first weight can
/// be walked apart from the others, which is how the work is divided among threads:
///
///     let vectors = WeightVectors(of: .opmBasic2012)
///     vectors.count()         // 308358
///     vectors.firstWeights    // 5...42
///     for first in vectors.firstWeights! {
///       vectors.walk(firstWeight: first) { weights in … }
///     }
package struct WeightVectors: Sendable {
  /// What one step weighs.
  package let step: Weight
  /// How many weights a vector has, 1–16.
  package let elementCount: Int
  /// The weights that the first element has in at least one vector, in steps; `nil` when no vector
  /// is valid.
  package let firstWeights: ClosedRange<UInt16>?

  private let bounds: WeightBounds

  /// The vectors of a system.
  ///
  /// - Complexity: O(steps in the total).
  package init(of system: AppraisalSystem) {
    step = system.weights.step
    bounds = WeightBounds(of: system)
    elementCount = bounds.count
    var walk = WeightWalk(bounds)
    let firsts = bounds.hasPlan ? walk.firstWeights() : nil
    firstWeights = firsts.map { UInt16($0.lowerBound)...UInt16($0.upperBound) }
  }

  /// How many vectors are valid; `nil` when more than `UInt64.max` are.
  ///
  /// Counted by dynamic programming over the elements, once for each weight of the element that
  /// none may outweigh, and not by walking.
  ///
  /// - Complexity: O(elements × steps), times the steps when none may outweigh one element.
  package func count() -> UInt64? {
    guard bounds.hasPlan else { return 0 }
    guard let heaviest = bounds.heaviest else {
      return ways(
        total: bounds.total, ranges: bounds.minimums.indices.map { bounds.range(of: $0) })
    }
    var sum: UInt64 = 0
    let others = bounds.minimums.indices.filter { $0 != heaviest }
    for weight in bounds.minimums[heaviest]...bounds.maximums[heaviest] {
      let ranges = others.compactMap { bounds.range(of: $0, cappedAt: weight) }
      guard ranges.count == others.count else { continue }
      guard let ways = ways(total: bounds.total - weight, ranges: ranges) else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(ways)
      if overflow { return nil }
      sum = next
    }
    return sum
  }

  /// Calls `body` with every vector, in lexicographic order.
  ///
  /// - Parameter body: Takes one weight for each element, in steps; the span lives as long as the
  ///   call. An error that it throws ends the walk.
  /// - Complexity: O(vectors); no allocation for a vector.
  package func walk<Failure: Error>(
    _ body: (Span<UInt16>) throws(Failure) -> Void
  ) throws(Failure) {
    guard let firstWeights else { return }
    for first in firstWeights { try walk(firstWeight: first, body) }
  }

  /// Calls `body` with every vector that begins with a weight, in lexicographic order.
  ///
  /// - Parameters:
  ///   - firstWeight: The weight of the first element, in steps; no vector has one outside
  ///     ``firstWeights``, and nothing is called then.
  ///   - body: Takes one weight for each element, in steps; the span lives as long as the call. An
  ///     error that it throws ends the walk.
  /// - Complexity: O(vectors that begin so); no allocation for a vector.
  package func walk<Failure: Error>(
    firstWeight: UInt16, _ body: (Span<UInt16>) throws(Failure) -> Void
  ) throws(Failure) {
    guard let firstWeights, firstWeights.contains(firstWeight) else { return }
    var walk = WeightWalk(bounds)
    try walk.begin(with: Int(firstWeight), body)
  }

  /// In how many ways weights within `ranges` add up to `total`; `nil` on overflow.
  ///
  /// Only sums that the ranges still to come can complete are kept: each then is part of at least
  /// one way, so that a sum overflows only if the result does.
  private func ways(total: Int, ranges: [ClosedRange<Int>]) -> UInt64? {
    guard total >= 0 else { return 0 }
    var least = ranges.reduce(0) { $0 + $1.lowerBound }
    var most = ranges.reduce(0) { $0 + $1.upperBound }
    guard least <= total, total <= most else { return 0 }
    var ways = [UInt64](repeating: 0, count: total + 1)
    ways[0] = 1
    // Sums of up to 10,001 counts below 2^64 do not overflow here.
    var upTo = [UInt128](repeating: 0, count: total + 2)
    for range in ranges {
      least -= range.lowerBound
      most -= range.upperBound
      for sum in 0...total { upTo[sum + 1] = upTo[sum] + UInt128(ways[sum]) }
      for sum in 0...total {
        let open = total - sum
        guard sum >= range.lowerBound, least <= open, open <= most else {
          ways[sum] = 0
          continue
        }
        let count =
          upTo[sum - range.lowerBound + 1] - upTo[max(0, sum - range.upperBound)]
        guard let fitting = UInt64(exactly: count) else { return nil }
        ways[sum] = fitting
      }
    }
    return ways[total]
  }
}

/// The weight rules of a system in steps, as plain integers.
struct WeightBounds: Sendable {
  /// Hundredths of a percent in a step.
  let step: Int
  /// What the weights add up to, in steps.
  let total: Int
  let minimums: [Int]
  /// The total where the system states no maximum.
  let maximums: [Int]
  let heaviest: Int?

  init(of system: AppraisalSystem) {
    let step = system.weights.step.hundredths
    let total = system.weights.total
    self.step = Int(step)
    self.total = Int(total.hundredths / step)
    minimums = system.elements.map { Int($0.minimumWeight.hundredths / step) }
    maximums = system.elements.map { Int(min($0.maximumWeight ?? total, total).hundredths / step) }
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

/// A walk over weight vectors, element by element.
///
/// Each element runs over exactly the weights that the elements after it can complete, so that no
/// branch of the walk ends without a vector. While the element that none may outweigh is still to
/// come, it can take whatever the others leave; once it has its weight, that caps all others.
private struct WeightWalk {
  private let count: Int
  private let total: Int
  private let heaviest: Int
  private var minimums: InlineArray<16, Int>
  private var maximums: InlineArray<16, Int>
  /// The least that the elements from an index on can weigh.
  private var leastFrom: InlineArray<17, Int>
  /// The most that they can weigh, given the cap that is known so far.
  private var mostFrom: InlineArray<17, Int>
  /// The largest minimum of an element: the one that none may outweigh weighs as much.
  private let largestMinimum: Int
  private var weights = InlineArray<16, UInt16>(repeating: 0)

  init(_ bounds: WeightBounds) {
    precondition(1...16 ~= bounds.count, "a system has 1 to 16 elements")
    count = bounds.count
    total = bounds.total
    heaviest = bounds.heaviest ?? -1
    minimums = InlineArray(repeating: 0)
    maximums = InlineArray(repeating: 0)
    leastFrom = InlineArray(repeating: 0)
    mostFrom = InlineArray(repeating: 0)
    largestMinimum = bounds.heaviest == nil ? 0 : bounds.minimums.max() ?? 0
    for element in 0..<count {
      minimums[element] = bounds.minimums[element]
      maximums[element] = bounds.maximums[element]
    }
    for element in stride(from: count - 1, through: 0, by: -1) {
      leastFrom[element] = leastFrom[element + 1] + minimums[element]
    }
    cap(at: heaviest < 0 ? total : maximums[heaviest], from: 0)
  }

  /// The first weights that have a vector, provided that there is one.
  ///
  /// They are an interval: what the others can complete is, too.
  mutating func firstWeights() -> ClosedRange<Int>? {
    let range = candidates(for: 0, open: total, load: largestMinimum, cap: total)
    guard let range, heaviest == 0 else { return range }
    for weight in range {
      cap(at: weight, from: 1)
      if total - weight <= mostFrom[1] { return weight...range.upperBound }
    }
    return nil
  }

  mutating func begin<Failure: Error>(
    with weight: Int, _ body: (Span<UInt16>) throws(Failure) -> Void
  ) throws(Failure) {
    if heaviest == 0 { cap(at: weight, from: 1) }
    weights[0] = UInt16(weight)
    try descend(
      to: 1, open: total - weight, load: max(largestMinimum, weight),
      cap: heaviest == 0 ? weight : total, body)
  }

  /// - Parameters:
  ///   - open: What the elements from `element` on weigh together.
  ///   - load: What the element that none may outweigh must at least weigh.
  ///   - cap: Its weight, once it has one.
  private mutating func descend<Failure: Error>(
    to element: Int, open: Int, load: Int, cap: Int,
    _ body: (Span<UInt16>) throws(Failure) -> Void
  ) throws(Failure) {
    if element >= count - 1 {
      if element == count - 1 { weights[element] = UInt16(open) }
      try body(weights.span.extracting(first: count))
      return
    }
    guard let range = candidates(for: element, open: open, load: load, cap: cap) else { return }
    if element == heaviest {
      for weight in range {
        self.cap(at: weight, from: element + 1)
        guard open - weight <= mostFrom[element + 1] else { continue }
        weights[element] = UInt16(weight)
        try descend(to: element + 1, open: open - weight, load: load, cap: weight, body)
      }
    } else if element == count - 2 {
      for weight in range {
        weights[element] = UInt16(weight)
        weights[element + 1] = UInt16(open - weight)
        try body(weights.span.extracting(first: count))
      }
    } else {
      for weight in range {
        weights[element] = UInt16(weight)
        try descend(to: element + 1, open: open - weight, load: max(load, weight), cap: cap, body)
      }
    }
  }

  /// The weights of an element that the elements after it can complete; for the one that none may
  /// outweigh, those of them that are too light for the others are still among them.
  private func candidates(
    for element: Int, open: Int, load: Int, cap: Int
  ) -> ClosedRange<Int>? {
    let least = leastFrom[element + 1]
    var low = minimums[element]
    var high = min(maximums[element], open - least)
    if element == heaviest {
      low = max(low, load)
    } else {
      low = max(low, open - mostFrom[element + 1])
      high = min(high, cap)
      if heaviest > element {
        let leastOfOthers = least - minimums[heaviest]
        high = min(
          high, maximums[heaviest], (open - leastOfOthers) / 2, open - leastOfOthers - load)
      }
    }
    return low <= high ? low...high : nil
  }

  private mutating func cap(at weight: Int, from first: Int) {
    for element in stride(from: count - 1, through: first, by: -1) {
      mostFrom[element] = mostFrom[element + 1] + min(maximums[element], weight)
    }
  }
}
