import Appraisal
import Columns
import ReviewBoards
import Runs

/// What was handed over with a review, read whole.
struct ReviewFiles: Sendable {
  var members: [SheetFile<BoardMember>] = []
  var responses: [SheetFile<Response>] = []
  var returned: [SheetFile<ReturnRow>] = []
  var decided: [SheetFile<DecisionRow>] = []
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
  let isCareer: [Bool]
  /// By executive the members who step out of the case.
  let recused: [Int: [[UInt8]]]
  /// In the order of `findings.csv`.
  let findings: [ReviewFinding]
  /// What was not handed over, and so not checked.
  let notGiven: [NotGiven]

  /// Something that was not handed over; a check that rests on it is not made, and never reported as passed.
  enum NotGiven: String, CaseIterable, Sendable {
    case members
    case publication = "published_on"
    case responses
    case returned
    case recommendedOn = "recommended_on"
    case decided
    case decidedOn = "decided_on"
    case appointment
    case distribution
  }

  /// Puts everything together.
  ///
  /// - Parameters:
  ///   - given: The kinds of files that were handed over, with records or without.
  ///   - others: What is noted about the run and the files themselves.
  ///   - closing: Whether everybody has to be done.
  /// - Complexity: O(executives + rows + n log n of findings).
  init(
    of files: ReviewFiles, given: Set<ReviewInput>, rosters: SealedRosters, cycle: Cycle,
    named cycleName: String, rules: ReviewRules, boards: CycleBoards, others: [ReviewFinding],
    closing: Bool
  ) {
    let executives = rosters.executives
    var findings = others
    for file in files.members { findings += file.findings }
    for file in files.responses { findings += file.findings }
    for file in files.returned { findings += file.findings }
    for file in files.decided { findings += file.findings }
    let members =
      given.contains(.members)
      ? BoardMembers(files.members, boards: boards.units.count, findings: &findings) : nil
    let isCareer = (0..<executives.count).map { rosters.isCareer($0) }
    let requiresRemarks = rules.remarksWhenDifferent.value == .required
    let recommendations = Recommendations(
      files.returned, rosters: rosters, requiresRemarks: requiresRemarks)
    let law = BoardLaw(
      of: members, rosters: rosters, rules: rules.boards, stated: boards.stated,
      hasRecommended: recommendations.hasRecommended)
    let responses = Settlement(
      files.responses, executives: executives.count,
      words: .init(
        inOneFile: .response(.duplicateResponse), differing: .response(.duplicateResponse),
        agreeing: nil),
      says: { _ in true }, agree: { _, _ in false })
    findings += recommendations.findings + law.findings + responses.findings
    findings += Self.judge(responses, recommendations, stated: boards.stated, rosters)
    findings += Self.moratorium(
      recommendations, rules: rules, stated: boards.stated, isCareer: isCareer, rosters)
    var isHeld = (0..<executives.count).map {
      isCareer[$0] && law.holdsCareer[executives.board(of: $0)]
    }
    for finding in findings where finding.holds {
      if let executive = finding.executive { isHeld[executive] = true }
    }
    let decisions = Decisions(
      files.decided,
      by: Decisions.Grounds(
        rosters: rosters, rules: rules, cycle: cycle, boards: boards.stated,
        recommendations: recommendations, isHeld: isHeld, isCareer: isCareer))
    findings += decisions.findings
    for finding in decisions.findings where finding.holds {
      if let executive = finding.executive { isHeld[executive] = true }
    }
    if closing {
      for executive in 0..<executives.count
      where executives.status(of: executive) == .rated && decisions.levels[executive] == nil {
        let isRecommended = recommendations.levels[executive] != nil
        findings.append(
          ReviewFinding(
            .decision(isRecommended ? .notAssigned : .notRecommended),
            at: rosters.place(of: executive), executive: executive))
        isHeld[executive] = true
      }
    }
    let limits = UnitLimits(
      rosters: rosters, cycle: cycle, named: cycleName, units: boards.units, rules: rules,
      isCareer: isCareer, recommended: recommendations.levels, annual: decisions.levels)
    findings += limits.findings
    findings.sort(by: ReviewFinding.areInOrder)
    self.rosters = rosters
    self.cycle = cycle
    self.cycleName = cycleName
    self.rules = rules
    units = boards.units
    stated = boards.stated
    self.members = members
    self.law = law
    self.responses = responses
    self.recommendations = recommendations
    self.decisions = decisions
    self.limits = limits.limits
    self.isHeld = isHeld
    self.isCareer = isCareer
    recused = Dictionary(
      law.recusals.map { ($0.executive, $0.members) }, uniquingKeysWith: { one, _ in one })
    self.findings = findings
    notGiven = Self.notGiven(
      given, members: members, stated: boards.stated, decisions: decisions, limits: limits,
      hasDistribution: rules.distribution(at: cycle.period.to) != nil)
  }

