import CSV

/// Records that have to do with other records: duplicates with each other, an id with one that
/// differs in capitals, an executive with his or her further records.
struct RecordLinks<From: Sendable, To: Sendable>: Sendable {
  /// One record and the other.
  struct Pair: Sendable {
    let from: RowID<From>
    let to: RowID<To>
  }

  private let pairs: [Pair]

  /// All of them, in order.
  var all: [Pair] { pairs }

  /// Links in any order.
  init(_ pairs: [Pair]) {
    self.pairs = pairs.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  /// The other records of a record, in order.
  ///
  /// - Complexity: O(log pairs + result).
  func others(of record: RowID<From>) -> some Sequence<RowID<To>> {
    let start = pairs.partitioningIndex { $0.from >= record }
    return pairs[start...].lazy.prefix { $0.from == record }.map { $0.to }
  }

  /// The first of ``others(of:)``.
  func other(of record: RowID<From>) -> RowID<To>? {
    guard !pairs.isEmpty else { return nil }
    return others(of: record).first { _ in true }
  }
}

/// What the join finds out about records besides whose they are.
struct JoinLinks: Sendable {
  /// Plan records that claim the same place in one plan.
  let duplicatePlans: RecordLinks<Plans, Plans>
  /// Plan records, and those whose id differs in capitals alone.
  let planCaseVariants: RecordLinks<Plans, Plans>
  /// Rating records that claim the same place in one set of ratings.
  let duplicateRatings: RecordLinks<Ratings, Ratings>
  /// Rating records, and plan records whose id differs in capitals alone.
  let ratingCaseVariants: RecordLinks<Ratings, Plans>
}

extension Array {
  /// Notes that two records of one kind are linked, from both sides.
  mutating func link<Kind>(_ record: RowID<Kind>, _ other: RowID<Kind>)
  where Element == RecordLinks<Kind, Kind>.Pair {
    append(.init(from: record, to: other))
    append(.init(from: other, to: record))
  }
}
