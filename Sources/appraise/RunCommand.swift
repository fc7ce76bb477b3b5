import ArgumentParser
import Batch
import Columns
import Pages
import Runs

extension RejectionLimit: ExpressibleByArgument {
  /// A number of executives, or a share of them.
  public init?(argument: String) { self.init(argument) }
}

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the nightly batch: reads, checks, scores, writes rosters and publishes a run.",
    discussion: """
      Writes DIR/runs/<run id>/ with \(files(.always)), for people \(files(.pages)), and with \
      --workbooks \(files(.workbooks)), and then points DIR/current to it. Until the run is \
      complete, DIR/current stays as it was. An executive with an error is not scored and is on the \
      roster as rejected, with the reason; everybody else is scored.

        appraise run --plans plans.csv --ratings ratings.csv --output appraisals

      With --cycle the index page and the summary show how many of each unit are at the levels that a \
      limit counts. That is information: nothing is found wrong by it, and nobody is named.
      """)

  /// The files that a run has under a condition, in words.
  private static func files(_ condition: RunFile.Condition) -> String {
    var paths = RunFile.all.filter { $0.condition == condition }.map(\.path)
    let last = paths.removeLast()
    return paths.isEmpty ? last : "\(paths.joined(separator: ", ")) and \(last)"
  }

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "The directory of all runs; created if it does not exist, in one that does.", valueName: "dir"
    ),
    completion: .directory
  )
  var output: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var expected: ExpectationOptions

  @Option(
    help: ArgumentHelp(
      "What the run is of, such as \"FY 2026 cycle\": stands on pages and workbooks, in the manifest "
        + "and in reports.",
      valueName: "text"))
  var title: String?

  @OptionGroup var limits: LimitOptions

  @Flag(help: "Publish nothing if there is any error.")
  var allOrNothing = false

  @Option(
    help: ArgumentHelp(
      "Publish nothing if more executives are rejected than this number, or this share of those with "
        + "a plan, such as 5% or 0.5%.",
      valueName: "n or n%"))
  var maxRejected: RejectionLimit?

  @Flag(
    help: ArgumentHelp(
      "Publish a run without a plan or a rated executive, or beyond --max-rejected, all the same."))
  var publishAnyway = false

  @OptionGroup var pages: PageOptions

  @Option(
    help: ArgumentHelp(
      "Keep only the newest n runs, this one included, and remove older ones (default: keep all).",
      valueName: "n"))
  var keep: Int?

  @OptionGroup var verbosity: VerbosityOptions

  @Option(
    help: ArgumentHelp(
      "How many errors the closing summary shows; findings.csv has all findings.",
      valueName: "n"))
  var maxFindingsShown = 10

  @Flag(help: "Show executive ids and found values with these errors, on standard error.")
  var showValues = false

  @Option(
    help: "The format of the closing summary: text on standard error, or json on standard output.")
  var format: SummaryFormat = .text

  func validate() throws {
    if !(0...1000).contains(maxFindingsShown) {
      throw ValidationError("--max-findings-shown is 0 to 1000; findings.csv has all findings.")
    }
    if let title, !PageOrigin.isTitle(title) {
      throw ValidationError("--title is 1 to 120 bytes of text on one line.")
    }
    if let keep, keep < 1 { throw ValidationError("--keep is at least 1.") }
    try limits.requireCycle()
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let progress = Progress()
    let batch = try reading.batch(
      plans: input.plans, ratings: input.ratings, expected: expected.records, progress: progress,
      log: verbosity.log)
    let bar = ProgressBar(progress, isQuiet: verbosity.quiet)
    let run: Batch.Run
    do {
      run = try await batch.run(
        output: output, title: title, cycle: try limits.grounds,
        policy: Batch.PublishPolicy(
          allOrNothing: allOrNothing,
          guards: publishAnyway ? nil : PublishGuards(mostRejected: maxRejected), keptRuns: keep),
        pages: pages.pageDesign,
        workbooks: pages.workbookDesign, stopSignals: Appraise.stopSignals)
    } catch {
      bar.finish()
      throw error
    }
    bar.finish()
    switch format {
    case .json: StandardOutput.write(run.json)
    case .text:
      guard !verbosity.quiet else { break }
      StandardError.write(
        run.closingSummary(
          duration: words(for: clock.now - start),
          system: batch.system,
          shownErrors: maxFindingsShown, showsValues: showValues,
          columns: StandardError.columns))
    }
    if let cleanupError = run.cleanupError {
      StandardError.write(cleanupError, after: "the run is published, but: ")
    }
    Appraise.end(with: ExitCode(run.summary.hasErrors ? 1 : 0))
  }
}
