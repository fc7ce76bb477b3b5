/// What a finding is about: the stable name that the `code` column of `findings.csv` carries.
public enum FindingCode: String, CaseIterable, Sendable {
  /// The record has fewer or more fields than the header, so no field but the first ones can be
  /// trusted to stand in its column.
  case wrongFieldCount = "wrong-field-count"
  /// A quoted field of a column that is read spans lines. This is how a stray pair of quotes
  /// swallows the executives between them.
  case lineBreakInField = "line-break-in-field"
  /// A control character or a bidirectional override in a field that is read.
  case controlCharacter = "control-character"
  /// The executive id is blank.
  case missingExecutiveID = "missing-executive-id"
  /// The executive id is not 1–64 printable ASCII characters of the allowed kind.
  case invalidExecutiveID = "invalid-executive-id"
  /// Two executive ids differ in nothing but capitals. They are two executives.
  case executiveIDDiffersInCase = "executive-id-differs-in-case"
  /// The executive has more than one plan; none is chosen.
  case duplicatePlan = "duplicate-plan"
  /// The executive has more than one set of ratings; none is chosen.
  case duplicateRating = "duplicate-rating"
  /// Long layout: two records of one executive name different boards, names or positions.
  case conflictingValue = "conflicting-value"
  /// Long layout: the system has no such element.
  case unknownElement = "unknown-element"
  /// The weight of an element is blank, or no record gives it.
  case missingWeight = "missing-weight"
  /// The weight is not a number of percent in the system's weight step.
  case invalidWeight = "invalid-weight"
  /// The weight is below the minimum of its element.
  case weightBelowMinimum = "weight-below-minimum"
  /// The weight is above the maximum of its element.
  case weightAboveMaximum = "weight-above-maximum"
  /// The element outweighs the one that none may outweigh.
  case weightAboveHeaviestElement = "weight-above-heaviest-element"
  /// The weights do not add up to the system's total.
  case weightsDoNotTotal100 = "weights-do-not-total-100"
  /// The rating of an element is blank, or no record gives it.
  case missingRating = "missing-rating"
  /// The rating is not a level.
  case invalidRating = "invalid-rating"
  /// Ratings for an executive who has no plan.
  case ratingWithoutPlan = "rating-without-plan"
  /// A plan without ratings: the executive stands on the roster as not rated.
  case planWithoutRatings = "plan-without-ratings"
  /// No review board is named: the executive stands on the roster `unassigned`.
  case prbNotGiven = "prb-not-given"
  /// A column that is not read.
  case unknownColumn = "unknown-column"
  /// A line without anything.
  case blankLine = "blank-line"
  /// The last line of the file has no line end: the file may have been cut.
  case noFinalNewline = "no-final-newline"
  /// The file has a header and nothing else.
  case noRecords = "no-records"
  /// A text that a spreadsheet would run as a formula.
  case unsafeText = "unsafe-text"

  /// How much a finding of this code weighs.
  public var severity: Severity {
    switch self {
    case .wrongFieldCount, .lineBreakInField, .controlCharacter, .missingExecutiveID,
      .invalidExecutiveID, .duplicatePlan, .duplicateRating, .conflictingValue, .unknownElement,
      .missingWeight, .invalidWeight, .weightBelowMinimum, .weightAboveMaximum,
      .weightAboveHeaviestElement, .weightsDoNotTotal100, .missingRating, .invalidRating,
      .ratingWithoutPlan:
      .error
    case .unsafeText, .executiveIDDiffersInCase:
      .warning
    case .planWithoutRatings, .prbNotGiven, .unknownColumn, .blankLine, .noFinalNewline,
      .noRecords:
      .notice
    }
  }
}

/// How much a finding weighs.
public enum Severity: String, CaseIterable, Sendable {
  /// The executive is not scored.
  case error
  /// The executive is scored; somebody should look.
  case warning
  /// Nothing is wrong; the reader should know.
  case notice
}
