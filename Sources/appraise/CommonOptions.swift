import Appraisal
import ArgumentParser
import Batch
import Columns
import Files
import Logging
import ReviewBoards
import Runs

extension OutputFormat: ExpressibleByArgument {}
extension FindingFormat: ExpressibleByArgument {}

/// How the counts of a run are printed.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

extension InputKind {
  /// The columns of the kind in both layouts, in two sentences.
  fileprivate var columns: String {
    let value = InputField.value(of: self).name
    let texts = InputField.texts(of: self).map(\.name).joined(separator: ", ")
    let options = texts.isEmpty ? "" : ", and optionally \(texts)"
    return "Wide: executive_id and one \(value) column for each element\(options). "
      + "Long: executive_id, element, \(value)."
  }
}

extension ArgumentHelp {
  /// Of the option for the plans.
  static let plans = ArgumentHelp(
    "Performance plans, as CSV or as Excel workbooks (.xlsx); - is standard input.",
    discussion: "\(InputKind.plans.columns) Columns in any order.", valueName: "file")

  /// Of the option for the ratings.
  static let ratings = ArgumentHelp(
    "Element ratings, as CSV or as Excel workbooks (.xlsx); - is standard input.",
    discussion: """
      \(InputKind.ratings.columns) A level is 1 to 5, Level 4, or a label such as Outstanding.
      """, valueName: "file")
}

/// The files of a command that scores.
struct InputOptions: ParsableArguments {
  @Option(parsing: .upToNextOption, help: .plans, completion: .sheets)
  var plans: [String]

  @Option(parsing: .upToNextOption, help: .ratings, completion: .sheets)
  var ratings: [String]

  func validate() throws {
    if plans.isEmpty { throw ValidationError("Name at least one file with --plans.") }
    if ratings.isEmpty { throw ValidationError("Name at least one file with --ratings.") }
  }
}

/// How files are read: the system, the processors.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The appraisal system: a built-in one by name, or a file of your own (default: "
        + "\(AppraisalSystem.defaultName)).",
      valueName: "name-or-file"),
    completion: .systems)
  var chosenSystem: String?

  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "Read a column with the heading of another system as one of ours; may be repeated.",
      discussion: """
        --column 'Employee ID=executive_id' --column 'Results (weight)=results_driven'. Names are those \
        of all columns and elements, and <element>_weight, <element>_rating or <element>_level.
        """, valueName: "heading=name"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the files are converted from, if they are not UTF-8: windows-1252, MACINTOSH, UTF-16 or "
        + "any other name that iconv knows. It is never guessed.",
      valueName: "name"),
    completion: .encodings)
  var encoding: String?

  @OptionGroup var sheets: SheetOptions
  @OptionGroup var processors: ThreadOptions

  /// The system that was asked for, or else the one that most use.
  var systemName: String { chosenSystem ?? AppraisalSystem.defaultName }

  /// The first option that says how plans and ratings are read, and means nothing for what is published; `nil` where
  /// none was given.
  var givenOfInputs: String? {
    [
      ("--column", !columns.isEmpty), ("--encoding", encoding != nil),
      ("--ratings-sheet", sheets.ratingsSheet != nil),
    ].first { $0.1 }?.0
  }

  /// A batch over files.
  func batch(
    plans: [String], ratings: [String], expected: Batch.ExpectedRecords = .init(),
    progress: Progress, log: Logger
  ) throws(RunError) -> Batch {
    Batch(
      plans: plans, ratings: ratings,
      reading: try .init(columns: columns, encoding: encoding, sheets: sheets.names),
      expected: expected, system: try .named(systemName), threads: processors.count,
      progress: progress, log: log)
  }
}

/// Which sheets of workbooks to read.
struct SheetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The sheet to read of each workbook (default: the first visible one).",
      discussion: "The name is the text on its tab.", valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "The sheet to read of the workbooks of --ratings, where it is not that of --sheet.",
      valueName: "name"))
  var ratingsSheet: String?

  /// The sheets that were named.
  var names: Batch.Sheets { .init(all: sheet, ratings: ratingsSheet) }
}

