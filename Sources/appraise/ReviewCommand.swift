import ArgumentParser
import Batch
import Columns
import Files
import Logging
import Pages
import ReviewBoards
import Reviews
import Runs

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Reviews a published run: reads what boards and the authority handed back.",
    discussion: """
      Verifies RUN, compares each returned sheet with the roster that went out, takes what the boards \
      recommend and what the authority decides, checks the law of the boards and the limits of the \
      units, and publishes DIR/runs/<review id>/ and DIR/current: the decision register, every \
      change, the next sheets to fill in unless it is closed, and pages: each board's written \
      recommendation for the chair's signature, and an index that shows where the cycle stands. It is \
      run again whenever a file arrives. What is not given is not checked, and the summary says so.

        appraise review --run appraisals/runs/20261015T020000Z \\
          --cycle fy2026.yaml --output reviews
        appraise review --run appraisals/runs/20261015T020000Z \\
          --cycle fy2026.yaml --output reviews \\
          --members members.csv --responses responses.csv \\
          --returned returned --decided decided --close

      An error holds one executive; everybody else's recommendation is taken. With --close everybody \
      has to be finished, and members, responses and days have to be given, or the cycle file says under \
      checked_elsewhere who has checked them: then annual-ratings.csv is written, and the review is not \
      overwritten without --reopen.
      """)

  @OptionGroup var files: ReviewFileOptions
  @OptionGroup var pages: ReviewPageOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(
    help: ArgumentHelp(
      "The directory of all reviews; created if it does not exist, in one that does. It is not that of the runs.",
      valueName: "dir"),
    completion: .directory)
  var output: String

  @Flag(help: "Close the review: publish it only if everybody is finished, as official.")
  var close = false

  @Option(
    help: ArgumentHelp(
      "Open a closed review again; the reason stands in the manifest and on the index page.",
      valueName: "reason"))
  var reopen: String?

  @Flag(help: "Publish nothing if there is any error.")
  var allOrNothing = false

  @Option(
    help: ArgumentHelp(
      "Keep only the newest n reviews, this one included, and remove older ones, but never a closed review, nor "
        + "what came after it, which proves it (default: keep all).",
      valueName: "n"))
  var keep: Int?

  @Option(
    help: ArgumentHelp(
      "How many errors the closing summary shows; findings.csv has all findings.", valueName: "n"))
  var maxFindingsShown = 10

  @Option(
    help: "The format of the closing summary: text on standard error, or json on standard output.")
  var format: SummaryFormat = .text

  func validate() throws {
    if let keep, keep < 1 { throw ValidationError("--keep is at least 1.") }
    if let reopen, !PageOrigin.isTitle(reopen) {
      throw ValidationError("--reopen is a reason of 1 to 120 bytes on one line.")
    }
    if !(0...1000).contains(maxFindingsShown) {
      throw ValidationError("--max-findings-shown is 0 to 1000; findings.csv has all findings.")
    }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let progress = Progress()
    let review = try await files.review(progress: progress, log: verbosity.log)
    let bar = ProgressBar(progress, isQuiet: verbosity.quiet)
    let published: Review.Published
    do {
      published = try await review.publish(
        output: output,
        policy: Review.Policy(
          closes: close, reopens: reopen, allOrNothing: allOrNothing, kept: keep),
        pages: pages.design, workbooks: pages.workbookDesign, stopSignals: Appraise.stopSignals)
    } catch {
      bar.finish()
      throw error
    }
    bar.finish()
    switch format {
    case .json: StandardOutput.write(published.json)
    case .text:
      guard !verbosity.quiet else { break }
      StandardError.write(
        published.closingSummary(
          duration: words(for: clock.now - start), shownErrors: maxFindingsShown,
          columns: StandardError.columns))
    }
    if let cleanupError = published.cleanupError {
      StandardError.write(cleanupError, after: "the review is published, but: ")
    }
    Appraise.end(with: ExitCode(published.summary.hasErrors ? 1 : 0))
  }
}

/// The run under review, the cycle, and the files that have come.
struct ReviewFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The run that is reviewed: its own directory, runs/<run id>, because current moves on.",
      valueName: "run"),
    completion: .directory)
  var run: String

  @Option(
    help: ArgumentHelp(
      "The agency's facts for the appraisal period, a YAML file: dates, units, boards.",
      valueName: "file"),
    completion: .yaml)
  var cycle: String

  @OptionGroup var later: LaterFileOptions

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The system file that the run was made with; not needed for a built-in system.",
      valueName: "name-or-file"),
    completion: .systems)
  var systemName: String?

  @Option(
    help: ArgumentHelp(
      "The sheet to read of each workbook (default: of --returned and --decided 'Roster', if there is one; "
        + "otherwise the first visible one).", valueName: "name"))
  var sheet: String?

  @OptionGroup var processors: ThreadOptions

  /// The review of these files.
  ///
  /// - Parameter progress: Told what is being done.
  func review(progress: Progress, log: Logger) async throws(RunError) -> Review {
    try await later.review(
      of: run, cycle: cycle, system: systemName, sheet: sheet, threads: processors.count,
      progress: progress, log: log)
  }
}

/// The files that come after a run, and the rules that they are judged by.
struct LaterFileOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Who sits on the boards.", valueName: "file"),
    completion: .sheets)
  var members: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Responses of executives, and reviews at a higher level.", valueName: "file"),
    completion: .sheets)
  var responses: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Rosters or board sheets that the boards filled in, as CSV or Excel workbooks, or the directory "
        + "that they are in.",
      valueName: "file"),
    completion: .sheets)
  var returned: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Sheets that the appointing authority filled in, as CSV or Excel workbooks, or the directory "
        + "that they are in.",
      valueName: "file"),
    completion: .sheets)
  var decided: [String] = []

  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "The rules: built-in ones by name, or a file of your own (default: \(ReviewRules.defaultName)).",
      valueName: "name-or-file"),
    completion: .rules)
  var rulesName: String?

  /// The first option that was given; `nil` for none.
  var given: String? {
    [
      ("--members", !members.isEmpty), ("--responses", !responses.isEmpty),
      ("--returned", !returned.isEmpty), ("--decided", !decided.isEmpty),
      ("--rules", rulesName != nil),
    ].first { $0.1 }?.0
  }

  /// The review of these files.
  func review(
    of run: String, cycle: String, system systemName: String?, sheet: String?, threads: Int,
    progress: Progress? = nil, log: Logger
  ) async throws(RunError) -> Review {
    let paths: [ReviewInput: [String]] = [
      .members: members, .responses: responses, .returned: returned, .decided: decided,
    ]
    let rulesName = rulesName ?? ReviewRules.defaultName
    // Thousands of sheets are listed while the run and the cycle are opened.
    let (opened, files) = try await Workers(count: threads).both { () throws(RunError) in
      var system: ChosenSystem?
      if let systemName { system = try .named(systemName) }
      return (
        system: system, run: try PublishedRun.opened(run), cycle: try ChosenCycle(file: cycle),
        rules: try ChosenRules.named(rulesName)
      )
    } _: { () throws(RunError) in
      try Review.Files(paths, sheet: sheet, besides: cycle)
    }
    return Review(
      of: opened.run, system: opened.system, cycle: opened.cycle, rules: opened.rules,
      files: files, threads: threads, progress: progress, log: log)
  }
}
