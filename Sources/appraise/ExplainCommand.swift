import ArgumentParser
import Batch
import Columns
import Reviews
import Runs

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows one executive's derivation, line by line, as in OPM's worked example.",
    usage: """
      appraise explain <executive> --run <run> [<options>]
      appraise explain <executive> --review <review> [--run <run>] [<options>]
      appraise explain <executive> --plans <file> ... --ratings <file> ... [<options>]
      """,
    discussion: """
      For each element rating, points, weight and product; the summary score; the range; whether \
      the override applies; how far the next level is; each with its citation. A rejected executive \
      is explained by the findings. The JSON form names its schema.

      With --run it needs no inputs: all files of the run are verified, the weights and ratings are \
      those of the roster, and the manifest says of which inputs the run was made.

        appraise explain ES-0000042 --run appraisals
        appraise explain ES-0000042 --plans plans.csv --ratings ratings.csv

      With --review it shows how far the executive has come since: the response, the reviewer, the \
      board, the authority, each with the file and line that say so; what is wrong, and what comes \
      next. The derivation is added where --run names the run under review, or the directory of runs.

        appraise explain ES-0000042 --review reviews --run appraisals

      Exit status 1 where the executive was rejected, or an error holds him or her in the review.
      """)

  @Argument(
    help: """
      The executive id as it stands in the files: capitals and punctuation have to be the same.
      """)
  var executive: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Explain from a published run: its directory, or a directory of runs, of which the newest is "
        + "taken.",
      valueName: "run"),
    completion: .directory)
  var publishedRun: String?

  @Option(
    name: .customLong("review"),
    help: ArgumentHelp(
      "Explain from a published review: its directory, or a directory of reviews, of which the newest is "
        + "taken.",
      valueName: "review"),
    completion: .directory)
  var publishedReview: String?

  @Option(parsing: .upToNextOption, help: .plans, completion: .sheets)
  var plans: [String] = []

  @Option(parsing: .upToNextOption, help: .ratings, completion: .sheets)
  var ratings: [String] = []

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func validate() throws {
    let namesInputs = !plans.isEmpty || !ratings.isEmpty
    let given = reading.givenOfInputs ?? (reading.sheets.sheet == nil ? nil : "--sheet")
    if !namesInputs, publishedReview != nil || publishedRun != nil, let given {
      throw ValidationError(
        "\(given) is about the inputs of a run. What is published is explained without them: leave it out."
      )
    }
    if publishedReview != nil {
      if namesInputs {
        throw ValidationError("A review is explained from --review and --run, and needs no inputs.")
      }
      if format == .csv {
        throw ValidationError("--format csv has the elements of a derivation; leave out --review.")
      }
    } else if publishedRun != nil {
      if namesInputs {
        throw ValidationError("Explain from a --run, or from --plans and --ratings; not from both.")
      }
    } else if plans.isEmpty || ratings.isEmpty {
      throw ValidationError(
        "Name a published run with --run, or the inputs with --plans and --ratings.")
    }
  }

  func run() async throws {
    do {
      if let publishedReview {
        try await explain(in: .opened(publishedReview, as: .review))
      } else {
        try await explain()
      }
    } catch let error as RunError {
      error.offerNearMisses(asText: format == .text)
      throw error
    }
  }

  /// Explains the derivation.
  private func explain() async throws {
    let explanation = try await explained(
      in: try publishedRun.map { run throws(RunError) in
        try .opened(run, hint: "Name it with --review to explain what it says.")
      })
    switch format {
    case .text: StandardOutput.write(explanation.text)
    case .json: StandardOutput.write(explanation.json)
    case .csv: StandardOutput.write(explanation.csv)
    }
    if explanation.isRejected { throw ExitCode(1) }
  }

  /// Explains how far the executive has come, with the derivation where the run was named.
  private func explain(in review: PublishedRun) async throws {
    let explanation = try ReviewExplanation(of: executive, in: review, system: try system)
    var derivation: Explanation?
    if let publishedRun {
      derivation = try await explained(
        in: try PublishedRun.opened(publishedRun).reviewed(by: review))
    }
    switch format {
    case .json: StandardOutput.write(explanation.json(derivation: derivation?.json))
    case .text, .csv: StandardOutput.write(explanation.text(derivation: derivation?.text))
    }
    if explanation.isStopped { throw ExitCode(1) }
  }

  private var system: ChosenSystem? {
    get throws(RunError) {
      try reading.chosenSystem.map { name throws(RunError) in try .named(name) }
    }
  }

  private func explained(in run: PublishedRun?) async throws(RunError) -> Explanation {
    if let run {
      return try await Explanation(
        of: executive, in: run, system: try system,
        workers: Workers(count: reading.processors.count))
    }
    return try await reading.batch(
      plans: plans, ratings: ratings, progress: Progress(), log: verbosity.log
    ).explain(executive)
  }
}
