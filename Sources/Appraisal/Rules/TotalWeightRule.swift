extension AppraisalSystem {
  /// The rule and its source, for a description.
  var totalRule: (sentence: String, source: Source) {
    ("The weights add up to \(weights.total)", weights.totalSource)
  }
}

// MARK: - Finding

/// Weights that do not add up to what the system asks for.
public struct WrongTotal: FindingFamily {
  /// What they add up to.
  public let total: Weight

  package init(_ total: Weight) { self.total = total }

  static let codes: [FindingCode] = [.weightsDoNotTotal100]
  var code: FindingCode { .weightsDoNotTotal100 }
  var quantity: FindingQuantity? { .weight(total) }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    let (found, expected) = (total.hundredths, system.weights.total.hundredths)
    return part.of(
      message: "The weights total \(total)%, not \(system.weights.total)%.",
      fix: found < expected
        ? "Add \(Weight(hundredths: expected - found))%."
        : "Take away \(Weight(hundredths: found - expected))%.",
      citation: Phrase(system.weights.totalSource.citation))
  }
}

extension FindingCode {
  /// The weights do not add up to the system's total.
  public static let weightsDoNotTotal100 = FindingCode(
    "weights-do-not-total-100", .error,
    meaning: "The weights do not add up to the system's total.",
    remedy: "Add or take away what the fix says.")
}

// MARK: - In a system file

extension SystemDecoder {
  /// The key `total` of `weights`; either may be missing or unreadable by itself.
  mutating func total(
    in weights: Fields
  ) -> (value: Located<UInt32>?, source: AppraisalSystem.Source?) {
    let fields = fields(of: weights["total"], what: "`total`", required: ["value", "citation"])
    guard let fields else { return (nil, nil) }
    return (number("value", in: fields, within: 100...10_000), source(in: fields))
  }
}
