import ReviewBoards

/// The roster of one board as it is to be written: who is on it, in its order.
struct Roster {
  let board: ReviewBoard
  /// The number of the board.
  let number: Int
  let tally: Tally
  /// The places in order: those of the rated, then of those not rated, then of the rejected.
  let places: [RosterPlace]

  /// The executives in that order.
  var executives: LazyMapCollection<[RosterPlace], Executive> { places.lazy.map { $0.member } }
}

extension RosterPlace {
  /// The place of an executive, known by the number of his or her first plan record.
  @inline(__always)
  init(of executive: Executive, among executives: Executives) {
    let facts = executives[executive]
    self = executives.withText(.name, of: executive) { name in
      RosterPlace(
        executive: UInt32(executive.firstRecord.index), status: facts.status,
        rating: facts.rating, name: name)
    }
  }

  /// The executive whose place it is.
  @inline(__always)
  var member: Executive { Self.member(executive) }

  /// The executive known by a number.
  @inline(__always)
  static func member(_ number: UInt32) -> Executive {
    Executive(firstRecord: PlanRecord(Int(number)))
  }
}
