/// What can be wrong with a sheet that a board or the authority hands back, and what is said of it.
public enum ReturnFinding: FindingFamily {
  case executiveNotOnRoster
  /// The id is what a spreadsheet makes of an id on the roster, which `related` is.
  case executiveIDAltered
  case executiveMissingFromReturn
  case duplicateInReturn
  /// Two sheets recommend different things; `related` is the place of the other one.
  case returnedTwice
  /// Two sheets say the same.
  case returnedAgain
  /// Columns that should come back and do not; `related` names them.
  case lockedColumnMissing
  /// What stood in the cell is `related`. Whether the whole column looks as if it was sorted by itself.
  case lockedCellChanged(isSortedByItself: Bool)
  /// A decided sheet that shows another recommendation than the board's last one.
  case recommendationOutdated(recommended: UInt8)
  /// `related` is the name of the other run.
  case returnedFromAnotherRun
  case invalidRecommendedRating(UnreadableLevel)
  case invalidReviewerRating(UnreadableLevel)
  case remarksMissing(recommended: UInt8, initial: UInt8)
  case recommendationWithoutInitialRating
  /// In so many of the rows the cells of a column are those of other rows, in another order; where it is the
  /// column of the ids, the rest of a row is somebody else's.
  case columnSortedByItself(rows: UInt32, ofAll: UInt32, isOfIDs: Bool)
  /// The rest of the row is that of the executive with the id `related`.
  case idOfAnotherRow
  /// Columns to fill in that the sheet does not have, while it has others that are not known; `related`
  /// names both.
  case openColumnMissing
  /// Remarks, and no level.
  case remarksWithoutLevel
  /// A decided sheet that does not show with what the authority concurs.
  case recommendationNotShown(recommended: UInt8)
  /// A returned sheet with rows of several boards; `related` names these, with their rows.
  case severalBoardsOnSheet

  static let codes: [FindingCode] = [
    .columnSortedByItself, .executiveNotOnRoster, .executiveIDAltered, .executiveMissingFromReturn,
    .duplicateInReturn, .returnedTwice, .returnedAgain, .lockedColumnMissing, .lockedCellChanged,
    .returnedFromAnotherRun, .invalidRecommendedRating, .invalidReviewerRating, .remarksMissing,
    .recommendationWithoutInitialRating, .openColumnMissing, .remarksWithoutLevel,
    .recommendationNotShown, .severalBoardsOnSheet,
  ]

