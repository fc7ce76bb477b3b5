/// What the system derives for one executive: the summary score and the initial summary rating.
public struct SummaryRating: Hashable, Sendable {
  /// How the initial summary rating came about.
  public enum Basis: Hashable, Sendable {
    /// The summary score fell into the range of the level.
    case range
    /// An element at this level decided it, before the ranges were looked at.
    case override(Level)

    /// The name in the column `basis`: `range` or `level-1-override`.
    public var name: String {
      switch self {
      case .range: "range"
      case .override(let level): "level-\(level.number)-override"
      }
    }
  }

  /// The exact summary score; it is given also where the override decides.
  public let score: SummaryScore
  /// The initial summary rating.
  public let level: Level
  public let basis: Basis
}
