import Columns
import Crypto

/// The SHA-256 of a file that several tasks read piece by piece: hashed in the order of the file, by
/// whichever of them is there (``OrderedPieces``).
package final class OrderedHash: Sendable {
  private struct Hash {
    var sha256 = SHA256()
    var byteCount = 0

    mutating func update(_ bytes: Span<UInt8>) {
      unsafe bytes.withUnsafeBytes { unsafe sha256.update(bufferPointer: $0) }
      byteCount += bytes.count
    }
  }

  private let pieces = OrderedPieces(to: Hash())

  /// Nothing is hashed yet.
  package init() {}

  /// Hands in a piece.
  ///
  /// - Parameter number: Its number from 0; every number must come once.
  /// - Complexity: O(bytes of the pieces that it hashes); nothing is copied.
  package func update(_ piece: [UInt8], number: Int) {
    pieces.put(piece, number: number) { $0.update($1) }
  }

  /// The hash of all pieces, and how many bytes they have. Call it after the last piece.
  ///
  /// - Precondition: every piece up to the last was handed in.
  package func finish() -> (sha256: String, byteCount: Int) {
    pieces.finish {
      $0.update($1)
    } _: { hash in
      (hash.sha256.finalize().hexadecimal, hash.byteCount)
    }
  }
}
