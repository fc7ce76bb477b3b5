/// Where an executive stands in a review: nobody stands nowhere.
package enum ReviewStatus: String, CaseIterable, Sendable {
  /// Something is still to come.
  case open
  /// An error has to be corrected first.
  case held
  /// The annual summary rating is assigned, and nothing is wrong.
  case complete
  /// The run has no rating.
  case notRated = "not-rated"
  /// The run rejected the records.
  case rejected

  /// What counts of it are called in JSON: `not_rated`.
  var key: String { self == .notRated ? "not_rated" : rawValue }

  /// From 0.
  var number: Int {
    switch self {
    case .open: 0
    case .held: 1
    case .complete: 2
    case .notRated: 3
    case .rejected: 4
    }
  }
}