/// How many records to expect, as the sender of the files says.
struct ExpectationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many records the files of --plans have in all; any other number is refused.",
      discussion: """
        A record is a line of the file; the header, blank lines, rows of commas and rows of totals \
        do not count. In the long layout there is one for each element. This catches a delivery that \
        was cut short.
        """, valueName: "n"))
  var expectPlans: Int?

  @Option(
    help: ArgumentHelp(
      "How many records the files of --ratings have in all; any other number is refused.",
      valueName: "n"))
  var expectRatings: Int?

  /// The numbers that were given.
  var records: Batch.ExpectedRecords { .init(plans: expectPlans, ratings: expectRatings) }

  func validate() throws {
    for number in [expectPlans, expectRatings] {
      if let number, number < 0 { throw ValidationError("A number of records is not negative.") }
    }
  }
}

/// Verbosity: how much a command prints on standard error.
struct VerbosityOptions: ParsableArguments {
  @Flag(help: "Print nothing but errors on standard error.")
  var quiet = false

  @Flag(help: "Log each step on standard error.")
  var verbose = false

  /// Where steps are logged, or errors alone.
  var log: Logger {
    var log = Logger(label: "appraise") { StreamLogHandler.standardError(label: $0) }
    log.logLevel = verbose ? .info : .error
    return log
  }
}

/// How many processors a command uses.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many processors to use (default: all). The output never depends on it.",
      valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024 ~= threads) { throw ValidationError("--threads is 1 to 1024.") }
  }

  /// The number that was asked for, or else all that there are.
  var count: Int { threads ?? Machine.processors }
}

/// A published run, or a review.
struct RunArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The directory of a run or a review, a link to it, or a directory of runs or of reviews, of which "
        + "the newest is taken.", valueName: "run"),
    completion: .directory)
  var directory: String

  /// Opens it.
  func open() throws(RunError) -> PublishedRun { try .opened(directory, as: nil) }
}

extension PublishedRun {
  /// Opens a run or a review, and says on standard error what a reader of its files should know.
  ///
  /// - Parameters:
  ///   - kind: What it has to be; `nil` for either.
  ///   - hint: What to do where it is the other, a sentence.
  /// - Throws: ``RunError/Kind/usage`` where it is the other.
  static func opened(
    _ directory: String, as kind: Manifest.Kind? = .run, hint: String = ""
  ) throws(RunError) -> PublishedRun {
    let published = try PublishedRun(at: directory)
    if let warning = published.warning {
      StandardError.write("appraise: warning: \(warning)\n")
    }
    guard let kind, published.manifest.subject != kind else { return published }
    let words =
      published.manifest.review.map {
        "this is a review, and a run is needed. It is of the run \($0.run.id)."
      } ?? "this is a run, and a review is needed. Name what 'appraise review' published."
    throw RunError(.usage, "\(directory): \(words)\(hint.isEmpty ? "" : " \(hint)")")
  }
}

extension RunError {
  /// Prints what the user may have meant, as the result of a command that prints text.
  func offerNearMisses(asText: Bool) {
    guard asText, !nearMisses.isEmpty else { return }
    StandardOutput.write("Did you mean:\n" + nearMisses.map { "  \($0)\n" }.joined())
  }
}

/// The cycle whose distribution limits are shown.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show the distribution limits of the units of this cycle, a YAML file, by the initial ratings.",
      valueName: "file"),
    completion: .yaml)
  var cycle: String?

  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "The rules of the limits: built-in ones by name, or a file of your own (default: federal-ses).",
      valueName: "name-or-file"),
    completion: .rules)
  var rulesName: String?

  /// The cycle and its rules; `nil` where none was named.
  var grounds: CountedCycle.Grounds? {
    get throws(RunError) {
      guard let cycle else { return nil }
      return CountedCycle.Grounds(
        cycle: try ChosenCycle(file: cycle),
        rules: try .named(rulesName ?? ReviewRules.defaultName))
    }
  }

  /// - Throws: `ValidationError` where rules were named and no cycle.
  func requireCycle() throws {
    guard cycle == nil, rulesName != nil else { return }
    throw ValidationError("--rules is about the limits of a cycle: name one with --cycle.")
  }
}
