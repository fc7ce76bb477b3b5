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
///     facts               rejected  rated     not rated further record of 0
///     rating record       1         0         none      –
///
///     rating record       0         1
///     executiveOfRating   1         0
///
/// The row of record 3 says no more than that A is its executive: two plans of one executive are a
/// duplicate.
///
/// An executive is known by the first plan record that names him or her, and has the row of that
/// record (``ExecutiveRows``). A plan record without a valid executive id counts as an executive of
/// its own, so that nobody is lost.
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
  /// The rows of the columns.
  let rows: ExecutiveRows.View
  /// By row.
  let facts: Column<ExecutiveFacts>.View
  /// For each row a level for each element.
  let levels: Column<UInt8>.View
  /// For each rating record the executive, or nobody.
  let executiveOfRating: Column<Executive>.View
  /// By the number of the text that names a board, the number of the board.
  let boardOfText: Column<UInt32>.View
  /// Where plans came in the long layout.
  let assembled: AssembledPlans?
  /// Whether any ratings came in the long layout.
  let haveLongRatings: Bool

  /// Plans put together from records in the long layout.
  struct AssembledPlans: BitwiseCopyable, Sendable {
    /// For each row and element the weight.
    let weights: Column<UInt16>.View
    /// For each row and element the record that gave the weight, or none.
    let records: Column<PlanRecord>.View
    /// For each row and text the first record that gave it; or none, where that is the executive's first
    /// record, or none did: so nothing is touched for nearly everybody.
    let textRecords: Column<PlanRecord>.View
  }

  private var elements: Int { rules.elements }

  // MARK: - One executive

  /// What is known of an executive.
  subscript(executive: Executive) -> ExecutiveFacts {
    @inline(__always) get { facts[row(of: executive).index] }
    @inline(__always) nonmutating set(value) { facts[row(of: executive).index] = value }
  }

  /// The executive whose row it is.
  @inline(__always)
  func executive(of row: ExecutiveRow) -> Executive {
    let facts = facts[row.index]
    return facts.areFurther ? facts.executive : Executive(firstRecord: rows.firstRecord(of: row))
  }

  /// The executive whose plan record it is.
  @inline(__always)
  func executive(of record: PlanRecord) -> Executive { executive(of: rows.row(of: record)) }

  /// The executive whose first plan record it is; `nil` for a further one.
  @inline(__always)
  func executive(ofFirst record: PlanRecord) -> Executive? {
    let executive = executive(of: record)
    return executive.firstRecord == record ? executive : nil
  }

  /// The executive whose rating record it is; `nil` where he or she has no plan.
  @inline(__always)
  func executive(of record: RatingRecord) -> Executive? {
    executiveOfRating[record.index].ifAny
  }

  /// Those whose first plan record a segment of the plans holds, in the order of the records.
  func executives(ofSegment segment: Int) -> Segment {
    Segment(rest: rows.rows(ofSegment: segment), rows: rows, facts: facts)
  }

  /// The executives of a segment.
  struct Segment: Sequence, IteratorProtocol {
    fileprivate var rest: Range<ExecutiveRow>
    fileprivate let rows: ExecutiveRows.View
    fileprivate let facts: Column<ExecutiveFacts>.View

    @inline(__always)
    mutating func next() -> Executive? {
      while !rest.isEmpty {
        let row = rest.lowerBound
        rest = row.advanced(by: 1)..<rest.upperBound
        if !facts[row.index].areFurther {
          return Executive(firstRecord: rows.firstRecord(of: row))
        }
      }
      return nil
    }
  }

  /// The row of an executive in the columns.
  @inline(__always)
  func row(of executive: Executive) -> ExecutiveRow { rows.row(of: executive.firstRecord) }

  /// Scored, or why not.
  @inline(__always)
  func status(of executive: Executive) -> RosterStatus { self[executive].status }

  /// The score and rating; `nil` unless the executive is rated.
  @inline(__always)
  func rating(of executive: Executive) -> (level: Level, score: SummaryScore)? {
    self[executive].rating
  }

  /// Whether an executive's rating, which is known, is one by the override, not by the range of the score.
  @inline(__always)
  func isOverridden(_ executive: Executive, ratedAt level: Level) -> Bool {
    guard rules.overrides(level.rawValue) else { return false }
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
  func board(of executive: Executive) -> Int {
    Int(boardOfText[Int(self[executive].boardText)])
  }

  /// The plan record that gave a text of an executive: the first that is not blank there.
  @inline(__always)
  func record(of text: PlanText, of executive: Executive) -> PlanRecord {
    let first = executive.firstRecord
    guard let assembled else { return first }
    let cell = row(of: executive).index * PlanText.count + text.number
    return assembled.textRecords[cell].ifAny ?? first
  }

  /// The plan record that gave the weight of an element, or left it blank; `nil` where none is about
  /// it.
  func giver(ofElement element: Int, of executive: Executive) -> PlanRecord? {
    guard let assembled else { return executive.firstRecord }
    return assembled.records[row(of: executive).index * elements + element].ifAny
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

  /// Where a text of an executive stands, a shared one in the spelling that stands for all: its row, and its
  /// number in it. For who asks for several texts of one executive, whose own row is found once.
  ///
  /// - Parameter own: The row of texts of the executive's first record.
  @inline(__always)
  func place(
    of text: PlanText, of executive: Executive, own: TextRows.Row
  ) -> (row: TextRows.Row, column: Int) {
    let giver = record(of: text, of: executive)
    let row = giver == executive.firstRecord ? own : plans.texts(of: giver)
    return text.isShared ? (spellings.row(of: text, in: row), 0) : (row, text.number + 1)
  }

  /// Calls `body` with a text of a plan record, a shared one in the spelling that stands for all.
  @inline(__always)
  func withText<Result>(
    _ text: PlanText, of record: PlanRecord, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard text.isShared else { return plans.withText(text, of: record, body) }
    return spellings.with(text, number: number(of: text, of: record), body)
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
    return (assembled.weights, cells(of: row(of: executive)).lowerBound)
  }

  /// The same of an executive whose first record is known to be this one of a segment.
  ///
  /// - Parameter own: The weights of the segment.
  @inline(__always)
  func weightCells(
    of executive: Executive, firstRecord index: Int, of own: Column<UInt16>.View
  ) -> (column: Column<UInt16>.View, first: Int) {
    guard let assembled else { return (own, index * elements) }
    return (assembled.weights, cells(of: row(of: executive)).lowerBound)
  }

  /// Where the levels of an executive's ratings stand, in the same way.
  @inline(__always)
  func levelCells(of executive: Executive) -> (column: Column<UInt8>.View, first: Int) {
    (levels, cells(of: row(of: executive)).lowerBound)
  }

  /// Calls `body` with the levels of an executive's ratings, or ``Sentinel``s.
  @inline(__always)
  func withLevels<Result>(of executive: Executive, _ body: (Span<UInt8>) -> Result) -> Result {
    withLevels(of: row(of: executive), body)
  }

  @inline(__always)
  private func withLevels<Result>(of row: ExecutiveRow, _ body: (Span<UInt8>) -> Result) -> Result {
    levels.withRows(cells(of: row), body)
  }

  @inline(__always)
  private func cells(of row: ExecutiveRow) -> Range<Int> {
    row.index * elements..<(row.index + 1) * elements
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

  /// Asks the processor for where to find what is known of an executive: in the long layout the row, and which
  /// row of texts the first record shares with others.
  @inline(__always)
  func prefetchRow(of executive: Executive) {
    guard assembled != nil else { return }
    rows.prefetch(executive.firstRecord)
    plans.prefetchIdentity(of: executive.firstRecord)
  }

  /// Asks the processor for what is known of an executive for whom ``prefetchRow(of:)`` was called before: all but
  /// the texts.
  func prefetch(_ executive: Executive) {
    let row = row(of: executive).index
    levels.prefetch(row * elements)
    if let assembled {
      assembled.weights.prefetch(row * elements)
      assembled.textRecords.prefetch(row * PlanText.count)
    }
    plans.prefetch(executive.firstRecord, elements: elements)
  }

  /// Asks the processor for the texts of an executive for whom ``prefetch(_:)`` was called before.
  func prefetchTexts(of executive: Executive) {
    plans.prefetchTexts(of: executive.firstRecord)
  }

  // MARK: - All of them

  /// Judges, scores all who can be scored, and finds out which texts name their boards, on all
  /// workers.
  ///
  /// - Returns: The numbers of the texts that name boards, in any order; each at least once.
  func rate(on workers: Workers) async throws(RunError) -> [Int] {
    // Each task keeps in mind which texts it has met.
    let met = { @Sendable in Column(count: boardOfText.count, repeating: false) }
    let texts = try await workers.map(plans.segmentCount, state: met) { segment, met in
      var texts: [Int] = []
      let first = plans.records(of: segment).lowerBound
      let columns = plans.columns(of: segment)
      for executive in executives(ofSegment: segment) {
        let row = row(of: executive)
        var facts = facts[row.index]
        let text = number(of: .board, of: record(of: .board, of: executive))
        facts.boardText = UInt32(text)
        if !met[text] {
          met[text] = true
          texts.append(text)
        }
        let index = executive.firstRecord.index - first.index
        judge(&facts, of: row, firstRecord: index, of: columns)
        if facts.status == .rated {
          let rating = withWeights(of: row, firstRecord: index, of: columns) { weights in
            withLevels(of: row) { rules.rate(weights: weights, ratings: $0) }
          }
          facts.initialRating = rating.level.rawValue
          facts.score = rating.score.hundredths
        }
        self.facts[row.index] = facts
      }
      return texts
    }
    return texts.flatMap(\.self)
  }

  /// Says what is wrong with a plan by its first record, and asks the system about plans and ratings
  /// that stood on several records.
  @inline(__always)
  private func judge(
    _ facts: inout ExecutiveFacts, of row: ExecutiveRow, firstRecord index: Int,
    of columns: RecordSegment.Columns
  ) {
    let flags = columns.flags[index]
    if flags.contains(.wrong) { facts.flags.insert(.planIsWrong) }
    if columns.isLong, !flags.contains(.unidentified) {
      withWeights(of: row, firstRecord: index, of: columns) { weights in
        if rules.refuses(weights: weights) {
          facts.flags.formUnion([.planBreaksRule, .planIsWrong])
        }
      }
    }
    guard haveLongRatings, let first = facts.ratingRecord.ifAny, ratings.isLong(first) else {
      return
    }
    withLevels(of: row) { levels in
      if levels.indices.allSatisfy({ levels[$0] == Sentinel.missingLevel }) {
        if !facts.flags.contains(.ratingsAreWrong) { facts.flags.remove(.hasRatings) }
      } else if rules.refuses(ratings: levels) {
        facts.flags.formUnion([.ratingsBreakRule, .ratingsAreWrong])
      }
    }
  }

  /// Calls `body` with the weights of a row, where its first record is known to be this one.
  @inline(__always)
  private func withWeights<Result>(
    of row: ExecutiveRow, firstRecord index: Int, of columns: RecordSegment.Columns,
    _ body: (Span<UInt16>) -> Result
  ) -> Result {
    if let assembled { return assembled.weights.withRows(cells(of: row), body) }
    return columns.weights.withRows(index * elements..<(index + 1) * elements, body)
  }
}
