import Appraisal
import ReviewBoards
import Runs

/// What is known of a board: its members, its executives, what it did.
struct BoardFacts: Sendable {
  /// `nil` where no members were given.
  let composition: BoardComposition?
  /// The ids of those who are chairs, with `; ` between them.
  let chair: [UInt8]
  /// The days on which appointments were published.
  let published: [CalendarDate]
  let executives: Int
  private(set) var careerExecutives = 0
  private(set) var counts = CycleCounts()
  /// `yes`, `no` or `not-checked`: what cannot be read does not count as passed.
  let lawful: String
  /// The codes of the findings about the board.
  let reasons: [String]

  /// - Complexity: O(executives of the board).
  init(of board: Int, in register: Register) {
    let members = register.members?.byBoard[board] ?? []
    composition = register.members.map { $0.composition(of: board) }
    let chairs = register.members?.chairs(of: board) ?? []
    chair = Array(chairs.map(\.id).joined(separator: Array("; ".utf8)))
    published = members.compactMap(\.publishedOn.date)
    let range = register.rosters.executives.boards[board].executives
    executives = range.count
    reasons = register.law.codes[board].map(\.rawValue).sorted()
    lawful =
      if register.law.isUnlawful[board] {
        "no"
      } else {
        // Without the day of the recommendation nobody knows whether the members were published before.
        register.members?.areKnown(of: board) == true && !register.law.isUncertain[board]
          && (register.stated[board]?.recommendedOn != nil
            || !register.recommendations.hasRecommended[board])
          ? "yes" : "not-checked"
      }
    for executive in range {
      if register.isCareer[executive] { careerExecutives += 1 }
      counts.add(executive, of: register)
    }
  }
}
