import Appraisal
import Columns
import ReviewBoards

/// All executives who have a plan: their plans joined with their ratings, judged and scored.
///
/// Wide plans of A, B, a (whose id differs from A's in a capital) and once more A, and ratings of B
/// and A:
///
///     plan record         0         1         2         3
///     id                  A         B         a         A
///     executiveOfRow      0         1         2         0
///     flags               rejected  rated     not rated –
///     ratingRecords       1         0         none      –
///     rating record       0         1
///     executiveOfRating   1         0
///
/// The row of record 3 is used only for to say that A is its executive: two plans of one
/// executive are a duplicate.
///
/// An executive is known by the first plan record that names him or her; the rows of the columns
/// have the numbers of these records, or those of ``ExecutiveRows``. A plan record without a valid
/// executive id counts as an executive of its own, so that nobody is lost.
///
/// There are only numbers and places in memory in it, so that tasks can look up millions of
/// executives without touching a reference count, which they would otherwise fight for. The
/// holder of executives keeps their ``Appraisals`` alive.
struct Executives: BitwiseCopyable, Sendable {
  let plans: RecordTable<Plans>
  let ratings: RecordTable<Ratings>
  /// Under which spelling a text counts that executives share.
  let spellings: Spellings.View
  let rules: Rules
  /// By the row of any plan record whose it is: also the rows of further records know their
  /// executive.
  let executiveOfRow: ExecutiveColumn<Executive>
  let flags: ExecutiveColumn<ExecutiveFlags>
  /// The first rating record, or none.
  let ratingRecords: ExecutiveColumn<RatingRecord>
  /// The initial summary rating, 0 if there is none, and the summary score.
  let initialRatings: ExecutiveColumn<UInt8>
  let scores: ExecutiveColumn<UInt32>
  /// The number of the board.
  let boardNumbers: ExecutiveColumn<UInt32>
  /// For each row a level for each element.
  let levels: Column<UInt8>.View
  /// For each rating record the executive, or nobody.
  let executiveOfRating: Column<Executive>.View
  /// Where plans came in the long layout.
  let assembled: AssembledPlans?

  /// Plans put together from records in the long layout.
  struct AssembledPlans: BitwiseCopyable, Sendable {
    /// For each row and element the weight.
    let weights: Column<UInt16>.View
    /// For each row and element the record that gave the weight, or none.
    let records: Column<PlanRecord>.View
    /// The number of texts of a plan that are kept.
    let texts: Int
    /// For each row and text the first record that gave it, or none.
    let textRecords: Column<PlanRecord>.View
  }

  private var elements: Int { rules.elements }

  // MARK: - One executive

  /// The executive whose plan record it is.
  @inline(__always)
  func executive(of record: PlanRecord) -> Executive {
    executiveOfRow[executiveOfRow.row(of: record)]
  }

  /// The executive whose first plan record it is; `nil` for a further one.
  @inline(__always)
  func executive(ofFirst record: PlanRecord) -> Executive? {
    let executive = executive(of: record)
    return executive.firstRecord == record ? executive : nil
  }

  /// The executive whose rating record it is; `nil` where he or she has no plan.
  @inline(__always)
  func executive(of record: RatingRecord) -> Executive? { executiveOfRating[record.index].ifAny }

  /// Those whose first plan record a segment of the plans holds, in the order of the records.
  func executives(ofSegment segment: Int) -> Segment {
    Segment(rest: plans.records(of: segment), executiveOfRow: executiveOfRow)
  }

  /// The executives of a segment.
  struct Segment: Sequence, IteratorProtocol {
    fileprivate var rest: Range<PlanRecord>
    fileprivate let executiveOfRow: ExecutiveColumn<Executive>

    @inline(__always)
    mutating func next() -> Executive? {
      while !rest.isEmpty {
        let record = rest.lowerBound
        rest = record.advanced(by: 1)..<rest.upperBound
        let executive = executiveOfRow[executiveOfRow.row(of: record)]
        if executive.firstRecord == record { return executive }
      }
      return nil
    }
  }

  /// The row of an executive in the columns.
  @inline(__always)
  func row(of executive: Executive) -> ExecutiveRow {
    executiveOfRow.row(of: executive.firstRecord)
  }

  /// Scored, or why not.
  @inline(__always)
  func status(of executive: Executive) -> RosterStatus {
    let state = flags[executive]
    if state.isRejected { return .rejected }
    return state.contains(.hasRatings) ? .rated : .notRated
  }

  /// The score and rating; `nil` unless the executive is rated.
  @inline(__always)
  func rating(of executive: Executive) -> (level: Level, score: SummaryScore)? {
    Level(rawValue: initialRatings[executive]).map {
      ($0, SummaryScore(hundredths: scores[executive]))
    }
  }

  /// Whether a rated executive's rating is one by the override, not by the range of the score.
  @inline(__always)
  func isOverridden(_ executive: Executive) -> Bool {
    guard rules.overrides(initialRatings[executive]) else { return false }
    return withLevels(of: executive) { levels in
      levels.indices.contains { rules.overrides(levels[$0]) }
    }
  }

  /// The elements whose levels override the score of a rated executive.
  func overridingElements(of executive: Executive) -> [Int] {
    withLevels(of: executive) { levels in levels.indices.filter { rules.overrides(levels[$0]) } }
  }

  /// The number of the executive's board in ``Appraisals/boards``.
  @inline(__always)
  func board(of executive: Executive) -> Int { Int(boardNumbers[executive]) }

