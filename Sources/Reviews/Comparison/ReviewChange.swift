import Runs

/// How an executive is another in a later review. An executive may be so in several ways: who was assigned
/// a rating may have been recommended another level before.
package enum ReviewChange: UInt8, ComparedChange {
  /// Nobody had the id before.
  case appeared
  /// Nobody has the id any more.
  case left
  /// On the roster of another board.
  case movedBoard
  /// Rated before and after, at another initial level.
  case levelChanged
  /// Rated, and was not rated or rejected before.
  case becameRated
  /// Not rated, and was rated or rejected before.
  case becameNotRated
  /// Rejected, and was rated or not rated before.
  case becameRejected
  /// A level of the board was taken, and none before.
  case recommended
  /// The board recommends another level.
  case recommendationChanged
  /// No level of the board is taken any more.
  case recommendationWithdrawn
  /// The authority's level was taken, and none before.
  case assigned
  /// The authority assigns another level.
  case assignmentChanged
  /// No level of the authority is taken any more.
  case assignmentWithdrawn
  /// An error holds the executive, and none did before.
  case becameHeld
  /// No error holds the executive any more.
  case noLongerHeld
  /// The response, or what was stated with a level that stays, is another.
  case statementChanged

  /// What programs call it: `recommendation-changed`. A change that runs have too has the same name there.
  package var name: String {
    switch self {
    case .appeared: Runs.Change.appeared.name
    case .left: Runs.Change.left.name
    case .movedBoard: Runs.Change.movedBoard.name
    case .levelChanged: Runs.Change.levelChanged.name
    case .becameRated: Runs.Change.becameRated.name
    case .becameNotRated: Runs.Change.becameNotRated.name
    case .becameRejected: Runs.Change.becameRejected.name
    case .recommended: "recommended"
    case .recommendationChanged: "recommendation-changed"
    case .recommendationWithdrawn: "recommendation-withdrawn"
    case .assigned: "assigned"
    case .assignmentChanged: "assignment-changed"
    case .assignmentWithdrawn: "assignment-withdrawn"
    case .becameHeld: "became-held"
    case .noLongerHeld: "no-longer-held"
    case .statementChanged: "statement-changed"
    }
  }

  /// What has happened, for the documents: a phrase without a full stop.
  package var meaning: String {
    switch self {
    case .appeared: Runs.Change.appeared.meaning
    case .left: Runs.Change.left.meaning
    case .movedBoard: Runs.Change.movedBoard.meaning
    case .levelChanged: "rated before and after, at another initial level"
    case .becameRated: Runs.Change.becameRated.meaning
    case .becameNotRated: Runs.Change.becameNotRated.meaning
    case .becameRejected: Runs.Change.becameRejected.meaning
    case .recommended: "a level of the board was taken, and none before"
    case .recommendationChanged: "the board recommends another level"
    case .recommendationWithdrawn: "no level of the board is taken any more"
    case .assigned: "the authority's level was taken, and none before"
    case .assignmentChanged: "the authority assigns another level"
    case .assignmentWithdrawn: "no level of the authority is taken any more"
    case .becameHeld: "an error holds the executive, and none did before"
    case .noLongerHeld: "no error holds the executive any more"
    case .statementChanged:
      "the response, the members who step out (`members_recused`), or what was stated with a level that stays, "
        + "is another: remarks, final element ratings, a day, or by concurrence or not"
    }
  }
}
