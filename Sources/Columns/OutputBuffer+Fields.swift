extension OutputBuffer {
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
}
