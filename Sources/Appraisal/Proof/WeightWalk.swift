/// A walk over weight vectors, element by element.
///
/// Each element runs over exactly the weights that the elements after it can complete, so that no
/// branch of the walk ends without a vector. While the element that none may outweigh is still to
/// come, it can take whatever the others leave; once it has its weight, that caps all others.
struct WeightWalk {
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
