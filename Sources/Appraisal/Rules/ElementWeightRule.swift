/// A kind of rule over the weight of one element: which weights a limit allows, and all words.
///
/// The kinds are in `ElementWeightRules.swift`. Each allows an interval of weights, so that the proof
/// of a system, its made-up plans and the judge of the batch need to know no kind by name.
package struct ElementWeightRule: Sendable {
  /// The key in an element of a system file; its value is a weight, from 0 to the total.
  let key: String
  /// Whether every element has to state it.
  var isRequired = false
  /// Whether the description of a system has a column for it though no element states it.
  var isListedWhereNoneStatesIt = false
  /// The title of its column in the description of a system: `minimum`.
  let heading: String
  /// What its weight is called: `minimum weight`.
  let noun: String
  /// What stands before its weight in a sentence: `at least`.
  let words: String
  /// The weights that a limit allows.
  let weights: @Sendable (_ limit: Weight) -> ClosedRange<Weight>
  /// The code of a weight that is outside.
  let code: FindingCode
  let message: @Sendable (_ title: String, BrokenLimit) -> Phrase
  let fix: @Sendable (BrokenLimit) -> Phrase
}

/// What a system says of the weight of one element by one rule.
package struct WeightLimit: Hashable, Sendable {
  /// The kind, an index into ``ElementWeightRule/all``.
  let kind: Int
  /// The weight that is stated.
  package let weight: Weight

  /// A limit of a kind, by its index in ``ElementWeightRule/all``.
  package init(kind: Int, weight: Weight) {
    self.kind = kind
    self.weight = weight
  }

  package var rule: ElementWeightRule { ElementWeightRule.all[kind] }
  /// The weights that it allows.
  var allowed: ClosedRange<Weight> { rule.weights(weight) }
}

extension AppraisalSystem.Element {
  /// The weights that all limits allow together.
  package var allowedWeights: ClosedRange<Weight> {
    limits.reduce(Weight(hundredths: 0)...Weight.highest) { $0.clamped(to: $1.allowed) }
  }

  /// The minimum weight that the system states.
  public var minimumWeight: Weight { stated("minimum_weight") ?? Weight(hundredths: 0) }

  /// The maximum weight that the system states; `nil` when it states none.
  public var maximumWeight: Weight? { stated("maximum_weight") }

  /// The weight that stands under a key of the system file, whatever it allows; for a calculation that
  /// shares nothing with the rules.
  package func stated(_ key: String) -> Weight? { limits.first { $0.rule.key == key }?.weight }

  /// The limits in words: `at least 5%, at most 40%`.
  ///
  /// - Parameter unit: What follows each number, such as `%`.
  package func limitsInWords(unit: String = "") -> String {
    limits.map { "\($0.rule.words) \($0.weight)\(unit)" }.joined(separator: ", ")
  }
}

// MARK: - Finding

/// A weight that breaks a rule of its element.
public struct BrokenLimit: FindingFamily {
  private let kind: UInt8
  private let place: ElementIndex
  private let found: UInt16
  private let stated: UInt16

  /// The weight of the element.
  public var weight: Weight { Weight(hundredths: UInt32(found)) }
  /// The weight that the system states.
  public var limit: Weight { Weight(hundredths: UInt32(stated)) }

  /// - Precondition: the weight can be read: it is at most ``Weight/highest``.
  package init(_ limit: WeightLimit, of element: ElementIndex, weight: Weight) {
    kind = UInt8(limit.kind)
    place = element
    found = UInt16(weight.hundredths)
    stated = UInt16(limit.weight.hundredths)
  }

  static var codes: [FindingCode] { ElementWeightRule.all.map(\.code) }
  var code: FindingCode { ElementWeightRule.all[Int(kind)].code }
  var element: Int? { place.index }
  var quantity: FindingQuantity? { .weight(weight) }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    part.of(
      message: ElementWeightRule.all[Int(kind)].message(system.title(of: place), self),
      fix: ElementWeightRule.all[Int(kind)].fix(self),
      citation: Phrase(system.elements[place.index].source.citation))
  }
}

// MARK: - In a system file

extension SystemDecoder {
  /// The limits that an element states; `nil` where a required one is missing or cannot be read.
  mutating func limits(
    in fields: Fields, total: UInt32?, step: UInt32?
  ) -> [WeightLimit]? {
    var limits: [(limit: WeightLimit, place: Statement.Place)] = []
    var isComplete = true
    for (kind, rule) in ElementWeightRule.all.enumerated() {
      guard let weight = number(rule.key, in: fields, within: 0...(total ?? 10_000)) else {
        isComplete = isComplete && !rule.isRequired
        continue
      }
      limits.append(
        (WeightLimit(kind: kind, weight: Weight(hundredths: weight.value)), weight.place))
    }
    for (limit, place) in limits {
      guard let step, limit.weight.hundredths % step != 0 else { continue }
      report(
        place,
        "The weight \(limit.weight) is not a multiple of the step, "
          + "\(decimal(hundredths: step)).", "Write a multiple of the step.")
    }
    for (low, place) in limits {
      for (high, _) in limits where low.allowed.upperBound < high.allowed.lowerBound {
        report(
          place,
          "The \(low.rule.noun), \(low.weight), is below the \(high.rule.noun), "
            + "\(high.weight).", "Raise the \(low.rule.heading) or lower the \(high.rule.heading).")
      }
    }
    return isComplete ? limits.map(\.limit) : nil
  }
}
