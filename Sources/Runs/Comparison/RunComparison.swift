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