  /// The plan record that gave a text of an executive: the first that is not blank there.
  @inline(__always)
  func record(of text: PlanText, of executive: Executive) -> PlanRecord {
    let first = executive.firstRecord
    guard let assembled, text.number < assembled.texts else { return first }
    let cell = row(of: executive).index * assembled.texts + text.number
    return assembled.textRecords[cell].ifAny ?? first
  }

  /// The plan record that gave the weight of an element, or left it blank; `nil` where none is about
  /// it.
  func giver(ofElement element: Int, of executive: Executive) -> PlanRecord? {
    guard let assembled else { return executive.firstRecord }
    return assembled.records[cells(of: executive).lowerBound + element].ifAny
  }

  /// Calls `body` with the executive id as given.
  @inline(__always)
  func withID<Result>(of executive: Executive, _ body: (Span<UInt8>) -> Result) -> Result {
    plans.withID(of: executive.firstRecord, body)
  }

  /// Calls `body` with a text of an executive; empty where none is given. A text that executives share
  /// comes in the spelling that stands for all.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of executive: Executive, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    withText(text, of: record(of: text, of: executive), body)
  }

  /// Calls `body` with a text of a plan record, a shared one in the spelling that stands for all.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of record: PlanRecord, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard text.isShared else { return plans.withText(text, of: record, body) }
    return spellings.with(text, number: number(of: text, of: record), body)
  }

  /// Calls `body` with a text of an executive, as ``withText(_:of:_:)-(PlanText,Executive,_)`` does, and
  /// with its cell of CSV, which is empty where it is not kept; see ``TextRows``.
  @inline(__always)
  func withCell<Result>(
    _ text: PlanText, of executive: Executive,
    _ body: (_ text: Span<UInt8>, _ cell: Span<UInt8>) -> Result
  ) -> Result {
    let record = record(of: text, of: executive)
    guard text.isShared else { return plans.withCell(text, of: record, body) }
    return spellings.withCell(text, number: number(of: text, of: record), body)
  }

  /// The number of a shared text of a plan record: that of the text, in whichever spelling.
  @inline(__always)
  func number(of text: PlanText, of record: PlanRecord) -> Int {
    spellings.number(of: text, spelling: plans.number(of: text, of: record))
  }

  /// Whether a text differs between two plan records, in more than its spelling.
  func differ(_ text: PlanText, of record: PlanRecord, _ other: PlanRecord) -> Bool {
    guard text.isShared else { return plans.differ(text, of: record, other) }
    return number(of: text, of: record) != number(of: text, of: other)
  }

  /// Calls `body` with the weights of an executive's plan, hundredths of a percent or ``Sentinel``s.
  @inline(__always)
  func withWeights<Result>(of executive: Executive, _ body: (Span<UInt16>) -> Result) -> Result {
    let (weights, first) = weightCells(of: executive)
    return weights.withRows(first..<first + elements, body)
  }

  /// Where the weights of an executive's plan stand: one for each element from the first cell on. For
  /// loops over millions, which no call of a closure may hold up.
  @inline(__always)
  func weightCells(of executive: Executive) -> (column: Column<UInt16>.View, first: Int) {
    guard let assembled else { return plans.weightCells(of: executive.firstRecord, elements) }
    return (assembled.weights, cells(of: executive).lowerBound)
  }

  /// Where the levels of an executive's ratings stand, in the same way.
  @inline(__always)
  func levelCells(of executive: Executive) -> (column: Column<UInt8>.View, first: Int) {
    (levels, cells(of: executive).lowerBound)
  }

  /// Calls `body` with the levels of an executive's ratings, or ``Sentinel``s.
  @inline(__always)
  func withLevels<Result>(of executive: Executive, _ body: (Span<UInt8>) -> Result) -> Result {
    levels.withRows(cells(of: executive), body)
  }

  @inline(__always)
  private func cells(of executive: Executive) -> Range<Int> {
    let first = row(of: executive).index * elements
    return first..<first + elements
  }

  /// The number of rating records without a plan.
  ///
  /// - Complexity: O(rating records).
  var strayRatingRecords: Int {
    executiveOfRating.withRows(0..<executiveOfRating.count) { executives in
      executives.indices.reduce(0) { $0 + (executives[$1].ifAny == nil ? 1 : 0) }
    }
  }

  // MARK: - Ahead

  /// Asks the processor for what is known of an executive, but for the texts.
  func prefetch(_ executive: Executive) {
    let row = row(of: executive).index
    flags.values.prefetch(row)
    initialRatings.values.prefetch(row)
    scores.values.prefetch(row)
    levels.prefetch(row * elements)
    plans.prefetch(executive.firstRecord, elements: elements)
  }

  /// Asks the processor for the texts of an executive for whom ``prefetch(_:)`` was called before.
  func prefetchTexts(of executive: Executive) {
    plans.prefetchTexts(of: executive.firstRecord)
  }

  // MARK: - All of them

  /// Judges what stood on several records, and scores all who can be scored, on all workers.
  func rate(on workers: Workers) async throws(RunError) {
    try await workers.forEach(plans.segmentCount) { segment in
      for executive in executives(ofSegment: segment) {
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
  private func judgeAssembled(_ executive: Executive) {
    var state = flags[executive]
    if plans.isLong(executive.firstRecord),
      !plans.flags(of: executive.firstRecord).contains(.unidentified)
    {
      withWeights(of: executive) { weights in
        if rules.refuses(weights: weights) { state.formUnion([.planBreaksRule, .planIsWrong]) }
      }
    }
    if let first = ratingRecords[executive].ifAny, ratings.isLong(first) {
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
