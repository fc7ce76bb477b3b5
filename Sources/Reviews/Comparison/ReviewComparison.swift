import Appraisal
package import Columns
import ReviewBoards
package import Runs

/// Who stands elsewhere in one review than in another: the levels at each stage, and how far everybody is.
///
///     let comparison = try await ReviewComparison(
///       of: lastWeek, with: today, isAcross: false, workers: Workers(count: 2))
///
/// Both reviews are verified first, and executives are one by their ids, byte by byte. Nothing is judged
/// again: what is compared is what the two registers say.
package struct ReviewComparison: Sendable {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-review-comparison/1"

  /// One of the two that are compared.
  struct Side: Sendable {
    let review: String
    let run: String
    let title: String?
    let isClosed: Bool
    let executives: ReviewedExecutives
    let codes: HoldingCodes

    init(_ published: PublishedRun, _ facts: Manifest.Review) throws(RunError) {
      review = published.manifest.made.run
      run = facts.run.id
      title = published.manifest.title
      isClosed = facts.closed
      executives = try ReviewedExecutives(of: published)
      codes = try HoldingCodes(of: published, among: executives)
    }

    /// The number of an executive's level at a stage among ``ReviewComparison/levelPlaces``.
    func place(of executive: Int?, at stage: Stage) -> Int {
      guard let executive else { return 6 }
      return executives.level(of: executive, at: stage).map { 5 - $0.number } ?? 5
    }

    /// The number of an executive's status among ``ReviewComparison/statusPlaces``.
    func place(of executive: Int?) -> Int {
      executive.map { executives.status(of: $0).number } ?? ReviewStatus.allCases.count
    }
  }

  /// An executive who changed; one of the two is there.
  struct Row: Sendable {
    let before: Int?
    let after: Int?
    let changes: ChangeSet<ReviewChange>
  }

  /// Where a level can be at a stage, and an executive in a review, by number: for programs and for people.
  static let levelPlaces = Level.allCases.reversed().map { "\($0.number)" } + ["none", "absent"]
  static let statusPlaces = ReviewStatus.allCases.map(\.rawValue) + ["absent"]

  let before: Side
  let after: Side
  private(set) var counts = ChangeCounts<ReviewChange>()
  /// By stage.
  private(set) var levels = Stage.allCases.map { _ in Movements(among: levelPlaces.count) }
  private(set) var statuses = Movements(among: statusPlaces.count)
  /// Those who changed, board by board in the order of their names; of each board first those who are on it
  /// later, then those who left, by the bytes of their ids.
  private(set) var rows: [Row] = []

  /// Compares two reviews.
  ///
  /// - Parameters:
  ///   - before: The earlier review.
  ///   - after: The later review.
  ///   - isAcross: Whether they may be of different runs.
  /// - Throws: ``RunError``: ``RunError/Kind/usage`` where one is a run, or they are of different runs and may
  ///   not be; ``RunError/Kind/untrustworthyInput`` where one is not as it was published.
  /// - Complexity: O(bytes of the reviews).
  package init(
    of before: PublishedRun, with after: PublishedRun, isAcross: Bool, workers: Workers
  ) async throws(RunError) {
    let (one, other) = (try Self.facts(of: before), try Self.facts(of: after))
    // A run that was made again from the same files is the same one.
    guard isAcross || one.run.filesSHA256 == other.run.filesSHA256 else {
      throw RunError(
        .usage,
        "The reviews are of different runs, \(one.run.id) and \(other.run.id). Compare these first; "
          + "to compare the reviews all the same, add --across.")
    }
    for review in [before, after] {
      try await review.verify(on: workers, orElse: "nothing was compared")
    }
    self.before = try Side(before, one)
    self.after = try Side(after, other)
    compare()
  }

  private static func facts(of published: PublishedRun) throws(RunError) -> Manifest.Review {
    guard let facts = published.manifest.review else {
      throw RunError(
        .usage,
        "\(published.manifest.made.run): a run, and a review is compared with a review. Name two reviews, "
          + "or two runs.")
    }
    return facts
  }

  // MARK: - Who changed

  private mutating func compare() {
    let (earlier, later) = (before.executives, after.executives)
    var isThere = [Bool](repeating: false, count: earlier.count)
    for executive in 0..<later.count {
      guard later.hasOwnID(executive) else {
        counts.withoutID.after += 1
        continue
      }
      let same = later.withID(of: executive) { earlier.index(ofID: $0) }
      if let same { isThere[same] = true }
      add(same, executive, same.map { changes(from: $0, to: executive) } ?? ChangeSet(.appeared))
    }
    for executive in 0..<earlier.count where !isThere[executive] {
      guard earlier.hasOwnID(executive) else {
        counts.withoutID.before += 1
        continue
      }
      add(executive, nil, ChangeSet(.left))
    }
    // Both registers are in the order of the boards' names: those who left go between the boards.
    let places = rows.indices.map { (board: board(of: rows[$0]), row: $0) }
    let sorted = places.sorted { one, other in
      one.board == other.board
        ? one.row < other.row : goesBeforeByBytes(one.board, other.board)
    }
    rows = sorted.map { rows[$0.row] }
  }

  private mutating func add(_ one: Int?, _ other: Int?, _ changes: ChangeSet<ReviewChange>) {
    counts.add(changes)
    for stage in Stage.allCases {
      levels[stage.number].add(
        from: before.place(of: one, at: stage), to: after.place(of: other, at: stage))
    }
    statuses.add(from: before.place(of: one), to: after.place(of: other))
    if !changes.isEmpty { rows.append(Row(before: one, after: other, changes: changes)) }
  }

  /// The name of the board that somebody is on later, or was on.
  private func board(of row: Row) -> [UInt8] {
    if let executive = row.after { return after.executives.board(of: executive) }
    return row.before.map { before.executives.board(of: $0) } ?? []
  }

  /// What is another from one side to the other.
  private func changes(from one: Int, to other: Int) -> ChangeSet<ReviewChange> {
    var changes = ChangeSet<ReviewChange>()
    let (earlier, later) = (before.executives, after.executives)
    if earlier.board(of: one) != later.board(of: other) { changes.add(.movedBoard) }
    let (old, new) = (earlier.status(of: one), later.status(of: other))
    switch (earlier.level(of: one, at: .initial), later.level(of: other, at: .initial)) {
    case (let from?, let to?): if from != to { changes.add(.levelChanged) }
    case (_, .some): changes.add(.becameRated)
    case (_, nil) where old == new: break
    case (_, nil): changes.add(new == .notRated ? .becameNotRated : .becameRejected)
    }
    let kinds: [(Stage, ReviewChange, ReviewChange, ReviewChange)] = [
      (.recommended, .recommended, .recommendationChanged, .recommendationWithdrawn),
      (.annual, .assigned, .assignmentChanged, .assignmentWithdrawn),
    ]
    for (stage, given, changed, withdrawn) in kinds {
      switch (earlier.level(of: one, at: stage), later.level(of: other, at: stage)) {
      case (nil, nil): break
      case (nil, .some): changes.add(given)
      case (.some, nil): changes.add(withdrawn)
      case (let from?, let to?): if from != to { changes.add(changed) }
      }
    }
    if old != new, new == .held { changes.add(.becameHeld) }
    if old != new, old == .held { changes.add(.noLongerHeld) }
    if !changedStatements(from: one, to: other).isEmpty { changes.add(.statementChanged) }
    return changes
  }

  /// What was stated otherwise of somebody who is there before and after, at levels that stay.
  func changedStatements(from one: Int, to other: Int) -> [StatementColumn] {
    let (earlier, later) = (before.executives, after.executives)
    return StatementColumn.all.filter { statement in
      if let stage = statement.stage,
        earlier.level(of: one, at: stage) != later.level(of: other, at: stage)
      {
        return false
      }
      return !earlier.states(statement, of: one, as: other, in: later)
    }
  }

  /// The names of the columns of the register that say so; none of somebody who is there only once.
  func changedStatements(of row: Row) -> [String] {
    guard let one = row.before, let other = row.after else { return [] }
    return changedStatements(from: one, to: other).map(\.name)
  }

  /// Calls `body` with the id of an executive.
  func withID<Result>(of row: Row, _ body: (Span<UInt8>) -> Result) -> Result {
    if let executive = row.after { return after.executives.withID(of: executive, body) }
    guard let executive = row.before else { preconditionFailure("a row is about somebody") }
    return before.executives.withID(of: executive, body)
  }
}
