import Appraisal

/// Element ratings whose initial summary ratings are spread as they are in fact.
///
/// The initial summary rating is drawn first. All elements begin at that level and then go up or
/// down one level here and there, as long as the system still derives the same rating.
///
/// Source: the summary ratings of fiscal year 2023: 64% Level 5, 32% Level 4, less than half a
/// percent below Level 3.
struct RatingDraw: Sendable {
  private let rules: Rules
  private let overrideLevel: Level?

  /// How many of ten thousand executives get a level.
  private static let shares: [(level: Level, share: Int)] = [
    (.five, 6410), (.four, 3200), (.three, 350), (.two, 30), (.one, 10),
  ]

  /// Draws under a system.
  ///
  /// - Precondition: the system is sound.
  init(system: AppraisalSystem) {
    rules = Rules(of: system)
    overrideLevel = system.override?.level
  }

  /// Levels 1–5, one for each element.
  ///
  /// - Parameter weights: Hundredths of a percent, one for each element, valid under the system.
  func levels(
    weights: Span<UInt16>, _ generator: inout SeededGenerator
  ) -> InlineArray<16, UInt8> {
    let count = rules.elements
    let drawn = level(generator.next(below: 10_000))
    var levels = InlineArray<16, UInt8>(repeating: drawn.rawValue)
    if drawn == overrideLevel {
      levels = InlineArray(repeating: Level.three.rawValue)
      levels[generator.next(below: count)] = drawn.rawValue
    }
    let rating = self.rating(of: levels, weights)
    let first = generator.next(below: count)
    for (change, percent) in [(1, 45), (-1, 30)] {
      for turn in 0..<count where generator.next(below: 100) < percent {
        let element = (first + turn) % count
        let before = levels[element]
        guard let level = Level(rawValue: UInt8(Int(before) + change)) else { continue }
        levels[element] = level.rawValue
        if self.rating(of: levels, weights) != rating { levels[element] = before }
      }
    }
    return levels
  }

  private func level(_ number: Int) -> Level {
    var rest = number
    for (level, share) in Self.shares {
      if rest < share { return level }
      rest -= share
    }
    return .five
  }

  private func rating(of levels: InlineArray<16, UInt8>, _ weights: Span<UInt16>) -> Level {
    rules.rate(weights: weights, ratings: levels.span.extracting(first: rules.elements)).level
  }
}
