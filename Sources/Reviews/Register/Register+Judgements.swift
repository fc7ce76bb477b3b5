import Appraisal
import Columns
import ReviewBoards
import Runs

/// What is judged over several files.
extension Register {
  /// Holds the executives whom findings hold.
  static func hold(by findings: [ReviewFinding], in isHeld: inout [Bool]) {
    for finding in findings where finding.holds {
      if let executive = finding.executive { isHeld[executive] = true }
    }
  }

  /// Who is held by then, and by findings besides those about some files.
  static func held(
    _ isHeld: [Bool], by findings: [ReviewFinding], butThoseOf files: Set<String>
  ) -> [Bool] {
    var isHeld = isHeld
    hold(by: findings.filter { !files.contains($0.file) }, in: &isHeld)
    return isHeld
  }

  /// Whether the day of the response of an executive who is rated is not known. Of others nothing becomes official.
  static func lacksResponseDay(_ findings: [ReviewFinding], of rosters: SealedRosters) -> Bool {
    findings.contains { finding in
      finding.code == .responseWithoutDate
        && finding.executive.map { rosters.executives.status(of: $0) == .rated } ?? true
    }
  }

  /// The board looks at a response before it recommends, and a review is made at a higher level.
  ///
  /// Source: 5 U.S.C. 4314(c)(2), 4312(b)(3).
  static func judge(
    _ responses: Settlement<Response>, _ recommendations: Recommendations,
    stated: [Cycle.Board?], period: Cycle.Period, _ rosters: SealedRosters
  ) -> [ReviewFinding] {
    var findings: [ReviewFinding] = []
    let executives = rosters.executives
    for executive in 0..<executives.count {
      guard let (file, response) = responses.toJudge(executive) else { continue }
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
      for (column, day) in [
        ("responded_on", response.respondedOn), ("reviewed_on", response.reviewedOn),
      ] {
        guard let day = day.date, let finding = ResponseFinding(outside: period, day) else {
          continue
        }
        add(
          finding, column, value: Array(day.description.utf8), related: period.to.description)
      }
      if let day = response.reviewedOn.date, let recommendedOn, recommendedOn < day {
        add(
          .reviewAfterRecommendation, "reviewed_on", value: Array(day.description.utf8),
          related: recommendedOn.description)
      }
      if response.lacksDay { add(.responseWithoutDate, "responded_on") }
      if let (finding, column) = response.missingOfReview { add(finding, column) }
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
  static func moratorium(
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

  /// What was not handed over.
  static func notGiven(
    _ given: Set<ReviewInput>, members: BoardMembers?, stated: [Cycle.Board?],
    decisions: Decisions, limits: UnitLimits, lacksResponseDay: Bool, hasDistribution: Bool
  ) -> [NotGiven] {
    NotGiven.allCases.filter { thing in
      switch thing {
      case .members: !given.contains(.members)
      case .publication: members.map { !$0.knowsPublication } ?? false
      case .responses: !given.contains(.responses)
      case .respondedOn: lacksResponseDay
      case .returned: !given.contains(.returned)
      case .recommendedOn: stated.contains { $0?.recommendedOn == nil }
      case .decided: !given.contains(.decided)
      case .decidedOn: decisions.lackDays
      case .appointment: limits.hasUnknownAppointments
      case .careerExecutives: limits.lackCareerExecutives
      case .distribution: !hasDistribution
      }
    }
  }

  /// What was not given and is checked elsewhere, in the order of ``ClosingCheck``.
  var checkedElsewhere: [(check: ClosingCheck, by: String)] {
    ClosingCheck.allCases.compactMap { check in
      guard notGiven.contains(where: { $0.closingCheck == check }) else { return nil }
      return cycle.checkedElsewhere[check].map { (check, $0) }
    }
  }

  /// What a review that is to be closed cannot go without, and was neither given nor is it checked elsewhere.
  /// Where nobody is rated, nothing becomes official.
  static func unchecked(
    _ notGiven: [NotGiven], in cycle: Cycle, named cycleName: String, _ rosters: SealedRosters
  ) -> [ReviewFinding] {
    let executives = rosters.executives
    guard (0..<executives.count).contains(where: { executives.status(of: $0) == .rated }) else {
      return []
    }
    return ClosingCheck.allCases.filter { check in
      cycle.checkedElsewhere[check] == nil && notGiven.contains { $0.closingCheck == check }
    }.map { check in
      ReviewFinding(
        finding: .decision(.notChecked(check)), file: cycleName, line: 1, row: 1, column: check.key)
    }
  }

  /// The rated executives without an annual rating, whom a review that is to be closed cannot leave so.
  static func unfinished(
    _ recommendations: Recommendations, _ decisions: Decisions, _ rosters: SealedRosters
  ) -> [ReviewFinding] {
    let executives = rosters.executives
    return (0..<executives.count).filter {
      executives.status(of: $0) == .rated && decisions.levels[$0] == nil
    }.map { executive in
      let isRecommended = recommendations.levels[executive] != nil
      return ReviewFinding(
        .decision(isRecommended ? .notAssigned : .notRecommended),
        at: rosters.place(of: executive), executive: executive)
    }
  }
}

extension ResponseFinding {
  /// What is said of a day that does not belong to a period; `nil` where nothing is.
  init?(outside period: Cycle.Period, _ day: CalendarDate) {
    switch period.place(of: day) {
    case .inTime: return nil
    case .beforeEnd: self = .dayOutsideCycle(isEarly: true)
    case .late: self = .dayOutsideCycle(isEarly: false)
    }
  }
}

extension Response {
  /// Whether it says that the executive responded, and not when. A row with a review alone says nothing of a
  /// response.
  fileprivate var lacksDay: Bool {
    guard respondedOn == .blank || respondedOn == .unknown else { return false }
    let saysReview =
      !reviewer.isEmpty || reviewedOn.date != nil || reviewerLevel != .blank
      || !reviewerRemarks.isEmpty
    return reviewRequested || !saysReview
  }

  /// What is missing of a review that recommends a level, and the column in which it should stand.
  fileprivate var missingOfReview: (ResponseFinding, column: String)? {
    let hasReviewer = !reviewer.isEmpty
    let hasDay = reviewedOn != .blank && reviewedOn != .unknown
    guard reviewerLevel != .blank, !(hasReviewer && hasDay) else { return nil }
    return (
      .reviewIncomplete(hasReviewer: hasReviewer, hasDay: hasDay),
      hasReviewer ? "reviewed_on" : "reviewer"
    )
  }
}
