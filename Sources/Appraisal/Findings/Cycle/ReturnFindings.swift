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

  static let codes: [FindingCode] = [
    .executiveNotOnRoster, .executiveIDAltered, .executiveMissingFromReturn, .duplicateInReturn,
    .returnedTwice, .returnedAgain, .lockedColumnMissing, .lockedCellChanged,
    .returnedFromAnotherRun, .invalidRecommendedRating, .invalidReviewerRating, .remarksMissing,
    .recommendationWithoutInitialRating,
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
    case .lockedCellChanged, .recommendationOutdated: .lockedCellChanged
    case .returnedFromAnotherRun: .returnedFromAnotherRun
    case .invalidRecommendedRating: .invalidRecommendedRating
    case .invalidReviewerRating: .invalidReviewerRating
    case .remarksMissing: .remarksMissing
    case .recommendationWithoutInitialRating: .recommendationWithoutInitialRating
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .executiveNotOnRoster:
      part.of(
        message: "Nobody on the rosters of the run has this executive id; the row was not taken.",
        fix: "Copy the id from the roster that the board was given.", citation: .sealedRoster)
    case .executiveIDAltered:
      part.of(
        message: """
          Nobody has this executive id; it looks like \(related), changed by a spreadsheet or by hand. The \
          row was not taken.
          """,
        fix: "Give the column of the ids the format Text, and copy \(related) from the roster.",
        citation: .sealedRoster)
    case .executiveMissingFromReturn:
      part.of(
        message: "The board handed back a sheet, and the executive is not on it.",
        fix: "Look whether a row was deleted or hidden by a filter, and hand the whole sheet back.",
        citation: .boardReview)
    case .duplicateInReturn:
      part.of(
        message:
          "The executive is on the sheet more than once, also at \(related); no row was taken.",
        fix: "Leave one of the rows, the right one.", citation: .boardReview)
    case .returnedTwice:
      part.of(
        message: """
          Another sheet says something else of the executive, at \(related); neither was taken.
          """,
        fix: "Find out which one is right, and leave the other out.", citation: .boardReview)
    case .returnedAgain:
      part.of(
        message: "Rows of this sheet say the same as another sheet, first at \(related).",
        fix: "Nothing; if the sheet was to be a new one, hand over that one.",
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
          itself; the row was not taken.
          """
          : "On the roster of the run the cell is \(related); the row was not taken.",
        fix: isSortedByItself
          ? "Undo the sorting, or fill in the roster of the run again; sort whole rows alone."
          : "Put the cell back as it was. If the roster is wrong, correct the inputs and run again.",
        citation: .sealedRoster)
    case .recommendationOutdated(let recommended):
      part.of(
        message: """
          The sheet shows another recommendation than the board's, which is Level \(Int(recommended)); the \
          decision was not taken.
          """,
        fix: "Let the authority decide on the newest sheet, in sheets/authority.",
        citation: .sealedRoster)
    case .returnedFromAnotherRun:
      part.of(
        message:
          "The row is that of run \(related), not of the run that is reviewed; it was not taken.",
        fix: "Give the board the roster of the run that is reviewed, or review that other run.",
        citation: .sealedRoster)
    case .invalidRecommendedRating(let reason):
      part.of(
        message: """
          The board's recommendation is neither a level from 1 to 5 nor concur\(reason.words).
          """,
        fix: .levelOrConcur(labels: system.levelLabels), citation: .boardReview)
    case .invalidReviewerRating(let reason):
      part.of(
        message: """
          The level that the reviewer recommends is neither one from 1 to 5 nor concur\(reason.words).
          """,
        fix: .levelOrConcur(labels: system.levelLabels), citation: .higherLevelReview)
    case .remarksMissing(let recommended, let initial):
      part.of(
        message: """
          The board recommends Level \(Int(recommended)) instead of the initial Level \(Int(initial)), \
          without remarks.
          """,
        fix: "Let the board say why, in prb_remarks.",
        citation: "5 CFR 430.311(b)(2): the board's recommendation is in writing")
    case .recommendationWithoutInitialRating:
      part.of(
        message:
          "The board recommends a rating for an executive without an initial summary rating.",
        fix: "Leave the cell blank; once the executive is rated, run again and ask the board.",
        citation: .boardReview)
    }
  }
}

extension Phrase {
  fileprivate static var sealedRoster: Phrase {
    "Appraise returned sheets: what is not to be filled in comes back as it went out"
  }
  static var higherLevelReview: Phrase {
    "5 U.S.C. 4312(b)(3); 5 CFR 430.309: a higher level may review the initial rating"
  }
  static func levelOrConcur(labels: String) -> Phrase {
    "Write 1 to 5, Level 1 to Level 5, a label (\(labels)), or concur; leave blank what is open."
  }
}

extension FindingCode {
  /// An id that nobody has.
  public static let executiveNotOnRoster = FindingCode(
    "executive-not-on-roster", .error,
    meaning: "A row of a returned sheet has an id that nobody on the run's rosters has.",
    remedy: "Copy the id from the roster that was sent out.")
  /// An id that a spreadsheet changed.
  public static let executiveIDAltered = FindingCode(
    "executive-id-altered", .error,
    meaning: """
      A row of a returned sheet has an id that nobody has, and that a spreadsheet makes of exactly one \
      id of the roster: without its zeros, as a number, or as a date. The executive is held.
      """,
    remedy: "Give the column of the ids the format Text, and copy the id from the roster.")
  /// An executive who did not come back.
  public static let executiveMissingFromReturn = FindingCode(
    "executive-missing-from-return", .error,
    meaning: """
      A board handed back a sheet, and an executive whom it reviews is on none of its sheets. The \
      executive is held.
      """,
    remedy: "Look whether a row was deleted or hidden, and hand the whole sheet back.")
  /// An executive twice on one sheet.
  public static let duplicateInReturn = FindingCode(
    "duplicate-in-return", .error,
    meaning: "An executive is on a returned sheet more than once; no row is taken.",
    remedy: "Leave one of the rows.")
  /// Two sheets that differ.
  public static let returnedTwice = FindingCode(
    "returned-twice", .error,
    meaning: "Two returned sheets say different things of an executive; none is taken.",
    remedy: "Find out which one is right, and leave the other out.")
  /// Two sheets that agree.
  public static let returnedAgain = FindingCode(
    "returned-again", .notice,
    meaning: """
      Rows of a sheet say what another sheet says. One notice for each sheet, at the first of them.
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
      The row is not taken, the executive is held.
      """,
    remedy: "Put the cell back as it was. If the roster is wrong, correct the inputs and run again."
  )
  /// A roster of an older run.
  public static let returnedFromAnotherRun = FindingCode(
    "returned-from-another-run", .error,
    meaning: """
      A row is that of another kept run, and differs from that of the run that is reviewed. It is not \
      taken.
      """,
    remedy: "Give the board the roster of the run that is reviewed.")
  /// A recommendation that is no level.
  public static let invalidRecommendedRating = FindingCode(
    "invalid-recommended-rating", .error,
    meaning: "What the board recommends is neither a level nor `concur`.",
    remedy: "Write `1` to `5`, a label, or `concur`; leave blank what is open.")
  /// A reviewer's level that is none.
  public static let invalidReviewerRating = FindingCode(
    "invalid-reviewer-rating", .error,
    meaning: "What the higher-level reviewer recommends is neither a level nor `concur`.",
    remedy: "Write `1` to `5`, a label, or `concur`; leave blank what is open.")
  /// A difference without a reason.
  public static let remarksMissing = FindingCode(
    "remarks-missing", .error,
    meaning: "The board recommends another level than the initial one, without remarks.",
    remedy: "Let the board say why, in `prb_remarks`.")
  /// A recommendation for somebody who was not rated.
  public static let recommendationWithoutInitialRating = FindingCode(
    "recommendation-without-initial-rating", .error,
    meaning: "The board recommends a rating for an executive who has no initial summary rating.",
    remedy: "Leave the cell blank; once the executive is rated, run again and ask the board.")
}
