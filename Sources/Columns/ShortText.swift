/// A text of up to 48 bytes as a value of fixed size: the bytes, after them spaces, and the length.
///
/// Nearly all texts of an agency are as short. To copy, compare, examine or hash one takes a few dozen
/// instructions whatever its length is; a loop over its bytes or words would take as many for each turn,
/// and its end cannot be foreseen.
@usableFromInline package struct ShortText: BitwiseCopyable, Sendable, Equatable {
  @usableFromInline typealias Part = SIMD16<UInt8>

  @usableFromInline let first: Part
  @usableFromInline let second: Part
  @usableFromInline let third: Part
  /// The number of bytes.
  @usableFromInline package let count: Int

  /// The length of the longest.
  @inlinable package static var longest: Int { 48 }

  @inline(__always)
  @inlinable init(_ first: Part, _ second: Part, _ third: Part, count: Int) {
    (self.first, self.second, self.third, self.count) = (first, second, third, count)
  }

  /// What is equal to no text.
  @inlinable static var none: ShortText {
    let spaces = Part(repeating: 0x20)
    return ShortText(spaces, spaces, spaces, count: -1)
  }

  /// The text without bytes.
  @inlinable package static var empty: ShortText {
    let spaces = Part(repeating: 0x20)
    return ShortText(spaces, spaces, spaces, count: 0)
  }

  /// Some of the bytes of a text; `nil` where they are too many, or the 48 bytes from the first one on
  /// are not all there to be looked at.
  @inline(__always)
  @inlinable package init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
    guard range.count <= Self.longest, range.lowerBound >= 0,
      range.lowerBound &+ Self.longest <= bytes.count
    else { return nil }
    let raw = unsafe bytes.bytes
    count = range.count
    let end = Part(repeating: UInt8(truncatingIfNeeded: count))
    let places = Part(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let spaces = Part(repeating: 0x20)
    @inline(__always) func part(_ offset: Int) -> Part {
      let part = unsafe raw.unsafeLoadUnaligned(
        fromByteOffset: range.lowerBound &+ offset, as: Part.self)
      let isText = unsafe unsafeBitCast(
        places &+ Part(repeating: UInt8(offset)) .< end, to: Part.self)
      return part & isText | spaces & ~isText
    }
    first = part(0)
    second = part(16)
    third = part(32)
  }

  /// A text; `nil` where it is too long.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init?(_ text: Span<UInt8>) {
    guard text.count <= Self.longest else { return nil }
    var room: [48 of UInt8] = .init(repeating: 0x20)
    for index in text.indices { room[index] = text[index] }
    guard let short = ShortText(0..<text.count, of: room.span) else { return nil }
    self = short
  }

  /// Calls `body` with the bytes.
  @inline(__always)
  @inlinable package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe withUnsafeBytes(of: self) { raw in
      unsafe body(raw.bindMemory(to: UInt8.self).span.extracting(first: count))
    }
  }

  /// Whether both have the same bytes.
  @inline(__always)
  @inlinable package static func == (one: ShortText, other: ShortText) -> Bool {
    one.count == other.count
      && isNothing(
        (one.first ^ other.first) | (one.second ^ other.second) | (one.third ^ other.third))
  }

  /// Whether there is a byte, which is no space.
  @inline(__always)
  @inlinable package func has(_ byte: UInt8) -> Bool {
    let bytes = Part(repeating: byte)
    return !Self.isNothing(
      unsafe unsafeBitCast(first .== bytes, to: Part.self)
        | unsafeBitCast(second .== bytes, to: Part.self)
        | unsafeBitCast(third .== bytes, to: Part.self))
  }

  /// Whether it has none of what keeps it from being its own cell of CSV: a quote, comma or control character;
  /// and whether it is of nothing but printable ASCII.
  @inline(__always)
  @inlinable var looks: (needNoLook: Bool, haveComma: Bool, arePrintableASCII: Bool) {
    @inline(__always) func odd(_ part: Part) -> Part {
      unsafe unsafeBitCast(part .== Part(repeating: 0x22), to: Part.self)
        | unsafeBitCast(part .< Part(repeating: 0x20), to: Part.self)
    }
    @inline(__always) func commas(_ part: Part) -> Part {
      unsafe unsafeBitCast(part .== Part(repeating: 0x2C), to: Part.self)
    }
    @inline(__always) func high(_ part: Part) -> Part {
      unsafe unsafeBitCast(part .> Part(repeating: 0x7E), to: Part.self)
    }
    return (
      Self.isNothing(odd(first) | odd(second) | odd(third)),
      !Self.isNothing(commas(first) | commas(second) | commas(third)),
      Self.isNothing(high(first) | high(second) | high(third))
    )
  }

  /// Whether there is a control character of ASCII.
  @inline(__always)
  @inlinable package var hasControls: Bool {
    @inline(__always) func controls(_ part: Part) -> Part {
      unsafe unsafeBitCast(part .< Part(repeating: 0x20), to: Part.self)
        | unsafeBitCast(part .== Part(repeating: 0x7F), to: Part.self)
    }
    return !Self.isNothing(controls(first) | controls(second) | controls(third))
  }

  /// Whether it may begin with what a spreadsheet takes for a formula, or with apostrophes before that;
  /// see ``beginsFormula(_:)`` and ``needsApostrophe(_:)``.
  @inline(__always)
  @inlinable package var mayBeginFormula: Bool {
    Columns.mayBeginFormula(firstByte: first[0]) && count > 0
  }

  @inline(__always)
  @inlinable static func isNothing(_ part: Part) -> Bool {
    let words = unsafe unsafeBitCast(part, to: SIMD2<UInt64>.self)
    return words[0] | words[1] == 0
  }

  /// Puts all 48 bytes somewhere, those of the text first.
  @inline(__always)
  @inlinable func store(to place: UnsafeMutablePointer<UInt8>) {
    let place = UnsafeMutableRawPointer(place)
    unsafe place.storeBytes(of: first, as: Part.self)
    unsafe place.storeBytes(of: second, toByteOffset: 16, as: Part.self)
    unsafe place.storeBytes(of: third, toByteOffset: 32, as: Part.self)
  }
}

