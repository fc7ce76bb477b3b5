import Appraisal
import Testing

@Suite struct FindingWordsTests {
  static let systems = [AppraisalSystem.opmBasic2012, .opm2025]

  static func text(_ part: FindingText, _ finding: Finding, _ system: AppraisalSystem) -> String {
    var text = ""
    system.write(part, of: finding, related: "line 7 of plans.csv", to: &text)
    return text
  }

  /// Every code has a message, a mend and a citation: sentences on one line.
  @Test(arguments: FindingCode.allCases)
  func everyCodeHasItsWords(code: FindingCode) {
    for system in Self.systems {
      for element in [nil, 0, 4] as [Int?] {
        let finding = Finding(code, element: element, found: 500, expected: 400)
        for part in [FindingText.message, .fix, .citation] {
          let text = Self.text(part, finding, system)
          // opm-2025 has no element that none may outweigh, and so no citation for it.
          let isNever =
            code == .weightAboveHeaviestElement && system.weights.heaviestElement == nil
          #expect(text.utf8.count > 5 || isNever)
          #expect(!text.utf8.contains { $0 < 0x20 })
          if part != .citation { #expect(text.last == ".") }
        }
      }
    }
  }

  /// A finding cites the rule that was broken, and of an element its own: in a system where each rule
  /// has a source to itself.
  @Test func eachRuleIsCitedByItsOwnSource() throws {
    let yaml = String(decoding: try Goldens.bytes(of: "good/half-percents.yaml"), as: UTF8.self)
    var number = 0
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let key = line.firstRange(of: "citation: ") else { return String(line) }
      number += 1
      return line[..<key.upperBound] + "Rule \(number)"
    }
    let system = try AppraisalSystem.decode(Array(lines.joined(separator: "\n").utf8))
    let cases: [(FindingCode, element: Int?, source: AppraisalSystem.Source?)] =
      [
        (.weightsDoNotTotal100, nil, system.weights.totalSource),
        (.invalidWeight, 2, system.weights.stepSource),
        (.weightAboveHeaviestElement, 1, system.weights.heaviestElementSource),
      ]
      + system.elements.indices.flatMap { element in
        [.weightBelowMinimum, .weightAboveMaximum, .missingWeight].map {
          ($0, element, system.elements[element].source)
        }
      }
    for (code, element, source) in cases {
      let finding = Finding(code, element: element, found: 500, expected: 400)
      #expect(Self.text(.citation, finding, system) == source?.citation, "\(code)")
    }
    let cited = Set(cases.map { $0.source?.citation })
    #expect(cited.count == 3 + system.elements.count && !cited.contains(nil))
  }

  @Test func codesAreKebabCase() {
    for code in FindingCode.allCases {
      #expect(code.rawValue.utf8.allSatisfy { 97...122 ~= $0 || $0 == 45 || 48...57 ~= $0 })
    }
  }

  @Test(arguments: [
    (
      Finding(.weightsDoNotTotal100, found: 9800), "The weights total 98 %, not 100 %.",
      "Add 2 %."
    ),
    (
      Finding(.weightsDoNotTotal100, found: 10100), "The weights total 101 %, not 100 %.",
      "Take away 1 %."
    ),
    (
      Finding(.weightBelowMinimum, element: 4, found: 1900),
      "Results Driven weighs 19 %, below its minimum of 20 %.",
      "Raise the weight to at least 20 %, and lower another."
    ),
    (
      Finding(.weightAboveHeaviestElement, element: 0, found: 3000, expected: 2500),
      "Leading Change weighs 30 %, more than Results Driven with 25 %.",
      "Lower this weight, or raise that of Results Driven."
    ),
    (
      Finding(.duplicatePlan),
      "The executive has more than one plan; another is at line 7 of plans.csv.",
      "Keep the plan that is in force and delete the others."
    ),
  ])
  func words(finding: Finding, message: String, fix: String) {
    #expect(Self.text(.message, finding, .opmBasic2012) == message)
    #expect(Self.text(.fix, finding, .opmBasic2012) == fix)
  }
}
