import Crypto
import Synchronization

/// The SHA-256 of a file that several tasks read piece by piece.
///
/// Each task hands in its piece, in whatever order, and the pieces are hashed in the order of the file.
/// Nobody waits for a piece: who hands one in hashes what is next as long as there is any, his own piece
/// or one that others left, unless somebody else is at it; then he leaves his and goes on.
///
///     task A   take 0 | hand in 0: hash 0, 1 | …
///     task B     take 1 | hand in 1: leave it to A | …
///
/// Only the one task that holds `hash` takes pieces out of the queue, always the next, so each is
/// hashed once and after those before it. Pieces are arrays and never change: a task may read the memory
/// of one that it left, and gets memory of its own where it writes to it too soon.
package final class OrderedHash: Sendable {
  private struct Hash {
    var sha256 = SHA256()
    var byteCount = 0
  }

  /// How many pieces may wait before a task has to wait as well, so that memory stays bounded where the
  /// tasks are faster than the hashing.
  private static let mostWaiting = 8

  /// Pieces that came before their turn, or while somebody was hashing.
  private let queue = Mutex(PieceQueue())
  private let hash = Mutex(Hash())

  /// Nothing is hashed yet.
  package init() {}

  /// Hands in a piece.
  ///
  /// - Parameter number: Its number from 0; every number must come once.
  /// - Complexity: O(bytes of the pieces that it hashes); nothing is copied.
  package func update(_ piece: [UInt8], number: Int) {
    let waiting = queue.withLock { queue in
      queue.put(piece, piece: number)
      return queue.count
    }
    if waiting > Self.mostWaiting {
      hash.withLock { hashWaiting(&$0) }
    } else {
      _ = hash.withLockIfAvailable { hashWaiting(&$0) }
    }
  }

  /// Hashes pieces as long as the next one is there. One task at a time, the one that holds `hash`.
  private func hashWaiting(_ hash: inout Hash) {
    while let piece = queue.withLock({ $0.takeNext() }) {
      unsafe piece.withUnsafeBytes { unsafe hash.sha256.update(bufferPointer: $0) }
      hash.byteCount += piece.count
    }
  }

  /// The hash of all pieces, and how many bytes they have. Call it after the last piece.
  ///
  /// - Precondition: every piece up to the last was handed in.
  package func finish() -> (sha256: String, byteCount: Int) {
    hash.withLock { hash in
      // Some may have been left when the last task had just found none.
      hashWaiting(&hash)
      precondition(queue.withLock { $0.isEmpty }, "a piece of the file is missing")
      return (hash.sha256.finalize().hexadecimal, hash.byteCount)
    }
  }
}
