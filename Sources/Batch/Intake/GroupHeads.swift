import CSV

/// Long layout: the records with an executive id after which records without one come, as merged
/// cells leave them: the id in the first row of a group and nowhere else.
///
///     ES-1,leading_change,10       head
///     ,leading_people,10
///     ,business_acumen,10
///
/// Nothing is read from a record without an id, but its finding says where the id may stand.
struct GroupHeads: Sendable {
  /// The heads, by their indices in the segment.
  private var heads: [UInt32] = []
  /// The last record of the segment that has an id, valid or not.
  private(set) var lastWithID: Int?

  /// Notes a record with an id.
  @inline(__always)
  mutating func noteID(record: Int) { lastWithID = record }

  /// Notes a record without one.
  mutating func noteMissingID() {
    if let lastWithID, heads.last != UInt32(lastWithID) { heads.append(UInt32(lastWithID)) }
  }

  /// The last record with an id before a record without one; `nil` where the segment has none.
  ///
  /// - Complexity: O(log heads).
  func head(of record: Int) -> Int? {
    let after = heads.partitioningIndex { $0 > record }
    return after == 0 ? nil : Int(heads[after - 1])
  }

  /// Empties it and keeps its memory.
  mutating func removeAll() {
    heads.removeAll(keepingCapacity: true)
    lastWithID = nil
  }
}
