import ArgumentParser
import Batch
import Runs

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares every file of a run with its manifest.",
    discussion: """
      Names each file that was changed, is missing or does not belong there; exit status 65 then.

        appraise verify appraisals
        appraise verify appraisals --chain
        appraise verify appraisals --plans plans.csv --ratings ratings.csv

      Each manifest holds the hash of the one before. With --chain, the runs before are verified \
      too, as far as they are kept; a manifest that cannot be read ends the chain and is named, with \
      exit status 65. With --plans and --ratings, it proves that the run came from these files.
      """)

  @OptionGroup var published: RunArgument

  @Flag(help: "Verify the runs before it too, each by the hash that the next one holds.")
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

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    let verification = try Verification(
      of: try published.open(), plans: plans, ratings: ratings, followingChain: chain)
    StandardOutput.write(verification.bytes(format))
    if !verification.problems.isEmpty { throw ExitCode(65) }
  }
}
