import ArgumentParser
import Batch
import Columns
import Runs

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "One executive's derivation, line by line, as in OPM's worked example.",
    discussion: """
      For each element rating, points, weight and product; the summary score; the range; whether \
      the override applies; how far the next level is; each with its citation. A rejected executive \
      is explained by the findings. The JSON form names its schema.

        appraise explain ES-00042 --plans plans.csv --ratings ratings.csv
      """)

  @Argument(help: "The executive id, byte by byte as in the files.")
  var executive: String

  @OptionGroup var input: InputOptions
  @OptionGroup var rated: RatingOptions
  @OptionGroup var speech: VerbosityOptions

  @Option(help: "How it is printed: text, json or csv.")
  var format: OutputFormat = .text

  func run() async throws {
    let batch = try input.batch(
      ratings: rated.ratings, progress: Progress(), isVerbose: speech.verbose)
    guard let explanation = try await batch.explain(executive) else {
      throw RunError(
        .usage, "No plan has this executive id. Ids are compared byte by byte, capitals count.")
    }
    switch format {
    case .text: StandardOutput.write(explanation.text)
    case .json: StandardOutput.write(explanation.json)
    case .csv: StandardOutput.write(explanation.csv)
    }
    if explanation.isRejected { throw ExitCode(1) }
  }
}
