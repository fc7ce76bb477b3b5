import Appraisal
import Testing

@Suite struct BuiltInSystemTests {
  @Test func `the names find the systems and their files`() throws {
    #expect(AppraisalSystem.builtIn.map(\.name) == AppraisalSystem.builtInNames)
    for name in AppraisalSystem.builtInNames {
      #expect(AppraisalSystem.builtIn(named: name)?.name == name)
      let file = try #require(AppraisalSystem.builtInFile(named: name))
      #expect(try AppraisalSystem.decode(file).name == name)
    }
    #expect(AppraisalSystem.builtIn(named: "opm") == nil)
    #expect(AppraisalSystem.builtInFile(named: "") == nil)
  }

  @Test func `opm-basic-2012 has the rules of OPM's FAQ`() {
    let system = AppraisalSystem.opmBasic2012
    #expect(
      system.elements.map(\.id) == [
        "leading_change", "leading_people", "business_acumen", "building_coalitions",
        "results_driven",
      ])
    #expect(system.elements.map(\.minimumWeight.hundredths) == [500, 500, 500, 500, 2000])
    #expect(system.elements.allSatisfy { $0.maximumWeight == nil })
    #expect(system.weights.total == Weight(percent: 100))
    #expect(system.weights.step == Weight(percent: 1))
    #expect(system.weights.heaviestElement == 4)
    #expect(system.levels.map(\.level) == Level.allCases)
    #expect(system.levels.map(\.points) == [1, 2, 3, 4, 5])
    #expect(system.ranges.map(\.level) == [.two, .three, .four, .five])
    #expect(system.ranges.map(\.minimum.description) == ["200", "300", "400", "475"])
    #expect(system.ranges.map(\.maximum?.description) == ["299", "399", "474", "500"])
    #expect(system.override?.level == .one)
    #expect(system.effective.from == "2012-01-04")
  }

  @Test func `opm-2025 has the published weights`() {
    let system = AppraisalSystem.opm2025
    #expect(system.elements.map(\.minimumWeight.hundredths) == [2500, 1500, 1500, 1500, 1500])
    #expect(system.weights.total == Weight(percent: 100))
    #expect(system.weights.heaviestElement == nil)
    #expect(system.effective.from == "2025-10-01")
  }

  @Test func `every rule has a citation`() {
    for system in AppraisalSystem.builtIn {
      for (rule, source) in rules(of: system) {
        #expect(!source.citation.isEmpty, "\(system.name), \(rule)")
      }
    }
  }

  @Test func `what is not confirmed is marked, and nothing else`() {
    func marked(_ system: AppraisalSystem) -> [String] {
      rules(of: system).filter { $0.source.unconfirmed != nil }.map(\.rule)
    }
    #expect(marked(.opmBasic2012) == ["Level 1"])
    #expect(
      marked(.opm2025) == ["step"] + AppraisalSystem.opm2025.elements.map(\.id) + [
        "Level 1", "Level 2", "Level 3", "Level 4", "Level 5", "range 2", "range 3", "range 4",
        "range 5", "override",
      ])
  }

  @Test(arguments: AppraisalSystem.builtInNames)
  func `a built-in system is sound and shown in full`(name: String) throws {
    let system = try #require(AppraisalSystem.builtIn(named: name))
    let soundness = system.soundness()
    #expect(soundness.isSound)
    let proof = soundness.proof.map { $0 + "\n" }.joined()
    try Goldens.expect(system.described() + "\n" + proof, equals: "built-in/\(name).expected")
    for (_, source) in rules(of: system) {
      #expect(system.described().contains(source.citation))
      #expect(system.described().contains(source.unconfirmed ?? ""))
    }
  }

  private func rules(
    of system: AppraisalSystem
  ) -> [(rule: String, source: AppraisalSystem.Source)] {
    var rules = [
      ("effective", system.effective.source), ("total", system.weights.totalSource),
      ("step", system.weights.stepSource),
    ]
    if let source = system.weights.heaviestElementSource { rules.append(("none_above", source)) }
    rules += system.elements.map { ($0.id, $0.source) }
    rules += system.levels.map { ("Level \($0.level.number)", $0.source) }
    rules += system.ranges.map { ("range \($0.level.number)", $0.source) }
    if let override = system.override { rules.append(("override", override.source)) }
    return rules.map { (rule: $0.0, source: $0.1) }
  }
}
