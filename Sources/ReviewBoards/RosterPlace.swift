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
package struct RosterPlace: BitwiseCopyable, Sendable {
  /// The number by which the caller knows the executive.
  package let executive: UInt32
  private let precedence: UInt64

  /// A place.
  ///
  /// - Parameters:
  ///   - rating: The initial summary rating and the score; `nil` unless `status` is `rated`.
  ///   - name: The executive's name in UTF-8, perhaps empty.
  package init(
    executive: UInt32, status: RosterStatus, rating: (level: Level, score: SummaryScore)?,
    name: Span<UInt8>
  ) {
    self.executive = executive
    var key = UInt64(status.rawValue) << 3
    key |= rating.map { 5 - UInt64($0.level.rawValue) } ?? 0
    let highestScore: UInt64 = 1 << 24 - 1
    key = key << 24 | (rating.map { highestScore - UInt64($0.score.hundredths) } ?? 0)
    precedence = key << 32 | orderingWord(of: name, at: 0) >> 32
  }

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
