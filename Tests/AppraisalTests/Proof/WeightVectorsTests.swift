import Appraisal
import Testing

@Suite struct WeightVectorsTests {
  @Test func `the built-in systems have as many vectors as OPM's rules allow`() {
    #expect(WeightVectors(of: .opmBasic2012).count() == 308_358)
    #expect(WeightVectors(of: .opm2025).count() == 3_876)
    #expect(WeightVectors(of: .opmBasic2012).firstWeights == 5...42)
    #expect(WeightVectors(of: .opm2025).firstWeights == 25...40)
  }

  @Test func `the walk meets every vector of opm-basic-2012, each once and in order`() {
    let vectors = WeightVectors(of: .opmBasic2012)
    var walked: [[UInt16]] = []
    walked.reserveCapacity(308_358)
    vectors.walk { weights in walked.append(weights.indices.map { weights[$0] }) }
    var expected: [[UInt16]] = []
    expected.reserveCapacity(308_358)
    for a in 5...100 {
      for b in 5...100 where a + b <= 100 {
        for c in 5...100 where a + b + c <= 100 {
          for d in 5...100 where a + b + c + d <= 100 {
            let e = 100 - a - b - c - d
            if e >= 20, e >= max(a, b, c, d) { expected.append([a, b, c, d, e].map(UInt16.init)) }
          }
        }
      }
    }
    #expect(walked == expected)
  }

  /// Where the element stands that none may outweigh, what its bounds are and how many there are.
  struct Case: CustomTestStringConvertible, Sendable {
    let bounds: [ClosedRange<Int>]
    var heaviest: Int? = nil
    var total = 20
    var testDescription: String { "\(bounds) heaviest \(String(describing: heaviest))" }
  }

  @Test(arguments: [
    Case(bounds: [0...20]),
    Case(bounds: [0...19]),
    Case(bounds: [20...20], heaviest: 0),
    Case(bounds: [0...20, 0...20]),
    Case(bounds: [0...20, 0...20], heaviest: 0),
    Case(bounds: [0...20, 0...20], heaviest: 1),
    Case(bounds: [12...20, 0...20], heaviest: 1),
    Case(bounds: [1...20, 1...20, 1...20], heaviest: 0),
    Case(bounds: [1...20, 1...20, 1...20], heaviest: 1),
    Case(bounds: [1...20, 1...20, 1...20], heaviest: 2),
    Case(bounds: [1...20, 1...20, 1...7], heaviest: 2),
    Case(bounds: [1...20, 1...6, 1...20], heaviest: 1),
    Case(bounds: [1...7, 1...9, 3...8], heaviest: 0),
    Case(bounds: [1...6, 1...20, 1...20], heaviest: 0),
    Case(bounds: [2...9, 1...5, 0...20, 4...6], heaviest: 0),
    Case(bounds: [2...9, 1...5, 0...20, 4...6], heaviest: 1),
    Case(bounds: [2...9, 1...5, 0...20, 4...6], heaviest: 2),
    Case(bounds: [2...9, 1...5, 0...20, 4...6], heaviest: 3),
    Case(bounds: [2...9, 1...5, 0...20, 4...6]),
    Case(bounds: [0...4, 0...4, 0...4, 0...4, 0...4], heaviest: 4),
    Case(bounds: [0...4, 0...4, 0...4, 0...4, 0...3]),
    Case(bounds: [0...8, 0...8, 0...8, 0...8, 0...8], heaviest: 2, total: 8),
    Case(bounds: [5...6, 5...6, 5...6, 5...6, 5...6]),
  ])
  func `count and walk agree with nested loops`(row: Case) throws {
    let vectors = WeightVectors(of: try system(row))
    let expected = reference(row, prefix: [], heaviest: row.heaviest)
    var walked: [[UInt16]] = []
    vectors.walk { weights in walked.append(weights.indices.map { weights[$0] }) }
    #expect(walked == expected)
    #expect(vectors.count() == UInt64(expected.count))
    let firsts = expected.map { $0[0] }
    #expect(vectors.firstWeights?.lowerBound == firsts.min())
    #expect(vectors.firstWeights?.upperBound == firsts.max())
    vectors.walk(firstWeight: (firsts.max() ?? 0) + 1) { _ in Issue.record("no such vector") }
  }

  @Test func `a thrown error ends the walk`() {
    struct Enough: Error {}
    var calls = 0
    #expect(throws: Enough.self) {
      try WeightVectors(of: .opm2025).walk { _ throws(Enough) in
        calls += 1
        if calls == 3 { throw Enough() }
      }
    }
    #expect(calls == 3)
  }

  @Test func `a count that does not fit is nil`() throws {
    let rows = [ClosedRange<Int>](repeating: 0...10_000, count: 16)
    let system = try system(Case(bounds: rows, total: 10_000))
    #expect(WeightVectors(of: system).count() == nil)
  }

  /// A system in steps of a percent, or of a hundredth when the total is large.
  private func system(_ row: Case) throws -> AppraisalSystem {
    func percent(_ steps: Int) -> String {
      if row.total <= 100 { return "\(steps)" }
      return steps % 100 < 10 ? "\(steps / 100).0\(steps % 100)" : "\(steps / 100).\(steps % 100)"
    }
    var yaml = """
      format: 1
      name: test
      title: Test
      effective: {from: 2020-01-01, citation: test}
      weights:
        total: {value: \(percent(row.total)), citation: test}
        step: {value: \(percent(1)), citation: test}

      """
    if let heaviest = row.heaviest {
      yaml += "  none_above: {element: e\(heaviest), citation: test}\n"
    }
    yaml += "elements:\n"
    for (index, range) in row.bounds.enumerated() {
      yaml += "  - {id: e\(index), title: Element \(index), citation: test, "
      yaml += "minimum_weight: \(percent(range.lowerBound)), "
      yaml += "maximum_weight: \(percent(range.upperBound))}\n"
    }
    yaml += "levels:\n"
    for level in 1...5 {
      yaml += "  - {level: \(level), label: L\(level)x, points: \(level), citation: test}\n"
    }
    yaml += "ranges:\n"
    for level in 1...5 { yaml += "  - {level: \(level), minimum: \(level), citation: test}\n" }
    return try AppraisalSystem.decode(Array(yaml.utf8))
  }

  private func reference(_ row: Case, prefix: [UInt16], heaviest: Int?) -> [[UInt16]] {
    if prefix.count == row.bounds.count {
      let isComplete = prefix.reduce(0, +) == row.total
      let isHeaviest = heaviest.map { prefix[$0] == prefix.max() } ?? true
      return isComplete && isHeaviest ? [prefix] : []
    }
    return row.bounds[prefix.count].flatMap {
      reference(row, prefix: prefix + [UInt16($0)], heaviest: heaviest)
    }
  }
}
