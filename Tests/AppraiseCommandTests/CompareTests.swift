import Appraisal
import FoundationEssentials
import TestSupport
import Testing

/// `appraise compare`: who moved between two runs, and why.
@Suite struct CompareTests {
  private static let folder = "\(Repository.fixtures)/compare"
  private static let stricter = "\(Repository.fixtures)/systems/good/level-5-from-480.yaml"
  private static let schema =
    "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Resources/appraise-comparison-1.schema.json"

  private static func compare(_ arguments: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(["compare"] + arguments)
  }

  /// Two runs of one directory, of the night before and of this night.
  private static func nights() throws -> NightlyBatch {
    let batch = try NightlyBatch(inputs: "\(folder)/one-night/before")
    for night in ["before", "after"] {
      let inputs = "\(folder)/one-night/\(night)"
      let ended = try batch.run(
        plans: "\(inputs)/plans.csv", ratings: "\(inputs)/ratings.csv", "--title", "Night \(night)")
      #expect(ended.status == 1, "found: \(ended.errorText)")
    }
    return batch
  }

  /// Compares a text with a golden, in which runs have no names; `RECORD=1` takes it for the golden.
  private static func expect(_ ended: Program.Ended, _ golden: String) throws {
    let text = ended.text.replacing(/[0-9]{8}T[0-9]{6}Z(-[0-9]+)?/, with: "RUN-ID")
    let path = "\(folder)/\(golden)"
    #expect(ended.status == 0, "found: \(ended.errorText)")
    #expect(ended.errors.isEmpty)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      Issue.record("recorded \(golden); read it, and run again without RECORD")
    }
    let expected = String(decoding: try bytes(ofFile: path), as: UTF8.self)
    #expect(text == expected, "\(golden)")
  }

  @Test(arguments: ["text", "csv", "json"])
  func `one night against the night before`(format: String) throws {
    let batch = try Self.nights()
    let ended = try Self.compare(batch.output, "--previous", "--format", format)
    try Self.expect(ended, "one-night/expected.\(format)")
    let runs = try batch.runs().sorted()
    let named = try Self.compare(
      "\(batch.output)/runs/\(runs[0])", "\(batch.output)/runs/\(runs[1])", "--format", format,
      "--threads", "1")
    #expect(named.output == ended.output)
  }

  @Test func `another system`() throws {
    let batch = try NightlyBatch(inputs: "\(Repository.fixtures)/agency")
    try batch.run()
    let ended = try Self.compare(batch.output, "--under", Self.stricter)
    #expect(ended.text.split(separator: "\n").count { $0.hasPrefix("ES-") } == 32)
    try Self.expect(ended, "under-another-system.text")
    let json = try Self.compare(batch.output, "--under", Self.stricter, "--format", "json")
    let schema = try JSONSchema(ofFile: Self.schema)
    #expect(schema.problems(of: try JSONValue(json.output)) == [])
  }

  @Test func `the JSON form is that of its schema`() throws {
    let batch = try Self.nights()
    let schema = try JSONSchema(ofFile: Self.schema)
    let ended = try Self.compare(batch.output, "--previous", "--format", "json")
    let value = try JSONValue(ended.output)
    #expect(schema.problems(of: value) == [])
    // The schema refuses what it has to.
    let text = ended.text
    for (old, new) in [
      ("appraise-comparison/1", "appraise-comparison/2"), ("\"same\": ", "\"unchanged\": "),
      ("\"part\": 10", "\"part\": \"10\""), ("\"became-rated\"]", "\"became\"]"),
      ("\"from\": 4,", "\"from\": 4, \"of\": 5,"),
      ("\"status\": \"rated\"", "\"status\": \"good\""),
    ] {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old)")
      #expect(!schema.problems(of: try JSONValue(Array(changed.utf8))).isEmpty, "\(new)")
    }
  }

  @Test func `the first run has no night before`() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let ended = try Self.compare(batch.output, "--previous")
    #expect(ended.status == 66)
    #expect(ended.output.isEmpty)
    #expect(ended.errorText.hasSuffix("with no run before it. Name two runs.\n"))
  }

  @Test func `a limit counts lines`() throws {
    let batch = try Self.nights()
    let none = try Self.compare(batch.output, "--previous", "--limit", "0")
    #expect(!none.text.contains("H-"))
    let two = try Self.compare(batch.output, "--previous", "--limit", "2")
    #expect(two.text.split(separator: "\n").count { $0.hasPrefix("H-") } == 2)
    #expect(two.text.hasSuffix("\n… and 6 more\n"))
  }

  @Test func `a changed run is not compared, and nobody is named`() throws {
    let batch = try Self.nights()
    let path = "\(batch.current)/findings.csv"
    try Data(try bytes(ofFile: path) + [0x0A]).write(to: URL(filePath: path))
    let ended = try Self.compare(batch.output, "--previous")
    #expect(ended.status == 65)
    #expect(ended.output.isEmpty)
    #expect(ended.errorText.contains("findings.csv is changed, so nothing was compared."))
    #expect(!ended.errorText.contains("H-"))
  }

  @Test func `another run cannot take the place of the one before`() throws {
    let batch = try Self.nights()
    let runs = "\(batch.output)/runs"
    let newest = URL(filePath: batch.current).resolvingSymlinksInPath().lastPathComponent
    let names = try FileManager.default.contentsOfDirectory(atPath: runs)
    let before = try #require(names.first { $0 != newest })
    try FileManager.default.removeItem(atPath: "\(runs)/\(before)")
    try FileManager.default.copyItem(
      atPath: "\(runs)/\(newest)", toPath: "\(runs)/\(before)")
    let ended = try Self.compare(batch.output, "--previous")
    #expect(ended.status == 65)
    #expect(ended.output.isEmpty)
    #expect(ended.errorText.contains("has another manifest than it had then"))
  }
}
