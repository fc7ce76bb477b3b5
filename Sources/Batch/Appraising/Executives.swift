import Appraisal
import ReviewBoards

/// All executives who have a plan: their plans joined with their ratings, judged and scored.
///
/// An executive is known by the number of the first plan record that names him or her; the rows of
/// the columns are these numbers, and rows of other records stay empty. A plan record without a
/// valid executive id counts as an executive of its own, so that nobody is lost.
///
/// There are only numbers and places in memory in it, so that tasks can look up millions of
/// executives without touching a reference count, which they would otherwise fight for. Whoever
/// holds executives keeps their ``Appraisals`` alive.
struct Executives: BitwiseCopyable, Sendable {
  /// What is known of an executive; a set of bits.
  struct State: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt8
    /// Something about the plan is an error.
    static let planIsWrong = State(rawValue: 1)
    /// Ratings were given, right or wrong.
    static let hasRatings = State(rawValue: 2)
    /// Something about the ratings is an error.
    static let ratingsAreWrong = State(rawValue: 4)
    /// Long layout: the plan put together from its records breaks a rule.
    static let planBreaksRule = State(rawValue: 8)
    /// Long layout: the ratings put together from their records lack one.
    static let ratingsBreakRule = State(rawValue: 16)
    /// Long layout: the records disagree about a text.
    static let textsConflict = State(rawValue: 32)
    /// There is more than one plan, so that none is chosen.
    static let planIsDuplicate = State(rawValue: 64)
    /// There is more than one set of ratings, so that none is chosen.
    static let ratingsAreDuplicate = State(rawValue: 128)
  }

  /// No record, no executive.
  static let none = UInt32.max

  let plans: Sheets
  let ratings: Sheets
  let rules: Rules
  /// For each plan record the first record of its executive.
  let leaders: Column<UInt32>.View
  let states: Column<State>.View
  /// For each executive the first rating record, or ``none``.
  let ratingRecords: Column<UInt32>.View
  /// A level for each executive and element.
  let levels: Column<UInt8>.View
  /// The initial summary rating of each executive, 0 where there is none, and the summary score.
  let initialRatings: Column<UInt8>.View
  let scores: Column<UInt32>.View
  /// For each rating record the executive, or ``none``.
  let executiveOfRating: Column<UInt32>.View
  /// For each executive the number of the board.
  let boardNumbers: Column<UInt32>.View
  /// Where plans came in the long layout.
  let assembled: AssembledPlans?

  /// Plans put together from records in the long layout.
  struct AssembledPlans: BitwiseCopyable, Sendable {
    /// For each executive and element the weight.
    let weights: Column<UInt16>.View
    /// For each executive and element the record that gave the weight, or ``none``.
    let records: Column<UInt32>.View
    /// For each executive and text the first record that gave it, or ``none``.
    let textRecords: Column<UInt32>.View
  }

  private var elements: Int { rules.elements }

  // MARK: - One executive

  /// Whether a plan record is the first of its executive, and so stands for the executive.
  @inline(__always)
  func isExecutive(_ record: Int) -> Bool { leaders[record] == UInt32(record) }

  /// Scored, or why not.
  @inline(__always)
  func status(of executive: Int) -> RosterStatus {
    let state = states[executive]
    if !state.isDisjoint(with: [.planIsWrong, .ratingsAreWrong]) { return .rejected }
    return state.contains(.hasRatings) ? .rated : .notRated
  }

  /// The score and rating; `nil` unless the executive is rated.
  @inline(__always)
  func rating(of executive: Int) -> (level: Level, score: SummaryScore)? {
    Level(rawValue: initialRatings[executive]).map {
      ($0, SummaryScore(hundredths: scores[executive]))
    }
  }

  /// The number of the executive's board in ``Appraisals/boards``.
  @inline(__always)
  func board(of executive: Int) -> Int { Int(boardNumbers[executive]) }

  /// The plan record that gave a text of an executive: the first that is not blank there.
  @inline(__always)
  func record(of text: TextColumn, of executive: Int) -> Int {
    guard let assembled else { return executive }
    let record = assembled.textRecords[executive * TextColumn.allCases.count + text.rawValue]
    return record == Self.none ? executive : Int(record)
  }

  /// Calls `body` with a text of an executive; empty where none is given.
  @inline(__always)
  func withText<Result>(
    _ text: TextColumn, of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    plans.withText(text, of: record(of: text, of: executive), body)
  }

  /// Calls `body` with the weights of an executive's plan, hundredths of a percent or ``Cell``s.
  @inline(__always)
  func withWeights<Result>(of executive: Int, _ body: (Span<UInt16>) -> Result) -> Result {
    let cells = executive * elements..<(executive + 1) * elements
    if let assembled { return assembled.weights.withRows(cells, body) }
    return plans.withWeights(of: executive, elements: elements, body)
  }

  /// Calls `body` with the levels of an executive's ratings, or ``Cell``s.
  @inline(__always)
  func withLevels<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    levels.withRows(executive * elements..<(executive + 1) * elements, body)
  }

  /// The number of rating records of nobody who has a plan.
  ///
  /// - Complexity: O(rating records).
  var strayRatingRecords: Int {
    (0..<executiveOfRating.count).count { executiveOfRating[$0] == Self.none }
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
    var state = states[executive]
    if plans.isLong(executive),
      !plans.marks(of: executive).contains(.unidentified)
    {
      withWeights(of: executive) { weights in
        rules.judge(weights: weights) { _ in
          state.formUnion([.planBreaksRule, .planIsWrong])
        }
      }
    }
    let first = ratingRecords[executive]
    if first != Self.none, ratings.isLong(Int(first)) {
      withLevels(of: executive) { levels in
        if levels.indices.allSatisfy({ levels[$0] == Cell.missingLevel }) {
          if !state.contains(.ratingsAreWrong) { state.remove(.hasRatings) }
        } else {
          rules.judge(ratings: levels) { _ in
            state.formUnion([.ratingsBreakRule, .ratingsAreWrong])
          }
        }
      }
    }
    states[executive] = state
  }
}
