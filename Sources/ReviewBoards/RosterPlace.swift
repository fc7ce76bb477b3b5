package import Appraisal

/// What a roster says of an executive: scored, or why not.
@usableFromInline package enum RosterStatus: UInt8, CaseIterable, Sendable {
  /// Scored: there is a summary score and an initial summary rating.
  case rated
  /// A plan without ratings. It is never taken for Level 1.
  case notRated
  /// Something is wrong with the executive's own records; the findings say what.
  case rejected

  /// The value of the column `status`.
  package var name: String {
    switch self {
    case .rated: "rated"
    case .notRated: "not-rated"
    case .rejected: "rejected"
    }
  }
}

/// One executive's place in the order of a roster.
///
/// Rated executives come first, by rating and then score from high to low; then those not rated,
/// then those rejected. Within each, by name and then executive id, by bytes. Nearly every pair is
/// decided by one integer, which holds the status, the rating, the score and the first four bytes
/// of the name.
///
/// It takes twelve bytes, as all executives have theirs in memory at once.
package struct RosterPlace: BitwiseCopyable, Sendable {
  /// The number by which the caller knows the executive.
  package let executive: UInt32
  /// The status from 1 in two bits, the rating from high to low in three, and the score from high to low in 24.
  private let rank: UInt32
  /// The first four bytes of the name.
  private let name: UInt32

  private static let highestScore: UInt32 = 1 << 24 - 1

  /// Nobody's place, of zero bytes alone; who takes it for somebody's ends the program.
  package static var none: RosterPlace { RosterPlace(executive: 0, rank: 0, name: 0) }

  private init(executive: UInt32, rank: UInt32, name: UInt32) {
    self.executive = executive
    self.rank = rank
    self.name = name
  }

  /// A place.
  ///
  /// - Parameters:
  ///   - rating: The initial summary rating and the score; `nil` unless `status` is `rated`.
  ///   - name: The executive's name in UTF-8, perhaps empty.
  package init(
    executive: UInt32, status: RosterStatus, rating: (level: Level, score: SummaryScore)?,
    name: Span<UInt8>
  ) {
    var rank = UInt32(status.rawValue + 1) << 3
    rank |= rating.map { 5 - UInt32($0.level.rawValue) } ?? 0
    rank = rank << 24 | (rating.map { Self.highestScore - $0.score.hundredths } ?? 0)
    self.init(
      executive: executive, rank: rank,
      name: UInt32(truncatingIfNeeded: orderingWord(of: name, at: 0) >> 32))
  }

  /// Scored, or why not.
  package var status: RosterStatus {
    guard rank >> 27 > 0, let status = RosterStatus(rawValue: UInt8(rank >> 27) - 1) else {
      preconditionFailure("a place on a roster is nobody's")
    }
    return status
  }

  /// The initial summary rating and the score; `nil` unless the executive is rated.
  package var rating: (level: Level, score: SummaryScore)? {
    guard status == .rated, let level = Level(rawValue: 5 - UInt8(rank >> 24 & 7)) else {
      return nil
    }
    return (level, SummaryScore(hundredths: Self.highestScore - rank & Self.highestScore))
  }

  private var precedence: UInt64 { UInt64(rank) << 32 | UInt64(name) }

  /// Puts the places of one board into the order of its roster.
  ///
  /// - Parameters:
  ///   - places: The members of the board, each once.
  ///   - tie: Whether the first executive goes before the second by name, id and, where even these
  ///     are equal, by the order of the plans. Called only where the integers are equal.
  /// - Complexity: O(n log n).
  package static func sort(_ places: inout [RosterPlace], tie: (UInt32, UInt32) -> Bool) {
    places.sort { first, second in
      first.precedence == second.precedence
        ? tie(first.executive, second.executive) : first.precedence < second.precedence
    }
  }
}
