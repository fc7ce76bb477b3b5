/// How many sit on a board, and how many of them are career appointees.
package struct BoardComposition: Hashable, Sendable {
  package let members: Int
  package let career: Int

  /// A board of `members`, `career` of them career appointees.
  ///
  /// - Precondition: 0 ≤ `career` ≤ `members`.
  package init(members: Int, career: Int) {
    precondition(
      career >= 0 && career <= members, "a board has no more career members than members")
    self.members = members
    self.career = career
  }

  /// Whether more than half are career appointees; of nobody that does not hold.
  ///
  /// Source: 5 U.S.C. 4314(c)(5).
  package var hasCareerMajority: Bool { 2 * career > members }

  /// Those who sit after members have stepped out, some of them career appointees.
  ///
  ///     // A majority of one is lost when a career appointee steps out:
  ///     BoardComposition(members: 5, career: 3).without(career: 1).hasCareerMajority   // false
  ///
  /// - Precondition: so many sit on the board.
  package func without(career stepping: Int = 0, noncareer others: Int = 0) -> BoardComposition {
    BoardComposition(members: members - stepping - others, career: career - stepping)
  }
}
