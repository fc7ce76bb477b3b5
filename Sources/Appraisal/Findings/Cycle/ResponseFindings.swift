/// What can be wrong with the response of an executive and its review at a higher level, and with the
/// cells of any later file of the cycle.
public enum ResponseFinding: FindingFamily {
  case duplicateResponse
  case responseWithoutPlan
  /// `related` is the day on which the board recommended.
  case responseAfterRecommendation
  /// The executive responded, and nobody says when.
  case responseWithoutDate
  case reviewWithoutResult
  case reviewerIsRatingOfficial
  /// The reviewer looked at the rating after the day on which the board recommended, which is `related`.
  case reviewAfterRecommendation
  /// A level that a reviewer recommends, without the name or without the day.
  case reviewIncomplete(hasReviewer: Bool, hasDay: Bool)
  /// A day before the end of the appraisal period, or more than a year after it; `related` is the end.
  case dayOutsideCycle(isEarly: Bool)
  case invalidDate
  case invalidAnswer
  /// A required cell is blank.
  case missingValue

  static let codes: [FindingCode] = [
    .duplicateResponse, .responseWithoutPlan, .responseAfterRecommendation, .responseWithoutDate,
    .reviewWithoutResult, .reviewerIsRatingOfficial, .reviewAfterRecommendation, .reviewIncomplete,
    .dayOutsideCycle,
    .invalidDate, .invalidAnswer, .missingValue,
  ]

  var code: FindingCode {
    switch self {
    case .duplicateResponse: .duplicateResponse
    case .responseWithoutPlan: .responseWithoutPlan
    case .responseAfterRecommendation: .responseAfterRecommendation
    case .responseWithoutDate: .responseWithoutDate
    case .reviewWithoutResult: .reviewWithoutResult
    case .reviewerIsRatingOfficial: .reviewerIsRatingOfficial
    case .reviewAfterRecommendation: .reviewAfterRecommendation
    case .reviewIncomplete: .reviewIncomplete
    case .dayOutsideCycle: .dayOutsideCycle
    case .invalidDate: .invalidDate
    case .invalidAnswer: .invalidAnswer
    case .missingValue: .missingValue
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .duplicateResponse:
      part.of(
        message: "There is another response of the executive, at \(related); neither was taken.",
        fix: "Keep the right one and delete the other.", citation: .response)
    case .responseWithoutPlan:
      part.of(
        message: "Nobody on the rosters of the run has this executive id.",
        fix: "Correct the executive id, or add the executive's plan and run again.",
        citation: .response)
    case .responseAfterRecommendation:
      part.of(
        message: "The executive responded after \(related), when the board recommended.",
        fix:
          "Correct the date. If it is right, the board has to look at the response and recommend again.",
        citation: .response)
    case .responseWithoutDate:
      part.of(
        message: """
          The row does not say when the executive responded or asked for a review, so the response was not compared \
          with the date of the board's recommendation.
          """,
        fix: "Fill in responded_on; if the executive did not respond, delete the row.",
        citation: .response)
    case .reviewWithoutResult:
      part.of(
        message: """
          The executive asked for a review at a higher level, and the board recommended without a result \
          of it.
          """,
        fix: "Fill in who reviewed the rating, when, and which level he or she recommends.",
        citation: .higherLevelReview)
    case .reviewerIsRatingOfficial:
      part.of(
        message: "The reviewer is the executive's rating official, which is no higher level.",
        fix: "Name the official of a higher level who reviewed the rating.",
        citation: .higherLevelReview)
    case .reviewAfterRecommendation:
      part.of(
        message: """
          The reviewer looked at the rating after \(related), when the board recommended, so the board \
          cannot have known the result.
          """,
        fix: "Correct the date. If it is right, ask the board whether it recommends again.",
        citation: .higherLevelReview)
    case .reviewIncomplete(let hasReviewer, let hasDay):
      part.of(
        message: hasReviewer
          ? "A reviewer recommends a level, and there is no date of the review."
          : hasDay
            ? "A level is recommended at a higher level, and nobody is named as the reviewer."
            : "A level is recommended at a higher level, without the reviewer's name and the date.",
        fix: "Fill in who reviewed the rating, and when.", citation: .higherLevelReview)
    case .dayOutsideCycle(let isEarly):
      part.of(
        message: isEarly
          ? "The day is before the end of the appraisal period, \(related)."
          : "The day is more than a year after the end of the appraisal period, \(related).",
        fix:
          "Correct the year, here or of the period in the cycle file. If both are right, do nothing.",
        citation: .afterPeriod)
    case .invalidDate:
      part.of(
        message: "The date is not written as year, month and day, or there is no such day.",
        fix: """
          Write it as 2026-11-04. In a workbook a cell that Excel knows as a date will do; in a CSV file format the cell \
          as Text first.
          """,
        citation: "ISO 8601: dates are written YYYY-MM-DD")
    case .invalidAnswer:
      part.of(
        message: "The answer is neither yes nor no.", fix: "Write yes or no; blank means no.",
        citation: .inputFormat)
    case .missingValue:
      part.of(
        message: "The cell is blank, and its row cannot be used without it.",
        fix: "Fill it in, or delete the row.", citation: .inputFormat)
    }
  }
}

