import FoundationEssentials
import TestSupport
import Testing

/// `appraise explain --run`: one executive, from what a run has published.
@Suite struct ExplainRunTests {
  private static func explain(
    _ executive: String, _ options: String..., directory: String? = nil
  ) throws -> Program.Ended {
    try BuiltProgram.located().run(["explain", executive] + options, directory: directory)
  }

  private static func ids(in batch: NightlyBatch) throws -> [String] {
    try files(below: "\(batch.current)/rosters").filter {
      $0.hasSuffix(".csv") && $0 != "index.csv"
    }.flatMap { name in
      let table = try ReferenceReader().read(
        try bytes(ofFile: "\(batch.current)/rosters/\(name)")
      ).texts
      let column = try #require(table[0].firstIndex(of: "executive_id"))
      return table.dropFirst().map { unguarded($0[column]) }
    }
  }

  /// Cases of every kind of executive: rated, by the override, not rated, rejected; long and wide.
  static let folders = [
    "nightly-batch/five-mistakes", "nightly-batch/roster-order", "values/formulas-of-owasp",
    "worked-example/range-borders", "values/names-in-all-scripts", "findings/who-has-to-act",
    "findings/who-has-to-act-in-long-layout",
  ]

  /// The explanation from a run is that from the inputs, but for where it says it comes from.
  @Test(arguments: folders)
  func isTheExplanationFromTheInputs(folder: String) throws {
    let batch = try NightlyBatch(inputs: "\(CommandCase.root)/\(folder)")
    try batch.run("--publish-anyway")
    let ids = Set(try Self.ids(in: batch)).filter { !$0.isEmpty && !$0.contains("<") }
    #expect(!ids.isEmpty)
    for id in ids.sorted().prefix(12) where !id.hasPrefix("-") {
      let inputs = ["--plans", "plans.csv", "--ratings", "ratings.csv"]
      for format in ["text", "csv", "json"] {
        let options = ["--format", format]
        let program = try BuiltProgram.located()
        let expected = try program.run(
          ["explain", id] + inputs + options, directory: batch.inputs)
        let found = try program.run(["explain", id, "--run", batch.output] + options)
        #expect(found.status == expected.status, "\(id): \(found.errorText)")
        #expect(found.errors.isEmpty)
        #expect(
          Self.withoutOrigin(found.text) == Self.withoutOrigin(expected.text),
          "\(id) as \(format)")
      }
    }
  }

  /// The lines of an explanation without what says where it comes from, and without the board of
  /// those who have none. Findings of a run stand in the order of `findings.csv`.
  private static func withoutOrigin(_ text: String) -> [String] {
    let text = text.replacing(/\n\nNo input was needed:.*/.dotMatchesNewlines(), with: "\n")
      .replacing(/\n  "run": \{.*?\n  \},/.dotMatchesNewlines(), with: "")
    return text.split(separator: "\n").map(String.init).filter { line in
      !["Sources ", "  \"sources\"", "Board           unassigned"].contains { line.hasPrefix($0) }
    }.map { line in
      let line = line.hasSuffix(",") ? String(line.dropLast()) : line
      return line == "  \"prb\": \"unassigned\"" ? "  \"prb\": \"\"" : line
    }.sorted()
  }

  @Test func saysThatTheInputsWereNotNeeded() throws {
    let batch = try NightlyBatch()
    try batch.run("--title", "FY 2026 cycle")
    let run = try #require(try batch.target().split(separator: "/").last)
    let text = try Self.explain("ES-00101", "--run", batch.output).text
    #expect(text.contains("\nSources         run \(run): rosters/"), "found: \(text)")
    let manifest = try bytes(ofFile: "\(batch.current)/manifest.json")
    let hashes = String(decoding: manifest, as: UTF8.self)
      .matches(of: /"sha256": "([0-9a-f]{64})", "records"/).map { String($0.1) }
    #expect(hashes.count == 2)
    #expect(
      text.hasSuffix(
        """

        No input was needed: all files of run \(run) are as they were published, and its
        manifest names the inputs that it was made from by SHA-256:
          plans    plans.csv
                   \(hashes[0])
          ratings  ratings.csv
                   \(hashes[1])

        """), "found: \(text)")
    struct Explanation: Decodable {
      struct Run: Decodable {
        struct Input: Decodable { let role, name, sha256: String }
        let run: String
        let title: String?
        let inputs: [Input]
      }
      let schema: String
      let run: Run
    }
    let json = try Self.explain("ES-00101", "--run", batch.output, "--format", "json")
    let decoded = try JSONDecoder().decode(Explanation.self, from: Data(json.output))
    #expect(decoded.schema == "appraise-explanation/1")
    #expect(decoded.run.run == run && decoded.run.title == "FY 2026 cycle")
    #expect(decoded.run.inputs.map(\.sha256) == hashes)
  }

  /// Whatever file of the run was touched, nothing is explained.
  @Test func aRunThatIsNotWholeExplainsNothing() throws {
    let batch = try NightlyBatch()
    try batch.run()
    for name in try files(below: try batch.newest()) where name != "manifest.json" {
      let path = "\(try batch.newest())/\(name)"
      let whole = try bytes(ofFile: path)
      var flipped = whole
      flipped[whole.count / 2] ^= 1
      try Data(flipped).write(to: URL(filePath: path))
      let ended = try Self.explain("ES-00101", "--run", batch.output)
      #expect(ended.status == 65)
      #expect(ended.output.isEmpty)
      #expect(ended.errorText.contains("\(name) is changed"), "found: \(ended.errorText)")
      try Data(whole).write(to: URL(filePath: path))
    }
    #expect(try Self.explain("ES-00101", "--run", batch.output).status == 0)
  }

  // MARK: - Systems

  @Test func theSystemIsThatOfTheRun() throws {
    let folder = "\(CommandCase.root)/nightly-batch/agency-system-with-half-percents"
    let system = "\(Repository.fixtures)/systems/good/half-percents.yaml"
    let batch = try NightlyBatch(inputs: folder)
    try batch.run("--system", system)
    let id = try #require(try Self.ids(in: batch).first)
    let unknown = try Self.explain(id, "--run", batch.output)
    #expect(unknown.status == 64)
    #expect(unknown.errorText.contains("Name its file with --system."), "\(unknown.errorText)")
    let other = try Self.explain(id, "--run", batch.output, "--system", "opm-2025")
    #expect(other.status == 64)
    #expect(other.errorText.contains("another system"))
    let known = try Self.explain(id, "--run", batch.output, "--system", system)
    #expect(known.status == 0, "\(known.errorText)")
    let byInputs = try Self.explain(
      id, "--system", system, "--plans", "plans.csv", "--ratings", "ratings.csv",
      directory: folder)
    #expect(Self.withoutOrigin(known.text) == Self.withoutOrigin(byInputs.text))
  }

  @Test func theBuiltInSystemMayBeNamed() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let plain = try Self.explain("ES-00101", "--run", batch.output)
    let named = try Self.explain("ES-00101", "--run", batch.output, "--system", "opm-basic-2012")
    #expect(named.output == plain.output)
  }

  // MARK: - Nobody

  /// Ids are near misses on standard output, because they are results; standard error names none.
  @Test func anUnknownIdNamesTheNearest() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let inputs = [
      "--plans", "\(batch.inputs)/plans.csv", "--ratings", "\(batch.inputs)/ratings.csv",
    ]
    for source in [["--run", batch.output], inputs] {
      let program = try BuiltProgram.located()
      let ended = try program.run(["explain", "es-00101"] + source)
      #expect(ended.status == 64)
      #expect(!ended.errorText.contains("ES-00101"), "found: \(ended.errorText)")
      #expect(
        ended.text.hasPrefix("Did you mean:\n  ES-00101  differs in capitals\n"), "\(ended.text)")
      for format in ["json", "csv"] {
        #expect(
          try program.run(["explain", "es-00101", "--format", format] + source).output.isEmpty)
      }
      let far = try program.run(["explain", "nobody"] + source)
      #expect(far.status == 64)
      #expect(far.output.isEmpty)
    }
  }
}