  // MARK: - Judgements over several files

  /// The board looks at a response before it recommends, and a review is made at a higher level.
  ///
  /// Source: 5 U.S.C. 4314(c)(2), 4312(b)(3).
  private static func judge(
    _ responses: Settlement<Response>, _ recommendations: Recommendations,
    stated: [Cycle.Board?], _ rosters: SealedRosters
  ) -> [ReviewFinding] {
    var findings: [ReviewFinding] = []
    let executives = rosters.executives
    for executive in 0..<executives.count {
      guard let (file, response) = responses[executive] else { continue }
      func add(
        _ finding: ResponseFinding, _ column: String, value: [UInt8] = [], related: String = ""
      ) {
        findings.append(
          ReviewFinding(
            .response(finding), at: response.place(in: file), column: column, value: value,
            related: related, executive: executive))
      }
      let recommendedOn = stated[executives.board(of: executive)]?.recommendedOn
      if let day = response.respondedOn.date, let recommendedOn, recommendedOn < day {
        add(
          .responseAfterRecommendation, "responded_on", value: Array(day.description.utf8),
          related: recommendedOn.description)
      }
      let hasRecommended = recommendations.levels[executive] != nil
      if response.reviewRequested, response.reviewerLevel == .blank, hasRecommended {
        add(.reviewWithoutResult, "reviewer_recommended_rating")
      }
      guard !response.reviewer.isEmpty else { continue }
      executives.withText(SealedRosters.ratingOfficialField, of: executive) { official in
        guard official.count > 0,
          SpellingKey(of: official) == SpellingKey(of: response.reviewer.span)
        else { return }
        add(.reviewerIsRatingOfficial, "reviewer", value: response.reviewer)
      }
    }
    return findings
  }

  /// No career appointee is appraised within 120 days after the beginning of a new administration.
  ///
  /// Source: 5 U.S.C. 4314(b)(1)(C).
  private static func moratorium(
    _ recommendations: Recommendations, rules: ReviewRules, stated: [Cycle.Board?],
    isCareer: [Bool], _ rosters: SealedRosters
  ) -> [ReviewFinding] {
    var findings: [ReviewFinding] = []
    for (board, statement) in stated.enumerated() {
      guard let day = statement?.recommendedOn, let period = rules.moratorium(holding: day) else {
        continue
      }
      for executive in rosters.executives.boards[board].executives
      where isCareer[executive] && recommendations.levels[executive] != nil {
        guard let place = recommendations.rows.place(of: executive) else { continue }
        findings.append(
          ReviewFinding(
            .decision(.ratingWithin120Days(days: UInt16(clamping: rules.moratorium.days))),
            at: place, column: "prb_recommended_rating", value: Array(day.description.utf8),
            related: period.lastDay.description, executive: executive))
      }
    }
    return findings
  }

  private static func notGiven(
    _ given: Set<ReviewInput>, members: BoardMembers?, stated: [Cycle.Board?],
    decisions: Decisions, limits: UnitLimits, hasDistribution: Bool
  ) -> [NotGiven] {
    NotGiven.allCases.filter { thing in
      switch thing {
      case .members: !given.contains(.members)
      case .publication: members.map { !$0.knowsPublication } ?? false
      case .responses: !given.contains(.responses)
      case .returned: !given.contains(.returned)
      case .recommendedOn: stated.contains { $0?.recommendedOn == nil }
      case .decided: !given.contains(.decided)
      case .decidedOn:
        decisions.levels.indices.contains {
          decisions.levels[$0] != nil && decisions.decidedOn(of: $0) == nil
        }
      case .appointment: limits.hasUnknownAppointments
      case .distribution: !hasDistribution
      }
    }
  }

  // MARK: - Executives

  /// The level of an executive at a stage; `nil` where there is none.
  func level(of executive: Int, at stage: Stage) -> Level? {
    switch stage {
    case .initial: rosters.executives.level(of: executive)
    case .recommended: recommendations.levels[executive]
    case .annual: decisions.levels[executive]
    }
  }

  /// Where an executive stands.
  func status(of executive: Int) -> ReviewStatus {
    switch rosters.executives.status(of: executive) {
    case .notRated: .notRated
    case .rejected: .rejected
    case .rated:
      isHeld[executive] ? .held : decisions.levels[executive] != nil ? .complete : .open
    }
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
