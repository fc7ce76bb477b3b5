package import Appraisal
package import Columns
package import Files
package import Logging
package import Pages
import Records
import ReviewBoards
package import Runs
import Tables

/// The nightly batch: intake → check → score → rosters → publish.
///
///     let batch = Batch(
///       plans: ["plans.csv"], ratings: ["ratings.csv"], system: try .named("opm-basic-2012"),
///       threads: 2, log: Logger(label: "appraise"))
///     let run = try await batch.run(output: "runs")
package struct Batch: Sendable {
  /// The version of the program, which its runs carry in their manifests.
  package static let version = Manifest.programVersion

  /// How many records there have to be in all files given as plans, and in those given as ratings;
  /// `nil` for any number. Records that are nobody's, such as rows of commas, do not count.
  package struct ExpectedRecords: Sendable {
    fileprivate let plans: Int?
    fileprivate let ratings: Int?

    /// Numbers that a delivery flags; by default none.
    package init(plans: Int? = nil, ratings: Int? = nil) {
      self.plans = plans
      self.ratings = ratings
    }
  }

  /// A published run.
  package struct Run: Sendable {
    /// The run's directory.
    package let path: String
    package let summary: RunSummary
    /// Whether it has pages for people.
    let hasPages: Bool
    /// Whether it has workbooks to fill in.
    let hasWorkbooks: Bool
    /// What went wrong after it was published; `nil` for nothing.
    package let cleanupError: RunError?
    let findings: CountedFindings
  }

  private let inputs: [Input]
  let reading: ReadingOptions
  private let expected: ExpectedRecords
  let chosen: ChosenSystem
  /// The system that it scores under.
  package var system: AppraisalSystem { chosen.system }
  let workers: Workers
  private let blockSize: Int?
  let progress: Progress?
  let log: Logger
  /// Only tests give it a key of their own.
  var hash = CaseBlindHash.ofProcess
  /// Only tests make control totals differ.
  var alterTotals: (@Sendable (inout ControlTotals) -> Void)?

  /// A batch over files.
  ///
  /// - Parameters:
  ///   - plans: Paths; `-` is standard input.
  ///   - ratings: Paths, perhaps none for a check of plans alone.
  ///   - reading: How files are read that are not as this program would have them.
  ///   - expected: With another number of records the files are refused.
  ///   - system: The system in force. It must be sound.
  ///   - threads: How many processors to use; it changes nothing but the time.
  ///   - blockSize: How many bytes a task takes at a time; `nil` for what suits each file. It changes
  ///     nothing but the time.
  ///   - progress: Told how far the work is.
  ///   - log: Told the steps.
  package init(
    plans: [String], ratings: [String], reading: ReadingOptions = ReadingOptions(),
    expected: ExpectedRecords = ExpectedRecords(),
    system: ChosenSystem, threads: Int,
    blockSize: Int? = nil, progress: Progress? = nil, log: Logger
  ) {
    inputs =
      plans.map { Input(kind: .plans, path: $0) }
      + ratings.map { Input(kind: .ratings, path: $0) }
    self.reading = reading
    self.expected = expected
    chosen = system
    workers = Workers(count: threads)
    self.blockSize = blockSize
    self.progress = progress
    self.log = log
  }

  /// Whether the program was built with the trait `Excel`, and so can make workbooks.
  package static var hasWorkbooks: Bool {
    #if Excel
      true
    #else
      false
    #endif
  }

  /// Reads, checks, scores, writes the rosters and publishes a run.
  ///
  /// - Parameters:
  ///   - output: The directory of all runs.
  ///   - title: What the run is of, such as `FY 2026 cycle`; `nil` to leave it out.
  ///   - cycle: The cycle whose distribution limits are shown, and its rules; `nil` for none.
  ///   - policy: What has to hold for it.
  ///   - pages: How its pages look; `nil` for no pages.
  ///   - workbooks: How its workbooks look; `nil` for no workbooks. See ``hasWorkbooks``.
  ///   - stopSignals: Removes what is half done if the program is to stop.
  /// - Throws: ``RunError``; nothing was published then.
  package func run(
    output: String, title: String? = nil, cycle: CountedCycle.Grounds? = nil,
    policy: PublishPolicy = PublishPolicy(), pages: PageDesign? = nil, workbooks: PageDesign? = nil,
    stopSignals: StopSignals = StopSignals()
  ) async throws(RunError) -> Run {
    try refuseRepeatedInputs()
    let publication = try Publication(output: output, stopSignals: stopSignals)
    let summary: RunSummary
    let findings: CountedFindings
    do throws(RunError) {
      let appraisals = try await appraisals(ofHashedFiles: true)
      log.info("scored")
      try await refuse(appraisals, under: policy.guards)
      var counted: CountedCycle?
      if let cycle {
        let boards = try cycle.cycle.resolve(boards: appraisals.boards.map(\.name))
        counted = try await CountedCycle(
          of: appraisals, on: cycle, boards: boards, workers: workers)
      }
      let limits = (cycle, counted)
      (summary, findings) = try await publication.staging.root.syncing { () throws(RunError) in
        try await write(
          appraisals, to: publication, title: title, limits: limits, pages: pages,
          workbooks: workbooks)
      }
      if policy.allOrNothing, summary.hasErrors {
        throw RunError(
          .untrustworthyInput,
          "There are errors (\(summary.findings)), so under --all-or-nothing nothing was "
            + "published. See them with 'appraise check'.")
      }
      progress?.begin("publishing", total: 0)
      try publication.publish()
    } catch {
      publication.abandon()
      throw error
    }
    log.info("published", metadata: ["run": "\(publication.runID)"])
    var cleanupError: RunError?
    if let kept = policy.keptRuns {
      do throws(RunError) {
        for run in try publication.prune(keeping: kept) {
          log.info("removed", metadata: ["run": "\(run)"])
        }
      } catch {
        cleanupError = error
      }
    }
    return Run(
      path: publication.path, summary: summary, hasPages: pages != nil,
      hasWorkbooks: workbooks != nil, cleanupError: cleanupError,
      findings: findings)
  }

  /// Reads and checks, and hands over the findings.
  ///
  /// - Parameter write: Called with the bytes of the findings, piece by piece, in order.
  /// - Returns: How many findings there are, and whether a run would be published.
  package func check(
    format: FindingFormat,
    write: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(RunError) -> Checked {
    let findings = try await findings()
    // Whether nothing was written yet.
    let pieces = OrderedPieces(to: true)
    let pass = { @Sendable (isEmpty: inout Bool, bytes: Span<UInt8>) in
      guard bytes.count > 0 else { return }
      // Each object has a comma before it; the first of an array has none.
      let skipped = format == .json && isEmpty ? 1 : 0
      write(bytes.extracting(skipped...).array)
      isEmpty = false
    }
    if format == .csv { write(Table.findings.headerLine) }
    if format == .json { write(Array("[".utf8)) }
    let counted = try await findings.write(format, workers: workers) { buffer, piece in
      pieces.put(buffer, number: piece, pass)
    }
    let isEmpty = pieces.finish(pass) { $0 }
    if format == .json { write(Array((isEmpty ? "]\n" : "\n]\n").utf8)) }
    return try await checked(counted)
  }

  /// Reads and checks, and hands over the first findings as text, and how many more there are.
  ///
  /// - Parameters:
  ///   - limit: How many findings, from 0.
  ///   - write: Called with the bytes of each finding, in order.
  /// - Returns: How many findings there are, and whether a run would be published.
  package func check(
    first limit: Int, write: ([UInt8]) -> Void
  ) async throws(RunError) -> Checked {
    let counted = try await findings().counted(on: workers)
    let writer = FindingWriter(counted.findings, format: .text)
    counted.forEach(first: limit, of: Severity.allCases) { finding in
      var text = OutputBuffer(capacity: 512)
      writer.append(finding, to: &text)
      write(text.array)
    }
    let all = Severity.allCases.reduce(0) { $0 + counted.counts[severity: $1] }
    if all > limit { write(Array("… and \(grouped(all - limit)) more\n".utf8)) }
    return try await checked(counted)
  }

  /// Reads, checks and scores, and hands over the scores; nothing is published.
  ///
  /// - Parameter write: Called with the bytes of the scores, piece by piece, in order.
  /// - Returns: How many findings there are.
  package func score(
    format: ScoreFormat, write: @escaping @Sendable (Span<UInt8>) -> Void
  ) async throws(RunError) -> FindingCounts {
    let appraisals = try await appraisals()
    let findings = try await Findings(appraisals, expectsRatings: true, workers: workers)
    let counts = try await findings.counted(on: workers).counts
    try await Scores(appraisals).print(as: format, workers: workers, write)
    return counts
  }

  /// What a check comes to.
  package struct Checked: Sendable {
    package let counts: FindingCounts
    /// Why a run over these files would not be published; `nil` where nothing speaks against it.
    package let refusal: Statement?
  }

  private func checked(_ counted: CountedFindings) async throws(RunError) -> Checked {
    Checked(
      counts: counted.counts,
      refusal: try await PublishGuards(isCheck: true).refusal(
        of: counted.findings.appraisals, expectsRatings: expectsRatings, workers: workers))
  }

  private var expectsRatings: Bool { inputs.contains { $0.kind == .ratings } }

  /// Reads, checks and scores for a check.
  private func findings() async throws(RunError) -> Findings {
    try await Findings(try await appraisals(), expectsRatings: expectsRatings, workers: workers)
  }

  /// Refuses a run that nobody can have meant.
  private func refuse(
    _ appraisals: Appraisals, under guards: PublishGuards?
  ) async throws(RunError) {
    guard let guards,
      let statement = try await guards.refusal(
        of: appraisals, expectsRatings: expectsRatings, workers: workers)
    else { return }
    throw RunError(
      .untrustworthyInput,
      "\(statement.fact) Nothing was published. \(statement.fix) --publish-anyway publishes the run "
        + "all the same.")
  }

  /// Reads, checks and scores everybody, and explains one executive.
  ///
  /// - Throws: ``RunError``: ``RunError/Kind/usage`` where no plan has this executive id.
  package func explain(_ executiveID: String) async throws(RunError) -> Explanation {
    let findings = try await Findings(
      try await appraisals(), expectsRatings: true, workers: workers)
    return try await Explanation(of: executiveID, findings: findings, workers: workers)
  }

  /// Refuses the same file twice for one purpose, and standard input for two.
  private func refuseRepeatedInputs() throws(RunError) {
    try InputFile.refuseStandardInputTwice(in: inputs.map(\.path))
    for kind in InputKind.allCases {
      try InputFile.refuseRepeated(
        inputs.lazy.filter { $0.kind == kind }.map(\.path), of: kind.option)
    }
  }

  /// Reads, checks and scores.
  ///
  /// - Parameter areHashed: Whether the files are hashed: a run names them in its manifest, and who only looks
  ///   need not wait for it.
  func appraisals(ofHashedFiles areHashed: Bool = false) async throws(RunError) -> Appraisals {
    try refuseRepeatedInputs()
    let intake = try await Intake(
      inputs, options: reading, system: chosen.system, workers: workers, areHashed: areHashed,
      blockSize: blockSize, hash: hash, progress: progress)
    for file in intake.files {
      log.info(
        "read", metadata: ["file": "\(file.name)", "records": "\(file.records)"])
    }
    try refuse(intake.plans.count, of: "--plans", unless: expected.plans)
    try refuse(intake.ratings.count, of: "--ratings", unless: expected.ratings)
    progress?.begin("scoring", total: 0)
    return try await Appraisals(intake, workers: workers)
  }

  /// Refuses a delivery that was cut short, or is not the one that was announced.
  private func refuse(
    _ records: Int, of option: String, unless expected: Int?
  ) throws(RunError) {
    guard let expected, records != expected else { return }
    throw RunError(
      .untrustworthyInput,
      "\(option): \(counted(records, "record")) instead of the \(grouped(expected)) expected. "
        + "Nothing was published; fetch the delivery again, or expect another number.")
  }
}
