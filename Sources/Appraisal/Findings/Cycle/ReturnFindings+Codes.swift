// What the findings about returned and decided sheets are in general.

extension FindingCode {
  /// An id that nobody has.
  public static let executiveNotOnRoster = FindingCode(
    "executive-not-on-roster", .error,
    meaning: "A row of a returned sheet has an id that nobody on the run's rosters has.",
    remedy: "Ask for the sheet again, with the id as it stands on the roster.")
  /// An id that a spreadsheet changed.
  public static let executiveIDAltered = FindingCode(
    "executive-id-altered", .error,
    meaning: """
      A row of a returned sheet has an id that nobody has, but that a spreadsheet makes of exactly one \
      id on the roster: without its zeros, as a number, or as a date. The executive is held.
      """,
    remedy: "Ask for the sheet again, with the column of the ids as Text and the id of the roster.")
  /// An executive who did not come back.
  public static let executiveMissingFromReturn = FindingCode(
    "executive-missing-from-return", .error,
    meaning: """
      A board handed back a sheet, and an executive whom it reviews is on none of its sheets. The \
      executive is held.
      """,
    remedy: """
      Ask for the whole sheet; a row may be deleted, or hidden by a filter. If the executive was not on the roster that \
      went out, send the board the new one.
      """)
  /// An executive twice on one sheet.
  public static let duplicateInReturn = FindingCode(
    "duplicate-in-return", .error,
    meaning: "An executive is on a returned sheet more than once; none of the rows is taken.",
    remedy: "Ask for the sheet again, with the right row alone.")
  /// Two sheets that differ.
  public static let returnedTwice = FindingCode(
    "returned-twice", .error,
    meaning: "Two returned sheets say different things about an executive; neither is taken.",
    remedy: "Ask which sheet is right, and leave the other out.")
  /// Two sheets that agree.
  public static let returnedAgain = FindingCode(
    "returned-again", .notice,
    meaning: """
      Rows of a sheet say the same as another sheet. One notice for each sheet, at the first such row.
      """,
    remedy: "Nothing.")
  /// A sheet without all of its columns.
  public static let lockedColumnMissing = FindingCode(
    "locked-column-missing", .notice,
    meaning: "A sheet came back without columns that went out, so these were not compared.",
    remedy: "Nothing; a sheet with all of its columns is checked in full.")
  /// A cell that should have come back as it was.
  public static let lockedCellChanged = FindingCode(
    "locked-cell-changed", .error,
    meaning: """
      A cell that was not to be filled in came back changed, such as a weight, a rating or the score. \
      The row is not taken, and the executive is held.
      """,
    remedy: """
      Ask for the sheet again, with the cell as it was. If the roster is wrong, correct the inputs and run \
      again.
      """)
  /// A roster of an older run.
  public static let returnedFromAnotherRun = FindingCode(
    "returned-from-another-run", .error,
    meaning: """
      A row comes from another kept run, and differs from that of the run that is reviewed. It is not \
      taken.
      """,
    remedy: "Send the roster of the run that is reviewed, or review that other run.")
  /// A recommendation that is no level.
  public static let invalidRecommendedRating = FindingCode(
    "invalid-recommended-rating", .error,
    meaning: "What the board recommends is neither a level nor `concur`.",
    remedy: "Ask for `1` to `5`, a label, or `concur`; blank while it is open.")
  /// A reviewer's level that is none.
  public static let invalidReviewerRating = FindingCode(
    "invalid-reviewer-rating", .error,
    meaning: "What the higher-level reviewer recommends is neither a level nor `concur`.",
    remedy: "Write `1` to `5`, a label, or `concur`; leave it blank while it is open.")
  /// A difference without a reason.
  public static let remarksMissing = FindingCode(
    "remarks-missing", .error,
    meaning: "The board recommends another level than the initial one, without remarks.",
    remedy: "Have the board say why, in `prb_remarks`.")
  /// A recommendation for somebody who was not rated.
  public static let recommendationWithoutInitialRating = FindingCode(
    "recommendation-without-initial-rating", .error,
    meaning: "The board recommends a rating for an executive who has no initial summary rating.",
    remedy: """
      Ask for the sheet again, with the cell blank; once the executive is rated, run again and ask the \
      board.
      """)
  /// One column in another order than the rest.
  public static let columnSortedByItself = FindingCode(
    "column-sorted-by-itself", .error,
    meaning: """
      In more than half of the rows of a sheet, the cells of one column are those of other rows: it was \
      sorted without the rest. One error for the sheet, before those of the rows. None of these rows is \
      taken.
      """,
    remedy: "Ask for the sheet again, with nothing sorted but whole rows.")
  /// A column to fill in that may have another name now.
  public static let openColumnMissing = FindingCode(
    "open-column-missing", .warning,
    meaning: """
      A sheet came back without a column that is to be filled in, and with one that is not known: a \
      heading may have been changed.
      """,
    remedy: "Ask for the sheet again, with the headings as they went out.")
  /// A decision that concurs with what its sheet does not show.
  public static let recommendationNotShown = FindingCode(
    "recommendation-not-shown", .warning,
    meaning: """
      The authority concurs with the board on a sheet without the recommended level: if the board has changed it \
      since, the authority may have seen another one.
      """,
    remedy: """
      Make sure that the authority saw the level that the board recommends now, or have it decide on a sheet of \
      `sheets/authority`.
      """)
  /// A board that concurs with what its sheet does not show.
  public static let initialRatingNotShown = FindingCode(
    "initial-rating-not-shown", .warning,
    meaning: """
      A board concurs on a sheet without the column `initial_summary_rating`: if the run was made again since, it \
      may have seen another rating. One warning for each sheet, at the first such row.
      """,
    remedy: """
      Make sure that the board saw the ratings of this run: ask for the sheet with all of its columns.
      """)
  /// Executives of several boards on one sheet.
  public static let severalBoardsOnSheet = FindingCode(
    "several-boards-on-sheet", .warning,
    meaning: """
      A returned sheet has rows of executives of several boards: one may have recommended for executives of \
      another. One warning for each sheet, at the first row that is not of the board with the most rows.
      """,
    remedy: """
      Make sure that each board recommends for the executives on its own roster. If a row was copied to another \
      board's sheet, ask for both sheets again.
      """)
  /// Remarks on an executive for whom no level is given.
  public static let remarksWithoutLevel = FindingCode(
    "remarks-without-level", .warning,
    meaning: """
      A board or the authority wrote remarks on an executive, or a date, and gave no level. Nothing was taken, and \
      they are kept nowhere.
      """,
    remedy:
      "Ask for the level, or for `concur`; if nothing is meant yet, for a sheet without the remarks."
  )
}
