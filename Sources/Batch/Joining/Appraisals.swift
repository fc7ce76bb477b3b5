import Appraisal
import Columns
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
  private let planRows: ExecutiveRows?

  var system: AppraisalSystem { intake.system }

  /// Joins, judges and scores.
  ///
  /// - Complexity: O(records); the ids of both sides are read once.
  init(_ intake: Intake, workers: Workers) async throws(RunError) {
    let planRows =
      intake.files.contains { $0.kind == .plans && $0.columns.isLong }
      ? try await ExecutiveRows(intake.plans, workers: workers) : nil
    let spellings = try await Spellings(of: intake, workers: workers)
    let rows = planRows?.count ?? intake.plans.count
    let cells = rows * intake.rules.elements
    var owners: [any AnyObject & Sendable] = []
    func column<Value>(_ count: Int, _ value: Value) -> Column<Value>.View {
      let column = Column(count: count, repeating: value)
      owners.append(column)
      return column.view
    }
    func byExecutive<Value>(_ value: Value) -> ExecutiveColumn<Value> {
      ExecutiveColumn(rows: planRows?.view, values: column(rows, value))
    }
    executives = Executives(
      plans: intake.plans, ratings: intake.ratings, spellings: spellings.view,
      rules: intake.rules,
      executiveOfRow: byExecutive(Executive.none), flags: byExecutive([]),
      ratingRecords: byExecutive(RatingRecord.none), initialRatings: byExecutive(0),
      scores: byExecutive(0), boardNumbers: byExecutive(0),
      levels: column(cells, Sentinel.missingLevel),
      executiveOfRating: column(intake.ratings.count, Executive.none),
      assembled: planRows.map { _ in
        Executives.AssembledPlans(
          weights: column(cells, Sentinel.missingWeight), records: column(cells, PlanRecord.none),
          texts: PlanText.count,
          textRecords: column(rows * PlanText.count, PlanRecord.none))
      })
    memory = owners
    self.spellings = spellings
    self.planRows = planRows
    self.intake = intake
    let join = try await Join(executives, rows: planRows, workers: workers)
    links = try await join.run(on: workers)
    boards = try await Self.boards(of: executives, workers: workers)
    try await executives.rate(on: workers)
  }

  /// Finds the boards of the executives, and writes the number of each one's.
  private static func boards(
    of executives: Executives, workers: Workers
  ) async throws(RunError) -> [ReviewBoard] {
    let plans = executives.plans
    // For each segment the boards that its executives use; neighbours mostly use the same.
    let used = try await workers.map(plans.segmentCount) { segment in
      var used = Set<Int>()
      var last: Int?
      for executive in executives.executives(ofSegment: segment) {
        let text = boardText(of: executive, executives)
        if text != last { used.insert(text) }
        last = text
      }
      return used
    }
    var names: [Int: [UInt8]] = [:]
    for text in used.joined() where names[text] == nil {
      names[text] = executives.spellings.with(.board, number: text, boardName)
    }
    let boards = ReviewBoard.boards(named: Array(Set(names.values)))
    let numberOfName = Dictionary(
      uniqueKeysWithValues: boards.enumerated().map { ($1.name, UInt32($0)) })
    let numberOfText = names.mapValues { numberOfName[$0] ?? 0 }
    try await workers.forEach(plans.segmentCount) { segment in
      var last: (text: Int, number: UInt32)?
      for executive in executives.executives(ofSegment: segment) {
        let text = boardText(of: executive, executives)
        if last?.text != text { last = (text, numberOfText[text] ?? 0) }
        executives.boardNumbers[executive] = last?.number ?? 0
      }
    }
    return boards
  }

  /// The number of the text that names an executive's board.
  @inline(__always)
  private static func boardText(of executive: Executive, _ executives: Executives) -> Int {
    executives.number(of: .board, of: executives.record(of: .board, of: executive))
  }

  /// The board that a text names: itself, or `unassigned` where it is blank or unfit for output.
  private static func boardName(_ text: Span<UInt8>) -> [UInt8] {
    if text.isBlank || TextCheck(text).fault != nil { return ReviewBoard.unassigned }
    return unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
