import ReviewBoards

/// The roster of one board as it is to be written: who is on it, in its order.
struct Roster {
  let board: ReviewBoard
  let tally: Tally
  /// The executives: the rated, then those not rated, then the rejected.
  let executives: [Executive]
}
