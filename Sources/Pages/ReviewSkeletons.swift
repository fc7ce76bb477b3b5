package import Appraisal
import ReviewBoards

/// What the pages of a review say of all of it: the cycle, the run, the rules.
package struct ReviewedCycle: Sendable {
  let agency: String
  let period: (from: String, to: String)
  let run: (id: String, manifestSHA256: String)
  let rules: (name: String, sha256: String)
  let limits: LimitTable

  /// What is reviewed.
  package init(
    agency: String, period: (from: String, to: String), run: (id: String, manifestSHA256: String),
    rules: (name: String, sha256: String), limits: LimitTable
  ) {
    self.agency = agency
    self.period = period
    self.run = run
    self.rules = rules
    self.limits = limits
  }

  /// The run and the rules, which nothing of the cycle decides.
  var origin: TemplateContext {
    [
      .run: .text(run.id), .runSha256: .text(run.manifestSHA256), .rulesName: .text(rules.name),
      .rulesSha256: .text(rules.sha256),
    ]
  }

  /// The names of the cycle.
  var context: TemplateContext {
    origin.adding([
      .agency: .text(agency), .periodFrom: .text(period.from), .periodTo: .text(period.to),
    ])
  }
}

/// What differs from board to board on the page of a written recommendation; an index is that of a
/// level.
package enum RecommendationSlot: String, CaseIterable, Sendable {
  case board
  case unit
  case recommendedOn = "recommended_on"
  /// How far the board is, in a sentence.
  case standing
  case executives
  case recommended
  case raised
  case lowered
  case unchanged
  case held
  case rated
  case initialCount = "initial_count"
  case recommendedCount = "recommended_count"
  case withoutRecommendation = "without_recommendation"
  /// Each section, where there is anything to say.
  case differencesSection = "differences_section"
  case responsesSection = "responses_section"
  case leftOutSection = "left_out_section"
  case unitLimits = "unit_limits"
  case membersSection = "members_section"
  case everybodySection = "everybody_section"
  case signatureSection = "signature_section"
  /// The sheets that came back from the board.
  case returnedInputs = "returned_inputs"
}

/// What is said of inputs that are only counted.
package enum CountedInputSlot: String, CaseIterable, Sendable {
  case role
  case files
  case records
}

/// What a section of a recommendation has besides its words.
package enum PassageSlot: String, CaseIterable, Sendable {
  case sentence
  case rows
  /// Of the members: what is wrong with the board, and who steps out.
  case notes
  case recusals
  /// Of the signature.
  case chair
}

/// What is said of one executive in a recommendation.
package enum CaseSlot: String, CaseIterable, Sendable {
  /// The number of the row on the roster.
  case number
  case name
  case executiveID = "executive_id"
  case organization
  case positionTitle = "position_title"
  case score
  case initial
  case initialLabel = "initial_label"
  case recommended
  /// What happened, in words: `lowered by 1`.
  case words
  case remarks
}

/// What is said of one member of a board.
package enum MemberSlot: String, CaseIterable, Sendable {
  case name
  case memberID = "member_id"
  case role
  case appointment
  case publishedOn = "published_on"
  case federalRegister = "federal_register"
  case term
}

