import Glibc

/// Bytes on their way to a file: CSV records, or texts that go into one.
///
/// Everything that the program writes for people or programs in bulk is formatted into such a
/// buffer, as bytes: quoting and escaping never see a `Character`, and of the fields of the input none
/// becomes a `String` but one with bytes beyond printable ASCII that is to be spelled out.
@safe @usableFromInline package struct OutputBuffer: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// The number of bytes in the buffer.
  @usableFromInline package internal(set) var count = 0

  /// An empty buffer with room for this many bytes; it grows when they do not suffice.
  @inlinable package init(capacity: Int = 4096) {
    unsafe start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  @inlinable deinit { unsafe start.deallocate() }

  /// Empties the buffer and keeps its memory.
  @inlinable package mutating func removeAll() { count = 0 }

  /// Removes the bytes after the first ones and keeps its memory.
  ///
  /// - Precondition: there are as many.
  package mutating func removeAll(after kept: Int) {
    precondition(0...count ~= kept, "there are fewer bytes")
    count = kept
  }

  /// Calls `body` with the bytes.
  @inlinable package func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(UnsafeBufferPointer(start: start, count: count).span)
  }

  /// A copy of the bytes.
  @inlinable package var array: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Adds one byte.
  @inline(__always)
  @inlinable package mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Adds a number of four bytes, the lowest first.
  @inline(__always)
  @inlinable package mutating func append(word: UInt32) {
    reserve(4)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: word.littleEndian, as: UInt32.self)
    count += 4
  }

  /// Adds a number of two bytes, the lower first.
  @inline(__always)
  @inlinable package mutating func append(half: UInt16) {
    reserve(2)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: half.littleEndian, as: UInt16.self)
    count += 2
  }

  /// Replaces the byte that was added last.
  ///
  /// - Precondition: the buffer is not empty.
  @inline(__always)
  @inlinable package mutating func replaceLast(with byte: UInt8) {
    precondition(count > 0, "there is no byte to replace")
    unsafe start[count - 1] = byte
  }

  /// Adds bytes as they are.
  @inline(__always)
  @inlinable package mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    _ = unsafe copy(bytes, to: start + count)
    count += bytes.count
  }

  /// Adds some bytes of a column as they are.
  @inline(__always)
  @inlinable package mutating func append(_ range: Range<Int>, of bytes: Column<UInt8>.View) {
    bytes.withRows(range) { append($0) }
  }

  /// Adds bytes as they are.
  @inlinable package mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

  /// Adds the bytes of another buffer as they are.
  @inlinable package mutating func append(_ other: borrowing OutputBuffer) {
    other.withBytes { append($0) }
  }

  /// Adds some bytes of another buffer as they are.
  @inlinable package mutating func append(bytes range: Range<Int>, of other: borrowing OutputBuffer)
  {
    other.withBytes { append($0.extracting(range)) }
  }

  /// Adds the UTF-8 bytes of a text as they are.
  @inlinable package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append($0.span) }
  }

  /// Adds a whole number in decimal digits.
  @inline(__always)
  @inlinable package mutating func append(decimal number: Int) {
    if number >= 0 && number < 1000 {
      append(upToThreeDigits: UInt32(truncatingIfNeeded: number))
    } else {
      append(long: number)
    }
  }

  /// Adds hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
  @inline(__always)
  @inlinable package mutating func append(hundredths: UInt32) {
    let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
    append(decimal: Int(whole))
    if fraction > 0 { append(fraction: UInt8(fraction)) }
  }

  /// Adds a whole number and the byte that ends its cell, mostly at once.
  @inline(__always)
  @inlinable package mutating func append(decimal number: Int, endingWith end: UInt8) {
    if number >= 0 && number < 10 {
      append(half: UInt16(0x30 + number) | UInt16(end) << 8)
    } else if number >= 0 && number < 1000 {
      append(upToThreeDigits: UInt32(truncatingIfNeeded: number), endingWith: end)
      count += 1
    } else {
      append(long: number)
      append(end)
    }
  }

  /// Adds hundredths as a decimal, and the byte that ends their cell.
  @inline(__always)
  @inlinable package mutating func append(hundredths: UInt32, endingWith end: UInt8) {
    let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
    if fraction == 0 && whole < 1000 {
      append(upToThreeDigits: whole, endingWith: end)
      count += 1
      return
    }
    append(decimal: Int(whole))
    if fraction > 0 { append(fraction: UInt8(fraction)) }
    append(end)
  }

  /// Writes `end` after the digits, and does not count it.
  ///
  /// - Precondition: the number is below 1000.
  @inline(__always)
  @inlinable mutating func append(upToThreeDigits number: UInt32, endingWith end: UInt8 = 0) {
    reserve(4)
    let (tens, last) = number.quotientAndRemainder(dividingBy: 10)
    let (first, middle) = tens.quotientAndRemainder(dividingBy: 10)
    let missing: UInt32 = (number < 100 ? 1 : 0) + (number < 10 ? 1 : 0)
    let digits =
      (0x30_3030 | first | middle << 8 | last << 16 | UInt32(end) << 24) >> (8 * missing)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: digits.littleEndian, as: UInt32.self)
    count += 3 - Int(missing)
  }

  @inline(never)
  @usableFromInline mutating func append(long number: Int) {
    precondition(number >= 0, "counts and numbers are not negative")
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    append(decimal: thousands)
    append(0x30 + UInt8(rest / 100))
    append(0x30 + UInt8(rest / 10 % 10))
    append(0x30 + UInt8(rest % 10))
  }

  @inline(never)
  @usableFromInline mutating func append(fraction: UInt8) {
    append(UInt8(ascii: "."))
    append(0x30 + fraction / 10)
    if fraction % 10 > 0 { append(0x30 + fraction % 10) }
  }

  /// Adds a text as a CSV field: quoted where RFC 4180 asks for it, and with an apostrophe before
  /// it where a spreadsheet would run it (``needsApostrophe(_:)``).
  ///
  /// - Complexity: O(bytes).
  @inline(__always)
  @inlinable package mutating func append(field text: Span<UInt8>) {
    // Twice as long with every byte a quote, two quotes around it, and the apostrophe.
    reserve(2 * text.count + 3)
    let met = unsafe copy(text, to: start + count)
    if !met.areThere && !needsApostrophe(text) {
      count += text.count
    } else {
      appendQuoted(text, hasQuote: met.areQuotes)
    }
  }

  /// Adds a text as a CSV field and a comma, where the field holds the text in one piece: without a quote
  /// inside, and without an apostrophe before it.
  ///
  /// - Returns: What was met in the text; `nil`, and nothing is added, where the field would not hold it.
  /// - Complexity: O(bytes).
  @inlinable package mutating func append(cell text: Span<UInt8>) -> Specials? {
    // Quotes around it, and the comma.
    reserve(text.count + 3)
    let met = unsafe copy(text, to: start + count)
    if met.areQuotes || needsApostrophe(text) { return nil }
    if met.areThere {
      appendQuoted(text, hasQuote: false)
    } else {
      count += text.count
    }
    unsafe start[count] = UInt8(ascii: ",")
    count += 1
    return met
  }

  /// Adds a short text as a CSV field and a comma, as ``append(cell:)-(Span<UInt8>)`` does.
  ///
  /// Whether there are quotes around it, is as good as random: they are put there without a branch.
  ///
  /// - Returns: Whether it is of nothing but printable ASCII; `nil`, and nothing is added, where the field
  ///   would not hold it.
  @inline(__always)
  @inlinable package mutating func append(cell text: ShortText) -> Bool? {
    let looks = text.looks
    guard looks.needNoLook, !text.mayBeginFormula else {
      return text.withBytes { append(cell: $0)?.arePrintableASCII }
    }
    // A quote, all that a short text takes, and at most a quote and the comma behind it.
    reserve(ShortText.longest + 3)
    let quote = looks.haveComma ? 1 : 0
    let end = count &+ quote &+ text.count
    unsafe start[count] = UInt8(ascii: "\"")
    unsafe text.store(to: start + count + quote)
    unsafe start[end] = UInt8(ascii: "\"")
    unsafe start[end &+ quote] = UInt8(ascii: ",")
    count = end &+ quote &+ 1
    return looks.arePrintableASCII
  }

  /// Adds a field that needs quotes, into room that is there.
  @inlinable mutating func appendQuoted(_ text: Span<UInt8>, hasQuote: Bool) {
    let quote = UInt8(ascii: "\"")
    unsafe start[count] = quote
    count += 1
    if needsApostrophe(text) {
      unsafe start[count] = UInt8(ascii: "'")
      count += 1
    }
    if hasQuote {
      for index in text.indices {
        unsafe start[count] = text[index]
        count += 1
        if text[index] == quote {
          unsafe start[count] = quote
          count += 1
        }
      }
    } else {
      _ = unsafe copy(text, to: start + count)
      count += text.count
    }
    unsafe start[count] = quote
    count += 1
  }

  /// Adds the bytes of another buffer as a CSV field.
  @inlinable package mutating func append(field text: borrowing OutputBuffer) {
    text.withBytes { append(field: $0) }
  }

  /// Adds a text as a CSV field.
  @inlinable package mutating func append(field text: String) {
    var text = text
    text.withUTF8 { unsafe append(field: $0.span) }
  }

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

  @inline(__always)
  @inlinable mutating func reserve(_ additional: Int) {
    if count + additional > capacity {
      let larger = max(count + additional, 2 * capacity)
      unsafe start = Self.moved(start, count, to: larger)
      capacity = larger
    }
  }

  /// Moves bytes to larger memory. It is given values and not the buffer, whose address nobody knows so:
  /// that lets the compiler keep the buffer of a loop in registers.
  @inline(never)
  @usableFromInline static func moved(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe memcpy(moved, start, count)
    unsafe start.deallocate()
    return unsafe moved
  }
}

