import Appraisal
import Glibc

/// Bytes on their way to a file: CSV records, or texts that go into one.
///
/// Everything that the program writes for people or programs in bulk is formatted into such a
/// buffer, byte by byte, so that no field becomes a `String` and quoting never sees a `Character`.
@safe struct OutputBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes in the buffer.
  private(set) var count = 0

  /// An empty buffer with room for so many bytes; it grows when they do not suffice.
  init(capacity: Int = 4096) {
    unsafe start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe start.deallocate() }

  /// Empties the buffer and keeps its memory.
  mutating func removeAll() { count = 0 }

  /// Calls `body` with the bytes.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(UnsafeBufferPointer(start: start, count: count).span)
  }

  /// A copy of the bytes.
  var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }

  /// Adds one byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Adds bytes as they are.
  mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { unsafe memcpy(start + count, base, source.count) }
    }
    count += bytes.count
  }

  /// Adds bytes as they are.
  mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

  /// Adds the bytes of another buffer as they are.
  mutating func append(_ other: borrowing OutputBuffer) { other.withBytes { append($0) } }

  /// Adds the UTF-8 bytes of a text as they are.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append($0.span) }
  }

  /// Adds a whole number in decimal digits.
  mutating func append(decimal number: Int) {
    precondition(number >= 0, "counts and numbers are not negative")
    reserve(20)
    if number < 10 {
      unsafe start[count] = 0x30 + UInt8(truncatingIfNeeded: number)
      count += 1
      return
    }
    var digits = 1
    var rest = UInt64(number)
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    count += digits
    var end = count
    rest = UInt64(number)
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      end -= 1
      unsafe start[end] = 0x30 + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
  }

  /// Adds hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
  mutating func append(hundredths: UInt32) {
    let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
    append(decimal: Int(whole))
    guard fraction > 0 else { return }
    append(UInt8(ascii: "."))
    append(0x30 + UInt8(fraction / 10))
    if fraction % 10 > 0 { append(0x30 + UInt8(fraction % 10)) }
  }

  /// Adds a text as a CSV field: quoted where RFC 4180 asks for it, and with an apostrophe before
  /// it where a spreadsheet would run it (``isFormula(_:)``).
  ///
  /// - Complexity: O(bytes).
  mutating func append(field text: Span<UInt8>) {
    let neutralize = isFormula(text)
    guard neutralize || needsQuotes(text) else { return append(text) }
    reserve(2 * text.count + 3)
    var end = count
    unsafe start[end] = UInt8(ascii: "\"")
    end += 1
    if neutralize {
      unsafe start[end] = UInt8(ascii: "'")
      end += 1
    }
    for index in text.indices {
      let byte = text[index]
      unsafe start[end] = byte
      end += 1
      if byte == UInt8(ascii: "\"") {
        unsafe start[end] = byte
        end += 1
      }
    }
    unsafe start[end] = UInt8(ascii: "\"")
    count = end + 1
  }

  /// Adds the bytes of another buffer as a CSV field.
  mutating func append(field text: borrowing OutputBuffer) {
    text.withBytes { append(field: $0) }
  }

  /// Adds a text as a CSV field.
  mutating func append(field text: String) {
    var text = text
    text.withUTF8 { unsafe append(field: $0.span) }
  }

  /// Whether RFC 4180 asks for quotes: a comma, a quote, an LF or a CR.
  private func needsQuotes(_ text: Span<UInt8>) -> Bool {
    anyByte(of: text) { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    } orWord: { word in
      hasByte(UInt8(ascii: ","), in: word) || hasByte(UInt8(ascii: "\""), in: word)
        || hasByte(0x0A, in: word) || hasByte(0x0D, in: word)
    }
  }

  private mutating func reserve(_ additional: Int) {
    if count + additional > capacity { grow(to: count + additional) }
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let larger = max(needed, 2 * capacity)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe memcpy(moved, start, count)
    unsafe start.deallocate()
    unsafe start = moved
    capacity = larger
  }
}

extension OutputBuffer: TextSink {
  mutating func write(_ text: String) { append(text) }
}

/// Whether a spreadsheet would take a text for a formula: it begins with `=` `+` `-` `@` `|` `%`
/// or a tab.
///
/// Source: OWASP, CSV Injection.
func isFormula(_ text: Span<UInt8>) -> Bool {
  guard text.count > 0 else { return false }
  switch text[0] {
  case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
    UInt8(ascii: "|"), UInt8(ascii: "%"), 0x09:
    return true
  default:
    return false
  }
}
