extension AppraisalSystem {
  /// The rule and its source, for a description; `nil` where every element may weigh most.
  package var heaviestElementRule: (sentence: String, source: Source)? {
    guard let heaviest = weights.heaviestElement, let source = weights.heaviestElementSource
    else { return nil }
    return ("No element weighs more than \(elements[heaviest].title)", source)
  }
}

// MARK: - Finding

/// An element that outweighs the one that none may outweigh; equal is allowed.
public struct AboveHeaviest: FindingFamily {
  private let place: ElementIndex
  private let heaviest: ElementIndex
  private let found: UInt16
  private let bound: UInt16

  /// The weight of the element.
  public var weight: Weight { Weight(hundredths: UInt32(found)) }
  /// The weight of the one that none may outweigh.
  public var limit: Weight { Weight(hundredths: UInt32(bound)) }

  /// - Precondition: the weights can be read: they are at most ``Weight/highest``.
  package init(
    _ element: ElementIndex, weight: Weight, heaviest: ElementIndex, limit: Weight
  ) {
    place = element
    self.heaviest = heaviest
    found = UInt16(weight.hundredths)
    bound = UInt16(limit.hundredths)
  }

  static let codes: [FindingCode] = [.weightAboveHeaviestElement]
  var code: FindingCode { .weightAboveHeaviestElement }
  var element: Int? { place.index }
  var quantity: FindingQuantity? { .weight(weight) }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    let other = system.title(of: heaviest)
    return part.of(
      message: """
        \(system.title(of: place)) weighs \(weight)%, more than \(other) with \(limit)%.
        """,
      fix: "Lower this weight and raise another, or raise that of \(other) and lower another.",
      citation: Phrase(system.weights.heaviestElementSource?.citation ?? ""))
  }
}

extension FindingCode {
  /// The element outweighs the one that none may outweigh.
  public static let weightAboveHeaviestElement = FindingCode(
    "weight-above-heaviest-element", .error,
    meaning: """
      The element outweighs the one that none may outweigh, Results Driven under \
      `opm-basic-2012`. Equal is allowed.
      """,
    remedy: "Lower this weight and raise another, or raise the other and lower one.")
}

// MARK: - In a system file

extension SystemDecoder {
  /// The key `none_above` of `weights`.
  mutating func noneAbove(
    in weights: Fields
  ) -> (id: Located<String>, source: AppraisalSystem.Source)? {
    let fields = fields(
      of: weights["none_above"], what: "`none_above`", required: ["element", "citation"])
    guard let fields, let id = text("element", in: fields), let source = source(in: fields)
    else { return nil }
    return (id, source)
  }

  /// The element that none may outweigh.
  mutating func heaviestElement(
    _ noneAbove: (id: Located<String>, source: AppraisalSystem.Source)?, among ids: [String]?
  ) -> (index: Int, source: AppraisalSystem.Source)? {
    guard let noneAbove, let ids else { return nil }
    if let index = ids.firstIndex(of: noneAbove.id.value) { return (index, noneAbove.source) }
    report(
      noneAbove.id.place, "No element has the id `\(noneAbove.id.value)`.",
      "Use one of: \(ids.joined(separator: ", ")).")
    return nil
  }
}
