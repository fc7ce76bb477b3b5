import Appraisal
import Testing

@Suite struct SoundnessTests {
  /// Systems of three elements whose ranges are shifted at random, each judged by trying every plan
  /// with every rating: a score in no range or in two must be found, with a witness, and a system
  /// that is called sound must have none.
  @Test func `the proof agrees with every case of small systems`() throws {
    var seed: UInt64 = 1
    func random(_ bound: UInt64) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % bound)
    }
    var verdicts = (sound: 0, unsound: 0)
    for _ in 0..<300 {
      let begins = [200, 300, 400, 475].map { $0 + random(4) * 5 - (random(3) == 0 ? 5 : 0) }
      let ends = [299, 399, 474, 500].map { $0 - 4 + random(9) }
      let system = try system(begins: begins, ends: ends, heaviest: random(4))
      let soundness = system.soundness()
      let misses = misses(of: system)
      if soundness.isSound {
        verdicts.sound += 1
        #expect(misses.isEmpty, "\(begins) \(ends)")
      } else {
        verdicts.unsound += 1
      }
      let shown = soundness.problems.compactMap { $0.witness.map { Int($0.score.hundredths) } }
      #expect(Set(shown).isSubset(of: misses))
      if !misses.isEmpty { #expect(!shown.isEmpty, "\(begins) \(ends)") }
    }
    #expect(verdicts.sound > 0)
    #expect(verdicts.unsound > 0)
  }

  /// The scores that a plan reaches and that are not in exactly one range.
  private func misses(of system: AppraisalSystem) -> Set<Int> {
    let step = Int(system.weights.step.hundredths)
    var misses: Set<Int> = []
    WeightVectors(of: system).walk { weights in
      for ratings in 0..<64 {
        let points = [ratings & 3, ratings >> 2 & 3, ratings >> 4 & 3].map { $0 + 2 }
        let score = (0..<3).reduce(0) { $0 + points[$1] * Int(weights[$1]) * step }
        let holding = system.ranges.count {
          Int($0.minimum.hundredths) <= score
            && score <= $0.maximum.map { Int($0.hundredths) } ?? .max
        }
        if holding != 1 { misses.insert(score) }
      }
    }
    return misses
  }

  private func system(begins: [Int], ends: [Int], heaviest: Int) throws -> AppraisalSystem {
    var yaml = """
      format: 1
      name: test
      title: Test
      effective: {from: 2020-01-01, citation: test}
      weights:
        total: {value: 100, citation: test}
        step: {value: 5, citation: test}
      \(heaviest < 3 ? "  none_above: {element: e\(heaviest), citation: test}" : "")
      elements:
        - {id: e0, title: First, minimum_weight: 10, citation: test}
        - {id: e1, title: Second, minimum_weight: 20, maximum_weight: 45, citation: test}
        - {id: e2, title: Third, minimum_weight: 5, citation: test}
      override: {level: 1, citation: test}
      levels:

      """
    for level in 1...5 {
      yaml += "  - {level: \(level), label: L\(level)x, points: \(level), citation: test}\n"
    }
    yaml += "ranges:\n"
    for level in 2...5 {
      yaml += "  - {level: \(level), minimum: \(begins[level - 2]), "
      yaml += "maximum: \(max(begins[level - 2], ends[level - 2])), citation: test}\n"
    }
    return try AppraisalSystem.decode(Array(yaml.utf8))
  }
}
