import Appraisal
package import Columns
import ReviewBoards

/// Who stands elsewhere in one run than in another, and exactly why.
///
///     let comparison = try await RunComparison(
///       of: lastNight, with: tonight, systems: [], workers: Workers(count: 2))
///
/// Both runs are verified first, every score and level is derived again from the weights and ratings
/// of its roster, and executives are one by their ids, byte by byte.
package struct RunComparison: Sendable {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-comparison/1"

  /// One of the two that are compared.
  struct Side: Sendable {
    let run: String
    let title: String?
    let system: AppraisalSystem
    let rules: Rules
    let executives: PublishedExecutives
    /// The errors of those who were rejected here alone.
    var errors = ErrorCodes()

    init(_ run: PublishedRun, _ executives: PublishedExecutives, under system: AppraisalSystem) {
      self.run = run.manifest.made.run
      title = run.manifest.title
      self.system = system
      rules = Rules(of: system)
      self.executives = executives
    }

    /// Where an executive stands; ``Standing/absent`` for nobody.
    func standing(of executive: Int?) -> Standing {
      guard let executive else { return .absent }
      switch executives.status(of: executive) {
      case .rated:
        guard let level = executives.level(of: executive) else {
          preconditionFailure("who is rated has a level")
        }
        return .rated(level)
      case .notRated: return .notRated
      case .rejected: return .rejected
      }
    }
  }

  /// An executive who changed; one of the two is there.
  struct Row: Sendable {
    private let beforeNumber: UInt32
    private let afterNumber: UInt32
    let changes: Changes

    init(before: Int?, after: Int?, _ changes: Changes) {
      beforeNumber = before.map { UInt32($0) } ?? .max
      afterNumber = after.map { UInt32($0) } ?? .max
      self.changes = changes
    }

    var before: Int? { beforeNumber == .max ? nil : Int(beforeNumber) }
    var after: Int? { afterNumber == .max ? nil : Int(afterNumber) }
  }

  /// What was counted of some executives.
  struct Counts: Sendable {
    var changes = ChangeCounts<Change>()
    /// From each ``Standing`` to each, by their numbers.
    var movements = Movements(among: Standing.all.count)

    mutating func add(_ changes: Changes, from before: Standing, to after: Standing) {
      self.changes.add(changes)
      movements.add(from: before.number, to: after.number)
    }

    mutating func add(_ other: Counts) {
      changes.add(other.changes)
      movements.add(other.movements)
    }
  }

  private(set) var before: Side
  private(set) var after: Side
  /// Whether both sides are one run, scored under two systems.
  let isOneRun: Bool
  let counts: Counts
  /// Those who changed, board by board in the order of their names; of each board first those who are
  /// on its later roster, in its order, then those who left, in the order of the earlier one.
  let rows: [Row]

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - before: The earlier run.
  ///   - after: The later run.
  ///   - systems: Those that the user names; the built-in ones need not be named.
  /// - Throws: ``RunError``: ``RunError/Kind/untrustworthyInput`` where a run is not as it was
  ///   published, or the system derives another rating; ``RunError/Kind/usage`` where a system is not
  ///   known, one that is named is that of no run, or the two have other elements.
  /// - Complexity: O(bytes of the runs).
  package init(
    of before: PublishedRun, with after: PublishedRun, systems: [ChosenSystem], workers: Workers
  ) async throws(RunError) {
    for run in [before, after] { try Self.refuseReview(run) }
    let (one, other) = (try before.system(among: systems), try after.system(among: systems))
    try Self.refuse(systems, ofNeither: [before, after])
    try Self.refuseOtherElements(one.system, other.system, after.manifest.made.run)
    let earlier = try await PublishedExecutives(
      of: before, under: one.system, verifiedOrElse: Self.undone, workers: workers)
    let later = try await PublishedExecutives(
      of: after, under: other.system, verifiedOrElse: Self.undone, workers: workers)
    try await self.init(
      Side(before, earlier, under: one.system), Side(after, later, under: other.system),
      isOneRun: false, workers: workers)
    let (rejectedBefore, rejectedAfter) = rejected
    self.before.errors = try ErrorCodes(about: rejectedBefore, among: earlier, of: before)
    self.after.errors = try ErrorCodes(about: rejectedAfter, among: later, of: after)
  }

  /// Compares a run with what it would be under another system.
  ///
  /// - Parameters:
  ///   - other: The other system.
  ///   - systems: As of two runs.
  /// - Throws: As for two runs.
  /// - Complexity: O(bytes of the run).
  package init(
    of run: PublishedRun, under other: ChosenSystem, systems: [ChosenSystem], workers: Workers
  ) async throws(RunError) {
    try Self.refuseReview(run)
    let own = try run.system(among: systems)
    try Self.refuse(systems, ofNeither: [run])
    try Self.refuseOtherElements(own.system, other.system, other.system.name)
    let executives = try await PublishedExecutives(
      of: run, under: own.system, verifiedOrElse: Self.undone, workers: workers)
    try await self.init(
      Side(run, executives, under: own.system),
      Side(run, executives.rescored(under: other.system), under: other.system),
      isOneRun: true, workers: workers)
    after.errors = ErrorCodes(
      ofPlansRefusedBy: other.system, of: rejected.after, among: executives)
  }

  private init(
    _ before: Side, _ after: Side, isOneRun: Bool, workers: Workers
  ) async throws(RunError) {
    self.before = before
    self.after = after
    self.isOneRun = isOneRun
    (counts, rows) = try await Matching(before, after).rows(on: workers)
  }

  /// What is not done where a file of a run is not as it was published.
  private static let undone = "nothing was compared"

  // MARK: - What is refused

  /// - Throws: ``RunError/Kind/usage`` where it is no run.
  private static func refuseReview(_ run: PublishedRun) throws(RunError) {
    guard run.manifest.kind == .review else { return }
    throw RunError(
      .usage,
      "\(run.manifest.made.run): a review, and a run is compared with a run. Name two runs, or two "
        + "reviews."
    )
  }

  /// - Throws: ``RunError/Kind/usage`` where a system was named by which neither run was made.
  private static func refuse(
    _ systems: [ChosenSystem], ofNeither runs: [PublishedRun]
  ) throws(RunError) {
    for system in systems
    where !runs.contains(where: { $0.manifest.system.sha256 == system.sha256 }) {
      throw RunError(
        .usage,
        "--system: no run here was made under this \(system.system.name). Name the file that a run was "
          + "made with, unchanged.")
    }
  }

  /// - Throws: ``RunError/Kind/usage`` where two systems have other elements.
  private static func refuseOtherElements(
    _ one: AppraisalSystem, _ other: AppraisalSystem, _ name: String
  ) throws(RunError) {
    let (ids, others) = (one.elements.map(\.id), other.elements.map(\.id))
    guard ids != others else { return }
    throw RunError(
      .usage,
      "\(name): its elements are \(others.joined(separator: ", ")), and not "
        + "\(ids.joined(separator: ", ")). Compare under systems with the same elements in the same "
        + "order.")
  }

  /// The executives of each side whose errors say why they moved.
  private var rejected: (before: Set<Int>, after: Set<Int>) {
    var found: (before: Set<Int>, after: Set<Int>) = ([], [])
    for row in rows {
      let standings = (before.standing(of: row.before), after.standing(of: row.after))
      guard standings.0 != standings.1 else { continue }
      if standings.0 == .rejected, let executive = row.before { found.before.insert(executive) }
      if standings.1 == .rejected, let executive = row.after { found.after.insert(executive) }
    }
    return found
  }

  // MARK: - Who changed

  /// What moved of an executive, element by element; `nil` unless he or she is on both sides.
  func scoreChange(of row: Row) -> ScoreChange? {
    guard let one = row.before, let other = row.after else { return nil }
    let isScored =
      before.executives.status(of: one) == .rated && after.executives.status(of: other) == .rated
    return before.executives.withWeights(of: one) { oldWeights in
      before.executives.withRatings(of: one) { oldRatings in
        after.executives.withWeights(of: other) { newWeights in
          after.executives.withRatings(of: other) { newRatings in
            ScoreChange(
              fromWeights: oldWeights, ratings: oldRatings, under: before.rules,
              toWeights: newWeights, ratings: newRatings, under: after.rules, isScored: isScored)
          }
        }
      }
    }
  }

  /// The elements at the level of the override of a side, where it decides the rating.
  func overridingElements(of executive: Int?, on side: Side) -> [AppraisalSystem.Element] {
    guard let executive, side.executives.status(of: executive) == .rated else { return [] }
    return side.executives.withRatings(of: executive) { ratings in
      ratings.indices.filter { side.rules.overrides(ratings[$0]) }.map { side.system.elements[$0] }
    }
  }

  /// The level that the earlier system gives to the later weights and ratings of an executive, where the
  /// later system gives another; `nil` where the systems agree, or the earlier one refuses the plan.
  func levelUnderEarlierSystem(of row: Row) -> Level? {
    guard let executive = row.after, after.executives.status(of: executive) == .rated else {
      return nil
    }
    return after.executives.withWeights(of: executive) { weights in
      guard before.rules.accepts(weights: weights) else { return nil }
      let rating = after.executives.withRatings(of: executive) {
        before.rules.rate(weights: weights, ratings: $0)
      }
      return rating.level == after.executives.level(of: executive) ? nil : rating.level
    }
  }
}

