import Appraisal
import ReviewBoards
import Synchronization

/// All executives who have a plan: their plans joined with their ratings, judged and scored.
///
/// An executive is known by the number of the first plan record that names him or her; the rows of
/// the columns are these numbers, and rows of other records stay empty. A plan record without a
/// valid executive id counts as an executive of its own, so that nobody is lost.
final class Executives: Sendable {
  /// What is known of an executive; a set of bits.
  struct State: OptionSet, Sendable {
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

  static let none = UInt32.max

  let intake: Intake
  /// For each plan record the first record of its executive.
  let leaders: Column<UInt32>
  let states: Column<State>
  /// For each executive the first rating record, or ``none``.
  let ratingRecords: Column<UInt32>
  /// A level for each executive and element.
  let levels: Column<UInt8>
  /// The initial summary rating of each executive, 0 where there is none, and the summary score.
  let initialRatings: Column<UInt8>
  let scores: Column<UInt32>
  /// For each rating record the executive, or ``none``.
  let executiveOfRating: Column<UInt32>
  /// Where plans came in the long layout: weights for each executive and element, and the record
  /// that gave each.
  let assembled: AssembledPlans?
  /// The other record of a duplicate or twin, by the record, for plans and for ratings.
  let planRelations: Relations
  let ratingRelations: Relations
  /// The review boards, by name.
  let boards: [ReviewBoard]
  /// For each plan record the number of its board.
  private let boardNumbers: Column<UInt32>

  /// Plans put together from records in the long layout.
  struct AssembledPlans: Sendable {
    let weights: Column<UInt16>
    /// For each executive and element the record that gave the weight, or ``none``.
    let records: Column<UInt32>
    /// For each executive and text the first record that gave it, or ``none``.
    let textRecords: Column<UInt32>
  }

  var system: AppraisalSystem { intake.system }
  private let elements: Int

  /// Joins, judges and scores.
  ///
  /// - Complexity: O(records); the ids of both sides are read once.
  init(_ intake: Intake, workers: Workers) async throws(RunError) {
    elements = intake.rules.elements
    let plans = intake.plans.count
    let ratings = intake.ratings.count
    self.intake = intake
    leaders = Column(count: plans, repeating: 0)
    states = Column(count: plans, repeating: [])
    ratingRecords = Column(count: plans, repeating: Self.none)
    levels = Column(count: plans * elements, repeating: Cell.missingLevel)
    initialRatings = Column(count: plans, repeating: 0)
    scores = Column(count: plans, repeating: 0)
    executiveOfRating = Column(count: ratings, repeating: Self.none)
    let hasLongPlans = intake.files.contains { $0.role == .plans && $0.columns.isLong }
    assembled =
      hasLongPlans
      ? AssembledPlans(
        weights: Column(count: plans * elements, repeating: Cell.missingWeight),
        records: Column(count: plans * elements, repeating: Self.none),
        textRecords: Column(count: plans * TextColumn.allCases.count, repeating: Self.none)) : nil
    boardNumbers = Column(count: plans, repeating: 0)
    let join = Join(
      intake: intake, leaders: leaders, states: states, ratingRecords: ratingRecords,
      levels: levels, executiveOfRating: executiveOfRating, assembled: assembled)
    (planRelations, ratingRelations) = try await join.run(on: workers)
    boards = try await Self.boards(
      of: intake.plans, leaders: leaders, assembled: assembled, into: boardNumbers,
      workers: workers)
    try await rate(on: workers)
  }

  // MARK: - One executive

  /// Whether a plan record is the first of its executive, and so stands for the executive.
  func isExecutive(_ record: Int) -> Bool { leaders[record] == UInt32(record) }

  /// Scored, or why not.
  func status(of executive: Int) -> RosterStatus {
    let state = states[executive]
    if !state.isDisjoint(with: [.planIsWrong, .ratingsAreWrong]) { return .rejected }
    return state.contains(.hasRatings) ? .rated : .notRated
  }

  /// The score and rating; `nil` unless the executive is rated.
  func rating(of executive: Int) -> (level: Level, score: SummaryScore)? {
    Level(rawValue: initialRatings[executive]).map {
      ($0, SummaryScore(hundredths: scores[executive]))
    }
  }

  /// The number in ``boards`` of the executive's board.
  func board(of executive: Int) -> Int { Int(boardNumbers[executive]) }

  /// The plan record that gave a text of an executive: the first that is not blank there.
  func record(of text: TextColumn, of executive: Int) -> Int {
    Self.record(of: text, of: executive, assembled)
  }

  private static func record(
    of text: TextColumn, of executive: Int, _ assembled: AssembledPlans?
  ) -> Int {
    guard let assembled else { return executive }
    let record = assembled.textRecords[executive * TextColumn.allCases.count + text.rawValue]
    return record == none ? executive : Int(record)
  }

  /// Calls `body` with a text of an executive; empty where none is given.
  @inline(__always)
  func withText<Result>(
    _ text: TextColumn, of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    intake.plans.withText(text, of: record(of: text, of: executive), body)
  }

