package import Columns
import Synchronization

/// Puts pieces that several tasks make into their order.
private struct PieceQueue {
  private var next = 0
  /// Pieces that came before their turn.
  private var waiting: [Int: [UInt8]] = [:]

  /// Whether a piece is the one whose turn it is: its turn is over then.
  mutating func takeTurn(of piece: Int) -> Bool {
    guard piece == next else { return false }
    next += 1
    return true
  }

  /// Whether every piece that came was passed on.
  var isEmpty: Bool { waiting.isEmpty }

  /// How many pieces wait.
  var count: Int { waiting.count }

  /// Keeps a piece until its turn.
  mutating func put(_ bytes: [UInt8], piece: Int) { waiting[piece] = bytes }

  /// The piece whose turn it is, if it waits: its turn is over then.
  mutating func takeNext() -> [UInt8]? {
    guard let bytes = waiting.removeValue(forKey: next) else { return nil }
    next += 1
    return bytes
  }
}

/// Something that takes pieces in their order, which several tasks make in any.
///
/// Nobody waits for a piece whose turn it is: who hands one in passes on what is next as long as there is
/// any, his own piece or one that others left, unless somebody else is at it; then he leaves his and goes on.
///
///     task A   make 0 | hand in 0: pass on 0, 1 | …
///     task B     make 1 | hand in 1: leave it to A | …
///
/// Only the one task that holds the target takes pieces out of the queue, always the next, so each is
/// passed on once and after those before it. A piece that was handed in as an array is never copied; a task
/// may read the memory of one that it left, and gets memory of its own where it writes to it too soon.
package final class OrderedPieces<Target: ~Copyable & Sendable>: Sendable {
  /// How many pieces may wait before a task has to wait as well, so that memory stays bounded where the
  /// tasks are faster than the target. Where one piece takes longer to make than those after it, these wait,
  /// however many they are: nobody is at the target then.
  private static var mostWaiting: Int { 8 }

  /// Pieces that came before their turn, or while somebody was at it.
  private let queue = Mutex(PieceQueue())
  private let target: Mutex<Target>

  /// No piece came yet.
  package init(to target: consuming Target) { self.target = Mutex(target) }

  /// Hands in a piece.
  ///
  /// - Parameters:
  ///   - number: Its number from 0; every number must come once.
  ///   - pass: Passes a piece on to the target.
  /// - Complexity: O(bytes of the pieces that it passes on).
  package func put<Failure: Error>(
    _ piece: [UInt8], number: Int,
    _ pass: (inout Target, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let waiting = queue.withLock { queue in
      queue.put(piece, piece: number)
      return queue.count
    }
    if waiting > Self.mostWaiting {
      try target.withLock { target throws(Failure) in try passWaiting(to: &target, pass) }
    } else {
      _ = try target.withLockIfAvailable { target throws(Failure) in
        try passWaiting(to: &target, pass)
      }
    }
  }

  /// Hands in what a buffer holds: as it is where it is its turn and nobody is at it, and otherwise a copy.
  package func put<Failure: Error>(
    _ buffer: borrowing OutputBuffer, number: Int,
    _ pass: (inout Target, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let isPassed = try buffer.withBytes { bytes throws(Failure) in
      try target.withLockIfAvailable { target throws(Failure) -> Bool in
        guard queue.withLock({ $0.takeTurn(of: number) }) else { return false }
        try pass(&target, bytes)
        try passWaiting(to: &target, pass)
        return true
      }
    }
    if isPassed != true { try put(buffer.array, number: number, pass) }
  }

  /// Passes on pieces as long as the next one is there. One task at a time, the one that holds the target.
  private func passWaiting<Failure: Error>(
    to target: inout Target, _ pass: (inout Target, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    while let piece = queue.withLock({ $0.takeNext() }) { try pass(&target, piece.span) }
  }

  /// Passes on what is left, and gives away what the target has become. Call it after the last piece: some may
  /// have been left when the last task had just found none.
  ///
  /// - Precondition: every piece up to the last was handed in.
  package func finish<Result: ~Copyable & Sendable, Failure: Error>(
    _ pass: (inout Target, Span<UInt8>) throws(Failure) -> Void,
    _ end: (inout Target) -> Result
  ) throws(Failure) -> Result {
    try target.withLock { target throws(Failure) in
      try passWaiting(to: &target, pass)
      precondition(queue.withLock { $0.isEmpty }, "a piece is missing")
      return end(&target)
    }
  }
}
