package import Appraisal

/// Where summary scores stand on the strip chart of a roster: as many dots above each other as
/// executives have about the same score, between the borders of the system's ranges.
///
/// Lengths are in the units of the drawing, 4000 wide; there is nothing but integers in it.
package struct ScoreChart: Sendable {
  /// A border between two ranges.
  struct Border {
    let minimum: SummaryScore
    let level: Level
    let x: Int
  }

  /// Where the axis is.
  package static let baseline = 1745
  private static let margin = 150
  private static let width = 3700
  private static let height = 1560
  private static let largestStep = 90
  /// How many buckets the scores would fall into if there were one range.
  private static let resolution = 80

  let borders: [Border]
  /// Hundredths of a point at the left and right ends.
  private let lowest: Int
  private let highest: Int
  /// Where each stretch between borders begins, in hundredths, and the number of its first bucket.
  private let stretches: [(start: Int, firstBucket: Int)]
  private let bucketSize: Int
  /// The number of buckets.
  package let bucketCount: Int

  /// The chart of a system: from the score of a plan with all elements at the level of the fewest
  /// points to one of the most.
  package init(of system: AppraisalSystem) {
    let points = system.levels.map { Int($0.points) }
    let total = Int(system.weights.total.hundredths)
    let (lowest, highest) = ((points.min() ?? 0) * total, (points.max() ?? 0) * total)
    let span = max(1, highest - lowest)
    // Whole points, so that scores of whole percents do not beat against the buckets.
    let size = max(1, span / Self.resolution)
    bucketSize = size
    self.lowest = lowest
    self.highest = highest
    func x(_ score: Int) -> Int { Self.margin + (score - lowest) * Self.width / span }
    borders = system.ranges.map {
      Border(minimum: $0.minimum, level: $0.level, x: x(Int($0.minimum.hundredths)))
    }
    let starts =
      [lowest] + system.ranges.map { Int($0.minimum.hundredths) }.filter { $0 > lowest }
    var stretches: [(start: Int, firstBucket: Int)] = []
    var count = 0
    for (index, start) in starts.enumerated() {
      stretches.append((start, count))
      let end = index + 1 < starts.count ? starts[index + 1] : max(highest, start) + 1
      count += (end - start + size - 1) / size
    }
    self.stretches = stretches
    bucketCount = count
  }

  /// The bucket of a score, 0 ..< ``bucketCount``. No border of a range runs through a bucket.
  package func bucket(of score: SummaryScore) -> Int {
    let score = Int(score.hundredths)
    var index = stretches.count - 1
    while index > 0, stretches[index].start > score { index -= 1 }
    let bucket =
      stretches[index].firstBucket + max(0, score - stretches[index].start) / bucketSize
    return min(bucket, bucketCount - 1)
  }

  /// The place of the middle of a bucket.
  package func x(ofBucket bucket: Int) -> Int {
    var index = stretches.count - 1
    while index > 0, stretches[index].firstBucket > bucket { index -= 1 }
    let start = stretches[index].start + (bucket - stretches[index].firstBucket) * bucketSize
    let end = index + 1 < stretches.count ? stretches[index + 1].start : highest + 1
    let middle = (start + min(start + bucketSize, end) - 1) / 2
    return Self.margin + (middle - lowest) * Self.width / max(1, highest - lowest)
  }

  /// Calls `body` with each bucket that holds any scores, and how many.
  ///
  /// - Parameter scores: Hundredths of a point, ascending.
  package func forEachBucket(
    of scores: [UInt32], _ body: (_ bucket: Int, _ count: Int) -> Void
  ) {
    var (last, count) = (-1, 0)
    for score in scores {
      let bucket = bucket(of: SummaryScore(hundredths: score))
      if bucket != last {
        if count > 0 { body(last, count) }
        (last, count) = (bucket, 0)
      }
      count += 1
    }
    if count > 0 { body(last, count) }
  }

  /// How far dots above each other are apart, so that the fullest bucket has room.
  ///
  /// - Parameter scores: Hundredths of a point, ascending.
  package func step(of scores: [UInt32]) -> Int {
    var most = 1
    forEachBucket(of: scores) { most = max(most, $1) }
    return max(1, min(Self.largestStep, Self.height / most))
  }
}

/// The bars of a distribution, in the units of the drawing, of which 4000 are all executives.
package enum LevelChart {
  /// The length that stands for all.
  package static let width = 4000

  /// The length of a bar.
  package static func length(_ count: Int, of all: Int) -> Int {
    all == 0 ? 0 : count * width / all
  }
}
