/// Where bytes stand among 64 bytes: bit i of a mask tells of byte i.
///
/// With bits, a question about 64 bytes is a few operations on words. Which of them are inside
/// quotes, for one, is the running parity of the quotes:
///
///     bytes    a,"b,⏎c"⏎    (⏎ is LF; byte 0 is on the left)
///     quotes   001000010
///     inside   001111100    an odd number of quotes so far
///     LF       000001001
///     ends     000000001    LF, not inside: the end of a record
///
/// A doubled quote inside quotes changes the parity twice and so does no harm.
///
/// A mask is made when it is asked for, so nobody pays for one that he does not need.
package struct ByteMasks<Vector: ByteVector> {
  private let vectors: (Vector, Vector, Vector, Vector)

  /// The masks of the 64 bytes at an address.
  @inline(__always)
  private init(_ bytes: UnsafePointer<UInt8>) {
    let bytes = unsafe UnsafeRawPointer(bytes)
    vectors = unsafe (Vector(bytes), Vector(bytes + 16), Vector(bytes + 32), Vector(bytes + 48))
  }

  /// The masks of the bytes of a block from an offset on, of which there are any: of 64 of them, or of
  /// fewer filled up with a byte that means nothing, the letter `a`.
  @inline(__always)
  init(_ block: UnsafeBufferPointer<UInt8>, from offset: Int) {
    if offset &+ 64 <= block.count {
      unsafe self.init(block.baseAddress.unsafelyUnwrapped + offset)
    } else {
      unsafe self.init(padding: UnsafeBufferPointer(rebasing: block[offset...]))
    }
  }

  @inline(never)
  private init(padding bytes: UnsafeBufferPointer<UInt8>) {
    var padded = InlineArray<64, UInt8>(repeating: 0x61)
    for index in bytes.indices {
      unsafe padded[index] = bytes[index]
    }
    self = unsafe padded.span.withUnsafeBufferPointer {
      unsafe Self($0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// The masks of the first 64 of `bytes`, of which there are any.
  package init(_ bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Self($0, from: 0) }
  }

  /// Where a byte stands.
  @inline(__always)
  package func mask(of byte: UInt8) -> UInt64 {
    Self.join(
      vectors.0.mask(of: byte), vectors.1.mask(of: byte), vectors.2.mask(of: byte),
      vectors.3.mask(of: byte))
  }

  /// Where bytes stand that are none of a range.
  @inline(__always)
  package func mask(outside range: ClosedRange<UInt8>) -> UInt64 {
    Self.join(
      vectors.0.mask(outside: range), vectors.1.mask(outside: range),
      vectors.2.mask(outside: range), vectors.3.mask(outside: range))
  }

  @inline(__always)
  private static func join(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> UInt64 {
    a | b &<< 16 | c &<< 32 | d &<< 48
  }
}

/// Masks made with the vectors that this machine has.
typealias NativeMasks = ByteMasks<NativeVector>

extension UInt64 {
  /// Bit i: an odd number of bits up to and including bit i. Of a mask of quotes, it tells which bytes
  /// are inside quotes.
  ///
  /// - Parameter carry: All ones if there was an odd number of bits before, and zero otherwise; becomes
  ///   the same for the bits after.
  @inline(__always)
  func runningParity(carry: inout UInt64) -> UInt64 {
    var parity = self
    parity ^= parity &<< 1
    parity ^= parity &<< 2
    parity ^= parity &<< 4
    parity ^= parity &<< 8
    parity ^= parity &<< 16
    parity ^= parity &<< 32
    parity ^= carry
    carry = 0 &- (parity &>> 63)
    return parity
  }
}