/// The skeletons of the pages of written recommendations.
package struct RecommendationSkeletons: Sendable {
  package let page: PageSkeleton<RecommendationSlot>
  package let differencesSection: PageSkeleton<PassageSlot>
  package let difference: PageSkeleton<CaseSlot>
  package let responsesSection: PageSkeleton<PassageSlot>
  package let response: PageSkeleton<CaseSlot>
  package let leftOutSection: PageSkeleton<PassageSlot>
  package let leftOut: PageSkeleton<CaseSlot>
  package let reason: PageSkeleton<ReasonSlot>
  package let membersSection: PageSkeleton<PassageSlot>
  /// Where no members are known.
  package let membersNotGiven: PageSkeleton<PassageSlot>
  package let membersNote: PageSkeleton<PassageSlot>
  package let member: PageSkeleton<MemberSlot>
  package let recusals: PageSkeleton<PassageSlot>
  package let recusal: PageSkeleton<CaseSlot>
  package let everybodySection: PageSkeleton<PassageSlot>
  package let everybody: PageSkeleton<CaseSlot>
  package let signatureSection: PageSkeleton<PassageSlot>
  /// In place of it, while anybody is held.
  package let unsignedSection: PageSkeleton<PassageSlot>
  /// Of each sheet that came back that it is an input, as HTML.
  package let returnedInputs: [[UInt8]]
  /// Of more than a page names, how many.
  package let countedInputs: PageSkeleton<CountedInputSlot>
  /// By unit its limit at each stage before the authority's, as HTML.
  package let unitLimits: [[UInt8]]

  /// Renders the templates for a review.
  ///
  /// - Parameters:
  ///   - origin: What every page names.
  ///   - returned: The sheets that came back, of which each page names those of its board.
  package init(
    system: AppraisalSystem, design: PageDesign, origin: PageOrigin, returned: [PageOrigin.Input],
    of cycle: ReviewedCycle
  ) {
    let base = PageContext(
      system: system, design: design, origin: origin, ofBoard: true, reviewed: cycle)
    let review = base.context.adding(cycle.context)
    func skeleton<Slot>(_ template: String, _ context: TemplateContext = [:]) -> PageSkeleton<Slot>
    {
      PageSkeleton(
        rendered: Templates.render(template, review.adding(.slots(Slot.self)).adding(context)))
    }
    page = skeleton(
      "recommendation",
      [
        .pageName: .slot(RecommendationSlot.board),
        .levels: .list(
          system.levels.reversed().map { definition in
            TemplateContext.slots(RecommendationSlot.self, definition.level.number - 1).adding([
              .level: .number(definition.level.number), .label: .text(definition.label),
            ])
          }),
      ])
    differencesSection = skeleton("differences-section")
    difference = skeleton("difference")
    responsesSection = skeleton("responses-section")
    response = skeleton("response")
    leftOutSection = skeleton("left-out-section")
    leftOut = skeleton("left-out")
    reason = skeleton("reason")
    membersSection = skeleton("members-section")
    membersNotGiven = skeleton("members-not-given")
    membersNote = skeleton("members-note")
    member = skeleton("member")
    recusals = skeleton("recusals")
    recusal = skeleton("recusal")
    everybodySection = skeleton("everybody-section")
    everybody = skeleton("everybody")
    signatureSection = skeleton("signature-section")
    unsignedSection = skeleton("unsigned-section")
    returnedInputs = returned.map {
      Array(Templates.render("input", PageContext.names(of: $0)).utf8)
    }
    countedInputs = skeleton("counted-inputs")
    unitLimits = cycle.limits.units.map { rows in
      // What the authority has assigned so far is not for the board.
      let table = cycle.limits.context(
        of: rows.filter { $0.stage != .annual }, caption: "The unit that the board belongs to")
      return Array(Templates.render("unit-limits", review.adding(table)).utf8)
    }
  }
}

/// The tables of the index of a review that have a row for each of a group.
package enum ReviewIndexSlot: String, CaseIterable, Sendable {
  case boards
  case officials
}

/// What differs from board to board on the index of a review.
package enum ReviewedBoardSlot: String, CaseIterable, Sendable {
  /// The name of the board's files without their ending.
  case slug
  case name
  case unit
  case executives
  case recommended
  case raised
  case lowered
  case unchanged
  case held
  case lawful
  case reasons
}

/// What is said of a rating official.
package enum OfficialSlot: String, CaseIterable, Sendable {
  case name
  case executives
  case words
}

/// What the index of a review says besides its groups.
package struct ReviewFigures: Sendable {
  /// The levels at a stage, and how they differ from those of the stage before.
  package struct Stage: Sendable {
    let name: String
    let executives: Int
    /// From Level 1 to Level 5.
    let levels: [5 of Int]
    /// `nil` at the first stage.
    let changes: (raised: Int, lowered: Int, unchanged: Int)?

    /// The levels at a stage.
    package init(
      name: String, executives: Int, levels: [5 of Int],
      changes: (raised: Int, lowered: Int, unchanged: Int)?
    ) {
      self.name = name
      self.executives = executives
      self.levels = levels
      self.changes = changes
    }
  }

  let executives: Int
  let statuses: [(what: String, number: Int)]
  let stages: [Stage]
  let isClosed: Bool
  let reopened: String?
  let notGiven: [(what: String, consequence: String)]
  let boards: Int
  let boardsSentence: String
  let officialsSentence: String
  let hasOfficials: Bool
  let findings: [IndexFigures.Finding]

  /// The figures of a review.
  ///
  /// - Parameters:
  ///   - statuses: How many executives stand where; together all.
  ///   - reopened: Why a closed review was opened again; `nil` where it was not.
  ///   - notGiven: What was not given, and what was therefore not checked.
  ///   - hasOfficials: Whether any rating official is shown.
  ///   - findings: A row for each code.
  package init(
    executives: Int, statuses: [(what: String, number: Int)], stages: [Stage], isClosed: Bool,
    reopened: String?, notGiven: [(what: String, consequence: String)], boards: Int,
    boardsSentence: String, officialsSentence: String, hasOfficials: Bool,
    findings: [IndexFigures.Finding]
  ) {
    self.executives = executives
    self.statuses = statuses
    self.stages = stages
    self.isClosed = isClosed
    self.reopened = reopened
    self.notGiven = notGiven
    self.boards = boards
    self.boardsSentence = boardsSentence
    self.officialsSentence = officialsSentence
    self.hasOfficials = hasOfficials
    self.findings = findings
  }
}

