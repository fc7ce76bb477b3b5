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
