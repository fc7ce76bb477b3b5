import Columns

/// Some of the executives, by the numbers of their first records.
///
/// It takes one bit for each plan record, so that the set of millions stays in a core's cache, where
/// they are looked up in any order.
struct ExecutiveBitmap: Sendable {
  private let words: Column<UInt64>
  /// Whether nobody belongs to it.
  let isEmpty: Bool

  /// The executives who belong to it, found on all workers.
  ///
  /// - Parameters:
  ///   - count: The plan records are 0 ..< `count`.
  ///   - isMember: Whether the executive whose first record it is belongs to it.
  /// - Complexity: O(count).
  init(
    among count: Int, on workers: Workers,
    where isMember: @escaping @Sendable (PlanRecord) -> Bool
  ) async throws(RunError) {
    words = Column(count: (count + 63) / 64, repeating: 0)
    let view = words.view
    let wordsPerPiece = 1024
    let pieces = (view.count + wordsPerPiece - 1) / wordsPerPiece
    let areEmpty = try await workers.map(pieces) { piece in
      let first = piece * wordsPerPiece
      var isEmpty = true
      for word in first..<min(first + wordsPerPiece, view.count) {
        var bits: UInt64 = 0
        for record in word * 64..<min(word * 64 + 64, count) where isMember(PlanRecord(record)) {
          bits |= 1 &<< UInt64(record & 63)
        }
        view[word] = bits
        isEmpty = isEmpty && bits == 0
      }
      return isEmpty
    }
    isEmpty = areEmpty.allSatisfy(\.self)
  }

  /// Whether an executive belongs to it.
  @inline(__always)
  func contains(_ executive: Executive) -> Bool {
    let record = executive.firstRecord.index
    return words[record >> 6] & (1 &<< UInt64(record & 63)) != 0
  }
}
