import ArgumentParser
import Batch
import MadeUp
import Runs

extension Synthesis.Layout: ExpressibleByArgument {}
extension Synthesis.Order: ExpressibleByArgument {}

struct SynthesizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Makes up an agency of any size: plans.csv and ratings.csv.",
    discussion: """
      The same seed gives the same bytes, on every machine. Names, boards and positions are made \
      up; the ratings have the distribution that OPM published for FY 2023.

        appraise synthesize --executives 8000 --seed 1 --output agency
      """)

  @Option(help: "How many executives.")
  var executives: Int

  @Option(help: "The seed of the random numbers: any whole number from 0.")
  var seed: UInt64

  @Option(help: ArgumentHelp("The directory; created if it does not exist.", valueName: "dir"))
  var output: String

  @Option(help: "wide: a record for each executive; long: for each executive and element.")
  var layout: Synthesis.Layout = .wide

  @Option(
    help: """
      The order of the plans: boards (board by board), ids or names (as exports sorted so are), or \
      random.
      """)
  var order: Synthesis.Order = .boards

  @Option(help: "How many of a thousand plans have weights that do not total 100.")
  var wrongPerThousand = 0

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp("A built-in system, or a file of your own.", valueName: "name-or-file"))
  var systemName = "opm-basic-2012"

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
      system: try ChosenSystem.named(systemName).system, threads: processors.count)
    try await synthesis.write(to: output)
  }
}