/// The skeletons of the index of a review.
package struct ReviewIndexSkeletons: Sendable {
  package let page: PageSkeleton<ReviewIndexSlot>
  /// The row of a board that has recommended: while the review is open, it has a sheet for the authority.
  package let recommended: PageSkeleton<ReviewedBoardSlot>
  /// The row of a board that has not.
  package let open: PageSkeleton<ReviewedBoardSlot>
  package let official: PageSkeleton<OfficialSlot>

  /// Renders the templates for a review.
  package init(
    system: AppraisalSystem, design: PageDesign, origin: PageOrigin, of cycle: ReviewedCycle,
    figures: ReviewFigures
  ) {
    let base = PageContext(
      system: system, design: design, origin: origin, ofBoard: false, reviewed: cycle)
    let limits = cycle.limits.context(caption: "Each unit at each stage that it has come to")
    let own: TemplateContext = [
      .pageName: .text("\(cycle.agency): where the cycle stands"),
      .findingsHead: .text("What to do"),
      .executives: .count(figures.executives),
      .statuses: .list(
        figures.statuses.map { [.what: .text($0.what), .number: .count($0.number)] }),
      .sum: .text(
        "\(grouped(figures.executives)) = "
          + figures.statuses.map { "\(grouped($0.number)) \($0.what.lowercased())" }
          .joined(separator: " + ") + "."),
      .stages: .list(figures.stages.map(Self.row(of:))),
      .isClosed: .flag(figures.isClosed),
      .reopened: .list(figures.reopened.map { [[.text: .text($0)]] } ?? []),
      .notGiven: .list(
        figures.notGiven.map { [.what: .text($0.what), .text: .text($0.consequence)] }),
      .boardCount: .text(counted(figures.boards, "board")),
      .boardsSentence: .text(figures.boardsSentence),
      .officialsSentence: .text(figures.officialsSentence),
      .hasOfficials: .flag(figures.hasOfficials),
      .hasFindings: .flag(!figures.findings.isEmpty),
      .findings: .list(figures.findings.map(\.row)),
    ]
    let review = base.context.adding(cycle.context)
    page = PageSkeleton(
      rendered: Templates.render(
        "review-index",
        review.adding(.slots(ReviewIndexSlot.self)).adding(limits).adding(own)))
    func board(hasRecommended: Bool) -> PageSkeleton<ReviewedBoardSlot> {
      PageSkeleton(
        rendered: Templates.render(
          "reviewed-board",
          review.adding(.slots(ReviewedBoardSlot.self)).adding([
            .hasRecommended: .flag(hasRecommended), .isClosed: .flag(figures.isClosed),
          ])))
    }
    recommended = board(hasRecommended: true)
    open = board(hasRecommended: false)
    official = PageSkeleton(
      rendered: Templates.render("official", review.adding(.slots(OfficialSlot.self))))
  }

  private static func row(of stage: ReviewFigures.Stage) -> TemplateContext {
    func number(_ number: Int?) -> TemplateValue { .text(number.map { grouped($0) } ?? "–") }
    return [
      .stage: .text(stage.name),
      .executives: .count(stage.executives),
      .levels: .list(
        stage.levels.indices.reversed().map { [.count: .count(stage.levels[$0])] }),
      .raised: number(stage.changes?.raised),
      .lowered: number(stage.changes?.lowered),
      .unchanged: number(stage.changes?.unchanged),
    ]
  }
}