extension PublishedRun {
  /// The system that the run was made under: one of those that the user names, or a built-in one.
  ///
  /// - Throws: ``RunError/Kind/usage`` where it is none of them.
  fileprivate func system(among systems: [ChosenSystem]) throws(RunError) -> ChosenSystem {
    try knownSystem(systems.first { $0.sha256 == manifest.system.sha256 })
  }
}

/// Finds each executive of one side on the other.
private struct Matching: Sendable {
  private let before: RunComparison.Side
  private let after: RunComparison.Side
  /// The places of the boards of each side in the order of all names.
  private let ranks: (before: [Int], after: [Int])
  /// By the earlier number whether the executive is there later.
  private let isThere: Column<Bool>

  /// How many executives a task looks at before it takes the next.
  private static let piece = 8192

  init(_ before: RunComparison.Side, _ after: RunComparison.Side) {
    self.before = before
    self.after = after
    let names = (before.executives.boards + after.executives.boards).map(\.name)
    let sorted = Set(names).sorted { $0.lexicographicallyPrecedes($1) }
    let ranks = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
    let all = names.compactMap { ranks[$0] }
    let count = before.executives.boards.count
    self.ranks = (Array(all[..<count]), Array(all[count...]))
    isThere = Column(count: before.executives.count, repeating: false)
  }

