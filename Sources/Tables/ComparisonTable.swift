/// Which of the two that are compared.
package enum ComparisonSide: Sendable {
  case before, after

  /// Of what is known of both sides, that of this one.
  package func choose<Value>(_ before: Value, _ after: Value) -> Value {
    switch self {
    case .before: before
    case .after: after
    }
  }
}

/// Where the values of a comparison of two runs come from, a record for each executive who changed.
package enum ComparisonSource: Hashable, Sendable {
  case executiveID, changes
  case board(ComparisonSide), status(ComparisonSide), score(ComparisonSide), level(ComparisonSide)
  case difference, ratingsPart, weightsPart, systemPart
  case causes
}

/// Where the values of a comparison of two reviews come from, a record for each executive who changed.
package enum ReviewComparisonSource: Hashable, Sendable {
  case executiveID, changes
  case board(ComparisonSide), status(ComparisonSide)
  case initialRating(ComparisonSide), recommendedRating(ComparisonSide)
  case annualRating(ComparisonSide)
  case statements, causes
}

extension Table<ComparisonSource> {
  /// What `appraise compare --format csv` prints.
  package static let comparison = Table(
    [
      Column("executive_id", .text, .executiveID, "as on the rosters"),
      Column("changes", .text, .changes, "the changes, with a blank between two"),
      Column("prb_before", .text, .board(.before), "the review board; blank who appeared"),
      Column("prb_after", .text, .board(.after), "the review board; blank who left"),
      Column("status_before", .word, .status(.before), "`rated`, `not-rated` or `rejected`"),
      Column("status_after", .word, .status(.after), "the same"),
      Column("summary_score_before", .points, .score(.before), "blank unless rated"),
      Column("summary_score_after", .points, .score(.after), "blank unless rated"),
      Column("initial_summary_rating_before", .level, .level(.before), "blank unless rated"),
      Column("initial_summary_rating_after", .level, .level(.after), "blank unless rated"),
      Column(
        "difference", .word, .difference,
        "the score after less the score before, such as `10` or `-7.5`; blank unless rated before "
          + "and after"),
      Column("ratings_part", .word, .ratingsPart, "what of it the ratings did"),
      Column("weights_part", .word, .weightsPart, "what of it the weights did"),
      Column(
        "system_part", .word, .systemPart,
        "what of it the points of another system did"),
      Column("causes", .text, .causes, "the causes in words, as in the text form"),
    ], isForSpreadsheets: false)
}

extension Table<ReviewComparisonSource> {
  /// What `appraise compare --format csv` prints of two reviews.
  package static let reviewComparison = Table(
    [
      Column("executive_id", .text, .executiveID, "as in the registers"),
      Column("changes", .word, .changes, "the changes, with a blank between two"),
      Column("prb_before", .text, .board(.before), "the review board; blank who appeared"),
      Column("prb_after", .text, .board(.after), "the review board; blank who left"),
      Column(
        "status_before", .word, .status(.before),
        "`open`, `held`, `complete`, `not-rated` or `rejected`"),
      Column("status_after", .word, .status(.after), "the same"),
      Column(
        "initial_summary_rating_before", .level, .initialRating(.before), "blank unless rated"),
      Column(
        "initial_summary_rating_after", .level, .initialRating(.after), "blank unless rated"),
      Column(
        "prb_recommended_rating_before", .level, .recommendedRating(.before),
        "blank where no level of the board was taken"),
      Column(
        "prb_recommended_rating_after", .level, .recommendedRating(.after),
        "blank where no level of the board was taken"),
      Column(
        "annual_summary_rating_before", .level, .annualRating(.before),
        "blank where no level of the authority was taken"),
      Column(
        "annual_summary_rating_after", .level, .annualRating(.after),
        "blank where no level of the authority was taken"),
      Column(
        "stated_otherwise", .word, .statements,
        "the columns of the register with another statement, with a blank between two"),
      Column(
        "causes", .word, .causes,
        "the codes of the errors that hold the executive now, or do so no more"),
    ], isForSpreadsheets: false)
}
