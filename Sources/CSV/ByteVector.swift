#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

/// Sixteen bytes that are compared at once. What a comparison says is a mask: bit i tells of byte i.
package protocol ByteVector {
  /// The sixteen bytes at an address.
  init(_ bytes: UnsafeRawPointer)

  /// Which of them are this byte.
  func mask(of byte: UInt8) -> UInt64

  /// Which of them are none of these bytes.
  func mask(outside range: ClosedRange<UInt8>) -> UInt64
}

/// Sixteen bytes, with the vectors of the standard library alone: what machines without SSE2 use.
package struct PortableVector: ByteVector {
  private let bytes: SIMD16<UInt8>

  @inline(__always)
  package init(_ bytes: UnsafeRawPointer) {
    self.bytes = unsafe bytes.loadUnaligned(as: SIMD16<UInt8>.self)
  }

  @inline(__always)
  package func mask(of byte: UInt8) -> UInt64 { Self.mask(bytes .== byte) }

  @inline(__always)
  package func mask(outside range: ClosedRange<UInt8>) -> UInt64 {
    Self.mask(bytes &- range.lowerBound .> range.upperBound &- range.lowerBound)
  }

  /// A bit for each match: that of its place among 8, and a multiplication adds the 8 up.
  @inline(__always)
  private static func mask(_ matches: SIMDMask<SIMD16<Int8>>) -> UInt64 {
    let places = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    let bits = SIMD16<UInt8>(repeating: 0).replacing(with: places, where: matches)
    let halves = unsafe unsafeBitCast(bits, to: SIMD2<UInt64>.self)
    let low = (UInt64(littleEndian: halves[0]) &* 0x0101_0101_0101_0101) &>> 56
    let high = (UInt64(littleEndian: halves[1]) &* 0x0101_0101_0101_0101) &>> 56
    return low | high &<< 8
  }
}

#if arch(x86_64)
  /// Sixteen bytes in a register of SSE2, which every 64-bit processor of this kind has.
  package struct SSE2Vector: ByteVector {
    private let bytes: __m128i

    @inline(__always)
    package init(_ bytes: UnsafeRawPointer) {
      self.bytes = unsafe bytes.loadUnaligned(as: __m128i.self)
    }

    @inline(__always)
    package func mask(of byte: UInt8) -> UInt64 {
      Self.mask(_mm_cmpeq_epi8(bytes, Self.all(byte)))
    }

    /// The comparison is one of signed bytes, so the least byte of the range is made the least of all.
    @inline(__always)
    package func mask(outside range: ClosedRange<UInt8>) -> UInt64 {
      let shifted = _mm_sub_epi8(bytes, Self.all(range.lowerBound &- 0x80))
      let last = range.upperBound &- range.lowerBound &- 0x80
      return Self.mask(_mm_cmpgt_epi8(shifted, Self.all(last)))
    }

    @inline(__always)
    private static func all(_ byte: UInt8) -> __m128i { _mm_set1_epi8(CChar(bitPattern: byte)) }

    @inline(__always)
    private static func mask(_ matches: __m128i) -> UInt64 {
      UInt64(UInt32(bitPattern: _mm_movemask_epi8(matches)))
    }
  }

  /// The vectors that this machine has.
  package typealias NativeVector = SSE2Vector
#else
  /// The vectors that this machine has.
  package typealias NativeVector = PortableVector
#endif
