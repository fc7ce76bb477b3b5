import ArgumentParser
import Batch
import Columns
import Reviews
import Runs

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares every file of a run or a review with its manifest.",
    discussion: """
      Names each file that was changed, is missing or does not belong there; exit status 65 then.

        appraise verify appraisals
        appraise verify appraisals --chain
        appraise verify appraisals --plans plans.csv --ratings ratings.csv

      Each manifest holds the hash of the one before. With --chain, the runs before are verified \
      too, as far as they are kept; a manifest that cannot be read ends the chain and is named, with \
      exit status 65. With --plans and --ratings, it proves that the run came from these files.

      The manifest of a review holds the hash of that of its run. With --run, this run is verified as \
      well, and with --chain all reviews and runs before; so one hash that you keep proves the plans, \
      the ratings and every sheet that came back.

        appraise verify reviews --run appraisals --chain
        appraise verify reviews --cycle fy2026.yaml --returned returned
      """)

  @OptionGroup var published: RunArgument

  @Flag(help: "Verify the runs or reviews before it too, each by the hash that the next one holds.")
  var chain = false

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Of a review: verify the run that it reviews too. This is its directory, or the directory of runs.",
      valueName: "run"),
    completion: .directory)
  var reviewedRun: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The files that were given to the run as --plans, in the same order.", valueName: "file"),
    completion: .sheets)
  var plans: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The files that were given to the run as --ratings, in the same order.", valueName: "file"),
    completion: .sheets)
  var ratings: [String] = []

  @Option(
    help: ArgumentHelp(
      "The file that was given to the run or review as --cycle.", valueName: "file"),
    completion: .yaml)
  var cycle: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The files that were given to the review as --members, in any order.", valueName: "file"),
    completion: .sheets)
  var members: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The same for --responses.", valueName: "file"),
    completion: .sheets)
  var responses: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The same for --returned.", valueName: "file"),
    completion: .sheets)
  var returned: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The same for --decided.", valueName: "file"),
    completion: .sheets)
  var decided: [String] = []

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    let verification = try Verification(
      of: try published.open(),
      from: [
        .init("plans", plans), .init("ratings", ratings), .init("cycle", cycle.map { [$0] } ?? []),
        .init("members", members), .init("responses", responses),
        .init("returned", try ReviewInput.returned.files(at: returned).paths),
        .init("decided", try ReviewInput.decided.files(at: decided).paths),
      ], reviewOf: try reviewedRun.map { path throws(RunError) in try .opened(path) },
      followingChain: chain)
    StandardOutput.write(verification.bytes(format))
    if !verification.problems.isEmpty { throw ExitCode(65) }
  }
}
