import ReviewBoards

/// The roster of one board as it is to be written: who is on it, in its order.
struct Roster {
  let board: ReviewBoard
  /// The number of the board.
  let number: Int
  let tally: Tally
  /// The executives: the rated, then those not rated, then the rejected.
  let executives: [Executive]
  /// The places by which they stand in this order.
  let places: [RosterPlace]
}
