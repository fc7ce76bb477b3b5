package import Appraisal

/// How many executives of a board, an appointment type or the whole agency stand where.
package struct Tally: Hashable, Sendable {
  package private(set) var rated = 0
  package private(set) var notRated = 0
  package private(set) var rejected = 0
  private var levels: [5 of Int] = [0, 0, 0, 0, 0]

  /// Nobody yet.
  package init() {}

  /// Counts that were made before, by their names; see ``Count``.
  package init<Failure: Error>(
    _ count: (_ name: String) throws(Failure) -> Int
  ) throws(Failure) {
    rated = try count("rated")
    notRated = try count("not_rated")
    rejected = try count("rejected")
    for level in Level.allCases { levels[level.number - 1] = try count("level_\(level.number)") }
  }

  /// All that were counted.
  package var executives: Int { rated + notRated + rejected }

  /// The rated executives whose initial summary rating is `level`.
  package func count(at level: Level) -> Int { levels[level.number - 1] }

  /// Counts one executive.
  ///
  /// - Parameter level: The initial summary rating; `nil` unless `status` is `rated`.
  package mutating func add(_ status: RosterStatus, level: Level?) {
    switch status {
    case .rated: rated += 1
    case .notRated: notRated += 1
    case .rejected: rejected += 1
    }
    if let level { levels[level.number - 1] += 1 }
  }

  /// Counts all that `other` has counted.
  package mutating func add(_ other: Tally) {
    rated += other.rated
    notRated += other.notRated
    rejected += other.rejected
    for index in levels.indices { levels[index] += other.levels[index] }
  }

  /// One of the counts, under the name that it has in every table and summary.
  package struct Count: Hashable, Sendable {
    /// The column or key: `not_rated`, `level_5`.
    package let name: String
    /// What it is called in a table for people: `not rated`; of the lower levels the number alone.
    package let title: String
    /// What it counts, for the documents.
    package let meaning: String
    private let value: @Sendable (Tally) -> Int

    /// The count of a tally.
    package func of(_ tally: Tally) -> Int { value(tally) }

    package static func == (one: Count, other: Count) -> Bool { one.name == other.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// All of a board.
    package static let executives = Count(
      name: "executives", title: "executives", meaning: "executives with a plan"
    ) { $0.executives }

    /// All counts, in the order in which they are shown.
    package static let all =
      [
        executives,
        Count(name: "rated", title: "rated", meaning: "those who have an initial summary rating") {
          $0.rated
        },
        Count(
          name: "not_rated", title: "not rated", meaning: "those with a plan and without ratings"
        ) { $0.notRated },
        Count(name: "rejected", title: "rejected", meaning: "those whose records have an error") {
          $0.rejected
        },
      ]
      + Level.allCases.reversed().map { level in
        Count(
          name: "level_\(level.number)", title: level == .five ? "Level 5" : "\(level.number)",
          meaning: "the rated at Level \(level.number)"
        ) { $0.count(at: level) }
      }
  }

  package static func == (one: Tally, other: Tally) -> Bool {
    one.rated == other.rated && one.notRated == other.notRated && one.rejected == other.rejected
      && Level.allCases.allSatisfy { one.count(at: $0) == other.count(at: $0) }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(rated)
    hasher.combine(notRated)
    hasher.combine(rejected)
  }
}
