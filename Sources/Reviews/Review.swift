import Appraisal
package import Columns
package import Files
package import Logging
package import Pages
import Records
import ReviewBoards
package import Runs

/// The board's cycle over one sealed run: what boards, executives and the authority have handed in so far,
/// read, judged and put into a register.
///
///     let review = Review(
///       of: try PublishedRun(at: "appraisals/runs/20261015T020000Z"), cycle: try ChosenCycle(file: "fy2026.yaml"),
///       rules: try .named("federal-ses"),
///       files: try .init([.returned: ["prb-1.csv"]], besides: "fy2026.yaml"), threads: 2, log: log)
///     let published = try await review.publish(output: "reviews")
///
/// A review is a function of these files and nothing else. It is made again whenever a file arrives; there
/// is no state between two of them.
package struct Review: Sendable {
  /// The files that have come, by kind; each kind `nil` where it was not given at all.
  package struct Files: Sendable {
    private var paths: [ReviewInput: [String]]
    /// What is in directories with sheets and is not read.
    fileprivate let unread: [GivenSheets.Unread]
    /// The sheet to read of workbooks; `nil` for that which our own have for a kind, or the first visible one.
    package let sheet: String?
    /// What findings call them, and the cycle file.
    fileprivate let names: FileNames

    /// Files by their paths; a kind without any was not given.
    ///
    /// - Parameter cycle: The path of the cycle file, from which they are told apart as well.
    /// - Throws: ``RunError/Kind/unreadableInput`` where a directory has no sheets, and
    ///   ``RunError/Kind/usage`` where a file is named twice for one purpose.
    package init(
      _ paths: [ReviewInput: [String]], sheet: String? = nil, besides cycle: String
    ) throws(RunError) {
      try InputFile.refuseStandardInputTwice(in: paths.values.joined() + [cycle])
      self.paths = [:]
      var unread: [GivenSheets.Unread] = []
      var all: [String] = []
      for kind in ReviewInput.allCases {
        guard let given = paths[kind], !given.isEmpty else { continue }
        let files = try kind.files(at: given)
        try InputFile.refuseRepeated(files.paths, of: kind.option)
        self.paths[kind] = files.paths
        all += files.paths
        unread += files.unread
      }
      names = FileNames(of: [cycle] + all + unread.map(\.path))
      self.unread = unread
      self.sheet = sheet
    }

    /// How many there are.
    var count: Int { paths.values.reduce(0) { $0 + $1.count } }

    /// The kinds that were given.
    var kinds: Set<ReviewInput> { Set(paths.keys) }

    /// The files of a kind.
    subscript(kind: ReviewInput) -> [String] { paths[kind] ?? [] }
  }

  private let run: PublishedRun
  private let chosenSystem: ChosenSystem?
  private let cycle: ChosenCycle
  private let rules: ChosenRules
  private let files: Files
  private var names: FileNames { files.names }
  private let workers: Workers
  private let progress: Progress?
  private let log: Logger

  /// A review of a run.
  ///
  /// - Parameters:
  ///   - system: The one that the run was made under; `nil` for the built-in one that it names.
  ///   - threads: How many processors to use; it changes nothing but the time.
  ///   - progress: Told what is being done; `nil` where nobody looks.
  package init(
    of run: PublishedRun, system: ChosenSystem? = nil, cycle: ChosenCycle, rules: ChosenRules,
    files: Files, threads: Int, progress: Progress? = nil, log: Logger
  ) {
    self.run = run
    chosenSystem = system
    self.cycle = cycle
    self.rules = rules
    self.files = files
    workers = Workers(count: threads)
    self.progress = progress
    self.log = log
  }

  /// What a review is to be.
  package struct Policy: Sendable {
    /// Whether everybody has to be done; the annual ratings are official then.
    package let closes: Bool
    /// Why a closed review is opened again.
    package let reopens: String?
    /// Whether any error keeps it from being published.
    package let allOrNothing: Bool
    /// How many reviews to keep; `nil` for all.
    package let kept: Int?

    /// By default a review that stays open.
    package init(
      closes: Bool = false, reopens: String? = nil, allOrNothing: Bool = false, kept: Int? = nil
    ) {
      self.closes = closes
      self.reopens = reopens
      self.allOrNothing = allOrNothing
      self.kept = kept
    }
  }

  /// A published review.
  package struct Published: Sendable {
    /// Its directory.
    package let path: String
    /// What was counted.
    package let summary: ReviewSummary
    /// What went wrong after it was published; `nil` for nothing.
    package let cleanupError: RunError?
    let hasPages: Bool
    let hasWorkbooks: Bool
    /// It is kept, too, so that a program that ends does not first give back the memory of millions.
    let register: Register
  }

  /// What was read and judged, before anything is written.
  struct Judged: Sendable {
    let register: Register
    let inputs: [Manifest.Input]
    let runIdentity: Manifest.Review.Run
  }

  /// Reads, judges and publishes.
  ///
  /// - Parameters:
  ///   - pages: How the pages look; `nil` for none.
  ///   - workbooks: How the workbooks of the sheets look; `nil` for none, as always in a program without
  ///     them.
  /// - Throws: ``RunError``; nothing was published then.
  package func publish(
    output: String, policy: Policy = Policy(), pages: PageDesign? = nil,
    workbooks: PageDesign? = nil,
    stopSignals: StopSignals = StopSignals()
  ) async throws(RunError) -> Published {
    let publication = try Publication(output: output, of: .review, stopSignals: stopSignals)
    let summary: ReviewSummary
    let judged: Judged
    do throws(RunError) {
      try refuse(after: publication, under: policy)
      if policy.reopens != nil, let before = publication.previous {
        try await PublishedRun(at: "\(output)/runs/\(before.run)")
          .verify(on: workers, orElse: "nothing was published")
      }
      judged = try await judge(closing: policy.closes)
      log.info("judged")
      try refuse(judged.register, under: policy)
      let marking = try run.marking(for: workbooks)
      let writer = try await ReviewWriter(
        judged, closed: policy.closes, title: run.manifest.title,
        pages: pages?.markedIfUnmarked(marking),
        workbooks: workbooks?.markedIfUnmarked(marking), workers: workers)
      let manifest = Manifest.Review(
        of: judged.runIdentity,
        rules: Manifest.System(name: rules.rules.name, sha256: rules.sha256),
        closed: policy.closes, reopened: policy.reopens)
      summary = try await publication.staging.root.syncing { () throws(RunError) in
        try await writer.write(
          to: publication, review: manifest, system: run.manifest.system, progress: progress)
      }
      progress?.begin("publishing", total: 0)
      try publication.publish()
    } catch {
      publication.abandon()
      throw error
    }
    log.info("published", metadata: ["review": "\(publication.runID)"])
    var cleanupError: RunError?
    if let kept = policy.kept {
      do throws(RunError) { _ = try publication.prune(keeping: kept) } catch {
        cleanupError = error
      }
    }
    return Published(
      path: publication.path, summary: summary, cleanupError: cleanupError,
      hasPages: pages != nil, hasWorkbooks: workbooks != nil,
      register: judged.register)
  }

  /// What a check found.
  package struct Checked: Sendable {
    /// The findings, by code and severity.
    package let counts: FindingCounts
    /// What was not handed over, and so not checked, by its name in `summary.json`.
    package let notGiven: [String]
  }

  /// Reads and judges, and hands over the findings.
  ///
  /// - Parameters:
  ///   - limit: How many of them as text; `nil` for all.
  ///   - closing: Whether everybody has to be done.
  ///   - write: Called with the bytes of the findings.
  package func check(
    format: FindingFormat, first limit: Int? = nil, closing: Bool, write: ([UInt8]) -> Void
  ) async throws(RunError) -> Checked {
    let register = try await judge(closing: closing).register
    let writer = ReviewFindingWriter(register)
    write(writer.bytes(of: register.findings, as: format, first: limit))
    return Checked(
      counts: register.findingCounts, notGiven: register.notGiven.map(\.key))
  }

  // MARK: - Reading

  private func judge(closing: Bool) async throws(RunError) -> Judged {
    let system = try run.knownSystem(chosenSystem).system
    progress?.begin("verifying", total: 0)
    let executives = try await PublishedExecutives(
      of: run, under: system, keeping: [.fields, .remarks],
      verifiedOrElse: "it cannot be reviewed", workers: workers)
    let rosters = try await SealedRosters(executives, under: system, workers: workers)
    let boards = try cycle.resolve(boards: executives.boards.map(\.name))
    progress?.begin("reading", total: files.count)
    var read = try await read(rosters)
    var others = files.unread.map {
      ReviewFinding(finding: .folder($0.finding), file: names[$0.path], line: 1, row: 1)
    }
    if run.isFoundByCurrent {
      others.append(
        ReviewFinding(
          finding: .limits(.runNotFrozen), file: RunFile.manifest.path, line: 1, row: 1,
          related: "runs/\(run.manifest.made.run)"))
    }
    progress?.begin("judging", total: 0)
    let hindsight = Hindsight(rosters: rosters, run: run, workers: workers)
    read.returned = try await hindsight.lookingBack(
      at: read.returned.map {
        $0.notingWhetherBlank().notingSeveralBoards(in: rosters).notingConcurrenceUnseen(
          in: rosters)
      })
    read.decided = try await hindsight.lookingBack(at: read.decided.map { $0.notingWhetherBlank() })
    let register = try await Register(
      of: read, rosters: rosters, cycle: cycle.cycle, named: names[cycle.path], rules: rules.rules,
      boards: boards, others: others, closing: closing, workers: workers)
    return Judged(
      register: register, inputs: inputs(of: read),
      runIdentity: Manifest.Review.Run(run.manifest, sha256: try run.manifestSHA256()))
  }

  /// A file of any kind after it was read.
  private enum ReadFile: Sendable {
    case members(SheetFile<MemberRow>)
    case responses(SheetFile<Response>)
    case returned(SheetFile<ReturnRow>)
    case decided(SheetFile<DecisionRow>)

    /// Whether it is a sheet of a workbook.
    var isOfWorkbook: Bool {
      switch self {
      case .members(let file): file.sheetName != nil
      case .responses(let file): file.sheetName != nil
      case .returned(let file): file.sheetName != nil
      case .decided(let file): file.sheetName != nil
      }
    }
  }

  /// Reads all files, each by one worker; those of a kind come back in the order of their names.
  private func read(_ rosters: SealedRosters) async throws(RunError) -> ReviewFiles {
    let boards = BoardNames(rosters.executives.boards.map(\.name))
    let comparison = SheetComparison(with: rosters)
    let sheet = files.sheet
    // Those of members and responses come first: they are one large file each.
    let all = ReviewInput.allCases.flatMap { kind in
      let known = KnownSheetColumns(of: kind, under: rosters.system)
      let inOrder = files[kind].map { ($0, names[$0]) }.sorted { goesBeforeByBytes($0.1, $1.1) }
      return inOrder.enumerated().map { (known: known, number: $0, path: $1.0, name: $1.1) }
    }
    let read = try await workers.map(all.count, state: { SheetScratch() }) {
      piece, scratch throws(RunError) -> ReadFile in
      let file = all[piece]
      defer { progress?.advance(by: 1) }
      func rows<Row>(
        _ take: (SheetRow, inout RowFindings) -> Row?
      ) throws(RunError) -> SheetFile<Row> {
        try SheetFile(
          file.path, shortName: file.name, number: file.number, by: file.known, sheet: sheet,
          in: &scratch, take: take)
      }
      switch file.known.kind {
      case .members:
        return .members(try rows { BoardMembers.row($0, boards: boards, notes: &$1) })
      case .responses:
        return .responses(try rows { Response.response(in: $0, rosters: rosters, notes: &$1) })
      case .returned: return .returned(try rows { comparison.returned($0, notes: &$1) })
      case .decided: return .decided(try rows { comparison.decided($0, notes: &$1) })
      }
    }
    if sheet != nil, !read.contains(where: \.isOfWorkbook) {
      throw RunError(
        .usage, "--sheet: a sheet was named, but none of the files is a workbook. Leave it out.")
    }
    var taken = ReviewFiles(given: files.kinds)
    for file in read {
      switch file {
      case .members(let file): taken.members.append(file)
      case .responses(let file): taken.responses.append(file)
      case .returned(let file): taken.returned.append(file)
      case .decided(let file): taken.decided.append(file)
      }
    }
    return taken
  }

  /// What the manifest says of the files.
  private func inputs(of read: ReviewFiles) -> [Manifest.Input] {
    func inputs<Row>(_ files: [SheetFile<Row>]) -> [Manifest.Input] {
      files.map { file in
        Manifest.Input(
          role: file.kind.name, name: file.identity.name, bytes: file.identity.bytes,
          sha256: file.identity.sealedSHA256, records: file.records, sheet: file.sheetName)
      }
    }
    return [cycle.input(named: names[cycle.path])] + inputs(read.members) + inputs(read.responses)
      + inputs(read.returned)
      + inputs(read.decided)
  }

  // MARK: - Refusals

  /// Refuses to overwrite a closed review, and to pass over one to which no link leads any more.
  private func refuse(
    after publication: Publication, under policy: Policy
  ) throws(RunError) {
    if let passedOver = try publication.officialPassedOver() {
      throw RunError(
        .untrustworthyInput,
        "The review \(passedOver) is official, and the link 'current' does not lead to it or to one after it. Put it "
          + "back in the directory of the reviews with 'ln -sfn runs/\(passedOver) current', or name another directory. "
          + "If it was stopped before it said that it was published, move runs/\(passedOver) away instead."
      )
    }
    guard let before = try publication.manifestBefore(), let review = before.review else {
      if policy.reopens != nil {
        throw RunError(.usage, "--reopen: there is no review here. Leave the option out.")
      }
      return
    }
    if review.closed, policy.reopens == nil {
      throw RunError(
        .untrustworthyInput,
        "The review \(before.made.run) is closed: its annual ratings are official. "
          + (publication.finished == nil
            ? ""
            : "It was stopped before it said that it was published, and is published in full now. ")
          + "To open it again, say why with --reopen.")
    }
    if !review.closed, policy.reopens != nil {
      throw RunError(
        .usage, "--reopen: the review \(before.made.run) is not closed. Leave the option out.")
    }
  }

  /// How many errors a refusal shows.
  private static let errorsShown = 10

  /// Refuses a review under its policy.
  private func refuse(_ register: Register, under policy: Policy) throws(RunError) {
    guard register.hasErrors, policy.closes || policy.allOrNothing else { return }
    let option = policy.closes ? "--close" : "--all-or-nothing"
    let errors = register.findings.errors
    // Without a review there is no findings.csv to look into.
    let (shown, more) = ReviewFindingWriter(register).brief(errors, first: Self.errorsShown)
    throw RunError(
      .untrustworthyInput,
      lines: [
        "There are errors, so under \(option) nothing was published. Correct them, or publish without the "
          + "option."
      ] + register.findingCounts.lines + shown
        + (more > 0
          ? ["  … and \(grouped(more)) more: 'appraise check' with the same options shows all."]
          : []))
  }
}
