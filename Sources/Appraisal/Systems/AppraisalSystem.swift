/// A performance appraisal system: the elements, weight rules, levels, points, ranges and override
/// that govern a rating, each with the source that it rests on.
///
/// A system is data, decoded from a YAML file (``decode(_:)``); the built-in ones are
/// ``opmBasic2012`` and ``opm2025``. A value of this type is always *well formed* (ids unique,
/// five levels, one range for each level that a score can reach); whether it is also *sound*, that
/// is, whether every score that a valid plan can produce falls into exactly one range, is what
/// ``soundness()`` proves.
public struct AppraisalSystem: Sendable {
  /// Where a rule comes from, and what about it could not be confirmed.
  public struct Source: Hashable, Sendable {
    /// The law, regulation or manual, in words that an auditor can follow.
    public let citation: String
    /// What is not confirmed about the rule; `nil` when it was read in the source.
    public let unconfirmed: String?

    /// A source; `unconfirmed` says what could not be confirmed.
    public init(citation: String, unconfirmed: String? = nil) {
      self.citation = citation
      self.unconfirmed = unconfirmed
    }
  }

  /// From when on the system governs, as ISO 8601 dates.
  public struct Effective: Hashable, Sendable {
    /// The first day, `YYYY-MM-DD`.
    public let from: String
    public let source: Source
  }

  /// A critical element and the weights that it may have.
  public struct Element: Hashable, Sendable {
    /// The id used in headers: ASCII lower-case letters, digits and `_`.
    public let id: String
    /// The title for people: `Results Driven`.
    public let title: String
    /// What stands above a narrow column: `Results`; `nil` where the title is short enough.
    public let shortTitle: String?
    /// What the rules over one weight say of this element, in the order of
    /// ``ElementWeightRule/all``.
    package let limits: [WeightLimit]
    public let source: Source

    /// The most characters that a short title may have.
    package static let shortTitleLength = 16

    /// What the element is called above a column of a page or a workbook: its short title if it has
    /// one, and its title otherwise.
    public var heading: String { shortTitle ?? title }
  }

  /// The rules over all weights of a plan.
  public struct WeightRules: Hashable, Sendable {
    /// What the weights must add up to.
    public let total: Weight
    public let totalSource: Source
    /// Every weight is a multiple of this.
    public let step: Weight
    public let stepSource: Source
    /// The index in ``AppraisalSystem/elements`` of the element that none may outweigh.
    public let heaviestElement: Int?
    public let heaviestElementSource: Source?
  }

  /// What a level is called and how many points it gives.
  public struct LevelDefinition: Hashable, Sendable {
    public let level: Level
    /// The agency's label: `Outstanding`.
    public let label: String
    /// Whole points per percent of weight, 0–100.
    public let points: UInt32
    public let source: Source
  }

  /// The scores that give a level.
  public struct ScoreRange: Hashable, Sendable {
    public let level: Level
    /// The lowest score of the range, included.
    public let minimum: SummaryScore
    /// The highest score of the range, included. `nil` when the file states minimums only: the
    /// range then ends just below the next one, and the highest range has no end.
    public let maximum: SummaryScore?
    public let source: Source

    /// Both ends as they are stated: `400–474`, or `from 475`.
    package func words(joinedBy dash: String) -> String {
      maximum.map { "\(minimum)\(dash)\($0)" } ?? "from \(minimum)"
    }
  }

  /// The rule that goes before the ranges: an element at this level makes it the rating.
  public struct Override: Hashable, Sendable {
    public let level: Level
    public let source: Source
  }

  /// The name that `--system` takes: `opm-basic-2012`.
  public let name: String
  public let title: String
  public let effective: Effective
  /// The critical elements in the order of the system, 1–16.
  public let elements: [Element]
  public let weights: WeightRules
  /// The five levels, from Level 1 to Level 5.
  public let levels: [LevelDefinition]
  /// The ranges, from the lowest to the highest.
  public let ranges: [ScoreRange]
  public let override: Override?
  /// The titles of the elements as a list in a sentence.
  let elementTitles: String
  /// The labels of the levels as a list in a sentence, the highest first.
  let levelLabels: String

  init(
    name: String, title: String, effective: Effective, elements: [Element], weights: WeightRules,
    levels: [LevelDefinition], ranges: [ScoreRange], override: Override?
  ) {
    self.name = name
    self.title = title
    self.effective = effective
    self.elements = elements
    self.weights = weights
    self.levels = levels
    self.ranges = ranges
    self.override = override
    elementTitles = elements.map(\.title).joined(separator: "; ")
    levelLabels = levels.reversed().map(\.label).joined(separator: "; ")
  }

  /// The definition of a level.
  public func definition(of level: Level) -> LevelDefinition { levels[Int(level.rawValue) - 1] }

  /// The range of a level; `nil` where scores lead to no such rating.
  package func range(of level: Level) -> ScoreRange? { ranges.first { $0.level == level } }

  /// The range above that of a level; `nil` if there is none.
  package func range(above level: Level) -> ScoreRange? {
    ranges.firstIndex { $0.level == level }.flatMap { $0 + 1 < ranges.count ? ranges[$0 + 1] : nil }
  }
}
