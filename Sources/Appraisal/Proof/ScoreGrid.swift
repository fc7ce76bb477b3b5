/// Hundredths as a decimal.
func text(hundredths: Int) -> String { decimal(hundredths: UInt32(hundredths)) }

/// The scores that ratings can give when the override does not fire, in hundredths of a point:
/// `lowest`, `lowest + step` … `highest`.
struct ScoreGrid {
  let lowest: Int
  let highest: Int
  /// The points by which the levels differ are multiples of this; 0 when they do not differ.
  let pointStep: Int
  /// Hundredths of a point from one score to the next, at least 1.
  let step: Int

  init(of system: AppraisalSystem) {
    let points = system.levelsReachingRanges.map { Int(system.definition(of: $0).points) }
    let total = Int(system.weights.total.hundredths)
    lowest = points[0] * total
    highest = points[points.count - 1] * total
    pointStep = points.reduce(0) { greatestCommonDivisor($0, $1 - points[0]) }
    step = max(1, pointStep * Int(system.weights.step.hundredths))
  }

  var count: Int { (highest - lowest) / step + 1 }

  func score(_ index: Int) -> Int { lowest + index * step }

  func contains(_ score: Int, in steps: ClosedRange<Int>) -> Bool {
    (score - lowest) % step == 0 && steps.contains((score - lowest) / step)
  }

  /// The indices of the scores from `low` to `high`, both included.
  func steps(from low: Int, to high: Int) -> ClosedRange<Int>? {
    let first = max(0, low - lowest + step - 1) / step
    let top = min(high, highest) - lowest
    guard top >= 0, first <= top / step else { return nil }
    return first...(top / step)
  }

  /// The scores from the lowest to the highest, cut where the ranges that hold them change.
  func stretches(of system: AppraisalSystem) -> [Stretch] {
    let held = system.ranges.indices.map {
      steps(from: Int(system.ranges[$0].minimum.hundredths), to: system.upperEnd(of: $0))
    }
    var cuts: Set<Int> = [0, count]
    for case let steps? in held { cuts.formUnion([steps.lowerBound, steps.upperBound + 1]) }
    let borders = cuts.sorted()
    return zip(borders, borders.dropFirst()).map { first, next in
      Stretch(
        ranges: held.indices.filter { held[$0]?.contains(first) ?? false },
        first: first, last: next - 1)
    }
  }
}

/// Scores of the grid, one after the other, that the same ranges hold.
struct Stretch {
  /// Indices into the ranges of the system, from the lowest.
  let ranges: [Int]
  let first: Int
  let last: Int

  var count: Int { last - first + 1 }

  /// `the score 474.5`, `the 2 scores 474.2 and 474.4` or `the 100 scores from 100 to 199`.
  func wording(on grid: ScoreGrid) -> String {
    let ends = (text(hundredths: grid.score(first)), text(hundredths: grid.score(last)))
    switch count {
    case 1: return "the score \(ends.0)"
    case 2: return "the scores \(ends.0) and \(ends.1)"
    default: return "the \(grouped(count)) scores from \(ends.0) to \(ends.1)"
    }
  }
}

private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}
