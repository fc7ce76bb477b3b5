#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

/// Where the bytes that matter stand among 64 bytes: bit i of a mask tells of byte i.
///
/// With bits, a question about 64 bytes is a few operations on words. Which of them are inside
/// quotes, for one, is the running exclusive-or of the quotes:
///
///     bytes    a,"b,⏎c"⏎    (⏎ is LF; byte 0 is on the left)
///     quotes   001000010
///     inside   001111100    an odd number of quotes so far
///     LF       000001001
///     ends     000000001    LF, not inside: the end of a record
///
/// A doubled quote inside quotes changes the parity twice and so does no harm.
package struct ByteMasks: Sendable, Equatable {
  package var quotes: UInt64
  package var lineFeeds: UInt64
  package var carriageReturns: UInt64
  package var commas: UInt64
  package var nuls: UInt64
  /// Spaces and tabs.
  package var blanks: UInt64
  /// The bytes below 0x20, LF and CR among them, and 0x7F.
  package var controls: UInt64
  /// The bytes 0x80 and above.
  package var nonASCII: UInt64

  /// The masks of the 64 bytes at `bytes`.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>) {
    #if arch(x86_64)
      let raw = unsafe UnsafeRawPointer(bytes)
      let a = unsafe raw.loadUnaligned(as: __m128i.self)
      let b = unsafe raw.loadUnaligned(fromByteOffset: 16, as: __m128i.self)
      let c = unsafe raw.loadUnaligned(fromByteOffset: 32, as: __m128i.self)
      let d = unsafe raw.loadUnaligned(fromByteOffset: 48, as: __m128i.self)

      @inline(__always) func word(_ a: __m128i, _ b: __m128i, _ c: __m128i, _ d: __m128i) -> UInt64
      {
        UInt64(UInt32(bitPattern: _mm_movemask_epi8(a)))
          | UInt64(UInt32(bitPattern: _mm_movemask_epi8(b))) &<< 16
          | UInt64(UInt32(bitPattern: _mm_movemask_epi8(c))) &<< 32
          | UInt64(UInt32(bitPattern: _mm_movemask_epi8(d))) &<< 48
      }
      @inline(__always) func mask(_ byte: UInt8) -> UInt64 {
        let pattern = _mm_set1_epi8(CChar(bitPattern: byte))
        return word(
          _mm_cmpeq_epi8(a, pattern), _mm_cmpeq_epi8(b, pattern),
          _mm_cmpeq_epi8(c, pattern), _mm_cmpeq_epi8(d, pattern))
      }
      quotes = mask(Byte.quote)
      lineFeeds = mask(Byte.lineFeed)
      carriageReturns = mask(Byte.carriageReturn)
      commas = mask(Byte.comma)
      nuls = mask(0)
      blanks = mask(Byte.space) | mask(Byte.tab)
      @inline(__always) func upTo1F(_ bytes: __m128i) -> __m128i {
        _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes)
      }
      controls = word(upTo1F(a), upTo1F(b), upTo1F(c), upTo1F(d)) | mask(0x7F)
      nonASCII = word(a, b, c, d)
    #else
      unsafe self.init(portable: bytes)
    #endif
  }

  /// The masks of the 64 bytes at `bytes`, with vectors of the standard library alone: what
  /// machines without SSE2 use, and what the tests compare.
  package init(portable bytes: UnsafePointer<UInt8>) {
    @inline(__always) func mask(_ matches: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>) -> UInt64 {
      // Each match becomes the bit of its place among 8, and a multiplication adds the 8 up.
      let places = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
      var result: UInt64 = 0
      for part in 0..<4 {
        let vector = unsafe UnsafeRawPointer(bytes).loadUnaligned(
          fromByteOffset: part * 16, as: SIMD16<UInt8>.self)
        let bits = SIMD16<UInt8>(repeating: 0).replacing(with: places, where: matches(vector))
        let halves = unsafe unsafeBitCast(bits, to: SIMD2<UInt64>.self)
        let low = (UInt64(littleEndian: halves[0]) &* 0x0101_0101_0101_0101) &>> 56
        let high = (UInt64(littleEndian: halves[1]) &* 0x0101_0101_0101_0101) &>> 56
        result |= (low | high &<< 8) &<< UInt64(part * 16)
      }
      return result
    }
    quotes = mask { $0 .== Byte.quote }
    lineFeeds = mask { $0 .== Byte.lineFeed }
    carriageReturns = mask { $0 .== Byte.carriageReturn }
    commas = mask { $0 .== Byte.comma }
    nuls = mask { $0 .== 0 }
    blanks = mask { $0 .== Byte.space .| $0 .== Byte.tab }
    controls = mask { $0 .< 0x20 .| $0 .== 0x7F }
    nonASCII = mask { $0 .>= 0x80 }
  }

  /// The masks of the first 64 of `bytes`; fewer are filled up with the letter `a`.
  package init(_ bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe buffer.count >= 64
        ? ByteMasks(buffer.baseAddress.unsafelyUnwrapped) : ByteMasks(padding: buffer)
    }
  }

  /// The masks of fewer than 64 bytes, filled up with a byte that means nothing.
  init(padding bytes: UnsafeBufferPointer<UInt8>) {
    var padded = InlineArray<64, UInt8>(repeating: 0x61)
    for index in bytes.indices {
      unsafe padded[index] = bytes[index]
    }
    self = unsafe padded.span.withUnsafeBufferPointer {
      unsafe ByteMasks($0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// Bit i: an odd number of quotes up to and including byte i, where `carry` is all ones if the
  /// bytes before end inside quotes and zero otherwise; becomes the same for the bytes after.
  @inline(__always)
  func insideQuotes(carry: inout UInt64) -> UInt64 {
    var parity = quotes
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

  /// Calls `body` with the masks of each 64 bytes of `block` and the offset of their first byte,
  /// until it returns false or the block ends.
  @inline(__always)
  static func forEach(
    in block: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (ByteMasks, Int) -> Bool
  ) {
    guard let base = block.baseAddress else { return }
    var offset = start
    while offset &+ 64 <= block.count {
      guard unsafe body(ByteMasks(base + offset), offset) else { return }
      offset &+= 64
    }
    if offset < block.count {
      let rest = unsafe UnsafeBufferPointer(rebasing: block[offset...])
      _ = unsafe body(ByteMasks(padding: rest), offset)
    }
  }
}
