import Appraisal
import ReviewBoards
import Runs

/// A level that differs from that of the stage before.
struct Change: Sendable {
  enum By: String, Sendable { case reviewer, board, authority }

  let before: Stage
  let after: Stage
  let from: Level
  let to: Level
  let by: By
  let remarks: [UInt8]
  let place: ReviewFinding.Place
}

extension Register {
  /// The changes of an executive, in the order of the cycle: the reviewer's, the board's, the authority's.
  func changes(of executive: Int) -> [Change] {
    guard let initial = level(of: executive, at: .initial) else { return [] }
    var changes: [Change] = []
    if let (file, response) = responses[executive], let level = reviewerLevel(of: executive),
      level != initial
    {
      changes.append(
        Change(
          before: .initial, after: .initial, from: initial, to: level, by: .reviewer,
          remarks: response.reviewerRemarks, place: response.place(in: file)))
    }
    guard let board = level(of: executive, at: .recommended),
      let boardPlace = recommendations.rows.place(of: executive)
    else { return changes }
    if board != initial {
      changes.append(
        Change(
          before: .initial, after: .recommended, from: initial, to: board, by: .board,
          remarks: recommendations.remarks(of: executive), place: boardPlace))
    }
    if let annual = level(of: executive, at: .annual), annual != board,
      let place = decisions.rows.place(of: executive)
    {
      changes.append(
        Change(
          before: .recommended, after: .annual, from: board, to: annual, by: .authority,
          remarks: decisions.remarks(of: executive), place: place))
    }
    return changes
  }
}

/// What is known of a board: its members, its executives, what it did.
struct BoardFacts: Sendable {
  /// `nil` where no members were given.
  let composition: BoardComposition?
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
    chair = members.first { $0.role == .chair }?.id ?? []
    published = members.compactMap(\.publishedOn.date)
    let range = register.rosters.executives.boards[board].executives
    executives = range.count
    reasons = register.law.codes[board].map(\.rawValue).sorted()
    lawful =
      if register.law.holdsCareer[board] {
        "no"
      } else {
        register.members?.areKnown(of: board) == true ? "yes" : "not-checked"
      }
    for executive in range {
      if register.isCareer[executive] { careerExecutives += 1 }
      counts.add(executive, of: register)
    }
  }
}