extension Phrase {
  fileprivate static var afterPeriod: Phrase {
    "Appraise cycles: an executive is rated at the end of the appraisal period, and within a year of it"
  }
  fileprivate static var response: Phrase {
    """
    5 U.S.C. 4314(c)(2): before it recommends, the board reviews any response of the executive
    """
  }
}

extension FindingCode {
  /// Two responses of one executive.
  public static let duplicateResponse = FindingCode(
    "duplicate-response", .error,
    meaning: "There are two responses of one executive; neither is taken.",
    remedy: "Keep the right one and delete the other.")
  /// A response of somebody unknown.
  public static let responseWithoutPlan = FindingCode(
    "response-without-plan", .error,
    meaning: "A response has an id that nobody on the run's rosters has.",
    remedy: "Correct the executive id, or add the plan and run again.")
  /// A response that the board cannot have seen.
  public static let responseAfterRecommendation = FindingCode(
    "response-after-recommendation", .error,
    meaning: """
      An executive responded after the board recommended, so the board cannot have looked at the \
      response.
      """,
    remedy: "Correct the date. If it is right, the board has to recommend again.")
  /// A response that cannot be compared with the day of the recommendation.
  public static let responseWithoutDate = FindingCode(
    "response-without-date", .warning,
    meaning: """
      An executive responded or asked for a review, and the date is not given: whether the board saw the response \
      was not checked.
      """,
    remedy: "Fill in `responded_on`; if the executive did not respond, delete the row.")
  /// A review at a higher level of which nothing came.
  public static let reviewWithoutResult = FindingCode(
    "review-without-result", .warning,
    meaning: """
      An executive asked for a review at a higher level, and the board recommended without a result of \
      it.
      """,
    remedy: "Fill in who reviewed the rating, when, and which level was recommended.")
  /// A reviewer who gave the rating.
  public static let reviewerIsRatingOfficial = FindingCode(
    "reviewer-is-rating-official", .error,
    meaning: "The reviewer of a rating is the rating official who gave it.",
    remedy: "Name the official of a higher level.")
  /// A review that the board cannot have known.
  public static let reviewAfterRecommendation = FindingCode(
    "review-after-recommendation", .warning,
    meaning: "A reviewer at a higher level looked at a rating after the board recommended.",
    remedy: "Correct the date. If it is right, ask the board whether it recommends again.")
  /// A review by nobody, or on no day.
  public static let reviewIncomplete = FindingCode(
    "review-incomplete", .warning,
    meaning: "A level is recommended at a higher level, without the reviewer's name or the day.",
    remedy: "Fill in who reviewed the rating, and when.")
  /// A day that does not belong to the period.
  public static let dayOutsideCycle = FindingCode(
    "day-outside-cycle", .warning,
    meaning: """
      The day of a response, of a review at a higher level or of a decision is before the end of the \
      appraisal period, or more than a year after it.
      """,
    remedy: "Correct the year, there or of the period. If both are right, do nothing.")
  /// A date in another form.
  public static let invalidDate = FindingCode(
    "invalid-date", .error,
    meaning: "A date is not written as year, month and day: `11/4/2026` can mean two days.",
    remedy: """
      Write it as `2026-11-04`. In a workbook a cell that Excel knows as a date will do; in a CSV file format the cell \
      as Text first.
      """)
  /// Neither yes nor no.
  public static let invalidAnswer = FindingCode(
    "invalid-answer", .error, meaning: "An answer is neither `yes` nor `no`.",
    remedy: "Write `yes` or `no`; blank means no.")
  /// A blank cell that cannot be.
  public static let missingValue = FindingCode(
    "missing-value", .error,
    meaning: "A cell is blank, and its row cannot be used without it.",
    remedy: "Fill it in, or delete the row.")
}
