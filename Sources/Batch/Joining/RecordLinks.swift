import Columns

/// Pairs of records that have to do with each other.
struct RecordLinks: Sendable {
  /// How two records are related.
  enum Kind: UInt8, Sendable {
    /// Both claim the same place in one plan or set of ratings.
    case duplicate
    /// Their ids differ in nothing but capitals.
    case caseVariant
    /// The other belongs to the executive whose first record this is.
    case later
  }

  /// One record and the other.
  struct Pair: Sendable {
    let record: UInt32
    let other: UInt32
    let kind: Kind
  }

  private let pairs: [Pair]

  /// RecordLinks in any order.
  init(_ pairs: [Pair]) {
    self.pairs = pairs.sorted {
      ($0.record, $0.kind.rawValue, $0.other) < ($1.record, $1.kind.rawValue, $1.other)
    }
  }

  /// The other records of the links of a kind, in order.
  ///
  /// - Complexity: O(log pairs + result).
  func others(of record: Int, _ kind: Kind) -> some Sequence<Int> {
    let start = pairs.partitioningIndex {
      ($0.record, $0.kind.rawValue) >= (UInt32(record), kind.rawValue)
    }
    return pairs[start...].lazy.prefix { $0.record == UInt32(record) && $0.kind == kind }
      .map { Int($0.other) }
  }

  /// The first of ``others(of:_:)``.
  func other(of record: Int, _ kind: Kind) -> Int? {
    guard !pairs.isEmpty else { return nil }
    return others(of: record, kind).first { _ in true }
  }
}

extension [RecordLinks.Pair] {
  /// Notes that two records of one kind are related, from both sides.
  mutating func relate(_ record: UInt32, _ other: UInt32, _ kind: RecordLinks.Kind) {
    append(.init(record: record, other: other, kind: kind))
    append(.init(record: other, other: record, kind: kind))
  }
}