/// A mark that tells spreadsheets that a file is UTF-8.
package let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// Whether a spreadsheet would take a text for a formula: it begins with `=` `+` `-` `@`, in full
/// width (`＝` `＋` `－` `＠`) or not, `|` `%` or a tab. A line end, which some run as well, is in no
/// text that is written.
///
/// Source: OWASP, CSV Injection.
@inline(__always)
@inlinable package func beginsFormula(_ text: Span<UInt8>) -> Bool {
  mayBeginFormula(text) && doesBeginFormula(text)
}

/// Whether a text may begin a formula, perhaps after apostrophes: as far as its first byte tells, which
/// nearly always is no.
@inline(__always)
@inlinable func mayBeginFormula(_ text: Span<UInt8>) -> Bool {
  guard text.count > 0 else { return false }
  return mayBeginFormula(firstByte: text[0])
}

/// The same of the first byte of a text: whether it is no letter, digit or bracket, of which every other text
/// is made.
@inline(__always)
@inlinable func mayBeginFormula(firstByte byte: UInt8) -> Bool {
  byte < 0x30 || byte > 0x7A || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "@")
}

@inlinable @inline(never)
func doesBeginFormula(_ text: Span<UInt8>) -> Bool {
  switch text[0] {
  case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
    UInt8(ascii: "|"), UInt8(ascii: "%"), 0x09:
    return true
  case 0xEF where text.count > 2 && text[1] == 0xBC:
    return text[2] == 0x9D || text[2] == 0x8B || text[2] == 0x8D || text[2] == 0xA0
  default:
    return false
  }
}

/// Whether a text gets an apostrophe before it in a CSV file: a spreadsheet would take it, or what
/// follows the apostrophes that it begins with, for a formula.
///
/// The second case makes it possible to read the file back: of `'=A1` in a file it is sure that one
/// apostrophe was put before `=A1`.
@inline(__always)
@inlinable package func needsApostrophe(_ text: Span<UInt8>) -> Bool {
  guard mayBeginFormula(text) else { return false }
  return text[0] == UInt8(ascii: "'") ? hidesFormula(text) : doesBeginFormula(text)
}

/// Whether apostrophes, and then a formula, begin a text.
@inlinable package func hidesFormula(_ text: Span<UInt8>) -> Bool {
  var start = 0
  while start < text.count && text[start] == UInt8(ascii: "'") { start += 1 }
  return start > 0 && beginsFormula(text.extracting(start..<text.count))
}
