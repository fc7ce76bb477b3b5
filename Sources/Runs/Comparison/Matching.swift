import Appraisal
import Columns

/// Finds each executive of one side on the other.
struct Matching: Sendable {
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
    let sorted = Set(names).sorted(by: goesBeforeByBytes)
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
