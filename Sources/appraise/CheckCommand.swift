import Appraisal
import ArgumentParser
import Batch
import Columns
import Runs

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks plans, and ratings if given; prints the findings and writes nothing.",
    discussion: """
      Each finding says where (file, line, column), what was found, how to fix it, and which rule \
      asks for it. Exit status 1 if one of them is an error.

        appraise check --plans plans.csv
        appraise check --plans plans.csv --ratings ratings.csv --format csv > findings.csv
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Element ratings, to check them too.", valueName: "file"))
  var ratings: [String] = []

  @OptionGroup var expected: ExpectationOptions

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  @Option(
    help: ArgumentHelp(
      "Print the first findings only, and how many more there are (default: all; text only).",
      valueName: "n"))
  var maxFindingsShown: Int?

  func validate() throws {
    guard let maxFindingsShown else { return }
    if maxFindingsShown < 0 { throw ValidationError("--max-findings-shown is at least 0.") }
    if format != .text {
      throw ValidationError("--max-findings-shown is for --format text; other formats have all.")
    }
  }

  func run() async throws {
    let progress = Progress()
    let batch = try input.batch(
      ratings: ratings, expected: expected.records, progress: progress, isVerbose: verbosity.verbose
    )
    let checked =
      if let maxFindingsShown {
        try await batch.check(first: maxFindingsShown) { StandardOutput.write($0) }
      } else {
        try await batch.check(format: format) { StandardOutput.write($0) }
      }
    if !verbosity.quiet {
      StandardError.write("\(checked.counts)\n")
      if let refusal = checked.refusal {
        StandardError.write("A run over these files would not be published. \(refusal)\n")
      }
    }
    if checked.counts[severity: .error] > 0 { throw ExitCode(1) }
  }
}
