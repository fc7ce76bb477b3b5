/// What can be wrong with a decision of the appointing authority, and with closing a review.
public enum DecisionFinding: FindingFamily {
  /// Whether the board recommended something, and an error holds the executive.
  case decisionWithoutRecommendation(isHeld: Bool)
  case decidedBeforeRecommendation
  /// `related` is the last day of the moratorium.
  case ratingWithin120Days(days: UInt16)
  case duplicateDecision
  case invalidAnnualRating(UnreadableLevel)
  case invalidFinalRating(of: ElementIndex, UnreadableLevel)
  case decisionRemarksMissing(annual: UInt8, recommended: UInt8)
  case annualRatingDiffersFromElements(annual: UInt8, derived: UInt8)
  case annualRatingWithoutElements(annual: UInt8, initial: UInt8)
  case notRecommended
  case notAssigned
  /// Something that a review cannot be closed without was neither given nor is it checked elsewhere.
  case notChecked(ClosingCheck)

  static let codes: [FindingCode] = [
    .decisionWithoutRecommendation, .decidedBeforeRecommendation, .ratingWithin120Days,
    .duplicateDecision, .invalidAnnualRating, .invalidFinalRating, .decisionRemarksMissing,
    .annualRatingDiffersFromElements, .annualRatingWithoutElements, .notChecked, .notRecommended,
    .notAssigned,
  ]

  var code: FindingCode {
    switch self {
    case .decisionWithoutRecommendation: .decisionWithoutRecommendation
    case .decidedBeforeRecommendation: .decidedBeforeRecommendation
    case .ratingWithin120Days: .ratingWithin120Days
    case .duplicateDecision: .duplicateDecision
    case .invalidAnnualRating: .invalidAnnualRating
    case .invalidFinalRating: .invalidFinalRating
    case .decisionRemarksMissing: .decisionRemarksMissing
    case .annualRatingDiffersFromElements: .annualRatingDiffersFromElements
    case .annualRatingWithoutElements: .annualRatingWithoutElements
    case .notRecommended: .notRecommended
    case .notAssigned: .notAssigned
    case .notChecked: .notChecked
    }
  }

  var element: Int? {
    if case .invalidFinalRating(let element, _) = self { element.index } else { nil }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .decisionWithoutRecommendation(let isHeld):
      part.of(
        message: isHeld
          ? "An error holds the executive, so the decision was not taken."
          : "The board has recommended nothing, so the decision was not taken.",
        fix: isHeld
          ? "First correct what the other errors about the executive or the board say."
          : "Add the sheet that the board handed back, or have the board recommend first.",
        citation: .afterRecommendation)
    case .decidedBeforeRecommendation:
      part.of(
        message: "The decision was made before the board recommended, on \(related).",
        fix: "Correct the date. If it is right, the authority has to decide again.",
        citation: .afterRecommendation)
    case .ratingWithin120Days(let days):
      part.of(
        message: """
          A career appointee was rated within \(Int(days)) days of the beginning of a new \
          administration; the last of these is \(related).
          """,
        fix: "Correct the date, or rate the executive again after that day.",
        citation: "5 U.S.C. 4314(b)(1)(C)")
    case .duplicateDecision:
      part.of(
        message: "There is another decision on the executive, at \(related); neither was taken.",
        fix: "Keep the right one and leave the other out.", citation: .afterRecommendation)
    case .invalidAnnualRating(let reason):
      part.of(
        message: """
          The annual summary rating is neither a level from 1 to 5 nor concur\(reason.words).
          """,
        fix: .askForLevelOrConcur, citation: .afterRecommendation)
    case .invalidFinalRating(let element, let reason):
      part.of(
        message: """
          The final rating of \(system.title(of: element)) is not a level from 1 to 5\(reason.words).
          """,
        fix: "Ask for 1 to 5 or a label (\(system.levelLabels)); blank if unchanged.",
        citation: .mathematicalMethod)
    case .decisionRemarksMissing(let annual, let recommended):
      part.of(
        message: """
          The authority assigns Level \(Int(annual)) instead of Level \(Int(recommended)), which the \
          board recommended, without remarks.
          """,
        fix: "Have the authority say why, in its remarks.", citation: .afterRecommendation)
    case .annualRatingDiffersFromElements(let annual, let derived):
      part.of(
        message: """
          The final element ratings derive Level \(Int(derived)), but the annual summary rating is Level \
          \(Int(annual)).
          """,
        fix: "Ask the authority which of the two is meant; one has to follow from the other.",
        citation: .mathematicalMethod)
    case .annualRatingWithoutElements(let annual, let initial):
      part.of(
        message: """
          The annual summary rating is Level \(Int(annual)) instead of the initial Level \
          \(Int(initial)), and no final element rating says how it is derived.
          """,
        fix: "Ask the authority for the final ratings of the elements that changed.",
        citation: .mathematicalMethod)
    case .notRecommended:
      part.of(
        message: "The review cannot be closed: the board has recommended nothing.",
        fix: "Add the sheet that the board handed back, or leave out --close.",
        citation: .boardReview)
    case .notAssigned:
      part.of(
        message: "The review cannot be closed: no annual summary rating is assigned.",
        fix: "Add the authority's decision, or leave out --close.", citation: .afterRecommendation)
    case .notChecked(let check):
      part.of(
        message: "The review cannot be closed: \(check.fact).",
        fix: """
          \(check.remedy); or write into the cycle file who has checked it, as checked_elsewhere: \
          {\(check.key): …}.
          """,
        citation: .closing)
    }
  }
}

