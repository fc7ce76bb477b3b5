import FoundationEssentials
import TestSupport
import Testing

/// A clean batch, of ten executives unless a test has others, to be run into a directory of its own; or a
/// review of such a run, which is published in the same way.
struct NightlyBatch {
  /// The directory of all runs.
  let output: String
  /// The folder of `plans.csv` and `ratings.csv`.
  let inputs: String
  private let scratch: ScratchDirectory
  /// The run that is reviewed; `nil` where it is a run that is to be made.
  private let reviewed: String?

  /// That of the ten executives.
  static let folder = "\(CommandCase.root)/nightly-batch/ten-executives-all-rated"

  /// A batch whose output directory does not exist yet.
  init(inputs: String = Self.folder) throws {
    self.inputs = inputs
    scratch = try ScratchDirectory()
    output = "\(scratch.path)/output"
    reviewed = nil
  }

  /// A review of a run over the files of a folder, with `cycle.yaml` and perhaps a sheet `returned.csv`.
  init(reviewing inputs: String) throws {
    self.inputs = inputs
    scratch = try ScratchDirectory()
    output = "\(scratch.path)/output"
    let runs = "\(scratch.path)/reviewed"
    let ended = try BuiltProgram.located().run(
      [
        "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", runs, "--pages",
        "none",
      ], directory: inputs)
    #expect(ended.status == 0)
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: "\(runs)/current")
    reviewed = "\(runs)/\(run)"
  }

  /// The command line without options.
  func arguments(plans: String = "plans.csv", ratings: String = "ratings.csv") -> [String] {
    guard let reviewed else {
      return ["run", "--plans", plans, "--ratings", ratings, "--output", output]
    }
    return [
      "review", "--run", reviewed, "--cycle", "cycle.yaml", "--returned", "returned.csv",
      "--output", output,
    ]
  }

  /// Runs `appraise run` over the batch, or over files of the test's own.
  @discardableResult
  func run(
    plans: String = "plans.csv", ratings: String = "ratings.csv", _ options: String...
  ) throws -> Program.Ended {
    try run(plans: plans, ratings: ratings, options: options)
  }

  /// The same with any number of options.
  @discardableResult
  func run(
    plans: String = "plans.csv", ratings: String = "ratings.csv", options: [String]
  ) throws -> Program.Ended {
    try BuiltProgram.located().run(
      arguments(plans: plans, ratings: ratings) + options, directory: inputs)
  }

  /// The path of a file of the scratch directory with these bytes.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try scratch.write(bytes, to: name)
  }

  /// Runs `appraise verify` over the newest run, or another.
  func verify(_ run: String? = nil, _ options: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(["verify", run ?? current] + options)
  }

  /// The path of something in the scratch directory that a test is about to make.
  func path(_ name: String) -> String { "\(scratch.path)/\(name)" }

  var current: String { "\(output)/current" }

  /// Where `current` leads: `runs/<run id>`.
  func target() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: current)
  }

  /// The directory of the newest run.
  func newest() throws -> String { "\(output)/\(try target())" }

  /// Everything below the output directory, with its bytes.
  func everything() throws -> [String: [UInt8]] { try contents(below: output) }

  /// The names in the directory of all runs, sorted.
  func runs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(output)/runs").sorted()
  }
}
