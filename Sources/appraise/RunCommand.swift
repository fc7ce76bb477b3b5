import ArgumentParser
import Batch
import Columns
import Pages
import Runs

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The nightly batch: read, check, score, write rosters, publish a run.",
    discussion: """
      Writes DIR/runs/<run id>/ with scores.csv, rosters/<prb>.csv, rosters/index.csv, findings.csv, \
      summary.json and manifest.json, and for people index.html and rosters/<prb>.html, and then lets DIR/current lead to it. Until the run is whole, \
      DIR/current stays what it was. An executive with an error is not scored and stands on the \
      roster as rejected, with the reason; everybody else is scored.

        appraise run --plans plans.csv --ratings ratings.csv --output runs
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var rated: RatingOptions
  @OptionGroup var speech: VerbosityOptions

  @Option(help: ArgumentHelp("The directory of all runs; made if there is none.", valueName: "dir"))
  var output: String

  @Flag(help: "Publish nothing if there is any error.")
  var allOrNothing = false

  @OptionGroup var expected: ExpectationOptions
  @OptionGroup var pages: PageOptions

  @Option(
    help: ArgumentHelp(
      "Keep the newest runs only, this one among them, and remove those before (default: keep all).",
      valueName: "n"))
  var keep: Int?

  @Option(
    help: ArgumentHelp(
      "How many errors the closing summary shows; findings.csv has all findings.",
      valueName: "n"))
  var maxFindingsShown = 10

  @Flag(help: "Show executive ids and found values with these errors, on standard error.")
  var showValues = false

  @Option(help: "How the closing summary is printed: text on standard error, or json on output.")
  var format: SummaryFormat = .text

  func validate() throws {
    if rated.ratings.isEmpty { throw ValidationError("Name at least one file with --ratings.") }
    if !(0...1000).contains(maxFindingsShown) {
      throw ValidationError("--max-findings-shown is 0 to 1000; findings.csv has all findings.")
    }
    if let keep, keep < 1 { throw ValidationError("--keep is at least 1.") }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let progress = Progress()
    let batch = try input.batch(
      ratings: rated.ratings, expected: expected.records, progress: progress,
      isVerbose: speech.verbose)
    let bar = ProgressBar(progress, isQuiet: speech.quiet)
    let run: Batch.Run
    do {
      run = try await batch.run(
        output: output,
        policy: Batch.PublishPolicy(allOrNothing: allOrNothing, keptRuns: keep),
        pages: pages.pageDesign,
        workbooks: pages.workbookDesign, stopSignals: Appraise.stopSignals)
    } catch {
      await bar.finish()
      throw error
    }
    await bar.finish()
    switch format {
    case .json: StandardOutput.write(run.json)
    case .text:
      guard !speech.quiet else { break }
      StandardError.write(
        run.closingSummary(
          duration: words(for: clock.now - start),
          system: try ChosenSystem.named(input.systemName).system,
          shownErrors: maxFindingsShown, showsValues: showValues))
    }
    if let cleanupError = run.cleanupError {
      StandardError.write("appraise: the run is published, but: \(cleanupError.description)\n")
    }
    if run.summary.hasErrors { throw ExitCode(1) }
  }
}
