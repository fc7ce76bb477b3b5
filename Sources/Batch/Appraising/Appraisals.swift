import Appraisal
import ReviewBoards

/// Everything that is known of an agency after its files were read: the executives, judged and
/// scored, and their boards.
final class Appraisals: Sendable {
  let intake: Intake
  /// The executives; valid as long as these appraisals.
  let executives: Executives
  /// The other record of a duplicate or twin, by the record, for plans and for ratings.
  let planRelations: Relations
  let ratingRelations: Relations
  /// The review boards, by name.
  let boards: [ReviewBoard]
  /// Owns what the columns of the executives look at.
  private let memory: [any AnyObject & Sendable]

  var system: AppraisalSystem { intake.system }

  /// Joins, judges and scores.
  ///
  /// - Complexity: O(records); the ids of both sides are read once.
  init(_ intake: Intake, workers: Workers) async throws(RunError) {
    let plans = intake.plans.count
    let cells = plans * intake.rules.elements
    var owners: [any AnyObject & Sendable] = []
    func column<Value>(_ count: Int, _ value: Value) -> Column<Value>.View {
      let column = Column(count: count, repeating: value)
      owners.append(column)
      return column.view
    }
    let hasLongPlans = intake.files.contains { $0.role == .plans && $0.columns.isLong }
    executives = Executives(
      plans: intake.plans, ratings: intake.ratings, rules: intake.rules,
      leaders: column(plans, 0), states: column(plans, []),
      ratingRecords: column(plans, Executives.none), levels: column(cells, Cell.missingLevel),
      initialRatings: column(plans, 0), scores: column(plans, 0),
      executiveOfRating: column(intake.ratings.count, Executives.none),
      boardNumbers: column(plans, 0),
      assembled: hasLongPlans
        ? Executives.AssembledPlans(
          weights: column(cells, Cell.missingWeight), records: column(cells, Executives.none),
          textRecords: column(plans * TextColumn.allCases.count, Executives.none)) : nil)
    memory = owners
    self.intake = intake
    let hasLongRatings = intake.files.contains { $0.role == .ratings && $0.columns.isLong }
    let join = Join(executives: executives, hasLongRatings: hasLongRatings)
    (planRelations, ratingRelations) = try await join.run(on: workers)
    boards = try await Self.boards(of: executives, intake, workers: workers)
    try await executives.rate(on: workers)
  }

  /// Finds the boards of the executives, and writes the number of each one's.
  private static func boards(
    of executives: Executives, _ intake: Intake, workers: Workers
  ) async throws(RunError) -> [ReviewBoard] {
    let plans = executives.plans
    // For each segment the symbols that its executives use; neighbours mostly use the same.
    let used = try await workers.map(plans.segmentCount) { segment in
      var used = Set<SymbolPlace>()
      var last: SymbolPlace?
      for record in plans.records(of: segment) where executives.isExecutive(record) {
        let place = SymbolPlace(plans, executives.record(of: .board, of: record))
        if place != last { used.insert(place) }
        last = place
      }
      return used
    }
    var names: [SymbolPlace: [UInt8]] = [:]
    for place in used.joined() where names[place] == nil {
      names[place] = intake.planMemory.segments[place.segment].boards.texts.with(
        place.symbol, boardName)
    }
    let boards = ReviewBoard.boards(named: Array(Set(names.values)))
    let numberOfName = Dictionary(
      uniqueKeysWithValues: boards.enumerated().map { ($1.name, UInt32($0)) })
    let numberOfSymbol = names.mapValues { numberOfName[$0] ?? 0 }
    try await workers.forEach(plans.segmentCount) { segment in
      var last: (place: SymbolPlace, number: UInt32)?
      for record in plans.records(of: segment) where executives.isExecutive(record) {
        let place = SymbolPlace(plans, executives.record(of: .board, of: record))
        if last?.place != place { last = (place, numberOfSymbol[place] ?? 0) }
        executives.boardNumbers[record] = last?.number ?? 0
      }
    }
    return boards
  }

  /// A symbol of a segment's boards.
  private struct SymbolPlace: Hashable, Sendable {
    let segment: Int
    let symbol: Int

    /// The board of a plan record.
    init(_ plans: Sheets, _ record: Int) {
      segment = plans.place(of: record).segment
      symbol = plans.boardSymbol(of: record)
    }
  }

  /// The board that a text names: itself, or `unassigned` where it is blank or unfit for output.
  private static func boardName(_ text: Span<UInt8>) -> [UInt8] {
    let isBlank = text.indices.allSatisfy { text[$0] == 0x20 || text[$0] == 0x09 }
    if isBlank || TextCheck(text).fault != nil { return ReviewBoard.unassigned }
    return unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
