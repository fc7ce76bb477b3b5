/// Where the values of a comparison of two runs come from, a record for each executive who changed.
package enum ComparisonSource: Hashable, Sendable {
  case executiveID, changes
  case board(Side), status(Side), score(Side), level(Side)
  case difference, ratingsPart, weightsPart, systemPart
  case causes

  /// Which of the two runs.
  package enum Side: Sendable { case before, after }
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
