import FoundationEssentials
import TestSupport
import Testing

/// `appraise template` and `appraise synthesize`: what they write is what the batch reads.
@Suite struct MadeFilesTests {
  private static func run(_ line: String, in directory: String) throws -> Program.Ended {
    try BuiltProgram.located().run(
      line.split(separator: " ").map(String.init), directory: directory)
  }

  /// Runs the batch over two files and returns the files that the run published.
  private static func published(
    _ folder: String, _ options: String = "", in directory: String, output: String
  ) throws -> [String: [UInt8]] {
    let ended = try run(
      "run --plans \(folder)/plans.csv --ratings \(folder)/ratings.csv --output \(output) \(options)",
      in: directory)
    #expect(ended.status == 0, "\(ended.errorText)")
    let current = "\(directory)/\(output)/current"
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: current)
    return try contents(below: "\(directory)/\(output)/\(run)")
  }

  // MARK: - Templates

  @Test(arguments: ["opm-basic-2012", "opm-2025", "SYSTEM"])
  func templateCanBeRead(system: String) throws {
    let scratch = try ScratchDirectory()
    let own = "\(Repository.fixtures)/systems/good/agency-labels.yaml"
    let option = "--system \(system.replacing("SYSTEM", with: own))"
    #expect(try Self.run("template --output forms \(option)", in: scratch.path).status == 0)
    let empty = try Self.run(
      "check --plans forms/plans.csv --ratings forms/ratings.csv --quiet --format csv \(option)",
      in: scratch.path)
    #expect(empty.status == 0)
    let codes = empty.text.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    #expect(codes == ["no-records", "no-records"])
    let example = try Self.published("forms/example", option, in: scratch.path, output: "runs")
    #expect(
      String(decoding: example["summary.json"] ?? [], as: UTF8.self).contains("\"rated\": 1,"))
  }

  @Test func templateWritesNothingOver() throws {
    let scratch = try ScratchDirectory()
    #expect(try Self.run("template --output forms", in: scratch.path).status == 0)
    let path = "\(scratch.path)/forms/plans.csv"
    try Data("filled in".utf8).write(to: URL(filePath: path))
    let ended = try Self.run("template --output forms", in: scratch.path)
    #expect(ended.status == 73)
    #expect(ended.errorText.contains("forms/plans.csv"))
    #expect(try bytes(ofFile: path) == Array("filled in".utf8))
  }

  // MARK: - Made-up agencies

  @Test func sameSeedGivesTheSameBytes() throws {
    let scratch = try ScratchDirectory()
    for (folder, options) in [
      ("a", "--seed 7"), ("b", "--seed 7 --threads 1"), ("c", "--seed 7 --threads 3"),
      ("other", "--seed 8"),
    ] {
      let ended = try Self.run(
        "synthesize --executives 5000 --output \(folder) \(options)", in: scratch.path)
      #expect(ended.status == 0, "\(ended.errorText)")
    }
    for name in ["plans.csv", "ratings.csv"] {
      let a = try bytes(ofFile: "\(scratch.path)/a/\(name)")
      #expect(try a == bytes(ofFile: "\(scratch.path)/b/\(name)"))
      #expect(try a == bytes(ofFile: "\(scratch.path)/c/\(name)"))
      #expect(try a != bytes(ofFile: "\(scratch.path)/other/\(name)"))
    }
  }

  /// Both layouts of one agency give the same scores and rosters; only the records are more.
  @Test func bothLayoutsGiveTheSameRun() throws {
    let scratch = try ScratchDirectory()
    for layout in ["wide", "long"] {
      _ = try Self.run(
        "synthesize --executives 2000 --seed 3 --layout \(layout) --output \(layout)",
        in: scratch.path)
    }
    var wide = try Self.published(
      "wide", "--pages none --threads 1", in: scratch.path, output: "runs-1")
    var long = try Self.published(
      "long", "--pages none --threads 2", in: scratch.path, output: "runs-2")
    for name in ["manifest.json", "summary.json"] {
      wide[name] = nil
      long[name] = nil
    }
    #expect(wide == long)
    #expect(wide["scores.csv"]?.split(separator: 0x0A).count == 2001)
  }

  @Test func emptyAgencyIsPublished() throws {
    let scratch = try ScratchDirectory()
    #expect(
      try Self.run("synthesize --executives 0 --seed 1 --output agency", in: scratch.path).status
        == 0)
    let run = try Self.published("agency", "--publish-anyway", in: scratch.path, output: "runs")
    #expect(run["scores.csv"]?.split(separator: 0x0A).count == 1)
  }

  @Test func asManyAreWrongAsWereAskedFor() throws {
    let scratch = try ScratchDirectory()
    _ = try Self.run(
      "synthesize --executives 1000 --seed 1 --wrong-per-thousand 1000 --output agency",
      in: scratch.path)
    let ended = try Self.run(
      "check --plans agency/plans.csv --ratings agency/ratings.csv --format csv --quiet",
      in: scratch.path)
    #expect(ended.status == 1)
    let lines = ended.text.split(separator: "\n").dropFirst()
    #expect(lines.count(where: { $0.hasPrefix("error,weights-do-not-total-100,") }) == 1000)
  }

  @Test(arguments: [
    "--executives=-1 --seed 1", "--executives many --seed 1", "--executives 5",
    "--executives 5 --seed=-1", "--executives 5 --seed 1 --wrong-per-thousand 1001",
    "--executives 5 --seed 1 --layout tall", "--executives 5 --seed 1 --threads 0",
  ])
  func wrongUsageEndsWith64(options: String) throws {
    let scratch = try ScratchDirectory()
    let ended = try Self.run("synthesize \(options) --output agency", in: scratch.path)
    #expect(ended.status == 64)
    #expect(try files(below: scratch.path).isEmpty)
  }
}
