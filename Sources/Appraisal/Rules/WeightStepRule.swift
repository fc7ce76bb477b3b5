/// The rule that makes a number a weight: a multiple of the system's step, up to 600 percent.
package struct WeightStep: BitwiseCopyable, Sendable {
  /// Hundredths of a percent.
  package let hundredths: UInt32

  /// The step of a system.
  package init(of system: AppraisalSystem) { hundredths = system.weights.step.hundredths }

  /// Whether hundredths of a percent are a weight.
  @inline(__always)
  package func accepts(_ weight: UInt32) -> Bool {
    weight <= Weight.highest.hundredths && weight % hundredths == 0
  }
}

extension AppraisalSystem {
  /// The rule and its source, for a description.
  var stepRule: (sentence: String, source: Source) {
    ("Each weight is a multiple of \(weights.step)", weights.stepSource)
  }
}

// MARK: - Finding

/// What can be wrong with the weight of one element before any rule compares it.
public enum WeightFinding: FindingFamily {
  /// An element without a weight.
  case missingWeight(of: ElementIndex)
  /// A weight that is none; `nil` where the record names no element of the system.
  case invalidWeight(of: ElementIndex?)

  static let codes: [FindingCode] = [.missingWeight, .invalidWeight]

  var code: FindingCode {
    switch self {
    case .missingWeight: .missingWeight
    case .invalidWeight: .invalidWeight
    }
  }

  var element: Int? {
    switch self {
    case .missingWeight(let element): element.index
    case .invalidWeight(let element): element?.index
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    let step = system.weights.step
    switch self {
    case .missingWeight(let element):
      return part.of(
        message: "The weight of \(system.title(of: element)) is empty.",
        fix: "Fill in the weight that the plan gives this element.",
        citation: Phrase(system.elements[element.index].source.citation))
    case .invalidWeight(let element):
      return part.of(
        message: step.hundredths == 100
          ? """
          The weight of \(system.title(ofAny: element)) is not a whole number of percent from 0 to \
          \(Weight.highest).
          """
          : """
          The weight of \(system.title(ofAny: element)) is not a multiple of \(step) percent, 0 to \
          \(Weight.highest).
          """,
        fix: "Write percents in digits, such as 20, in steps of \(step).",
        citation: Phrase(system.weights.stepSource.citation))
    }
  }
}

extension FindingCode {
  /// The weight of an element is blank, or no record gives it.
  public static let missingWeight = FindingCode(
    "missing-weight", .error,
    meaning: "The weight of an element is blank, or no record gives it.",
    remedy: "Fill in the weight of the plan.")
  /// The weight is not a number of percent in the system's weight step.
  public static let invalidWeight = FindingCode(
    "invalid-weight", .error,
    meaning: "Not a number of percent in the system's weight step, or over 600.",
    remedy: "Write percents in digits, such as `20`.")
}

// MARK: - In a system file

extension SystemDecoder {
  /// The key `step` of `weights`; either may be missing or unreadable by itself.
  mutating func step(
    in weights: Fields, total: Located<UInt32>?
  ) -> (value: Located<UInt32>?, source: AppraisalSystem.Source?) {
    let fields = fields(of: weights["step"], what: "`step`", required: ["value", "citation"])
    guard let fields else { return (nil, nil) }
    let step = number("value", in: fields, within: 1...10_000)
    let source = source(in: fields)
    if let total, let step, total.value % step.value != 0 {
      report(
        step.place,
        "The total, \(decimal(hundredths: total.value)), is not a multiple of the "
          + "step, \(decimal(hundredths: step.value)).",
        "Take a step that divides the total, such as 1, 0.5 or 0.25.")
      return (nil, source)
    }
    return (step, source)
  }
}
