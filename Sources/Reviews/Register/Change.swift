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
