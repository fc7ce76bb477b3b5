import Appraisal
import Columns
import Records
import ReviewBoards

/// Everything that is known of an agency after its files were read: the executives, judged and
/// scored, and their boards.
final class Appraisals: Sendable {
  let intake: Intake
  /// The executives; valid as long as these appraisals.
  let executives: Executives
  /// Duplicates, and ids that differ in capitals.
  let links: JoinLinks
  /// The spellings of the texts that executives share.
  let spellings: Spellings
  /// The review boards, by name.
  let boards: [ReviewBoard]
  /// Own what the columns of the executives look at.
  private let memory: [any AnyObject & Sendable]
  private let rows: ExecutiveRows

  var system: AppraisalSystem { intake.system }

  /// Joins, judges and scores.
  ///
  /// - Complexity: O(records); the ids of both sides are read once, but of ratings without a plan.
  init(_ intake: Intake, workers: Workers) async throws(RunError) {
    let areLong = intake.files.contains { $0.kind == .plans && $0.columns.isLong }
    let rows = try await ExecutiveRows(intake.plans, areLong: areLong, workers: workers)
    let spellings = try await Spellings(of: intake, workers: workers)
    let cells = rows.count * intake.rules.elements
    var owners: [any AnyObject & Sendable] = []
    // Nearly all are looked up in any order: the ratings are entered in their own, and rosters are made in that
    // of the boards.
    func column<Value>(_ count: Int, _ value: Value) -> Column<Value>.View {
      let column = Column(inAnyOrder: count, repeating: value)
      owners.append(column)
      return column.view
    }
    executives = Executives(
      plans: intake.plans, ratings: intake.ratings, spellings: spellings.view,
      rules: intake.rules, rows: rows.view,
      facts: column(rows.count, ExecutiveFacts()), levels: column(cells, Sentinel.missingLevel),
      executiveOfRating: column(intake.ratings.count, Executive.none),
      boardOfText: column(spellings.view.count(of: .board), 0),
      assembled: areLong
        ? Executives.AssembledPlans(
          weights: column(cells, Sentinel.missingWeight), records: column(cells, PlanRecord.none),
          textRecords: column(rows.count * PlanText.count, PlanRecord.none)) : nil,
      haveLongRatings: intake.files.contains { $0.kind == .ratings && $0.columns.isLong })
    memory = owners
    self.spellings = spellings
    self.rows = rows
    self.intake = intake
    links = try await Join(executives, by: intake.hash, workers: workers).run()
    boards = Self.boards(of: executives, named: try await executives.rate(on: workers))
  }

  /// The boards of the executives; writes the number of each one's.
  ///
  /// - Parameter texts: The numbers of the texts that name them.
  private static func boards(of executives: Executives, named texts: [Int]) -> [ReviewBoard] {
    var names: [Int: [UInt8]] = [:]
    for text in texts where names[text] == nil {
      names[text] = executives.spellings.with(.board, number: text, boardName)
    }
    let boards = ReviewBoard.boards(named: Array(Set(names.values)))
    let numberOfName = Dictionary(
      uniqueKeysWithValues: boards.enumerated().map { ($1.name, UInt32($0)) })
    for (text, name) in names { executives.boardOfText[text] = numberOfName[name] ?? 0 }
    return boards
  }

  /// The board that a text names: itself, or `unassigned` where it is blank, unfit for output or an error of a
  /// spreadsheet.
  private static func boardName(_ text: Span<UInt8>) -> [UInt8] {
    if text.isBlank || TextCheck(text).fault != nil || isSpreadsheetError(text) {
      return ReviewBoard.unassigned
    }
    return text.array
  }
}
