import FoundationEssentials
import TestSupport
import Testing

/// `appraise template --cycle` and `appraise synthesize --cycle`: what they write is what a review reads.
@Suite struct MadeCycleTests {
  private static func run(_ line: String, in directory: String) throws -> Program.Ended {
    try BuiltProgram.located().run(
      line.split(separator: " ").map(String.init), directory: directory)
  }

  // MARK: - Templates

  /// As it stands, `cycle.yaml` is valid for any run; the empty files have no records, and the examples are
  /// of nobody.
  @Test func theTemplateCanBeReviewed() throws {
    let cycle = try HarborCycle()
    let forms = cycle.path("forms")
    let made = try cycle.appraise(["template", "--cycle", "--output", forms])
    #expect(made.status == 0, "\(made.errorText)")
    #expect(
      try files(below: forms) == [
        "EXAMPLE.txt", "cycle.yaml", "example/members.csv", "example/responses.csv", "members.csv",
        "responses.csv",
      ])
    func check(_ folder: String) throws -> Program.Ended {
      try cycle.appraise([
        "check", "--run", try cycle.newest(in: cycle.runs), "--cycle", "\(forms)/cycle.yaml",
        "--members", "\(folder)/members.csv", "--responses", "\(folder)/responses.csv", "--format",
        "csv", "--quiet",
      ])
    }
    func codes(_ ended: Program.Ended) -> [Substring] {
      ended.text.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    }
    let empty = try check(forms)
    #expect(empty.status == 0, "\(empty.errorText)")
    #expect(codes(empty).filter { $0 == "no-records" }.count == 2, "\(empty.text)")
    let example = try check("\(forms)/example")
    #expect(codes(example).contains("response-without-plan"), "\(example.text)")
    #expect(!codes(example).contains { $0.hasPrefix("invalid-") || $0 == "unknown-column" })
  }

  /// Each fact that a comment of `cycle.yaml` shows is one that the file may have.
  @Test func theCommentsOfTheCycleAreFacts() throws {
    let cycle = try HarborCycle()
    #expect(
      try cycle.appraise(["template", "--cycle", "--output", cycle.path("forms")]).status == 0)
    let text = String(
      decoding: try bytes(ofFile: cycle.path("forms/cycle.yaml")), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (number, line) in lines.enumerated()
    where line.wholeMatch(of: #/ *# +(- )?[a-z_]+:.*/#) != nil {
      lines[number] = line.replacing("# ", with: "", maxReplacements: 1)
    }
    let facts = lines.joined(separator: "\n").replacing(
      "Name of its board", with: "Harbor OIG PRB"
    ).replacing("Name of a board", with: "Harbor PRB 1")
    let ended = try cycle.appraise([
      "check", "--run", try cycle.newest(in: cycle.runs), "--cycle",
      try cycle.file("facts.yaml", facts),
    ])
    #expect(ended.status == 0, "\(facts)\(ended.errorText)")
    #expect(facts.contains("\n    waiver: citation") && facts.contains("\npay_effective: 2027"))
    #expect(facts.contains("\n  - prb: Harbor PRB 1\n    recommended_on: 2026"))
  }

  @Test func theTemplateWritesNothingOver() throws {
    for name in ["cycle.yaml", "members.csv", "responses.csv", "EXAMPLE.txt", "example"] {
      let scratch = try ScratchDirectory()
      try scratch.write(Array("filled in".utf8), to: name)
      let ended = try Self.run("template --cycle --output .", in: scratch.path)
      #expect(ended.status == 73)
      #expect(ended.errorText.contains("/\(name): this is there already"), "\(ended.errorText)")
      #expect(try files(below: scratch.path) == [name])
    }
  }

  // MARK: - Made-up agencies

  /// Runs the batch and the review over a made-up agency, and closes it.
  @discardableResult
  private static func closed(_ options: String, in directory: String) throws -> Program.Ended {
    let made = try run("synthesize --seed 5 --cycle --output agency \(options)", in: directory)
    #expect(made.status == 0, "\(made.errorText)")
    let ran = try run(
      "run --plans agency/plans.csv --ratings agency/ratings.csv --output runs --pages none --quiet "
        + "--publish-anyway \(options.contains("opm-2025") ? "--system opm-2025" : "")",
      in: directory)
    #expect(ran.status <= 1, "\(ran.errorText)")
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/runs/current")
    func sheets(_ folder: String) throws -> [String] {
      try files(below: "\(directory)/agency/\(folder)").map { "agency/\(folder)/\($0)" }
    }
    var words = [
      "review", "--run", "runs/\(run)", "--cycle", "agency/cycle.yaml", "--members",
      "agency/members.csv", "--responses", "agency/responses.csv", "--output", "reviews", "--close",
    ]
    let (returned, decided) = (try sheets("returned"), try sheets("decided"))
    #expect(returned.count == decided.count)
    if !returned.isEmpty { words += ["--returned"] + returned + ["--decided"] + decided }
    return try BuiltProgram.located().run(words, directory: directory)
  }

  /// In each order of the plans, in both layouts, and where some plans are wrong.
  @Test(arguments: [
    "--executives 600", "--executives 600 --order ids", "--executives 600 --order names",
    "--executives 600 --order random", "--executives 300 --layout long",
    "--executives 600 --wrong-per-thousand 100", "--executives 1", "--executives 0",
    "--executives 300 --system opm-2025",
  ])
  func aMadeUpCycleCanBeClosed(options: String) throws {
    let scratch = try ScratchDirectory()
    let ended = try Self.closed(options, in: scratch.path)
    #expect(ended.status == 0, "\(ended.errorText)")
    let review = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(scratch.path)/reviews/current")
    let findings = String(
      decoding: try bytes(ofFile: "\(scratch.path)/reviews/\(review)/findings.csv"), as: UTF8.self)
    let codes = Set(
      findings.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] })
    // Nothing is wrong; what there is to say is that the guidance is exceeded.
    let expected: Set<Substring> = ["distribution-guidance-exceeded", "no-records"]
    #expect(codes.isSubset(of: expected), "\(codes)")
  }

  @Test func aMadeUpCycleHasSomethingToTell() throws {
    let scratch = try ScratchDirectory()
    try Self.closed("--executives 1000", in: scratch.path)
    let report = try Self.run("report reviews --format json", in: scratch.path).text
    for (stage, kind) in [
      ("recommended", "raised"), ("recommended", "lowered"), ("annual", "raised"),
    ] {
      let pattern = try Regex("\"stage\": \"\(stage)\".*\"\(kind)\": [1-9]")
      #expect(report.contains(pattern), "\(stage) \(kind)")
    }
    let responses = String(
      decoding: try bytes(ofFile: "\(scratch.path)/agency/responses.csv"), as: UTF8.self)
    #expect(responses.contains(",yes,") && responses.contains(",no,"))
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let scratch = try ScratchDirectory()
    for (folder, options) in [("a", ""), ("b", "--threads 1"), ("c", "--threads 3")] {
      let ended = try Self.run(
        "synthesize --executives 900 --seed 7 --cycle --output \(folder) \(options)",
        in: scratch.path)
      #expect(ended.status == 0, "\(ended.errorText)")
    }
    let a = try contents(below: "\(scratch.path)/a")
    #expect(a.count > 10)
    #expect(try a == contents(below: "\(scratch.path)/b"))
    #expect(try a == contents(below: "\(scratch.path)/c"))
    // Plans and ratings are those that there are without the cycle.
    _ = try Self.run("synthesize --executives 900 --seed 7 --output alone", in: scratch.path)
    for name in ["plans.csv", "ratings.csv"] {
      #expect(try a[name] == bytes(ofFile: "\(scratch.path)/alone/\(name)"))
    }
  }

  @Test func synthesisWritesNothingOver() throws {
    for name in ["cycle.yaml", "members.csv", "responses.csv", "returned", "decided"] {
      let scratch = try ScratchDirectory()
      try scratch.write(Array("mine".utf8), to: name)
      let ended = try Self.run(
        "synthesize --executives 5 --seed 1 --cycle --output .", in: scratch.path)
      #expect(ended.status == 73)
      #expect(try files(below: scratch.path) == [name])
    }
  }
}
