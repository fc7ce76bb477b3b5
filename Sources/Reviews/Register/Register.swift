import Appraisal
import Columns
import ReviewBoards
import Runs

/// What was handed over with a review, read whole.
struct ReviewFiles: Sendable {
  /// The kinds that were handed over, with records or without.
  let given: Set<ReviewInput>
  var members: [SheetFile<MemberRow>] = []
  var responses: [SheetFile<Response>] = []
  var returned: [SheetFile<ReturnRow>] = []
  var decided: [SheetFile<DecisionRow>] = []

  /// How many there are of each kind, in the order of the kinds.
  var counts: [Int] {
    ReviewInput.allCases.map { kind in
      switch kind {
      case .members: members.count
      case .responses: responses.count
      case .returned: returned.count
      case .decided: decided.count
      }
    }
  }

  /// What was noted while they were read, and while the boards' and the authority's rows were compared with
  /// the run.
  var findings: [ReviewFinding] {
    members.flatMap(\.findings) + responses.flatMap(\.findings) + returned.flatMap(\.findings)
      + decided.flatMap(\.findings)
  }
}

extension ReviewFiles {
  /// By board the numbers of the returned files with rows about its executives, be they under altered ids.
  ///
  /// - Complexity: O(rows + findings).
  fileprivate func returned(inBoardsOf executives: PublishedExecutives) -> [[Int]] {
    var files = [[Int]](repeating: [], count: executives.boards.count)
    for (number, file) in returned.enumerated() {
      // Nearly all rows of a sheet are of one board.
      var last: Range<Int> = 0..<0
      func add(_ executive: Int) {
        guard !last.contains(executive) else { return }
        let board = executives.board(of: executive)
        last = executives.boards[board].executives
        if files[board].last != number { files[board].append(number) }
      }
      for row in file.rows { add(Int(row.executive)) }
      for case let executive? in file.findings.map(\.executive) { add(executive) }
    }
    return files
  }

  /// Findings with the columns called as the files call them: a workbook has `Board remarks` where CSV has
  /// `prb_remarks`.
  ///
  /// - Complexity: O(findings).
  func inTheirHeadings(_ findings: [ReviewFinding]) -> [ReviewFinding] {
    let all =
      returned.map { ($0.name, $0.headings) } + decided.map { ($0.name, $0.headings) }
      + members.map { ($0.name, $0.headings) } + responses.map { ($0.name, $0.headings) }
    let headings = Dictionary(
      all.filter { !$0.1.isEmpty }, uniquingKeysWith: { one, _ in one })
    guard !headings.isEmpty else { return findings }
    return findings.map { finding in
      var finding = finding
      if let heading = headings[finding.file]?[finding.column] { finding.column = heading }
      return finding
    }
  }
}

/// The decision register: what is known of each executive of a run after all files that have come.
///
/// It is a function of the run, the cycle, the rules and these files; their order changes nothing.
final class Register: Sendable {
  let rosters: SealedRosters
  let cycle: Cycle
  let cycleName: String
  let rules: ReviewRules
  /// By board the index of its unit in the cycle.
  let units: [Int]
  /// By board what the cycle states of it.
  let stated: [Cycle.Board?]
  /// `nil` where no members were given.
  let members: BoardMembers?
  let law: BoardLaw
  let responses: Settlement<Response>
  let recommendations: Recommendations
  let decisions: Decisions
  let limits: [UnitLimit]
  /// By executive whether an error holds him or her.
  let isHeld: [Bool]
  /// The same by errors that are not about what the authority handed back: that is not told to the boards.
  private let isHeldForBoard: [Bool]
  /// What findings call the sheets of the authority.
  private let decidedFiles: Set<String>
  /// What findings call the files of the members.
  private let memberFiles: Set<String>
  let isCareer: [Bool]
  /// By executive the members who step out of the case.
  let recused: [Int: [BoardLaw.Recusal]]
  /// In the order of `findings.csv`.
  let findings: [ReviewFinding]
  /// What was not handed over, and so not checked.
  let notGiven: [NotGiven]
  /// How many files of each kind were read, in the order of the kinds; of one that was not given 0.
  let filesRead: [Int]
  /// By board the numbers of the returned files with rows about its executives.
  let returnedOf: [[Int]]

  /// Something that was not handed over; a check that rests on it is not made, and never reported as passed.
  enum NotGiven: CaseIterable, Sendable {
    case members, publication, responses, respondedOn, returned, recommendedOn, decided, decidedOn
    case appointment, careerExecutives, distribution

    /// What the law asks for before ratings are official and is not checked for want of it.
    var closingCheck: ClosingCheck? {
      switch self {
      case .members: .members
      case .publication: .publication
      case .responses: .responses
      case .respondedOn: .respondedOn
      case .recommendedOn: .recommendedOn
      case .decidedOn: .decidedOn
      case .returned, .decided, .appointment, .careerExecutives, .distribution: nil
      }
    }

    /// Its name in `summary.json`.
    var key: String {
      switch self {
      case .members, .publication, .responses, .respondedOn, .recommendedOn, .decidedOn:
        closingCheck?.key ?? ""
      case .returned: ReviewInput.returned.name
      case .decided: ReviewInput.decided.name
      case .appointment: "appointment"
      case .careerExecutives: "career_executives"
      case .distribution: "distribution"
      }
    }
  }

