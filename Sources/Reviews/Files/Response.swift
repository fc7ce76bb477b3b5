import Appraisal
import Columns
import ReviewBoards
import Runs

/// What an executive wrote, and what came of a review at a higher level.
struct Response: Sendable, SheetRowOfExecutive {
  let executive: Int32
  let line: Int32
  let row: Int32
  let record: Int32
  let respondedOn: BoardMember.Day
  let reviewRequested: Bool
  let reviewer: [UInt8]
  let reviewedOn: BoardMember.Day
  let reviewerLevel: LevelCell
  let reviewerRemarks: [UInt8]
  let fault: RowFault?

  /// Reads a row of a file of responses.
  static func response(
    in row: SheetRow, rosters: SealedRosters, notes: inout RowFindings
  ) -> Response? {
    let column = notes.columns.column(of: .executiveID)
    if row.isBlank(column) {
      notes.add(.record(.missingExecutiveID), at: row, column: column)
      return nil
    }
    guard let executive = row.withContent(column, { rosters.executives.index(ofID: $0) }) else {
      notes.add(.response(.responseWithoutPlan), at: row, column: column)
      return nil
    }
    let before = notes.findings.count
    notes.addUnreadable(of: row, executive: executive)
    let reviewerLevel = LevelCell(
      of: row, column: notes.columns.column(of: .reviewerRating), by: rosters.vocabulary,
      executive: executive, notes: &notes
    ) { .sheet(.invalidReviewerRating($0)) }
    let respondedOn = notes.day(.respondedOn, of: row, executive: executive)
    let reviewedOn = notes.day(.reviewedOn, of: row, executive: executive)
    let reviewer = notes.text(.reviewer, of: row, executive: executive)
    return Response(
      executive: Int32(executive), line: Int32(row.line), row: Int32(row.row),
      record: Int32(row.record), respondedOn: respondedOn,
      reviewRequested: notes.answer(.reviewRequested, of: row, executive: executive) ?? false,
      reviewer: reviewer, reviewedOn: reviewedOn, reviewerLevel: reviewerLevel,
      reviewerRemarks: notes.text(.reviewerRemarks, of: row, executive: executive),
      fault: notes.hasErrors(since: before) ? .entries : nil)
  }
}

extension Settlement<Response> {
  /// What was responded: one response of an executive counts, and a second one is an error.
  ///
  /// - Complexity: O(rows + executives).
  init(_ files: [SheetFile<Response>], executives: Int) {
    self.init(
      files, executives: executives,
      words: .init(
        inOneFile: .response(.duplicateResponse), differing: .response(.duplicateResponse),
        agreeing: nil),
      says: { _ in true }, agree: { _, _ in false })
  }
}
