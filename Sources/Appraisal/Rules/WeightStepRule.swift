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
  /// An element whose weight is blank.
  case missingWeight(of: ElementIndex)
  /// Long layout: an element that no record is about. The code is that of a blank weight.
  case noRecordOfWeight(of: ElementIndex)
  /// An invalid weight, and why it is none; no element where the record names none of the system.
  case invalidWeight(of: ElementIndex?, UnreadableWeight = .other)

  static let codes: [FindingCode] = [.missingWeight, .invalidWeight]

  var code: FindingCode {
    switch self {
    case .missingWeight, .noRecordOfWeight: .missingWeight
    case .invalidWeight: .invalidWeight
    }
  }

  var element: Int? {
    switch self {
    case .missingWeight(let element), .noRecordOfWeight(let element): element.index
    case .invalidWeight(let element, _): element?.index
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
    case .noRecordOfWeight(let element):
      return part.of(
        message: "No record gives the weight of \(system.title(of: element)).",
        fix: "Add a record of this element with its weight, or correct the name of the element.",
        citation: Phrase(system.elements[element.index].source.citation))
    case .invalidWeight(let element, let reason):
      let (title, what) = (system.title(ofAny: element), reason.words(step: step))
      return part.of(
        message: step.hundredths == 100
          ? "The weight of \(title) is not a whole percentage from 0 to \(Weight.highest)\(what)."
          : """
          The weight of \(title) is not a multiple of \(step) percent, 0 to \(Weight.highest)\
          \(what).
          """,
        fix: reason.fix(step: step),
        citation: Phrase(system.weights.stepSource.citation))
    }
  }
}

extension UnreadableWeight {
  /// What the message adds on what was found.
  fileprivate func words(step: Weight) -> String {
    switch self {
    case .other: ""
    case .fraction: ": it looks like a fraction of 1"
    case .betweenSteps: step.hundredths == 100 ? ": weights go in steps of 1 percent" : ""
    case .decimalComma: ": there is a comma in it"
    case .blankInside: ": there is a blank inside it"
    case .otherDigits: ": its digits are not 0 to 9 but those of another script or width"
    case .spreadsheetError: ": the cell shows an error of the spreadsheet"
    case .textAsFormula: ": it is written as a formula"
    }
  }

  /// What to do about it.
  fileprivate func fix(step: Weight) -> Phrase {
    switch self {
    case .other: "Write the percentage in digits, such as 20, in steps of \(step)."
    case .fraction:
      """
      Write 60 percent as 60 or 60%, not as 0.6; in a spreadsheet, give the cells the format \
      Percentage.
      """
    case .betweenSteps: "Write it in steps of \(step); 60 percent is written 60 or 60%."
    case .decimalComma:
      step.hundredths % 100 == 0
        ? "Write it in steps of \(step), without decimals."
        : "Write it in steps of \(step), with a point if it has decimals."
    case .blankInside: "Delete the blank; 60 percent is written 60 or 60%."
    case .otherDigits: "Type the number again with the digits 0 to 9, such as 20."
    case .spreadsheetError:
      "Correct the formula or widen the column in the spreadsheet, and save the file again."
    case .textAsFormula: "Write what is between the quotes, without = and quotes."
    }
  }
}

extension FindingCode {
  /// The weight of an element is blank, or no record gives it.
  public static let missingWeight = FindingCode(
    "missing-weight", .error,
    meaning: "The weight of an element is blank, or no record gives it.",
    remedy: "Fill in the weight of the plan.")
  /// The weight is not a percentage in the system's weight step.
  public static let invalidWeight = FindingCode(
    "invalid-weight", .error,
    meaning: "Not a percentage in the system's weight step, or over 600.",
    remedy: "Write the percentage in digits: 60 percent is `60` or `60%`, not `0.6`.")
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
