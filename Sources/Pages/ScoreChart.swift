package import Appraisal
package import Columns
package import ReviewBoards

/// Where summary scores stand on the chart of a roster: executives with about the same score above each
/// other, between the borders of the system's ranges.
///
/// Each is a dot as long as dots can be told apart; the scores of a larger board are columns over an axis.
/// Those at their level by the override have a row of their own, because their score says nothing of their
/// level. Lengths are in the units of the drawing, 4000 wide; there is nothing but integers in it.
package struct ScoreChart: Sendable {
  /// A border between two ranges.
  struct Border {
    let minimum: SummaryScore
    let level: Level
    let x: Int
  }

  /// Executives whose scores are about the same.
  package struct Stack: Equatable, Sendable {
    /// Its left end, and how wide it is.
    let left: Int
    let width: Int
    package let count: Int

    package var middle: Int { left + width / 2 }
  }

  private static let margin = 150
  private static let width = 3700
  /// How many stacks the scores would fall into if there were one range.
  private static let resolution = 80

  let borders: [Border]
  /// Hundredths of a point at the left and right ends.
  private let lowest: Int
  private let highest: Int
  /// Where each stretch between borders begins and ends, in hundredths, and the number of its first bucket.
  private let stretches: [(start: Int, end: Int, firstBucket: Int)]
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
    borders = system.ranges.map {
      let minimum = Int($0.minimum.hundredths)
      return Border(
        minimum: $0.minimum, level: $0.level,
        x: Self.margin + (minimum - lowest) * Self.width / span)
    }
    let starts =
      [lowest] + system.ranges.map { Int($0.minimum.hundredths) }.filter { $0 > lowest }
    var stretches: [(start: Int, end: Int, firstBucket: Int)] = []
    var count = 0
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : max(highest, start + size)
      stretches.append((start, end, count))
      count += max(1, (end - start) / size)
    }
    self.stretches = stretches
    bucketCount = count
  }

  /// How many points a bucket is wide, in hundredths; the last before a border may be wider.
  package var pointsPerBucket: UInt32 { UInt32(bucketSize) }

  /// The bucket of a score, 0 ..< ``bucketCount``. No border of a range runs through a bucket, and the
  /// highest score belongs to the last.
  package func bucket(of score: SummaryScore) -> Int {
    let score = Int(score.hundredths)
    var index = stretches.count - 1
    while index > 0, stretches[index].start > score { index -= 1 }
    let last =
      (index + 1 < stretches.count ? stretches[index + 1].firstBucket : bucketCount) - 1
    return min(
      last, stretches[index].firstBucket + max(0, score - stretches[index].start) / bucketSize)
  }

  /// The place of a score.
  private func x(of score: Int) -> Int {
    Self.margin + (score - lowest) * Self.width / max(1, highest - lowest)
  }

  /// A bucket with so many executives.
  package func stack(ofBucket bucket: Int, count: Int) -> Stack {
    var index = stretches.count - 1
    while index > 0, stretches[index].firstBucket > bucket { index -= 1 }
    let stretch = stretches[index]
    let start = stretch.start + (bucket - stretch.firstBucket) * bucketSize
    let isLast = stretch.end - start < 2 * bucketSize
    let (left, right) = (x(of: start), x(of: isLast ? stretch.end : start + bucketSize))
    return Stack(left: left, width: max(1, right - left), count: count)
  }

  /// The stacks that hold anybody, from left to right.
  ///
  /// - Parameter scores: Hundredths of a point, ascending.
  package func stacks(of scores: [UInt32]) -> [Stack] {
    var stacks: [Stack] = []
    var (last, count) = (-1, 0)
    for score in scores {
      let bucket = bucket(of: SummaryScore(hundredths: score))
      if bucket != last {
        if count > 0 { stacks.append(stack(ofBucket: last, count: count)) }
        (last, count) = (bucket, 0)
      }
      count += 1
    }
    if count > 0 { stacks.append(stack(ofBucket: last, count: count)) }
    return stacks
  }

  // MARK: - Drawing

  /// How stacks are drawn.
  package enum Form: Equatable, Sendable {
    /// A dot for each executive, so far apart.
    case dots(step: Int)
    /// A column for each stack; the axis ends at `top` executives and has a line at each `tick`.
    case columns(top: Int, tick: Int)
  }

  /// A part of the drawing: how high it is, and where its floor is.
  package struct Part: Sendable {
    let height: Int
    let floor: Int

    /// The scores between the borders.
    package static let main = Part(height: 1500, floor: 1800)
    /// Those at their level by the override.
    package static let override = Part(height: 300, floor: 2880)
  }

  /// How high the whole drawing is.
  package static func height(hasOverrides: Bool) -> Int { hasOverrides ? 2900 : 2320 }

  /// Dots closer to each other than this cannot be told apart.
  private static let smallestStep = 27

  /// How stacks are drawn in a part of the drawing: as dots while each of them can be seen.
  package func form(of stacks: [Stack], in part: Part) -> Form {
    let most = stacks.reduce(1) { max($0, $1.count) }
    let step = min(Self.width / Self.resolution, part.height / most)
    if step >= Self.smallestStep { return .dots(step: step) }
    // One, two or five of a power of ten, so that there are at most four lines.
    var tick = 1
    while tick * 4 < most { tick = String(tick).hasPrefix("2") ? tick / 2 * 5 : tick * 2 }
    return .columns(top: (most + tick - 1) / tick * tick, tick: tick)
  }

  /// The diameter of a dot; there is always some room between two.
  package static func diameter(atStep step: Int) -> Int { step * 9 / 10 }

  /// How high so many executives stand in columns; anybody at all can be seen.
  private static func length(of count: Int, top: Int, in part: Part) -> Int {
    count == 0 ? 0 : max(20, count * part.height / top)
  }

  /// Adds lines that are drawn as dots above each other, one for each executive.
  package func appendDots(_ stacks: [Stack], step: Int, to buffer: inout OutputBuffer) {
    let lowest = Part.main.floor - 10 - Self.diameter(atStep: step) / 2
    for stack in stacks {
      // A little longer than to the last dot, which rounding may not lose.
      buffer.append("M")
      buffer.append(decimal: stack.middle)
      buffer.append(" ")
      buffer.append(decimal: lowest)
      buffer.append("v-")
      buffer.append(decimal: (stack.count - 1) * step + 1)
    }
  }

  /// Adds a cross for each executive.
  package func appendCrosses(_ stacks: [Stack], step: Int, to buffer: inout OutputBuffer) {
    let half = max(10, Self.diameter(atStep: step) / 2)
    for stack in stacks {
      for index in 0..<stack.count {
        let (x, y) = (stack.middle - half, Part.override.floor - 14 - index * step)
        buffer.append("M\(x) \(y)l\(2 * half)-\(2 * half)m0 \(2 * half)l-\(2 * half)-\(2 * half)")
      }
    }
  }

  /// Adds a column for each stack.
  package func appendColumns(
    _ stacks: [Stack], top: Int, in part: Part, to buffer: inout OutputBuffer
  ) {
    for stack in stacks {
      let width = max(1, stack.width - 6)
      let height = Self.length(of: stack.count, top: top, in: part)
      buffer.append("M\(stack.left + 3) \(part.floor)v-\(height)h\(width)v\(height)z")
    }
  }

  /// Where the line for so many executives is.
  package static func y(of count: Int, top: Int) -> Int {
    Part.main.floor - length(of: count, top: top, in: .main)
  }
}