  var code: FindingCode {
    switch self {
    case .executiveNotOnRoster: .executiveNotOnRoster
    case .executiveIDAltered: .executiveIDAltered
    case .executiveMissingFromReturn: .executiveMissingFromReturn
    case .duplicateInReturn: .duplicateInReturn
    case .returnedTwice: .returnedTwice
    case .returnedAgain: .returnedAgain
    case .lockedColumnMissing: .lockedColumnMissing
    case .lockedCellChanged, .recommendationOutdated, .idOfAnotherRow: .lockedCellChanged
    case .returnedFromAnotherRun: .returnedFromAnotherRun
    case .invalidRecommendedRating: .invalidRecommendedRating
    case .invalidReviewerRating: .invalidReviewerRating
    case .remarksMissing: .remarksMissing
    case .recommendationWithoutInitialRating: .recommendationWithoutInitialRating
    case .columnSortedByItself: .columnSortedByItself
    case .openColumnMissing: .openColumnMissing
    case .remarksWithoutLevel: .remarksWithoutLevel
    case .recommendationNotShown: .recommendationNotShown
    case .severalBoardsOnSheet: .severalBoardsOnSheet
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .executiveNotOnRoster:
      part.of(
        message: "Nobody on the rosters of the run has this executive id; the row was not taken.",
        fix: "Ask for the sheet again, with the id as it stands on the roster.",
        citation: .sealedRoster)
    case .executiveIDAltered:
      part.of(
        message: """
          Nobody has this executive id; it looks like \(related), changed by a spreadsheet or by hand. The \
          row was not taken.
          """,
        fix:
          "Ask for the sheet again, with the column of the ids as Text and \(related) in its place.",
        citation: .sealedRoster)
    case .executiveMissingFromReturn:
      part.of(
        message: "The board handed back a sheet, and the executive is not on it.",
        fix: "Ask for the whole sheet; a row may be deleted, or hidden by a filter.",
        citation: .boardReview)
    case .duplicateInReturn:
      part.of(
        message:
          "The executive is on the sheet more than once, also at \(related); none of the rows was taken.",
        fix: "Ask for the sheet again, with the right row alone.", citation: .boardReview)
    case .returnedTwice:
      part.of(
        message: """
          Another sheet says something else about the executive, at \(related); neither was taken.
          """,
        fix: "Ask which sheet is right, and leave the other out.", citation: .boardReview)
    case .returnedAgain:
      part.of(
        message: "Rows of this sheet say the same as another sheet, first at \(related).",
        fix: "Nothing; if this was to be a newer sheet, look for the right file.",
        citation: .boardReview)
    case .lockedColumnMissing:
      part.of(
        message: "The sheet came back without \(related), so these were not compared.",
        fix: "Nothing; a sheet with all of its columns is checked against the run in full.",
        citation: .sealedRoster)
    case .lockedCellChanged(let isSortedByItself):
      part.of(
        message: isSortedByItself
          ? """
          On the roster of the run the cell is \(related). It looks as if this column was sorted by \
          itself. The row was not taken.
          """
          : "On the roster of the run the cell is \(related); the row was not taken.",
        fix: isSortedByItself
          ? "Ask for the sheet again, with nothing sorted but whole rows."
          : .cellAsItWas,
        citation: .sealedRoster)
    case .recommendationOutdated(let recommended):
      part.of(
        message: """
          The board recommends Level \(Int(recommended)), and the sheet shows another level; the decision \
          was not taken.
          """,
        fix: "Have the authority decide on the newest sheet, in sheets/authority.",
        citation: .sealedRoster)
    case .returnedFromAnotherRun:
      part.of(
        message:
          "The row comes from run \(related), not from the run that is reviewed; it was not taken.",
        fix: "Send the roster of the run that is reviewed, or review that other run.",
        citation: .sealedRoster)
    case .invalidRecommendedRating(let reason):
      part.of(
        message: """
          The board's recommendation is neither a level from 1 to 5 nor concur\(reason.words).
          """,
        fix: .askForLevelOrConcur(labels: system.levelLabels), citation: .boardReview)
    case .invalidReviewerRating(let reason):
      part.of(
        message: """
          The reviewer's recommendation is neither a level from 1 to 5 nor concur\(reason.words).
          """,
        fix: .levelOrConcur(labels: system.levelLabels), citation: .higherLevelReview)
    case .remarksMissing(let recommended, let initial):
      part.of(
        message: """
          The board recommends Level \(Int(recommended)) instead of the initial Level \(Int(initial)), \
          without remarks.
          """,
        fix: "Have the board say why, in prb_remarks.",
        citation: "5 CFR 430.311(b)(2): the board's recommendation is in writing")
    case .recommendationWithoutInitialRating:
      part.of(
        message:
          "The board recommends a rating, but the executive has no initial summary rating.",
        fix: """
          Ask for the sheet again, with the cell blank; once the executive is rated, run again and ask the \
          board.
          """,
        citation: .boardReview)
    case .columnSortedByItself(let rows, let all, let isOfIDs):
      part.of(
        message: isOfIDs
          ? """
          \(Int(rows)) of \(Int(all)) rows have the id of another row: it looks as if the ids were sorted \
          without the rest. None of these rows was taken.
          """
          : """
          \(Int(rows)) of \(Int(all)) rows have the cell of another row: it looks as if this column was \
          sorted by itself. None of these rows was taken.
          """,
        fix: "Ask for the sheet again, with nothing sorted but whole rows.", citation: .sealedRoster
      )
    case .idOfAnotherRow:
      part.of(
        message: "The rest of the row is that of \(related). The row was not taken.",
        fix: "Ask for the sheet again, with nothing sorted but whole rows.", citation: .sealedRoster
      )
    case .openColumnMissing:
      part.of(
        message: "The sheet came back without \(related).",
        fix:
          "If a heading was changed, ask for the sheet again with the headings as they went out.",
        citation: .sealedRoster)
    case .recommendationNotShown(let recommended):
      part.of(
        message: """
          The authority concurs, and the sheet does not show with what; it was taken for Level \
          \(Int(recommended)), which the board recommends now.
          """,
        fix:
          "Make sure that the authority saw this level, or have it decide on a sheet of sheets/authority.",
        citation: .sealedRoster)
    case .remarksWithoutLevel:
      part.of(
        message:
          "There are remarks and no level, so nothing was taken, and the remarks are kept nowhere.",
        fix:
          "Ask for the level, or for concur; if nothing is meant yet, for a sheet without the remarks.",
        citation: .sealedRoster)
    case .severalBoardsOnSheet:
      part.of(
        message: "The sheet has rows of several boards: \(related). They were taken.",
        fix: """
          Make sure that each board recommends for the executives on its own roster. If a row was copied to \
          another board's sheet, ask for both sheets again.
          """, citation: .boardReview)
    }
  }
}

extension Phrase {
  fileprivate static var cellAsItWas: Phrase {
    """
    Ask for the sheet again, with the cell as it was. If the roster is wrong, correct the inputs and run \
    again.
    """
  }
  fileprivate static var sealedRoster: Phrase {
    "Appraise returned sheets: what is not to be filled in comes back as it went out"
  }
  static var higherLevelReview: Phrase {
    "5 U.S.C. 4312(b)(3); 5 CFR 430.309: a higher level may review the initial rating"
  }
  static func askForLevelOrConcur(labels: String) -> Phrase {
    "Ask for 1 to 5, Level 1 to Level 5, a label (\(labels)), or concur; blank while it is open."
  }
  fileprivate static func levelOrConcur(labels: String) -> Phrase {
    "Write 1 to 5, Level 1 to Level 5, a label (\(labels)), or concur; leave it blank while it is open."
  }
}

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
    remedy: "Ask for the whole sheet; a row may be deleted, or hidden by a filter.")
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
      A board or the authority wrote remarks on an executive and gave no level. Nothing was taken, and the remarks \
      are kept nowhere.
      """,
    remedy:
      "Ask for the level, or for `concur`; if nothing is meant yet, for a sheet without the remarks."
  )
}
