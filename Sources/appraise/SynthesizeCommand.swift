import Appraisal
import ArgumentParser
import Batch
import MadeUp
import Runs

extension Synthesis.Layout: ExpressibleByArgument {}
extension Synthesis.Order: ExpressibleByArgument {}

struct SynthesizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract:
      "Makes up an agency of any size: plans.csv and ratings.csv, and with --cycle what follows.",
    discussion: """
      The same seed gives the same bytes, on every machine. Names, boards and positions are made \
      up; the ratings have the distribution that OPM published for FY 2023.

        appraise synthesize --executives 8000 --seed 1 --output agency

      With --cycle also what comes after a run over them: cycle.yaml, members.csv, responses.csv, and \
      for each board returned/<prb>.csv and decided/<prb>.csv. It is the cycle of fiscal year 2025, for \
      which the share of Levels 4 and 5 is guidance, so that a review of it can be closed.

        appraise synthesize --executives 800 --seed 1 --output agency --cycle
        appraise run --plans agency/plans.csv \\
          --ratings agency/ratings.csv --output appraisals
        appraise review --run "$(readlink -f appraisals/current)" \\
          --cycle agency/cycle.yaml \\
          --members agency/members.csv --responses agency/responses.csv \\
          --returned agency/returned --decided agency/decided \\
          --output reviews --close
      """)

  @Option(help: "How many executives.")
  var executives: Int

  @Option(help: "The seed of the random numbers: any whole number from 0.")
  var seed: UInt64

  @Option(
    help: ArgumentHelp("The directory; created if it does not exist.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(help: "wide: a record for each executive; long: for each executive and element.")
  var layout: Synthesis.Layout = .wide

  @Option(
    help: """
      The order of the plans: boards (board by board), ids or names (as exports sorted so are), or \
      random.
      """)
  var order: Synthesis.Order = .boards

  @Flag(help: "Make up what the review boards and the authority hand in after a run, too.")
  var cycle = false

  @Option(help: "How many of a thousand plans have weights that do not total 100.")
  var wrongPerThousand = 0

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp("A built-in system, or a file of your own.", valueName: "name-or-file"),
    completion: .systems)
  var systemName = AppraisalSystem.defaultName

  @OptionGroup var processors: ThreadOptions

  func validate() throws {
    if executives < 0 { throw ValidationError("--executives is at least 0.") }
    if !(0...1000).contains(wrongPerThousand) {
      throw ValidationError("--wrong-per-thousand is 0 to 1000.")
    }
  }

  func run() async throws {
    let synthesis = Synthesis(
      executives: executives, seed: seed, layout: layout, order: order,
      wrongPerThousand: wrongPerThousand,
      system: try ChosenSystem.named(systemName).system, hasCycle: cycle,
      threads: processors.count)
    try requireOutsideOfRuns(output)
    try await synthesis.write(to: output)
  }
}
