import Appraisal
import ArgumentParser
import Batch
import Columns
import Reviews
import Runs

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Checks the inputs of a run, or those of a review; prints the findings, writes nothing.",
    usage: """
      appraise check --plans <file> ... [--ratings <file> ...] [<options>]
      appraise check --run <run> --cycle <file> [--returned <file> ...] [<options>]
      """,
    discussion: """
      Each finding says where (file, line, column), what was found, how to fix it, and which rule \
      asks for it. Exit status 1 if one of them is an error.

        appraise check --plans plans.csv
        appraise check --plans plans.csv --ratings ratings.csv \\
          --format csv > findings.csv

      With --run and --cycle it checks what 'appraise review' would read: a sheet that came back, say, \
      before the others are there. What is not given is not checked, and standard error says so. With \
      --close everybody has to be finished.

        appraise check --run appraisals/runs/20261015T020000Z \\
          --cycle fy2026.yaml --returned returned/fleet.csv
      """)

  @Option(parsing: .upToNextOption, help: .plans, completion: .sheets)
  var plans: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Element ratings, to check them too.", valueName: "file"),
    completion: .sheets)
  var ratings: [String] = []

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "The published run under review: its own directory, runs/<run id>.", valueName: "run"),
    completion: .directory)
  var publishedRun: String?

  @Option(
    help: ArgumentHelp(
      "The agency's facts for the appraisal period, a YAML file: dates, units, boards.",
      valueName: "file"),
    completion: .yaml)
  var cycle: String?

  @OptionGroup var later: LaterFileOptions

  @Flag(
    help: """
      Of a review: check whether it can be closed; anyone who is not finished counts as an error.
      """)
  var close = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var expected: ExpectationOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(
    help: "The format of the output: text, json, csv, or jsonl for an object on each line.")
  var format: FindingFormat = .text

  @Option(
    help: ArgumentHelp(
      "Print the first findings only, and how many more there are (default: all; text only).",
      valueName: "n"))
  var maxFindingsShown: Int?

  /// The first option of those that are about the inputs of a run; `nil` where none was given.
  private var givenOfRun: String? {
    if !ratings.isEmpty { return "--ratings" }
    return reading.givenOfInputs
      ?? [
        ("--expect-plans", expected.expectPlans != nil),
        ("--expect-ratings", expected.expectRatings != nil),
      ].first { $0.1 }?.0
  }

  /// The first option of those that are about a review; `nil` where none was given.
  private var givenOfReview: String? { later.given ?? (close ? "--close" : nil) }

  func validate() throws {
    switch (plans.isEmpty, publishedRun, cycle) {
    case (false, nil, nil):
      if let option = givenOfReview {
        throw ValidationError(
          "\(option) is about a review: name its run with --run and its cycle with --cycle, and leave "
            + "out --plans.")
      }
    case (false, _, _):
      throw ValidationError(
        "Check the inputs of a run with --plans, or those of a review with --run and --cycle; not both."
      )
    case (true, .some, .some):
      if let option = givenOfRun {
        throw ValidationError(
          "\(option) is about the inputs of a run. A review reads the rosters of --run: leave it out."
        )
      }
    case (true, .some, nil):
      throw ValidationError("Name the file with the facts of the period with --cycle.")
    case (true, nil, .some):
      throw ValidationError("Name the published run under review with --run.")
    case (true, nil, nil):
      throw ValidationError(
        "Name plans with --plans, or a published run and its cycle with --run and --cycle.")
    }
    guard let maxFindingsShown else { return }
    if maxFindingsShown < 0 { throw ValidationError("--max-findings-shown is at least 0.") }
    if format != .text {
      throw ValidationError("--max-findings-shown is for --format text; other formats have all.")
    }
  }

  func run() async throws {
    let counts: FindingCounts
    if let publishedRun, let cycle {
      counts = try await checkReview(of: publishedRun, cycle: cycle)
    } else {
      counts = try await checkInputs()
    }
    if counts[severity: .error] > 0 { throw ExitCode(1) }
  }

  // Both ways throw any error: where they throw a `RunError` alone, the optimizer of Swift 6.3 crashes.
  private func checkInputs() async throws -> FindingCounts {
    let batch = try reading.batch(
      plans: plans, ratings: ratings, expected: expected.records, progress: Progress(),
      log: verbosity.log)
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
    return checked.counts
  }

  private func checkReview(of run: String, cycle: String) async throws -> FindingCounts {
    let review = try await later.review(
      of: run, cycle: cycle, system: reading.chosenSystem, sheet: reading.sheets.sheet,
      threads: reading.processors.count, log: verbosity.log)
    let checked = try await review.check(
      format: format, first: maxFindingsShown, closing: close
    ) { StandardOutput.write($0) }
    if !verbosity.quiet {
      StandardError.write("\(checked.counts)\n")
      if !checked.notGiven.isEmpty {
        StandardError.write(
          "Not given, and so not checked: \(checked.notGiven.joined(separator: ", "))\n")
      }
    }
    return checked.counts
  }
}
