/// A keyed hash of texts that takes no regard to ASCII capitals: SipHash-1-3, over texts in which
/// each `A`–`Z` was replaced by its small letter.
///
/// With a key that nobody outside the process knows, nobody can make texts that get equal hashes and
/// so make a table slow. `Hasher` of the standard library is the same function; it cannot be given a
/// key for a test, nor fold a text as it goes.
///
/// Equal texts, and texts that differ only in ASCII capitals, get the same hash; others get the same
/// one with a probability of 1 in 2⁶⁴. Users of a hash compare the bytes as well, so that no output
/// depends on the key.
///
/// Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012; with one
/// round for each word and three at the end, as in the standard libraries of Swift and Rust.
@usableFromInline package struct CaseBlindHash: BitwiseCopyable, Sendable {
  /// The hash of this process, with a key drawn when it is first used.
  package static let ofProcess = CaseBlindHash(
    key: (UInt64.random(in: 0 ... .max), .random(in: 0 ... .max)))

  /// The state of the function before the first word: the key and the constants.
  @usableFromInline let start: State

  /// A hash with a key of 128 bits, for tests; elsewhere ``ofProcess`` is used.
  package init(key: (UInt64, UInt64)) {
    start = State(
      v0: key.0 ^ 0x736f_6d65_7073_6575, v1: key.1 ^ 0x646f_7261_6e64_6f6d,
      v2: key.0 ^ 0x6c79_6765_6e65_7261, v3: key.1 ^ 0x7465_6462_7974_6573)
  }

  /// The hash of a text.
  ///
  /// - Complexity: O(bytes), eight at a time.
  @inlinable package func callAsFunction(_ text: Span<UInt8>) -> UInt64 {
    hash(text) { Self.folded($0) }
  }

  /// The same function of the text as it is: texts that differ in capitals get hashes of their own, so
  /// that a table of all spellings of one text is no slower than another.
  @inlinable package func exact(_ text: Span<UInt8>) -> UInt64 { hash(text) { $0 } }

  @inline(__always)
  @inlinable func hash(_ text: Span<UInt8>, _ fold: (UInt64) -> UInt64) -> UInt64 {
    var state = start
    let bytes = unsafe text.bytes
    let count = text.count
    func word(at offset: Int) -> UInt64 {
      UInt64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var index = 0
    while index + 8 <= count {
      state.take(fold(word(at: index)))
      index += 8
    }
    let rest = count - index
    var last: UInt64 = 0
    if rest > 0 && count >= 8 {
      // The last eight bytes, of which the first ones were taken before.
      last = word(at: count - 8) &>> UInt64(8 * (8 - rest))
    } else {
      for offset in 0..<rest { last |= UInt64(text[index + offset]) &<< UInt64(8 * offset) }
    }
    state.take(fold(last) | UInt64(truncatingIfNeeded: count) &<< 56)
    return state.finish()
  }

  /// Eight bytes with each `A`–`Z` made small, and no other byte changed.
  @inline(__always)
  @inlinable package static func folded(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7F)
    // The high bit of each byte says whether its other bits are at least `A`, and beyond `Z`.
    let fromA = low &+ ones &* (0x80 - UInt64(UInt8(ascii: "A")))
    let beyondZ = low &+ ones &* (0x7F - UInt64(UInt8(ascii: "Z")))
    let capitals = (fromA ^ beyondZ) & ~word & (ones &* 0x80)
    return word | capitals &>> 2
  }

  /// The four words of SipHash.
  @usableFromInline struct State: BitwiseCopyable, Sendable {
    @usableFromInline var v0: UInt64
    @usableFromInline var v1: UInt64
    @usableFromInline var v2: UInt64
    @usableFromInline var v3: UInt64

    init(v0: UInt64, v1: UInt64, v2: UInt64, v3: UInt64) {
      (self.v0, self.v1, self.v2, self.v3) = (v0, v1, v2, v3)
    }

    @inline(__always)
    @inlinable mutating func take(_ word: UInt64) {
      v3 ^= word
      round()
      v0 ^= word
    }

    @inline(__always)
    @inlinable mutating func finish() -> UInt64 {
      v2 ^= 0xFF
      round()
      round()
      round()
      return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    @inlinable mutating func round() {
      v0 &+= v1
      v1 = Self.rotated(v1, 13) ^ v0
      v0 = Self.rotated(v0, 32)
      v2 &+= v3
      v3 = Self.rotated(v3, 16) ^ v2
      v0 &+= v3
      v3 = Self.rotated(v3, 21) ^ v0
      v2 &+= v1
      v1 = Self.rotated(v1, 17) ^ v2
      v2 = Self.rotated(v2, 32)
    }

    @inline(__always)
    @inlinable static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
      word &<< bits | word &>> (64 - bits)
    }
  }
}
