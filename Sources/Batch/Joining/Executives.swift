import Appraisal
import Columns
import ReviewBoards

/// All executives who have a plan: their plans joined with their ratings, judged and scored.
///
/// An executive is known by the number of the first plan record that names him or her; the rows of
/// the columns are these numbers, or those of ``ExecutiveRows``. A plan record without a valid executive
/// id counts as an executive of its own, so that nobody is lost.
///
/// There are only numbers and places in memory in it, so that tasks can look up millions of
/// executives without touching a reference count, which they would otherwise fight for. Whoever
/// holds executives keeps their ``Appraisals`` alive.
struct Executives: BitwiseCopyable, Sendable {
  /// No record, no executive.
  static let none = UInt32.max

  let plans: RecordTable
  let ratings: RecordTable
  let rules: Rules
  /// The first plan record.
  let firstRecords: ExecutiveColumn<UInt32>
  let flags: ExecutiveColumn<ExecutiveFlags>
  /// The first rating record, or ``none``.
  let ratingRecords: ExecutiveColumn<UInt32>
  /// The initial summary rating, 0 where there is none, and the summary score.
  let initialRatings: ExecutiveColumn<UInt8>
  let scores: ExecutiveColumn<UInt32>
  /// The number of the board.
  let boardNumbers: ExecutiveColumn<UInt32>
  /// For each row a level for each element.
  let levels: Column<UInt8>.View
  /// For each rating record the executive, or ``none``.
  let executiveOfRating: Column<UInt32>.View
  /// Where plans came in the long layout.
  let assembled: AssembledPlans?

  /// Plans put together from records in the long layout.
  struct AssembledPlans: BitwiseCopyable, Sendable {
    /// For each row and element the weight.
    let weights: Column<UInt16>.View
    /// For each row and element the record that gave the weight, or ``none``.
    let records: Column<UInt32>.View
    /// The number of texts of a plan that are kept.
    let texts: Int
    /// For each row and text the first record that gave it, or ``none``.
    let textRecords: Column<UInt32>.View
  }

  private var elements: Int { rules.elements }

  // MARK: - One executive

  /// Whether a plan record is the first of its executive, and so stands for the executive.
  @inline(__always)
  func isExecutive(_ record: Int) -> Bool { firstRecords[record] == UInt32(record) }

  /// Scored, or why not.
  @inline(__always)
  func status(of executive: Int) -> RosterStatus {
    let state = flags[executive]
    if state.isRejected { return .rejected }
    return state.contains(.hasRatings) ? .rated : .notRated
  }

  /// The score and rating; `nil` unless the executive is rated.
  @inline(__always)
  func rating(of executive: Int) -> (level: Level, score: SummaryScore)? {
    Level(rawValue: initialRatings[executive]).map {
      ($0, SummaryScore(hundredths: scores[executive]))
    }
  }

  /// Whether a rated executive's rating is one by the override, not by the range of the score.
  @inline(__always)
  func isOverridden(_ executive: Int) -> Bool {
    guard rules.overrides(initialRatings[executive]) else { return false }
    return withLevels(of: executive) { levels in
      levels.indices.contains { rules.overrides(levels[$0]) }
    }
  }

  /// The elements whose levels override the score of a rated executive.
  func overridingElements(of executive: Int) -> [Int] {
    withLevels(of: executive) { levels in levels.indices.filter { rules.overrides(levels[$0]) } }
  }

  /// The number of the executive's board in ``Appraisals/boards``.
  @inline(__always)
  func board(of executive: Int) -> Int { Int(boardNumbers[executive]) }

  /// The plan record that gave a text of an executive: the first that is not blank there.
  @inline(__always)
  func record(of text: PlanText, of executive: Int) -> Int {
    guard let assembled, text.number < assembled.texts else { return executive }
    let cell = firstRecords.row(of: executive) * assembled.texts + text.number
    let record = assembled.textRecords[cell]
    return record == Self.none ? executive : Int(record)
  }

  /// The plan record that gave the weight of an element; the executive's first where none did.
  func record(ofElement element: Int, of executive: Int) -> Int {
    guard let assembled else { return executive }
    let record = assembled.records[cells(of: executive).lowerBound + element]
    return record == Self.none ? executive : Int(record)
  }

  /// Calls `body` with a text of an executive; empty where none is given.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    plans.withText(text, of: record(of: text, of: executive), body)
  }

  /// Calls `body` with the weights of an executive's plan, hundredths of a percent or ``Sentinel``s.
  @inline(__always)
  func withWeights<Result>(of executive: Int, _ body: (Span<UInt16>) -> Result) -> Result {
    if let assembled { return assembled.weights.withRows(cells(of: executive), body) }
    return plans.withWeights(of: executive, elements: elements, body)
  }

  /// Calls `body` with the levels of an executive's ratings, or ``Sentinel``s.
  @inline(__always)
  func withLevels<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    levels.withRows(cells(of: executive), body)
  }

  @inline(__always)
  private func cells(of executive: Int) -> Range<Int> {
    let first = firstRecords.row(of: executive) * elements
    return first..<first + elements
  }

  /// The number of rating records of nobody who has a plan.
  ///
  /// - Complexity: O(rating records).
  var strayRatingRecords: Int {
    executiveOfRating.withRows(0..<executiveOfRating.count) { executives in
      executives.indices.reduce(0) { $0 + (executives[$1] == Self.none ? 1 : 0) }
    }
  }

  // MARK: - All of them

  /// Judges what stood on several records, and scores whoever can be, on all workers.
  func rate(on workers: Workers) async throws(RunError) {
    try await workers.forEach(plans.segmentCount) { segment in
      for executive in plans.records(of: segment) where isExecutive(executive) {
        judgeAssembled(executive)
        guard status(of: executive) == .rated else { continue }
        let rating = withWeights(of: executive) { weights in
          withLevels(of: executive) { rules.rate(weights: weights, ratings: $0) }
        }
        initialRatings[executive] = rating.level.rawValue
        scores[executive] = rating.score.hundredths
      }
    }
  }

  /// Asks the system about plans and ratings that stood on several records.
  private func judgeAssembled(_ executive: Int) {
    var state = flags[executive]
    if plans.isLong(executive),
      !plans.flags(of: executive).contains(.unidentified)
    {
      withWeights(of: executive) { weights in
        if rules.refuses(weights: weights) { state.formUnion([.planBreaksRule, .planIsWrong]) }
      }
    }
    let first = ratingRecords[executive]
    if first != Self.none, ratings.isLong(Int(first)) {
      withLevels(of: executive) { levels in
        if levels.indices.allSatisfy({ levels[$0] == Sentinel.missingLevel }) {
          if !state.contains(.ratingsAreWrong) { state.remove(.hasRatings) }
        } else if rules.refuses(ratings: levels) {
          state.formUnion([.ratingsBreakRule, .ratingsAreWrong])
        }
      }
    }
    flags[executive] = state
  }
}
