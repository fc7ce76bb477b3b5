/// One of several parts of all executive ids, by their hashes: each is joined by a task of its own,
/// and since the hash has a key, they are of about one size, whatever the ids.
///
/// Of hashes of 4 bits and three parts, 0–5 belong to part 0, 6–10 to part 1 and 11–15 to part 2: a
/// hash times the number of parts has the part in its high half. The low half says how far into the
/// part the hash is, from 0 to the highest number.
struct HashPart: Sendable {
  /// The number of the part, from 0.
  let number: Int
  /// How many parts there are.
  let count: Int

  /// Whether an id of this hash belongs to it.
  @inline(__always)
  func contains(_ hash: UInt32) -> Bool { Self.number(of: hash, among: count) == number }

  /// The part of a hash.
  @inline(__always)
  static func number(of hash: UInt32, among count: Int) -> Int {
    Int(truncatingIfNeeded: product(of: hash, count) >> 32)
  }

  /// How far into its part a hash is.
  @inline(__always)
  static func fraction(of hash: UInt32, among count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: product(of: hash, count))
  }

  @inline(__always)
  private static func product(of hash: UInt32, _ count: Int) -> UInt64 {
    UInt64(hash) &* UInt64(truncatingIfNeeded: count)
  }
}