  /// Calls `body` with the weights of an executive's plan, hundredths of a percent or ``Cell``s.
  func withWeights<Result>(of executive: Int, _ body: (Span<UInt16>) -> Result) -> Result {
    let cells = executive * elements..<(executive + 1) * elements
    if let assembled { return assembled.weights.withRows(cells, body) }
    return intake.plans.withWeights(of: executive, elements: elements, body)
  }

  /// Calls `body` with the levels of an executive's ratings, or ``Cell``s.
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

  private func rate(on workers: Workers) async throws(RunError) {
    try await workers.forEach(intake.plans.segments.count) { [self] segment in
      for executive in intake.plans.records(of: segment) where isExecutive(executive) {
        judgeAssembled(executive)
        guard status(of: executive) == .rated else { continue }
        let rating = withWeights(of: executive) { weights in
          withLevels(of: executive) { levels in intake.rules.rate(weights: weights, ratings: levels)
          }
        }
        initialRatings[executive] = rating.level.rawValue
        scores[executive] = rating.score.hundredths
      }
    }
  }

  /// Asks the system about plans and ratings that stood on several records.
  private func judgeAssembled(_ executive: Int) {
    var state = states[executive]
    if intake.plans.isLong(executive),
      !intake.plans.marks(of: executive).contains(.unidentified)
    {
      withWeights(of: executive) { weights in
        intake.rules.judge(weights: weights) { _ in
          state.formUnion([.planBreaksRule, .planIsWrong])
        }
      }
    }
    let first = ratingRecords[executive]
    if first != Self.none, intake.ratings.isLong(Int(first)) {
      withLevels(of: executive) { levels in
        if levels.indices.allSatisfy({ levels[$0] == Cell.missingLevel }) {
          if !state.contains(.ratingsAreWrong) { state.remove(.hasRatings) }
        } else {
          intake.rules.judge(ratings: levels) { _ in
            state.formUnion([.ratingsBreakRule, .ratingsAreWrong])
          }
        }
      }
    }
    states[executive] = state
  }

  /// Finds the boards of the executives, and writes the number of each one's.
  private static func boards(
    of plans: Sheets, leaders: Column<UInt32>, assembled: AssembledPlans?,
    into numbers: Column<UInt32>, workers: Workers
  ) async throws(RunError) -> [ReviewBoard] {
    // For each segment the symbols that executives of any segment use.
    let used = try await workers.map(plans.segments.count) { segment in
      var used = Set<SymbolPlace>()
      for record in plans.records(of: segment) where leaders[record] == UInt32(record) {
        used.insert(SymbolPlace(plans, Self.record(of: .board, of: record, assembled)))
      }
      return used
    }
    var names: [SymbolPlace: [UInt8]] = [:]
    for place in used.joined() where names[place] == nil {
      names[place] = plans.segments[place.segment].boards.texts.with(place.symbol, boardName)
    }
    let boards = ReviewBoard.boards(named: Array(Set(names.values)))
    let numberOfName = Dictionary(
      uniqueKeysWithValues: boards.enumerated().map { ($1.name, UInt32($0)) })
    let numberOfSymbol = names.mapValues { numberOfName[$0] ?? 0 }
    try await workers.forEach(plans.segments.count) { segment in
      var last: (place: SymbolPlace, number: UInt32)?
      for record in plans.records(of: segment) where leaders[record] == UInt32(record) {
        let place = SymbolPlace(plans, Self.record(of: .board, of: record, assembled))
        if last?.place != place { last = (place, numberOfSymbol[place] ?? 0) }
        numbers[record] = last?.number ?? 0
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

/// Pairs of records that have to do with each other.
struct Relations: Sendable {
  /// How two records are related.
  enum Kind: UInt8, Sendable {
    /// Both claim the same place in one plan or set of ratings.
    case duplicate
    /// Their ids differ in nothing but capitals.
    case twin
    /// The other belongs to the executive whose first record this is.
    case further
  }

  /// One record and the other.
  struct Pair: Sendable {
    let record: UInt32
    let other: UInt32
    let kind: Kind
  }

  private let pairs: [Pair]

  /// Relations in any order.
  init(_ pairs: [Pair]) {
    self.pairs = pairs.sorted {
      ($0.record, $0.kind.rawValue, $0.other) < ($1.record, $1.kind.rawValue, $1.other)
    }
  }

  /// The other records of the relations of a kind, in order.
  ///
  /// - Complexity: O(log pairs + result).
  func others(of record: Int, _ kind: Kind) -> some Sequence<Int> {
    let start = pairs.partitioningIndex {
      ($0.record, $0.kind.rawValue) >= (UInt32(record), kind.rawValue)
    }
    return pairs[start...].lazy.prefix { $0.record == UInt32(record) && $0.kind == kind }
      .map { Int($0.other) }
  }

  /// The first of ``others(of:_:)``.
  func other(of record: Int, _ kind: Kind) -> Int? {
    guard !pairs.isEmpty else { return nil }
    return others(of: record, kind).first { _ in true }
  }
}