  /// Those who changed, in the order in which they are shown, and the counts of all.
  func rows(
    on workers: Workers
  ) async throws(RunError) -> (RunComparison.Counts, [RunComparison.Row]) {
    let later = try await workers.map(pieces(of: after)) { piece throws(RunError) in
      try compare(later: range(piece, of: after))
    }
    let earlier = try await workers.map(pieces(of: before)) { piece throws(RunError) in
      try compare(earlier: range(piece, of: before))
    }
    var counts = RunComparison.Counts()
    for (part, _) in later + earlier { counts.add(part) }
    return (counts, merged(later.flatMap(\.1), earlier.flatMap(\.1)))
  }

  private func pieces(of side: RunComparison.Side) -> Int {
    (side.executives.count + Self.piece - 1) / Self.piece
  }

  private func range(_ piece: Int, of side: RunComparison.Side) -> Range<Int> {
    piece * Self.piece..<min((piece + 1) * Self.piece, side.executives.count)
  }

  /// Those who are there later, and where they were before.
  private func compare(
    later range: Range<Int>
  ) throws(RunError) -> (RunComparison.Counts, [RunComparison.Row]) {
    var counts = RunComparison.Counts()
    var rows: [RunComparison.Row] = []
    var last = -1
    for executive in range {
      WorkMeter.step()
      try expectDerived(executive, on: after)
      guard hasOwnID(executive, on: after) else {
        counts.changes.withoutID.after += 1
        continue
      }
      let earlier = earlier(than: executive, near: last)
      var changes = Changes(.appeared)
      if let earlier {
        last = earlier
        isThere[earlier] = true
        changes = self.changes(from: earlier, to: executive)
      }
      counts.add(
        changes, from: before.standing(of: earlier), to: after.standing(of: executive))
      if !changes.isEmpty {
        rows.append(.init(before: earlier, after: executive, changes))
      }
    }
    return (counts, rows)
  }

