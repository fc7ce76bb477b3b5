/// Every valid weight vector of a system: all plans that its weight rules allow.
///
/// A vector has one weight for each element, counted in steps: under a step of half a percent, 41
/// is 20.5%. The vectors come in lexicographic order, and all that begin with one first weight can
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
