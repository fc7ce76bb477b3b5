import FoundationEssentials
import TestSupport
import Testing

/// `verify --chain` and `verify --plans … --ratings …`: what a run came after, and what it came
/// from.
@Suite struct ChainTests {
  /// A directory with three runs, and their names, the oldest first.
  private func threeRuns() throws -> (batch: NightlyBatch, runs: [String]) {
    let batch = try NightlyBatch()
    var runs: [String] = []
    for _ in 0..<3 {
      try batch.run()
      runs.append(String(try batch.target().dropFirst("runs/".count)))
    }
    return (batch, runs)
  }

  @Test func followsTheRunsToTheFirst() throws {
    let (batch, runs) = try threeRuns()
    let ended = try batch.verify(nil, "--chain", "--format", "json")
    #expect(ended.status == 0)
    let chain = runs.reversed().map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(ended.text.contains("\"runs\": [\(chain)]"))
    #expect(!ended.text.contains("run_not_kept"))
    let words = try batch.verify(nil, "--chain").text
    #expect(words.hasPrefix("3 runs are whole, each with the manifest of the one before it: "))
  }

  @Test func withoutTheOptionOnlyTheRunItselfCounts() throws {
    let (batch, runs) = try threeRuns()
    try spoil("\(batch.output)/runs/\(runs[0])/scores.csv")
    #expect(try batch.verify().status == 0)
    #expect(try batch.verify(nil, "--chain").status == 65)
  }

  /// One bit in each file of each run of the chain.
  @Test func namesWhatWasChangedInAnyRun() throws {
    let (batch, runs) = try threeRuns()
    for run in runs.dropLast() {
      let directory = "\(batch.output)/runs/\(run)"
      for name in try files(below: directory) {
        let whole = try bytes(ofFile: "\(directory)/\(name)")
        try spoil("\(directory)/\(name)")
        let ended = try batch.verify(nil, "--chain")
        #expect(ended.status == 65)
        #expect(ended.text.contains("changed: ../\(run)/\(name)\n"), "found: \(ended.text)")
        try Data(whole).write(to: URL(filePath: "\(directory)/\(name)"))
      }
    }
    #expect(try batch.verify(nil, "--chain").status == 0, "all is as it was again")
  }

  /// A manifest with a good seal that is not the one that the next run saw: somebody made a run of
  /// their own in its place.
  @Test func namesARunThatWasReplaced() throws {
    let (batch, runs) = try threeRuns()
    let other = try NightlyBatch()
    try other.run(ratings: "plans.csv", "--quiet", "--publish-anyway")
    let victim = "\(batch.output)/runs/\(runs[1])"
    try FileManager.default.removeItem(atPath: victim)
    try FileManager.default.copyItem(atPath: try other.newest(), toPath: victim)
    #expect(try batch.verify(victim).status == 0, "in itself it is whole")
    let ended = try batch.verify(nil, "--chain")
    #expect(ended.status == 65)
    #expect(ended.text.contains("changed: ../\(runs[1])/manifest.json"))
  }

  @Test func runTakenOutOfTheMiddleIsMissing() throws {
    let (batch, runs) = try threeRuns()
    try FileManager.default.removeItem(atPath: "\(batch.output)/runs/\(runs[1])")
    let ended = try batch.verify(nil, "--chain")
    #expect(ended.status == 65)
    #expect(ended.text == "missing: ../\(runs[1])/manifest.json\n")
  }

  @Test func chainMayEndWhereRunsAreNotKept() throws {
    let (batch, runs) = try threeRuns()
    try batch.run(plans: "plans.csv", "--keep", "2")
    let ended = try batch.verify(nil, "--chain", "--format", "json")
    #expect(ended.status == 0)
    #expect(ended.text.contains("\"run_not_kept\": \"\(runs[1])\""))
    #expect(try batch.verify(nil, "--chain").text.contains("\(runs[1]), is not kept"))
  }

  /// The run goes on although the one before cannot be trusted, and the chain says so.
  @Test func nextRunWorksAfterABrokenManifest() throws {
    let (batch, runs) = try threeRuns()
    try FileManager.default.removeItem(atPath: "\(batch.output)/runs/\(runs[2])/manifest.json")
    #expect(try batch.run().status == 0)
    #expect(try batch.verify().status == 0)
    let ended = try batch.verify(nil, "--chain")
    #expect(ended.status == 65)
    #expect(ended.text.contains("missing: ../\(runs[2])/manifest.json"))
  }

