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
    "findings/who-has-to-act-in-long-layout", "findings/spelled-differently",
    "findings/blanks-trimmed", "findings/duplicate-plan", "findings/invalid-executive-id",
    "findings/executive-id-shortened", "findings/prb-not-given",
    "findings/executive-id-differs-in-case", "nobodys-records/executives-named-like-totals",
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

  /// The lines of an explanation without what says where it comes from.
  private static func withoutOrigin(_ text: String) -> [String] {
    let text = text.replacing(/\n\nNo input was needed:.*/.dotMatchesNewlines(), with: "\n")
      .replacing(/\n  "run": \{.*?\n  \},/.dotMatchesNewlines(), with: "")
    return text.split(separator: "\n").map(String.init).filter { line in
      !["Sources ", "  \"sources\""].contains { line.hasPrefix($0) }
    }
  }

  /// All that `findings.csv` says of the records of an id is in their explanation, and of no others.
  @Test func saysAllThatIsFoundInTheRecords() throws {
    let scratch = try ScratchDirectory()
    let elements =
      "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
    let plans = """
      executive_id,name,prb,\(elements)
      ES 1,A,North,10,10,10,10,60
      ES-2,B,North,10,10,10,10,60
      ES 1 ,C,North,10,10,10,10,50
      ES-3,=1,NORTH, 10,10,10,10,60
      ES-4,D,,10,10,10,10,60

      """
    let ratings =
      "executive_id,\(elements)\nES-2,3,3,3,3,3\nES 1,3,3,3,3,3\nES-3,4,4,4,4,4\nES-4,4,4,4,4,4\n"
    try Data(plans.utf8).write(to: URL(filePath: "\(scratch.path)/plans.csv"))
    try Data(ratings.utf8).write(to: URL(filePath: "\(scratch.path)/ratings.csv"))
    let batch = try NightlyBatch(inputs: scratch.path)
    try batch.run("--publish-anyway")
    for (id, codes, sources) in [
      (
        "ES 1",
        [
          "plans.csv:2: error: invalid-executive-id", "plans.csv:4: error: invalid-executive-id",
          "plans.csv:4: error: weights-do-not-total-100",
          "ratings.csv:3: error: invalid-executive-id",
          "plans.csv:4: notice: blanks-trimmed",
        ], 2
      ),
      ("ES-2", [], 1),
      (
        "ES-3",
        [
          "plans.csv:5: warning: spelled-differently", "plans.csv:5: warning: unsafe-text",
          "plans.csv:5: notice: blanks-trimmed",
        ], 1
      ),
      ("ES-4", ["plans.csv:6: notice: prb-not-given"], 1),
    ] as [(String, [String], Int)] {
      let inputs = [
        "--plans", "\(scratch.path)/plans.csv", "--ratings", "\(scratch.path)/ratings.csv",
      ]
      for source in [inputs, ["--run", batch.output]] {
        let ended = try BuiltProgram.located().run(["explain", id] + source)
        let found = ended.text.matches(of: /\n(\w+\.csv:\d+: \w+: [a-z0-9-]+)/).map { String($0.1) }
        #expect(found.sorted() == codes.sorted(), "\(id) from \(source)")
        let places = ended.text.matches(of: /(plan: |rosters\/\w+\.csv, line)/).count
        #expect(places == sources, "\(id) from \(source): \(ended.text)")
        #expect(ended.text.contains("\nBoard           unassigned\n") == (id == "ES-4"))
      }
    }
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