/// The bars of a distribution, in the units of the drawing, of which 4000 are all executives.
package enum LevelChart {
  /// The length that stands for all.
  package static let width = 4000
  /// The shortest bar, so that anybody at all can be seen.
  private static let shortest = 20

  /// The length that stands for some, exactly.
  package static func length(_ count: Int, of all: Int) -> Int {
    all == 0 ? 0 : count * width / all
  }

  /// The length of a bar of its own.
  package static func bar(_ count: Int, of all: Int) -> Int {
    count == 0 ? 0 : max(shortest, length(count, of: all))
  }

  /// The mark of the share in the whole agency below the bar of a level, as a path; empty where the agency
  /// has nobody there.
  package static func mark(of level: Level, _ count: Int, of all: Int) -> String {
    guard count > 0 else { return "" }
    return "M\(length(count, of: all)) \(PageContext.markY(of: level))l-45 80h90z"
  }

  /// What follows the count next to a bar: its percent, where there are enough for one.
  package static func share(_ count: Int, of all: Int) -> String {
    Percent.shown(count, of: all).map { " · \($0)" } ?? ""
  }

  /// What has to be known of the bars: how shares are rounded, and who is not in them.
  package static func base(of tally: Tally) -> String {
    var sentences: [String] = []
    let missing = tally.notRated + tally.rejected
    if missing > 0 {
      let parts = [(tally.notRated, "not rated"), (tally.rejected, "rejected")]
        .filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
      sentences.append(
        "\(grouped(missing)) of \(grouped(tally.executives)) "
          + "\(missing == 1 ? "is" : "are") not in this picture: \(parts.joined(separator: ", ")).")
    }
    if tally.rated >= Percent.fewest {
      sentences.append("Percents are rounded and may not add to 100.")
    }
    return sentences.joined(separator: " ")
  }
}
