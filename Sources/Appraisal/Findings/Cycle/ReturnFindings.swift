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
  /// A returned sheet on which the board concurs in so many rows, and that does not show with what.
  case initialRatingNotShown(rows: UInt32)

  static let codes: [FindingCode] = [
    .columnSortedByItself, .executiveNotOnRoster, .executiveIDAltered, .executiveMissingFromReturn,
    .duplicateInReturn, .returnedTwice, .returnedAgain, .lockedColumnMissing, .lockedCellChanged,
    .returnedFromAnotherRun, .invalidRecommendedRating, .invalidReviewerRating, .remarksMissing,
    .recommendationWithoutInitialRating, .openColumnMissing, .remarksWithoutLevel,
    .recommendationNotShown, .severalBoardsOnSheet, .initialRatingNotShown,
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
    case .initialRatingNotShown: .initialRatingNotShown
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
        fix: """
          Ask for the whole sheet; a row may be deleted, or hidden by a filter. If the executive was not on the roster \
          that went out, send the board the new one.
          """,
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
        fix: .askForLevelOrConcur, citation: .boardReview)
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
        fix: "Have the board say why, in its remarks.",
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
          "There are remarks or a date and no level, so nothing was taken, and they are kept nowhere.",
        fix:
          "Ask for the level, or for concur; if nothing is meant yet, for a sheet without the remarks.",
        citation: .sealedRoster)
    case .initialRatingNotShown(let rows):
      part.of(
        message: """
          The board concurs on a sheet that does not show the initial ratings, rows: \(Int(rows)). It was taken to \
          concur with those of this run.
          """,
        fix: """
          Make sure that the board saw the ratings of this run: ask for the sheet with all of its columns, above all \
          where the run was made again.
          """, citation: .sealedRoster)
    case .severalBoardsOnSheet:
      part.of(
        message: "The sheet has rows of several boards: \(related).",
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
  static var askForLevelOrConcur: Phrase {
    "Ask for a level from 1 to 5, or concur; blank while it is open."
  }
  fileprivate static func levelOrConcur(labels: String) -> Phrase {
    "Write 1 to 5, Level 1 to Level 5, a label (\(labels)), or concur; leave it blank while it is open."
  }
}