  /// An older run by another version: its manifest is what the newer one saw, and cannot be read.
  @Test func namesAManifestThatCannotBeRead() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let old = String(try batch.target().dropFirst("runs/".count))
    let manifest = "\(batch.output)/runs/\(old)/manifest.json"
    try Data("{\"format\": 0}\n".utf8).write(to: URL(filePath: manifest))
    try batch.run()
    #expect(try batch.verify().status == 0)
    let ended = try batch.verify(nil, "--chain")
    #expect(ended.status == 65)
    #expect(ended.text.hasPrefix("unreadable: ../\(old)/manifest.json\n  Run \(old): "))
    #expect(ended.text.hasSuffix("Neither its files nor the runs before it were verified.\n"))
    let json = try batch.verify(nil, "--chain", "--format", "json").text
    #expect(json.contains("{\"problem\": \"unreadable\", \"file\": \"../\(old)/manifest.json\"}"))
  }

  // MARK: - Inputs

  private let plans = "\(NightlyBatch.folder)/plans.csv"
  private let ratings = "\(NightlyBatch.folder)/ratings.csv"

  @Test func provesWhereARunCameFrom() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let ended = try batch.verify(nil, "--plans", plans, "--ratings", ratings)
    #expect(ended.status == 0)
    #expect(ended.text.contains("The 2 inputs are those that the manifest names."))
    #expect(try batch.verify(nil, "--plans", plans).status == 0)
  }

  @Test func namesInputsThatAreOthers() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let swapped = try batch.verify(nil, "--plans", ratings, "--ratings", plans)
    #expect(swapped.status == 65)
    #expect(swapped.text == "changed: --plans \(ratings)\nchanged: --ratings \(plans)\n")

    var flipped = try bytes(ofFile: plans)
    flipped[flipped.count / 2] ^= 1
    let changed = try batch.file("plans.csv", flipped)
    #expect(try batch.verify(nil, "--plans", changed).text == "changed: --plans \(changed)\n")

    let tooMany = try batch.verify(nil, "--plans", plans, ratings)
    #expect(tooMany.text == "extra: --plans \(ratings)\n")
    #expect(tooMany.status == 65)
    #expect(try batch.verify(nil, "--plans", "nowhere.csv").status == 66)
  }

  @Test func namesAnInputThatIsNotNamed() throws {
    let batch = try NightlyBatch()
    let more = try batch.file(
      "more.csv", Array(try bytes(ofFile: ratings).prefix { $0 != 0x0A } + [0x0A]))
    let ran = try BuiltProgram.located().run(
      ["run", "--plans", plans, "--ratings", ratings, more, "--output", batch.output])
    #expect(ran.status == 0)
    #expect(try batch.verify(nil, "--ratings", ratings).text == "missing: --ratings more.csv\n")
    #expect(try batch.verify(nil, "--ratings", ratings, more).status == 0)
  }

  private func spoil(_ path: String) throws {
    var flipped = try bytes(ofFile: path)
    flipped[flipped.count / 2] ^= 1
    try Data(flipped).write(to: URL(filePath: path))
  }
}

/// `--expect-plans` and `--expect-ratings`: a delivery that was cut short is refused.
@Suite struct ExpectationTests {
  @Test(
    arguments: [
      (["--expect-plans", "10"], 0), (["--expect-ratings", "10"], 0),
      (["--expect-plans", "10", "--expect-ratings", "10"], 0),
      (["--expect-plans", "11"], 65), (["--expect-plans", "9"], 65),
      (["--expect-ratings", "0"], 65), (["--expect-plans", "10", "--expect-ratings", "11"], 65),
      (["--expect-plans", "-1"], 64), (["--expect-ratings", "ten"], 64),
    ] as [([String], Int32)])
  func countsTheRecords(options: [String], status: Int32) throws {
    let batch = try NightlyBatch()
    let files = ["--plans", "plans.csv", "--ratings", "ratings.csv"]
    let program = try BuiltProgram.located()
    let ran = try program.run(
      ["run"] + files + ["--output", batch.output] + options, directory: NightlyBatch.folder)
    #expect(ran.status == status)
    #expect(FileManager.default.fileExists(atPath: batch.current) == (status == 0))
    let checked = try program.run(["check"] + files + options, directory: NightlyBatch.folder)
    #expect(checked.status == status)
    if status == 65 { #expect(ran.errorText.contains("instead of the ")) }
  }
}
