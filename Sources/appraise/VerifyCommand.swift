import ArgumentParser
import Batch
import Runs

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Every file of a run against its manifest.",
    discussion: """
      Names each file that was changed, is missing or does not belong there; exit status 65 then.

        appraise verify runs/current
        appraise verify runs/current --chain
        appraise verify runs/current --plans plans.csv --ratings ratings.csv

      With --chain it goes on to the run before, whose manifest's hash each manifest holds, and so \
      on as far as runs are kept. A manifest that cannot be read ends it: it is named, with status 65. \
      With --plans and --ratings it proves that the run came from \
      these files.
      """)

  @Argument(help: ArgumentHelp("The directory of a run, or a link to it.", valueName: "run"))
  var directory: String

  @Flag(help: "Verify the runs before it as well, each by the hash that the next one holds.")
  var chain = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The files that were given to the run as --plans, in the same order.", valueName: "file"))
  var plans: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The files that were given to the run as --ratings, in the same order.", valueName: "file"))
  var ratings: [String] = []

  @Option(help: "How the result is printed: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    let verification = try Verification(
      run: directory, plans: plans, ratings: ratings, followingChain: chain)
    StandardOutput.write(verification.bytes(format))
    if !verification.problems.isEmpty { throw ExitCode(65) }
  }
}
