import Appraisal
import ArgumentParser
import Batch
import Columns
import Runs

extension ScoreFormat: ExpressibleByArgument {}

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Prints the scores of all executives; publishes nothing.",
    discussion: """
      Reads, checks and scores as 'appraise run' does, and prints scores.csv, or the same as JSON \
      Lines, for a pipe or a program that wants no directory of runs. Nothing is published and nothing \
      is sealed by a manifest. Executives with an error have no record; how many findings there are \
      stands on standard error, and 'appraise check' shows them. Exit status 1 if one of them is an \
      error.

        appraise score --plans plans.csv --ratings ratings.csv > scores.csv
        appraise score --plans plans.csv --ratings ratings.csv --format jsonl | head
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var expected: ExpectationOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format of the scores: csv, or jsonl for an object on each line.")
  var format: ScoreFormat = .csv

  func run() async throws {
    let batch = try reading.batch(
      plans: input.plans, ratings: input.ratings, expected: expected.records, progress: Progress(),
      log: verbosity.log)
    let counts = try await batch.score(format: format) { StandardOutput.write($0) }
    if !verbosity.quiet { StandardError.write("\(counts)\n") }
    if counts[severity: .error] > 0 { throw ExitCode(1) }
  }
}
