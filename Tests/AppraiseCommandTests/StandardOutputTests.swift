import FoundationEssentials
import TestSupport
import Testing

/// Results go to standard output, everything else to standard error, and neither is lost in
/// silence.
@Suite struct StandardOutputTests {
  /// Commands that print a result, with the status that they end with.
  private static let commands: [(line: String, status: Int32)] = [
    ("check --plans plans.csv --ratings ratings.csv", 1),
    ("check --plans plans.csv --ratings ratings.csv --format csv", 1),
    ("check --plans plans.csv --ratings ratings.csv --format json", 1),
    ("explain ES-1 --plans plans.csv --ratings ratings.csv", 0),
    ("explain ES-2 --plans plans.csv --ratings ratings.csv --format json", 1),
    ("systems list", 0),
    ("systems show opm-basic-2012", 0),
    ("systems show opm-basic-2012 --format yaml", 0),
    ("systems check opm-basic-2012", 0),
    ("rules list", 0),
    ("rules show", 0),
    ("rules check federal-ses", 0),
  ]

  private static let folder = "\(CommandCase.root)/check/findings-as-text"

  private static func run(
    _ line: String, output: Program.StandardOutput
  ) throws -> Program.Ended {
    try BuiltProgram.located().run(
      line.split(separator: " ").map(String.init), directory: folder, output: output)
  }

  @Test(arguments: commands)
  func closedPipeIsNoError(_ command: (line: String, status: Int32)) throws {
    let ended = try Self.run(command.line, output: .closedPipe)
    #expect(ended.status == command.status)
    #expect(!ended.errorText.contains("appraise:"), "found: \(ended.errorText)")
  }

  /// A result that did not get to a full disk must not look like one that did.
  @Test(arguments: commands)
  func fullDiskIsAnError(_ command: (line: String, status: Int32)) throws {
    let ended = try Self.run(command.line, output: .file("/dev/full"))
    #expect(ended.status == 74)
    #expect(ended.errorText.contains("standard output"), "found: \(ended.errorText)")
  }

  @Test func fullDiskLosesTheSummaryAndNotTheRun() throws {
    let batch = try NightlyBatch()
    let ended = try BuiltProgram.located().run(
      [
        "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", batch.output,
        "--format", "json",
      ], directory: NightlyBatch.folder, output: .file("/dev/full"))
    #expect(ended.status == 74)
    #expect(try batch.verify().status == 0)
  }

  /// Standard error names lines and columns, and no person, id or rating: not even when each step
  /// is logged.
  @Test(arguments: [[], ["--verbose"], ["--quiet"]])
  func standardErrorNamesNoExecutive(options: [String]) throws {
    let folder = "\(CommandCase.root)/nightly-batch/five-mistakes"
    let scratch = try ScratchDirectory()
    let ended = try BuiltProgram.located().run(
      [
        "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output",
        "\(scratch.path)/output",
      ] + options, directory: folder)
    #expect(ended.status == 1)
    for secret in ["ES-00", "Stone", "Avery", "Lindqvist", "Ibarra", "Zo\u{EB}"] {
      #expect(!ended.errorText.contains(secret))
    }
    #expect(options != ["--quiet"] || ended.errors.isEmpty)
  }

  @Test func refusalsNameNoExecutive() throws {
    for example in CommandCase.all where example.name.hasPrefix("refused/") {
      let errors = (try? bytes(ofFile: "\(example.expected)/stderr")) ?? []
      let text = String(decoding: errors, as: UTF8.self)
      for secret in ["ES-1", "ES-2", "Bob", "Ann", "Bell"] {
        #expect(!text.contains(secret), "\(example.name)")
      }
    }
  }
}