/// A keyed hash of short texts that costs a multiplication for every sixteen bytes and three more: of two
/// different texts it is the same with a probability of little more than 1 in 2³², whatever they are, as
/// long as who chose them does not know the key.
///
/// That is all that a table needs whose slots have lists; where a search goes on in the next slot instead,
/// texts can be chosen that make it long. It holds for any of the bits as well.
///
/// Source: J. Black and others, "UMAC: Fast and Secure Message Authentication", 1999, section 4: NH, with
/// words of 64 bits; and of its 128 bits and the length, M. Thorup, "High Speed Hashing for Integers and
/// Strings", 2015, section 4.2: pair-multiply-shift.
@usableFromInline package struct ShortTextHash: Sendable {
  @usableFromInline let keys: [12 of UInt64]

  /// The hash with a key that only who knows that of another hash could tell.
  package init(by hash: CaseBlindHash) {
    keys = .init { number in hash.exact([UInt8(truncatingIfNeeded: number)].span) }
  }

  /// The hash of a text.
  @inline(__always)
  @inlinable package func callAsFunction(_ text: ShortText) -> UInt32 {
    var (high, low): (UInt64, UInt64) = (0, 0)
    @inline(__always) func add(_ part: ShortText.Part, _ key: Int) {
      let words = unsafe unsafeBitCast(part, to: SIMD2<UInt64>.self)
      let product = (words[0] &+ keys[key]).multipliedFullWidth(by: words[1] &+ keys[key &+ 1])
      let (sum, carries) = low.addingReportingOverflow(product.low)
      low = sum
      high = high &+ product.high &+ (carries ? 1 : 0)
    }
    add(text.first, 0)
    add(text.second, 2)
    add(text.third, 4)
    @inline(__always) func product(_ word: UInt64, _ key: Int) -> UInt64 {
      (keys[key] &+ word & 0xFFFF_FFFF) &* (keys[key &+ 1] &+ word &>> 32)
    }
    let length = UInt64(truncatingIfNeeded: text.count)
    let sum = product(low, 6) &+ product(high, 8) &+ product(length, 10)
    return UInt32(truncatingIfNeeded: sum &>> 32)
  }
}
