import Appraisal
import Columns

/// The first two rating records that give one executive a level for one element: all that has to be
/// known to name, for each record that gives it, another that does so too.
///
/// To look for the other one among the records of an executive, record by record, would take the
/// square of their number.
struct ElementGivers: Sendable {
  /// An executive and an element.
  struct Key: Hashable, Sendable {
    let executive: Executive
    let element: UInt8
  }

  private let first: RatingRecord
  private var second: RatingRecord?

  private init(_ first: RatingRecord) { self.first = first }

  /// The first record other than this one.
  func other(than record: RatingRecord) -> RatingRecord? { first == record ? second : first }

  private mutating func add(_ record: RatingRecord) { if second == nil { second = record } }

  /// Those of all executives who were rejected with duplicates among their ratings, where these came
  /// in the long layout.
  ///
  /// - Complexity: O(rating records).
  static func all(
    of rejected: ExecutiveBitmap, among executives: Executives, on workers: Workers
  ) async throws(RunError) -> [Key: ElementGivers] {
    let ratings = executives.ratings
    guard !rejected.isEmpty,
      (0..<ratings.segmentCount).contains(where: { ratings.columns(of: $0).isLong })
    else {
      return [:]
    }
    let parts = try await workers.map(ratings.segmentCount) { segment in
      var givers: [Key: ElementGivers] = [:]
      for record in ratings.records(of: segment) {
        guard let executive = executives.executive(of: record),
          rejected.contains(executive),
          executives[executive].flags.contains(.ratingsAreDuplicate)
        else { continue }
        WorkMeter.step()
        // A record in the wide layout gives a level for every element.
        let isLong = ratings.isLong(record)
        let elements = isLong ? 0..<1 : 0..<executives.rules.elements
        for number in elements {
          guard let element = isLong ? ratings.elementIfAny(of: record) : number else { continue }
          let key = Key(executive: executive, element: UInt8(element))
          givers[key, default: ElementGivers(record)].note(record)
        }
      }
      return givers
    }
    return parts.reduce(into: [:]) { all, part in
      all.merge(part) { earlier, later in earlier.followed(by: later) }
    }
  }

  private mutating func note(_ record: RatingRecord) { if record != first { add(record) } }

  /// Those of earlier records and those of later ones.
  private func followed(by later: ElementGivers) -> ElementGivers {
    var both = self
    both.add(later.first)
    return both
  }
}
