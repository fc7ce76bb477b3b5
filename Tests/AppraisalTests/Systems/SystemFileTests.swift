import Appraisal
import Testing

@Suite struct SystemFileTests {
  /// One mistake a file; its message is next to it, whether the decoder or the proof
  /// finds it.
  @Test(arguments: try Goldens.names(in: "bad", endingWith: ".yaml"))
  func `a bad file is refused in these words`(name: String) throws {
    let bytes = try Goldens.bytes(of: "bad/\(name).yaml")
    var text = ""
    do {
      let soundness = try AppraisalSystem.decode(bytes).soundness()
      #expect(!soundness.isSound)
      #expect(soundness.proof.isEmpty)
      for problem in soundness.problems { text += "\(problem)\n" }
    } catch {
      text = "\(error)\n"
    }
    try Goldens.expect(text, equals: "bad/\(name).expected")
  }

  @Test func `every expected text has its bad file`() throws {
    #expect(
      try Goldens.names(in: "bad", endingWith: ".yaml")
        == Goldens.names(in: "bad", endingWith: ".expected"))
  }

  @Test(arguments: try Goldens.names(in: "good", endingWith: ".yaml"))
  func `a good file is sound, for these reasons`(name: String) throws {
    let system = try AppraisalSystem.decode(Goldens.bytes(of: "good/\(name).yaml"))
    let soundness = system.soundness()
    #expect(soundness.problems.isEmpty)
    let proof = soundness.proof.map { $0 + "\n" }.joined()
    try Goldens.expect(
      system.described() + "\n" + proof, equals: "good/\(name).expected")
  }

  /// A witness is only worth something if it is a plan and has the score that it says.
  @Test(arguments: try Goldens.names(in: "bad", endingWith: ".yaml"))
  func `a witness is valid and reaches its score`(name: String) throws {
    guard let system = try? AppraisalSystem.decode(Goldens.bytes(of: "bad/\(name).yaml")) else {
      return
    }
    for case let witness? in system.soundness().problems.map(\.witness) {
      let total = witness.weights.reduce(0) { $0 + $1.hundredths }
      #expect(total == system.weights.total.hundredths)
      var score: UInt32 = 0
      for (element, (weight, level)) in zip(
        system.elements, zip(witness.weights, witness.ratings))
      {
        #expect(weight >= element.minimumWeight)
        #expect(weight <= element.maximumWeight ?? weight)
        #expect(weight.hundredths % system.weights.step.hundredths == 0)
        if let heaviest = system.weights.heaviestElement {
          #expect(weight <= witness.weights[heaviest])
        }
        #expect(level != system.override?.level)
        score += weight.hundredths * system.definition(of: level).points
      }
      #expect(score == witness.score.hundredths)
      let holding = system.ranges.indices.filter { index in
        let range = system.ranges[index]
        let isBelowNext =
          index + 1 == system.ranges.count || witness.score < system.ranges[index + 1].minimum
        return range.minimum <= witness.score
          && (range.maximum.map { witness.score <= $0 } ?? isBelowNext)
      }
      #expect(holding.count != 1)
    }
  }

  @Test func `half percents with the printed ranges leave 474.5 out`() throws {
    let system = try AppraisalSystem.decode(
      Goldens.bytes(of: "bad/printed-ranges-with-half-percents.yaml"))
    let scores = system.soundness().problems.compactMap { $0.witness?.score.description }
    #expect(scores == ["299.5", "399.5", "474.5"])
  }
}

/// Mistakes that a file cannot show well, because they are bytes or repetitions.
@Suite struct SystemBytesTests {
  private static let good = AppraisalSystem.builtInFile(named: "opm-basic-2012") ?? []

  private func problems(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try AppraisalSystem.decode(bytes)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func `a byte order mark changes nothing`() {
    #expect(problems([0xEF, 0xBB, 0xBF] + Self.good).isEmpty)
  }

  @Test func `line ends may be CRLF`() {
    let windows = Self.good.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    #expect(problems(windows).isEmpty)
  }

  @Test func `bytes that are not UTF-8 are refused with their place`() {
    #expect(
      problems(Array("format: 1\nname: ä".utf8) + [0xFF])
        == ["2:8: The bytes here are not UTF-8. Save the file as UTF-8."])
    #expect(
      problems([0xFF, 0xFE, 0x66, 0x00])
        == ["1:1: The bytes here are not UTF-8. Save the file as UTF-8."])
  }

  @Test func `a control character is refused with its place`() {
    #expect(
      problems(Array("format: 1\nname: \u{0}".utf8))
        == ["2:7: There is a control character here, which YAML does not allow. Delete it."])
  }

  @Test func `the size is limited`() {
    let fill = [UInt8](repeating: UInt8(ascii: "\n"), count: (1 << 20) - Self.good.count)
    #expect(problems(Self.good + fill).isEmpty)
    #expect(
      problems(Self.good + fill + [0x0A]) == [
        "1:1: The file is larger than 1 MiB, and no system file is. "
          + "Check that this is the file you meant."
      ])
  }

  @Test func `an empty file is refused`() {
    let expected = "1:1: The file is empty. Begin with a copy of a built-in system."
    #expect(problems([]) == [expected])
    #expect(problems(Array("# nothing\n".utf8)) == [expected])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `deep nesting ends in a message`(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(problems(Array(text.utf8)).count == 1)
  }

  /// As a key, this doubles at every level; comparing it would not end.
  @Test func `aliases of aliases are refused before they are compared`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...64 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    text += "? *a64\n: 1\n"
    #expect(problems(Array(text.utf8)).map { $0.prefix(5) } == ["2:10:"])
  }

  @Test func `a few aliases of aliases are refused too`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...7 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let found = problems(Array((text + "? *a7\n: 1\n").utf8))
    #expect(found.contains { $0.hasPrefix("1:5: The value has an anchor, `&a0`;") })
  }

  /// Whatever is cut off, there is a message and no crash.
  @Test func `every beginning of a file is refused or decodes`() {
    var decoded = 0
    for end in stride(from: 0, to: Self.good.count, by: 7) {
      if problems(Array(Self.good[..<end])).isEmpty { decoded += 1 }
    }
    #expect(decoded < 12, "only a cut in the last lines, the override, leaves a system")
  }
}
