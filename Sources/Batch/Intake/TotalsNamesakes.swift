import Appraisal
import Columns

/// The executives of plans whose id is a word of totals, such as `Max`: their records have a name, and so are no rows of
/// totals.
///
/// Ratings mostly have no names, so plans are read first. A record of ratings with the id of such an
/// executive is the executive's and no row of totals, in whichever capitals, so that nobody with a plan is silently
/// not rated.
struct TotalsNamesakes: Sendable {
  /// With ASCII capitals as small letters.
  private var known: Set<[UInt8]> = []
  /// Met by a task among the plans. They count only when all plans are read: which records a task reads is chance.
  private var added: Set<[UInt8]> = []

  /// Whether this is the id of an executive of all plans.
  ///
  /// - Complexity: O(bytes).
  func contains(_ id: Span<UInt8>) -> Bool {
    !known.isEmpty && known.contains(Self.key(of: id))
  }

  /// Notes an executive's id.
  ///
  /// - Complexity: O(bytes).
  mutating func met(_ id: Span<UInt8>) { added.insert(Self.key(of: id)) }

  /// Takes what a task has met for known.
  ///
  /// - Complexity: O(ids).
  mutating func formUnion(_ other: TotalsNamesakes) { known.formUnion(other.added) }

  private static func key(of id: Span<UInt8>) -> [UInt8] {
    id.indices.map { lowercased(id[$0]) }
  }
}
