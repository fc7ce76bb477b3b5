/// Which findings ``SystemSQL`` makes, and why it does not make the others. Every code stands in one of
/// the two lists.
package enum FindingsInSQL {
  /// The codes that the views make.
  package static let seen: [FindingCode] =
    [
      .missingExecutiveID, .invalidExecutiveID, .executiveIDShortened, .executiveIDDiffersInCase,
      .lineBreakInField, .controlCharacter, .replacementCharacter, .unsafeText, .errorInCell,
      .blanksTrimmed,
      .blankRecord, .totalsRow, .repeatedHeader,
      .duplicatePlan, .duplicateRating, .conflictingValue, .unknownElement,
      .missingWeight, .invalidWeight, .weightAboveHeaviestElement, .weightsDoNotTotal100,
      .missingRating, .invalidRating, .ratingWithoutPlan, .planWithoutRatings, .prbNotGiven,
    ] + BrokenLimit.codes

  /// The codes that they do not make, by the reason.
  package static let unseen: [(reason: String, codes: [FindingCode])] = [
    (
      "About the bytes and lines of a file, which are gone when it is loaded:",
      [
        .wrongFieldCount, .blankLine, .noFinalNewline, .noRecords, .unknownColumn,
        .encodingConverted, .encodingDoubtful,
      ]
    ),
    ("About the cells of a workbook:", CellFinding.codes.filter { !seen.contains($0) }),
    (
      "About capitals beyond ASCII, which engines fold in different ways:", [.spelledDifferently]
    ),
    (
      "About what review boards and authorities hand back:",
      BoardFinding.codes + ResponseFinding.codes + ReturnFinding.codes + FolderFinding.codes
        + DecisionFinding.codes
        + LimitFinding.codes
    ),
  ]
}