  /// Puts everything together.
  ///
  /// - Parameters:
  ///   - others: What is noted about the run itself.
  ///   - closing: Whether everybody has to be done.
  /// - Complexity: O(executives + rows + n log n of findings).
  init(
    of files: ReviewFiles, rosters: SealedRosters, cycle: Cycle, named cycleName: String,
    rules: ReviewRules, boards: CycleBoards, others: [ReviewFinding], closing: Bool,
    workers: Workers
  ) async throws(RunError) {
    var findings = others + files.findings
    let members = BoardMembers(of: files, rosters.executives, rules.boards, findings: &findings)
    let (returned, (isCareer, responses)) = try await workers.both {
      Recommendations.settled(files.returned, rosters: rosters)
    } _: {
      (rosters.areCareer, Settlement(files.responses, executives: rosters.executives.count))
    }
    let recommendations = try await Recommendations(
      returned, of: files.returned, rosters: rosters,
      requiresRemarks: rules.remarksWhenDifferent.value == .required, workers: workers)
    let (law, decided) = try await workers.both {
      BoardLaw(
        of: members, rosters: rosters, rules: rules.boards, stated: boards.stated,
        hasRecommended: recommendations.hasRecommended)
    } _: {
      Decisions.settled(files.decided, after: recommendations, in: cycle)
    }
    findings += recommendations.findings + law.findings + responses.findings
    findings += Self.judge(
      responses, recommendations, stated: boards.stated, period: cycle.period, rosters)
    findings += Self.moratorium(
      recommendations, rules: rules, stated: boards.stated, isCareer: isCareer, rosters)
    var isHeld = isCareer.indices.map {
      isCareer[$0] && law.holdsCareer[rosters.executives.board(of: $0)]
    }
    (decidedFiles, memberFiles) = (Set(files.decided.map(\.name)), Set(files.members.map(\.name)))
    isHeldForBoard = Self.held(isHeld, by: findings, butThoseOf: decidedFiles)
    Self.hold(by: findings, in: &isHeld)
    let decisions = try await Decisions(
      decided,
      by: Decisions.Grounds(
        rosters: rosters, rules: rules, cycle: cycle, boards: boards.stated,
        recommendations: recommendations, isHeld: isHeld, isCareer: isCareer),
      workers: workers)
    var later = decisions.findings
    if closing { later += Self.unfinished(recommendations, decisions, rosters) }
    Self.hold(by: later, in: &isHeld)
    let limits = UnitLimits(
      rosters: rosters, cycle: cycle, named: cycleName, units: boards.units, rules: rules,
      isCareer: isCareer, recommended: recommendations.levels, annual: decisions.levels)
    findings += later + limits.findings
    notGiven = Self.notGiven(
      files.given, members: members, stated: boards.stated, decisions: decisions, limits: limits,
      lacksResponseDay: Self.lacksResponseDay(findings, of: rosters),
      hasDistribution: rules.distribution(at: cycle.period.to) != nil)
    if closing { findings += Self.unchecked(notGiven, in: cycle, named: cycleName, rosters) }
    findings = files.inTheirHeadings(findings).sorted(by: ReviewFinding.areInOrder)
    (self.rosters, self.cycle, self.cycleName) = (rosters, cycle, cycleName)
    (self.rules, units, stated) = (rules, boards.units, boards.stated)
    (self.members, self.law, self.responses) = (members, law, responses)
    (self.recommendations, self.decisions) = (recommendations, decisions)
    (self.isHeld, self.isCareer, self.findings) = (isHeld, isCareer, findings)
    (self.limits, recused, filesRead) = (limits.limits, law.recused, files.counts)
    returnedOf = files.returned(inBoardsOf: rosters.executives)
  }

  /// The level of an executive at a stage; `nil` where there is none.
  func level(of executive: Int, at stage: Stage) -> Level? {
    switch stage {
    case .initial: rosters.executives.level(of: executive)
    case .recommended: recommendations.levels[executive]
    case .annual: decisions.levels[executive]
    }
  }

  /// Where an executive stands; see ``Reader``.
  func status(of executive: Int, for reader: Reader = .everybody) -> ReviewStatus {
    switch rosters.executives.status(of: executive) {
    case .notRated: return .notRated
    case .rejected: return .rejected
    case .rated:
      let isHeld = reader == .board ? isHeldForBoard[executive] : isHeld[executive]
      return isHeld ? .held : decisions.levels[executive] != nil ? .complete : .open
    }
  }

  /// Who reads what is said of executives. What is wrong with a decision is the authority's business: a board's
  /// sheet and its written recommendation say nothing of it.
  enum Reader {
    case everybody, board
  }

  /// Whether a reader is told of a finding.
  func isShown(_ finding: ReviewFinding, to reader: Reader) -> Bool {
    reader == .everybody || !decidedFiles.contains(finding.file)
  }

  /// Whether a finding puts every board in doubt: an error in a row of a member whose board cannot be told.
  func isAboutEveryBoard(_ finding: ReviewFinding) -> Bool {
    finding.code.severity == .error && finding.board == nil && finding.executive == nil
      && memberFiles.contains(finding.file)
  }

  /// Whether any finding is an error.
  var hasErrors: Bool { findings.contains { $0.code.severity == .error } }

  /// What a review at a higher level recommends for an executive; `nil` where nothing does.
  func reviewerLevel(of executive: Int) -> Level? {
    responses[executive].flatMap {
      $0.row.reviewerLevel.level(concurringWith: rosters.executives.level(of: executive))
    }
  }
}