extension Phrase {
  fileprivate static var afterRecommendation: Phrase {
    """
    5 U.S.C. 4314(c)(3): the authority rates only after considering the recommendations of the board
    """
  }
  fileprivate static var closing: Phrase {
    "Appraise reviews: what could not be checked is never taken for checked"
  }
  fileprivate static var mathematicalMethod: Phrase {
    "5 CFR 430.305(a)(5): the annual summary rating is derived by a mathematical method"
  }
}

extension FindingCode {
  /// A decision before the board was heard.
  public static let decisionWithoutRecommendation = FindingCode(
    "decision-without-recommendation", .error,
    meaning: """
      There is a decision on an executive for whom the board has recommended nothing, or who is held \
      by an error about the recommendation. The decision is not taken.
      """,
    remedy: "Add the board's sheet, or first correct what the other errors say.")
  /// A decision that is older than the recommendation.
  public static let decidedBeforeRecommendation = FindingCode(
    "decided-before-recommendation", .error,
    meaning: "A decision was made before the board recommended.",
    remedy: "Correct the date. If it is right, the authority has to decide again.")
  /// A rating in the moratorium.
  public static let ratingWithin120Days = FindingCode(
    "rating-within-120-days", .error,
    meaning: """
      A career appointee was recommended or assigned a rating within 120 days of the beginning of a \
      new administration.
      """,
    remedy: "Correct the date, or rate the executive again after the moratorium.")
  /// Two decisions.
  public static let duplicateDecision = FindingCode(
    "duplicate-decision", .error,
    meaning: "Two decisions on an executive differ; neither is taken.",
    remedy: "Keep the right one and leave the other out.")
  /// An annual rating that is no level.
  public static let invalidAnnualRating = FindingCode(
    "invalid-annual-rating", .error,
    meaning: "The annual summary rating is neither a level nor `concur`.",
    remedy: "Ask for `1` to `5`, a label, or `concur`; blank while it is open.")
  /// A final element rating that is no level.
  public static let invalidFinalRating = FindingCode(
    "invalid-final-rating", .error,
    meaning: "A final element rating is not a level.",
    remedy: "Ask for `1` to `5` or a label; blank if unchanged.")
  /// A difference of the authority without a reason.
  public static let decisionRemarksMissing = FindingCode(
    "decision-remarks-missing", .error,
    meaning: "The authority assigns another level than the board recommended, without remarks.",
    remedy: "Have the authority say why, in `authority_remarks`.")
  /// An annual rating that the final element ratings do not derive.
  public static let annualRatingDiffersFromElements = FindingCode(
    "annual-rating-differs-from-elements", .error,
    meaning: "The final element ratings derive another level than the annual summary rating.",
    remedy: "Ask the authority which of the two is meant.")
  /// An annual rating that nothing derives.
  public static let annualRatingWithoutElements = FindingCode(
    "annual-rating-without-elements", .warning,
    meaning: """
      The annual summary rating differs from the initial one, and no final element rating says how it \
      is derived.
      """,
    remedy: "Ask the authority for the final ratings of the elements that changed.")
  /// `--close` while the board is not done.
  public static let notRecommended = FindingCode(
    "not-recommended", .error,
    meaning: "A review cannot be closed: the board has recommended nothing for an executive.",
    remedy: "Add the board's sheet, or leave out `--close`.")
  /// `--close` while the authority is not done.
  public static let notAssigned = FindingCode(
    "not-assigned", .error,
    meaning: "A review cannot be closed: an executive has no annual summary rating.",
    remedy: "Add the authority's decision, or leave out `--close`.")
  /// `--close` while something was not checked.
  public static let notChecked = FindingCode(
    "not-checked", .error,
    meaning: """
      A review cannot be closed: the members of the boards, the days of publication, the responses, or \
      the day of a response, recommendation or decision were not given, and the cycle file does not say who \
      has checked them. The column names which.
      """,
    remedy: """
      Give the files with `--members` and `--responses`, and state the days. If somebody else has checked \
      it, write into the cycle file who, below `checked_elsewhere` under the name that the column gives.
      """)
}
