package import Appraisal
package import Runs
import Tables

extension ReviewInput {
  /// The sheet that our own workbooks have for it, whatever stands before it.
  var preferredSheet: String? {
    switch self {
    case .returned, .decided: "Roster"
    case .members, .responses: nil
    }
  }
}

/// A column that later files of the cycle may have.
///
/// ``fields(of:under:)`` is the only declaration of these columns: headers are matched by it, and blank
/// forms, help and guides follow it.
package struct ReviewField: Sendable {
  /// A cell that a row of some kind of file has once.
  package enum Cell: Int, CaseIterable, Sendable {
    case executiveID
    // Members.
    case board, memberID, role, appointment, name, organization
    case publishedOn, federalRegister, servesFrom, servesTo, sits
    // Responses.
    case respondedOn, reviewRequested, reviewer, reviewedOn, reviewerRating, reviewerRemarks
    // Returned sheets.
    case recommendedRating, boardRemarks
    // Decided sheets.
    case annualRating, authorityRemarks, decidedOn

    /// What a board fills in.
    static let ofBoard: [Cell] = [.recommendedRating, .boardRemarks]
    /// What the authority fills in, besides the final element ratings.
    static let ofAuthority: [Cell] = [.annualRating, .authorityRemarks, .decidedOn]

    /// Whether it is a day.
    var isDay: Bool {
      switch self {
      case .publishedOn, .servesFrom, .servesTo, .respondedOn, .reviewedOn, .decidedOn: true
      default: false
      }
    }
  }

  /// What is read from the column.
  package enum Use: Hashable, Sendable {
    case cell(Cell)
    case finalRating(element: Int)
    /// A column of the roster, by its number there, that has to come back as it went out.
    case locked(Int)
    /// A column of our sheets that tells whoever fills them in something, and is not read back.
    case context(Int)
    /// A column that is filled in on the sheets of another kind only: a sheet with it is one of them.
    case ofOther(ReviewInput)
    /// A column of a file that a review writes and nobody fills in, by the path of the file: what is official of
    /// another period or in another review decides nothing in this one.
    case ofOutput(path: String, column: String)

    /// Whether it is read, and not only known.
    var isRead: Bool {
      switch self {
      case .cell, .finalRating, .locked: true
      case .context, .ofOther, .ofOutput: false
      }
    }

    /// Whether it is a day.
    var isDay: Bool { if case .cell(let cell) = self { cell.isDay } else { false } }
  }

  /// What the header calls it, as documents write it.
  package let name: String
  /// What a header may call it besides, such as the heading of a workbook.
  package let aliases: [String]
  /// What is read of it.
  package let use: Use
  /// Whether a header without it is refused.
  package let isRequired: Bool
  /// What it holds, a sentence; empty for what is not to be filled in.
  package let meaning: String
  /// What stands in it in examples.
  package let example: String

  private init(
    _ name: String, _ use: Use, isRequired: Bool = false, aliases: [String] = [],
    example: String = "", _ meaning: String = ""
  ) {
    self.name = name
    self.aliases = aliases
    self.use = use
    self.isRequired = isRequired
    self.meaning = meaning
    self.example = example
  }

  private init(
    _ name: String, _ cell: Cell, isRequired: Bool = false, aliases: [String] = [],
    example: String = "", _ meaning: String = ""
  ) {
    self.init(
      name, .cell(cell), isRequired: isRequired, aliases: aliases, example: example, meaning)
  }

  private static let executive = ReviewField(
    "executive_id", .executiveID, isRequired: true, example: "ES-0001", "Who it is.")

  /// The same, which may also have the heading that our workbooks give it.
  private func headed(by headings: [String: String]) -> ReviewField {
    guard let heading = headings[name] else { return self }
    return ReviewField(
      name, use, isRequired: isRequired, aliases: aliases + [heading], example: example, meaning)
  }

  /// By the names of columns their headings in the workbooks of a cycle, as the tables declare them.
  private static func headings(under system: AppraisalSystem) -> [String: String] {
    let columns =
      Table.boardSheet(under: system).columns + Table.authoritySheet(under: system).columns
    return Dictionary(columns.map { ($0.name, $0.heading) }) { one, _ in one }
  }

  /// The columns of a kind, in the order in which forms and documents have them.
  package static func fields(
    of kind: ReviewInput, under system: AppraisalSystem
  ) -> [ReviewField] {
    switch kind {
    case .members: return members
    case .responses: return responses + outputs
    case .returned, .decided:
      let headings = headings(under: system)
      return sheetFields(of: kind, under: system).map { $0.headed(by: headings) } + outputs
    }
  }

  /// The columns of sheets that come back, by their names.
  private static func sheetFields(
    of kind: ReviewInput, under system: AppraisalSystem
  ) -> [ReviewField] {
    switch kind {
    case .members, .responses: []
    case .returned:
      [
        executive,
        ReviewField(
          "prb_recommended_rating", .recommendedRating, isRequired: true,
          example: Vocabulary.concur,
          "The level that the board recommends, or `concur` for the initial one."),
        ReviewField(
          "prb_remarks", .boardRemarks, example: "",
          "Why. Required where the level differs from the initial one."),
        ReviewField("annual_summary_rating", .ofOther(.decided)),
      ]
        + sheetColumns(
          besides: [
            "executive_id", "prb_recommended_rating", "prb_remarks", "annual_summary_rating",
          ], system)
    case .decided:
      [
        executive,
        ReviewField(
          "annual_summary_rating", .annualRating, isRequired: true, example: Vocabulary.concur,
          "The level that the authority assigns, or `concur` for the one that the board recommends."
        ),
      ]
        + system.elements.enumerated().map { index, element in
          ReviewField(
            "\(element.id)_final", .finalRating(element: index), example: "",
            "The final rating of \(element.title), where it changed.")
        } + [
          ReviewField(
            "authority_remarks", .authorityRemarks, example: "",
            "Why. Required where the level differs from the board's."),
          ReviewField(
            "decided_on", .decidedOn, example: "2026-12-15",
            "The day of the decision, if not that of the cycle file."),
          ReviewField("prb_recommended_rating", .recommendedRating),
        ]
        + sheetColumns(
          besides: [
            "executive_id", "prb_recommended_rating", "annual_summary_rating", "authority_remarks",
            "decided_on",
          ] + system.elements.map { "\($0.id)_final" }, system)
    }
  }

  /// The columns that our sheets have besides: those of the roster, which are compared, and others.
  private static func sheetColumns(
    besides read: [String], _ system: AppraisalSystem
  ) -> [ReviewField] {
    let roster = Table.roster(under: system).columns
    let locked = roster.enumerated().filter { $1.type != .open && !read.contains($1.name) }.map {
      ReviewField($1.name, .locked($0), aliases: $1.name == "prb" ? ["board"] : [])
    }
    let known = Set(roster.filter { $0.type != .open }.map(\.name) + read)
    let others =
      Table.boardSheet(under: system).columns.map(\.name)
      + Table.authoritySheet(under: system).columns.map(\.name)
    var context: [ReviewField] = []
    for (number, name) in others.enumerated()
    where !known.contains(name) && !context.contains(where: { $0.name == name }) {
      context.append(ReviewField(name, .context(number)))
    }
    return locked + context
  }

  /// Columns by which the files of a review that name executives and levels are known. Only a file with all of them is
  /// one: an office may have added a column of one of these names to a sheet.
  static let columnsOfOutputs: [(path: String, names: [String])] = [
    (RunFile.annualRatings.path, ["period_from", "period_to"]),
    (RunFile.register.path, ["run_status", "prb_basis", "annual_basis", "final_element_ratings"]),
    (RunFile.finalElements.path, ["final_summary_score"]),
  ]
  private static let outputs = columnsOfOutputs.flatMap { path, names in
    names.map { ReviewField($0, .ofOutput(path: path, column: $0)) }
  }

  private static let members = [
    ReviewField(
      "prb", .board, isRequired: true, aliases: ["board"], example: "Harbor PRB 1",
      "The board, as in the plans."),
    ReviewField(
      "member_id", .memberID, isRequired: true, example: "M-01",
      "Who it is; of a member of the SES the executive id, so that the program notices a member's own case."
    ),
    ReviewField(
      "role", .role, isRequired: true, example: "chair", "`chair`, `member` or `alternate`."),
    ReviewField(
      "appointment", .appointment, isRequired: true, example: "career",
      "`career`, `noncareer`, `limited`, `presidential`, `military` or `other`."),
    ReviewField("name", .name, example: "Roe, Richard", "The member's name."),
    ReviewField("organization", .organization, example: "Office of the Secretary", "Where from."),
    ReviewField(
      "published_on", .publishedOn, example: "2026-10-01",
      "The day on which the appointment was published in the Federal Register."),
    ReviewField(
      "federal_register", .federalRegister, example: "91 FR 40211", "Where it was published."),
    ReviewField("serves_from", .servesFrom, example: "2026-10-05", "The first day of the term."),
    ReviewField("serves_to", .servesTo, example: "2028-10-04", "The last day of the term."),
    ReviewField(
      "sits", .sits, example: "",
      "`yes` for an alternate who sits in place of a member, `no` for a member who does not."),
  ]

  private static let responses = [
    executive,
    ReviewField(
      "responded_on", .respondedOn, example: "2026-10-20",
      "The day on which the executive responded; the text stays where it is."),
    ReviewField(
      "review_requested", .reviewRequested, example: "yes",
      "`yes` where a review at a higher level was asked for."),
    ReviewField("reviewer", .reviewer, example: "Poe, Petra", "Who reviewed the rating."),
    ReviewField("reviewed_on", .reviewedOn, example: "2026-10-27", "The day of the review."),
    ReviewField(
      "reviewer_recommended_rating", .reviewerRating, example: "5",
      "The level that the reviewer recommends."),
    ReviewField(
      "reviewer_remarks", .reviewerRemarks, example: "Results exceed the plan", "Why."),
  ]
}
