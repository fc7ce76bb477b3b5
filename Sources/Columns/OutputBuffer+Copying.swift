extension OutputBuffer {
  /// Copies a text to a place with room for it; no byte after that is touched.
  ///
  /// Most texts are short, so a few vectors and words are faster than `memcpy`, and what stands in
  /// them is looked at on the way.
  @inline(__always)
  @inlinable func copy(_ text: Span<UInt8>, to place: UnsafeMutablePointer<UInt8>) -> Specials {
    var met = Specials()
    let bytes = unsafe text.bytes
    let place = UnsafeMutableRawPointer(place)
    let count = text.count
    @inline(__always) func move<Part: BitwiseCopyable>(_ type: Part.Type, at offset: Int) -> Part {
      let part = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
      unsafe place.storeBytes(of: part, toByteOffset: offset, as: type)
      return part
    }
    // What does not divide into parts ends with one that overlaps the part before it.
    if count >= 16 {
      var offset = 0
      repeat {
        met.look(at: move(SIMD16<UInt8>.self, at: offset))
        offset += 16
      } while offset + 16 <= count
      if offset < count { met.look(at: move(SIMD16<UInt8>.self, at: count - 16)) }
    } else if count >= 8 {
      let words = SIMD2(move(UInt64.self, at: 0), move(UInt64.self, at: count - 8))
      met.look(at: unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self))
    } else if count >= 4 {
      let words = SIMD4(
        move(UInt32.self, at: 0), move(UInt32.self, at: count - 4), 0x2020_2020, 0x2020_2020)
      met.look(at: unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self))
    } else {
      for offset in 0..<count {
        met.look(at: SIMD16<UInt8>(repeating: move(UInt8.self, at: offset)))
      }
    }
    return met
  }

  /// What a text has in it that matters to whoever writes it: whether RFC 4180 asks for quotes around it
  /// and for a second one inside, and whether it is of nothing but printable ASCII.
  @usableFromInline package struct Specials {
    @usableFromInline var separators: SIMD16<UInt8>
    @usableFromInline var quotes: SIMD16<UInt8>
    @usableFromInline var unprintable: SIMD16<UInt8>

    @inlinable @inline(__always)
    init() {
      separators = SIMD16(repeating: 0)
      quotes = SIMD16(repeating: 0)
      unprintable = SIMD16(repeating: 0)
    }

    /// Whether there is a quote.
    @inlinable package var areQuotes: Bool { @inline(__always) get { Self.isAny(quotes) } }
    /// Whether there is a quote, comma, LF or CR.
    @inlinable package var areThere: Bool {
      @inline(__always) get { Self.isAny(quotes | separators) }
    }
    /// Whether every byte is 0x20–0x7E.
    @inlinable package var arePrintableASCII: Bool {
      @inline(__always) get { !Self.isAny(unprintable) }
    }

    /// Looks at bytes of a text; a word of nothing, where there are fewer than sixteen, is one of spaces.
    @inline(__always)
    @inlinable package mutating func look(at bytes: SIMD16<UInt8>) {
      quotes |= Self.matches(bytes, UInt8(ascii: "\""))
      separators |=
        Self.matches(bytes, UInt8(ascii: ",")) | Self.matches(bytes, 0x0A)
        | Self.matches(bytes, 0x0D)
      unprintable |= unsafe unsafeBitCast(
        (bytes &- SIMD16<UInt8>(repeating: 0x20)) .>= SIMD16<UInt8>(repeating: 0x5F),
        to: SIMD16<UInt8>.self)
    }

    /// All bits of every byte that is `byte`.
    ///
    /// The type of the vector is spelled out because only then the compiler takes the comparison of
    /// vectors of bytes; the one of vectors in general goes byte by byte.
    @inline(__always)
    @inlinable static func matches(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> SIMD16<UInt8> {
      unsafe unsafeBitCast(bytes .== SIMD16<UInt8>(repeating: byte), to: SIMD16<UInt8>.self)
    }

    @inline(__always)
    @inlinable static func isAny(_ matches: SIMD16<UInt8>) -> Bool {
      let words = unsafe unsafeBitCast(matches, to: SIMD2<UInt64>.self)
      return words[0] | words[1] != 0
    }
  }
}
