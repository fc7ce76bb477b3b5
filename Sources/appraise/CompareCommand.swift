import ArgumentParser
import Columns
import Reviews
import Runs

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compares two runs or two reviews, or a run with the same under another system: who moved, and why.",
    usage: """
      appraise compare <before> <after> [<options>]
      appraise compare <run> --previous [<options>]
      appraise compare <run> --under <name-or-file> [<options>]
      """,
    discussion: """
      Verifies all files of both runs, finds each executive by the id, and says who appeared, left, \
      moved to another board, or has another score, level or status. The causes are exact: the \
      part due to ratings and the part due to weights add up to the difference.

        ES-00042 score 400 -> 420, Level 4 stays: rating of Leading Change
          4 -> 5 (+10); weights: Leading Change 10 -> 20, Results Driven 60 -> 50
          (+10)

      The newest run with the one before it; two runs; and what another system would change:

        appraise compare appraisals --previous
        appraise compare appraisals/runs/20261120T020000Z \\
          appraisals/runs/20261121T020000Z --format csv > moved.csv
        appraise compare appraisals --under our-draft.yaml

      Of two reviews it says whose level is another at each stage, who was recommended, assigned a rating, \
      held or held no more, and who appeared, left or moved to another board. They have to be of one run, \
      unless --across is given.

        appraise compare reviews --previous

      With --under, the run's own weights and ratings are scored again, and nothing is published. The \
      text begins with counts and a table of movements; CSV and JSON have everybody who changed. \
      Exit status 0 whether or not anybody moved; 64 if the systems have other elements, the system file \
      of a run is not named, a run is compared with a review, or the reviews are of different runs; 65 if a \
      run or review is not as it was published; 66 if it is not there.
      """)

  @Argument(
    help: ArgumentHelp(
      "The earlier run or review: its directory, a link to it, or a directory of runs or reviews, of which "
        + "the newest is taken.",
      valueName: "before"),
    completion: .directory)
  var before: String

  @Argument(
    help: ArgumentHelp("The later run or review.", valueName: "after"), completion: .directory)
  var after: String?

  @Flag(help: "Compare the run or review with the one that was current when it began.")
  var previous = false

  @Flag(help: "Compare two reviews even if they are of different runs.")
  var across = false

  @Option(
    help: ArgumentHelp(
      "Compare the run with what it would be under this system: a built-in one or a file.",
      valueName: "name-or-file"),
    completion: .systems)
  var under: String?

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The system file that a run was made with; not needed for a built-in system. May be repeated.",
      valueName: "name-or-file"),
    completion: .systems)
  var systemNames: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many of those who changed to print; 0 for the counts alone (default: 100; text only).",
      valueName: "n"))
  var limit: Int?

  @OptionGroup var processors: ThreadOptions

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func validate() throws {
    if [after != nil, previous, under != nil].count(where: { $0 }) != 1 {
      throw ValidationError(
        "Name exactly one of these: a second run, --previous, or a system with --under.")
    }
    guard let limit else { return }
    if limit < 0 { throw ValidationError("--limit is at least 0.") }
    if format != .text {
      throw ValidationError("--limit is for --format text; other formats have all who changed.")
    }
  }

  func run() async throws {
    let first = try PublishedRun.opened(before, as: nil)
    if first.manifest.kind == .review {
      try await compareReviews(first)
    } else {
      try await compareRuns(first)
    }
  }

  // Both throw any error: where they throw a `RunError` alone, the optimizer of Swift 6.3 crashes.
  private func compareReviews(_ first: PublishedRun) async throws {
    let given = [("--under", under != nil), ("--system", !systemNames.isEmpty)].first { $0.1 }?.0
    if let given {
      throw RunError(
        .usage, "\(given) is about runs, and \(before) is a review. Name the run, or leave it out.")
    }
    let (one, other) =
      if let after {
        (first, try PublishedRun.opened(after, as: .review))
      } else {
        (try first.previous(), first)
      }
    let comparison = try await ReviewComparison(
      of: one, with: other, isAcross: across, workers: Workers(count: processors.count))
    if format == .text {
      StandardOutput.write(comparison.text(first: limit ?? 100))
    } else {
      comparison.write(format) { StandardOutput.write($0) }
    }
  }

  private func compareRuns(_ first: PublishedRun) async throws {
    if across {
      throw RunError(
        .usage, "--across is about reviews, and \(before) is a run. Leave it out.")
    }
    let workers = Workers(count: processors.count)
    let comparison = try await comparison(of: first, on: workers)
    if format == .text {
      StandardOutput.write(comparison.text(first: limit ?? 100))
    } else {
      try await comparison.write(format, workers: workers) { StandardOutput.write($0) }
    }
  }

  private func comparison(
    of first: PublishedRun, on workers: Workers
  ) async throws -> RunComparison {
    var systems: [ChosenSystem] = []
    for name in systemNames { systems.append(try .named(name)) }
    if let under {
      return try await RunComparison(
        of: first, under: .named(under), systems: systems, workers: workers)
    }
    if let after {
      return try await RunComparison(
        of: first, with: .opened(after), systems: systems, workers: workers)
    }
    return try await RunComparison(
      of: first.previous(), with: first, systems: systems, workers: workers)
  }
}
