import FoundationEssentials
import TestSupport
import Testing

/// `appraise run --cycle`: the distribution limits over the initial ratings, as information.
@Suite struct RunCycleTests {
  private static let folder = "\(CommandCase.root)/nightly-batch/limits-of-a-cycle"

  private static func run(_ batch: NightlyBatch, _ options: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(
      batch.arguments() + ["--quiet"] + options, directory: folder)
  }

  /// Everything but the limits, the page that shows them and the manifest is as without a cycle.
  @Test func `a cycle changes no roster, score or finding`() throws {
    let (plain, counted) = (
      try NightlyBatch(inputs: Self.folder), try NightlyBatch(inputs: Self.folder)
    )
    #expect(try Self.run(plain).status == 1, "one is rejected")
    let ended = try Self.run(counted, "--cycle", "cycle.yaml")
    #expect(ended.status == 1, "what is exceeded is no error: \(ended.errorText)")
    var (one, other) = (try contents(below: plain.current), try contents(below: counted.current))
    #expect(Set(one.keys) == Set(other.keys))
    for name in ["index.html", "summary.json", "manifest.json"] {
      #expect(one.removeValue(forKey: name) != other.removeValue(forKey: name), "\(name)")
    }
    // The pages of the boards name the cycle file among their inputs.
    for name in one.keys where !name.hasSuffix(".html") {
      #expect(one[name] == other[name], "\(name)")
    }
  }

  /// The same table as in `limits.csv` of a review of the run, at the initial stage.
  @Test func `a run and its review count alike`() throws {
    let cycle = try HarborCycle()
    let ended = try cycle.appraise([
      "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", cycle.runs,
      "--cycle", "fy2026.yaml", "--quiet",
    ])
    #expect(ended.status == 0)
    try cycle.review([])
    let limits = try ReferenceReader().read(
      try bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/limits.csv")
    ).texts.filter { $0[2] == "initial" }
    #expect(limits.map { $0[0] } == ["Department", "Office of Inspector General"])
    let page = String(
      decoding: try bytes(ofFile: "\(cycle.newest(in: cycle.runs))/index.html"), as: UTF8.self)
    for row in limits {
      let cells = ([row[2]] + row[3...7]).map { "<td>\($0)" }.joined()
      #expect(page.contains("<th scope=row>\(row[0])\(cells)<td>"), "\(row)")
    }
    let report = try cycle.appraise(["report", cycle.runs])
    let lines = report.text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains(["Department", "initial", "13", "5", "3.9", "3", "2", "exceeded"]))
  }

  @Test func `the cycle file is an input`() throws {
    let batch = try NightlyBatch(inputs: Self.folder)
    #expect(try Self.run(batch, "--cycle", "cycle.yaml").status == 1)
    let same = try BuiltProgram.located().run(
      ["verify", batch.output, "--cycle", "cycle.yaml"], directory: Self.folder)
    #expect(same.status == 0, "\(same.text)")
    let scratch = try ScratchDirectory()
    let other = try scratch.write(
      try bytes(ofFile: "\(Self.folder)/cycle.yaml") + Array("# later\n".utf8), to: "cycle.yaml")
    let changed = try BuiltProgram.located().run(["verify", batch.output, "--cycle", other])
    #expect(changed.status == 65)
    #expect(changed.text.contains("changed: --cycle \(other)"))
    // The run itself can be reported with the limits of the later file.
    let report = try BuiltProgram.located().run(["report", batch.output, "--cycle", other])
    let own = try BuiltProgram.located().run(["report", batch.output])
    #expect(report.status == 0 && report.text == own.text)
  }

  @Test func `what nobody can have meant`() throws {
    let batch = try NightlyBatch(inputs: Self.folder)
    let rules = try Self.run(batch, "--rules", "federal-ses")
    #expect(rules.status == 64)
    #expect(rules.errorText.contains("name one with --cycle"))
    #expect(!FileManager.default.fileExists(atPath: batch.output))
    #expect(try Self.run(batch).status == 1)
    let board = try BuiltProgram.located().run(
      ["report", batch.output, "--prb", "Small PRB", "--cycle", "cycle.yaml"],
      directory: Self.folder)
    #expect(board.status == 64)
    let missing = try BuiltProgram.located().run(["report", batch.output, "--cycle", "/nowhere"])
    #expect(missing.status == 66)
  }
}
