/// What can be wrong with ratings, and what is said of an executive without them.
public enum RatingFinding: FindingFamily {
  /// An element whose rating is blank.
  case missingRating(of: ElementIndex)
  /// Long layout: an element that no record is about. The code is that of a blank rating.
  case noRecordOfRating(of: ElementIndex)
  /// A rating that is no level, and why; no element where the record names none of the system.
  case invalidRating(of: ElementIndex?, UnreadableLevel = .other)
  /// Ratings of an executive without a plan, and how the id of a plan that may be meant differs.
  case ratingWithoutPlan(near: IDDifference?)
  /// A plan without ratings.
  case planWithoutRatings
  /// An executive without a review board.
  case boardNotGiven

  static let codes: [FindingCode] = [
    .missingRating, .invalidRating, .ratingWithoutPlan, .planWithoutRatings, .prbNotGiven,
  ]

  var code: FindingCode {
    switch self {
    case .missingRating, .noRecordOfRating: .missingRating
    case .invalidRating: .invalidRating
    case .ratingWithoutPlan: .ratingWithoutPlan
    case .planWithoutRatings: .planWithoutRatings
    case .boardNotGiven: .prbNotGiven
    }
  }

  var element: Int? {
    switch self {
    case .missingRating(let element), .noRecordOfRating(let element): element.index
    case .invalidRating(let element, _): element?.index
    case .ratingWithoutPlan, .planWithoutRatings, .boardNotGiven: nil
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .missingRating(let element):
      part.of(
        message: "The rating of \(system.title(of: element)) is empty.",
        fix: "Fill in the level of every element; if none was given, leave out the record.",
        citation: .fiveLevels)
    case .noRecordOfRating(let element):
      part.of(
        message: "No record gives the rating of \(system.title(of: element)).",
        fix: """
          Add a record of this element with its level, or correct the name of the element; if no \
          rating was given, leave out all records of the executive.
          """,
        citation: .fiveLevels)
    case .invalidRating(let element, let reason):
      part.of(
        message: """
          The rating of \(system.title(ofAny: element)) is not a level from 1 to 5\(reason.words).
          """,
        fix: reason.fix(labels: system.levelLabels),
        citation: .fiveLevels)
    case .ratingWithoutPlan(let near):
      part.of(
        message: "There are ratings for this executive, but no plan.",
        fix: near.map { difference in
          """
          The executive id at \(related) differs \(difference.words); if it is the same person, \
          write the id the same way in both files.
          """
        } ?? "Add the executive's plan, or correct the executive id.",
        citation:
          "5 U.S.C. 4312(a); 5 CFR 430.306: ratings are given against a performance plan")
    case .planWithoutRatings:
      part.of(
        message: "There are no ratings for this executive, who is listed as not rated.",
        fix: "Add the ratings if the executive was rated.",
        citation: "5 CFR 430.304(b): no rating before the minimum appraisal period is over")
    case .boardNotGiven:
      part.of(
        message: "The executive has no review board and is listed on the roster unassigned.",
        fix: "Name the board in a column prb.", citation: .boardReview)
    }
  }
}

extension UnreadableLevel {
  /// What the message adds on what was found.
  var words: String {
    switch self {
    case .other: ""
    case .conflictingLabel: ": its number and its label name different levels"
    case .notRated: ": it says that there is none"
    case .betweenLevels: ": levels are whole numbers"
    case .decimalComma: ": there is a comma in it"
    case .oddBlank: ": there is a blank inside it that is not a single space"
    case .otherDigits: ": its digits are not 0 to 9 but those of another script or width"
    case .spreadsheetError: ": the cell shows an error of the spreadsheet"
    case .textAsFormula: ": it is written as a formula"
    }
  }

  /// What to do about it.
  fileprivate func fix(labels: String) -> Phrase {
    switch self {
    case .other: "Write 1 to 5, Level 1 to Level 5, or a label: \(labels)."
    case .conflictingLabel:
      "Find out which of them is meant, and write that number or that label alone."
    case .notRated:
      """
      If the executive was not rated, leave all levels of the executive blank; otherwise write 1 to \
      5 or a label: \(labels).
      """
    case .betweenLevels:
      "Write the level that was given, 1 to 5; averages and rounded scores are no levels."
    case .decimalComma: "Write the number alone, such as 4."
    case .otherDigits: "Type the number again with the digits 1 to 5, such as 4."
    case .oddBlank: "Type it again with single spaces, or write 1 to 5."
    case .spreadsheetError:
      """
      Correct the formula in the spreadsheet and save the file again; if the executive was not rated, \
      leave all levels of the executive blank.
      """
    case .textAsFormula: "Write what is between the quotes, without = and quotes."
    }
  }
}

extension Phrase {
  fileprivate static var fiveLevels: Phrase {
    "5 CFR 430.305(a)(6)-(7): each critical element is rated at one of five levels"
  }
  static var boardReview: Phrase {
    "5 U.S.C. 4314(c)(2): a review board reviews every initial summary rating"
  }
}

extension FindingCode {
  /// The rating of an element is blank, or no record gives it.
  public static let missingRating = FindingCode(
    "missing-rating", .error,
    meaning: """
      The rating of an element is blank, or no record gives it, and others are given.
      """,
    remedy: """
      Fill in the level of every element. If none was given, leave the record out or all of it blank.
      """)
  /// The rating is not a level.
  public static let invalidRating = FindingCode(
    "invalid-rating", .error, meaning: "The rating is not a level.",
    remedy: """
      Write `1` to `5`, `Level 1` to `Level 5` or a label. If the executive was not rated, leave all \
      levels blank.
      """)
  /// Ratings for an executive who has no plan.
  public static let ratingWithoutPlan = FindingCode(
    "rating-without-plan", .error,
    meaning: """
      There are ratings for an executive who has no plan. No roster lists them. The fix names a plan \
      whose id differs only in leading zeros, in `.0` at the end or in capitals.
      """,
    remedy: """
      Add the plan, or correct the executive id. In a spreadsheet give the column of the ids the \
      format Text, so that zeros stay.
      """)
  /// A plan without ratings: the executive stands on the roster as not rated.
  public static let planWithoutRatings = FindingCode(
    "plan-without-ratings", .notice,
    meaning: "The executive has no ratings, and is on the roster as not rated.",
    remedy: "Add the ratings if the executive was rated.")
  /// No review board is named: the executive stands on the roster `unassigned`.
  public static let prbNotGiven = FindingCode(
    "prb-not-given", .notice,
    meaning: """
      The review board is blank, or the file has no column for it: the roster is `unassigned`.
      """,
    remedy: "Name the board in a column `prb`.")
}