  /// Those who were there before and are not there later.
  private func compare(
    earlier range: Range<Int>
  ) throws(RunError) -> (RunComparison.Counts, [RunComparison.Row]) {
    var counts = RunComparison.Counts()
    var rows: [RunComparison.Row] = []
    for executive in range {
      try expectDerived(executive, on: before)
      if isThere[executive] { continue }
      guard hasOwnID(executive, on: before) else {
        counts.changes.withoutID.before += 1
        continue
      }
      counts.add(Changes(.left), from: before.standing(of: executive), to: .absent)
      rows.append(.init(before: executive, after: nil, Changes(.left)))
    }
    return (counts, rows)
  }

  /// Whether the id of an executive is nobody else's.
  private func hasOwnID(_ executive: Int, on side: RunComparison.Side) -> Bool {
    let executives = side.executives
    return executives.withID(of: executive) { id in
      !id.isEmpty && (!executives.haveRepeatedIDs || executives.index(ofID: id) == executive)
    }
  }

  /// The executive with the same id before.
  ///
  /// - Parameter last: The one who was found last: in two runs of one agency the next follows mostly.
  private func earlier(than executive: Int, near last: Int) -> Int? {
    let executives = before.executives
    return after.executives.withID(of: executive) { id in
      let next = last + 1
      if next < executives.count, !executives.haveRepeatedIDs,
        executives.withID(of: next, { equals($0, id) })
      {
        return next
      }
      return executives.index(ofID: id)
    }
  }

  /// What is another from one side to the other.
  private func changes(from one: Int, to other: Int) -> Changes {
    var changes = Changes()
    if ranks.before[before.executives.board(of: one)]
      != ranks.after[after.executives.board(of: other)]
    {
      changes.add(.movedBoard)
    }
    let (old, new) = (before.standing(of: one), after.standing(of: other))
    switch (old, new) {
    case (.rated, .rated):
      if old != new { changes.add(.levelChanged) }
      if before.executives.score(of: one) != after.executives.score(of: other) {
        changes.add(.scoreChanged)
      } else if old == new, !haveSameElements(one, other) {
        changes.add(.elementsChanged)
      }
    case (_, _) where old == new:
      if !haveSameElements(one, other) { changes.add(.elementsChanged) }
    case (_, .rated): changes.add(.becameRated)
    case (_, .notRated): changes.add(.becameNotRated)
    default: changes.add(.becameRejected)
    }
    return changes
  }

  /// Whether all weights and ratings are the same.
  private func haveSameElements(_ one: Int, _ other: Int) -> Bool {
    before.executives.withWeights(of: one) { old in
      after.executives.withWeights(of: other) { new in
        old.indices.allSatisfy { old[$0] == new[$0] }
      }
    }
      && before.executives.withRatings(of: one) { old in
        after.executives.withRatings(of: other) { new in
          old.indices.allSatisfy { old[$0] == new[$0] }
        }
      }
  }

  /// - Throws: ``RunError/Kind/untrustworthyInput`` where the rules derive another rating than the
  ///   roster has: the parts of a difference would not add up.
  private func expectDerived(
    _ executive: Int, on side: RunComparison.Side
  ) throws(RunError) {
    let executives = side.executives
    guard let score = executives.score(of: executive) else { return }
    let isDerived = executives.withWeights(of: executive) { weights in
      guard side.rules.accepts(weights: weights) else { return false }
      let rating = executives.withRatings(of: executive) {
        side.rules.rate(weights: weights, ratings: $0)
      }
      return rating.score == score && rating.level == executives.level(of: executive)
    }
    guard !isDerived else { return }
    throw RunError(
      .untrustworthyInput,
      "Run \(side.run): \(executives.place(of: executive)): this version of the program derives another "
        + "score or rating. Use the version that made the run, and report this.")
  }

  /// Both lists in the order of the names of the boards, of each board the later ones first.
  private func merged(
    _ later: [RunComparison.Row], _ earlier: [RunComparison.Row]
  ) -> [RunComparison.Row] {
    if earlier.isEmpty { return later }
    var rows: [RunComparison.Row] = []
    rows.reserveCapacity(later.count + earlier.count)
    var next = 0
    for row in later {
      let rank = row.after.map { ranks.after[after.executives.board(of: $0)] } ?? 0
      while next < earlier.count, let left = earlier[next].before,
        ranks.before[before.executives.board(of: left)] < rank
      {
        rows.append(earlier[next])
        next += 1
      }
      rows.append(row)
    }
    return rows + earlier[next...]
  }
}
