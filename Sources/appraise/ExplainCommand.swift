import ArgumentParser
import Batch
import Columns
import Runs

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows one executive's derivation, line by line, as in OPM's worked example.",
    usage: """
      appraise explain <executive> --run <run> [<options>]
      appraise explain <executive> --plans <file> ... --ratings <file> ... [<options>]
      """,
    discussion: """
      For each element rating, points, weight and product; the summary score; the range; whether \
      the override applies; how far the next level is; each with its citation. A rejected executive \
      is explained by the findings. The JSON form names its schema.

      With --run it needs no inputs: all files of the run are verified, the weights and ratings are \
      those of the roster, and the manifest says of which inputs the run was made.

        appraise explain ES-00042 --run appraisals
        appraise explain ES-00042 --plans plans.csv --ratings ratings.csv
      """)

  @Argument(help: "The executive id, byte by byte as in the files.")
  var executive: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Explain from a published run: its directory, or a directory of runs, of which the newest is "
        + "taken.",
      valueName: "run"))
  var publishedRun: String?

  @Option(parsing: .upToNextOption, help: .plans)
  var plans: [String] = []

  @Option(parsing: .upToNextOption, help: .ratings)
  var ratings: [String] = []

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func validate() throws {
    if publishedRun != nil {
      guard plans.isEmpty, ratings.isEmpty else {
        throw ValidationError("Explain from a --run, or from --plans and --ratings; not from both.")
      }
    } else if plans.isEmpty || ratings.isEmpty {
      throw ValidationError(
        "Name a published run with --run, or the inputs with --plans and --ratings.")
    }
  }

  func run() async throws {
    let explanation: Explanation
    do {
      explanation = try await explained()
    } catch {
      error.offerNearMisses(asText: format == .text)
      throw error
    }
    switch format {
    case .text: StandardOutput.write(explanation.text)
    case .json: StandardOutput.write(explanation.json)
    case .csv: StandardOutput.write(explanation.csv)
    }
    if explanation.isRejected { throw ExitCode(1) }
  }

  private func explained() async throws(RunError) -> Explanation {
    if let publishedRun {
      let published = try PublishedRun.opened(publishedRun)
      var system: ChosenSystem?
      if let name = reading.chosenSystem { system = try .named(name) }
      return try await Explanation(
        of: executive, in: published, system: system,
        workers: Workers(count: reading.processors.count))
    }
    return try await reading.batch(
      plans: plans, ratings: ratings, progress: Progress(), isVerbose: verbosity.verbose
    ).explain(executive)
  }
}
