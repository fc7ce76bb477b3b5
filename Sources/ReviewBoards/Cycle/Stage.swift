/// How far an executive has come in the cycle.
package enum Stage: String, CaseIterable, Comparable, Sendable {
  /// There is an initial summary rating, or none.
  case initial
  /// The board has recommended.
  case recommended
  /// The authority has assigned the annual summary rating.
  case annual

  package static func < (one: Stage, other: Stage) -> Bool { one.number < other.number }

  /// From 0.
  package var number: Int {
    switch self {
    case .initial: 0
    case .recommended: 1
    case .annual: 2
    }
  }
}
