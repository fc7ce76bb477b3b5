/// Why a file is refused as a whole, and the byte to look at.
///
/// A fault says that where the records begin and end cannot be trusted, so nothing of the file is
/// used. Of several faults the one that a reader going through the file byte by byte would notice
/// first is reported. It holds no content of the file.
package struct CSVFault: Error, Sendable, Equatable {
  /// What is wrong. Each case says which byte ``CSVFault/byte`` is.
  package enum Kind: Sendable, Equatable, CaseIterable {
    /// Ill-formed UTF-8. The first byte of the sequence that is overlong, a surrogate, beyond
    /// U+10FFFF, cut short, or no UTF-8 at all.
    case notUTF8
    /// A zero byte. That byte.
    case nulByte
    /// The file begins with the byte order mark of UTF-16 or UTF-32, or has a zero byte among its
    /// first four. Byte 0.
    case utf16OrUTF32
    /// A quote in a field that does not begin with one. That quote.
    case quoteInUnquotedField
    /// After the quote that closes a field comes neither a comma nor a line end. The byte after
    /// the quote.
    case textAfterClosingQuote
    /// The file ends inside quotes. The quote that opens the field.
    case unterminatedQuote
    /// Outside quotes, a CR that no LF follows. That CR.
    case bareCarriageReturn
    /// A field is longer than ``CSVLimits/fieldBytes``. The first byte of the field: its opening
    /// quote, where it has one. It is noticed at the first byte of content beyond the limit.
    case fieldTooLong
    /// A record is longer than ``CSVLimits/recordBytes``. The first byte of the record. It is
    /// noticed at the first byte beyond the limit that is not part of its line end.
    case recordTooLong
    /// The file begins as a compressed file, a workbook or a PDF does. Byte 0.
    case notText
  }

  /// What is wrong.
  package let kind: Kind

  /// The offset in the file, from 0, of the byte that `kind` names.
  package let byte: Int

  /// The physical line of that byte: 1 + the number of LF before it.
  package let line: Int

  /// The place of that byte in its line, in bytes from 1. A byte order mark counts, as three
  /// bytes of the first line.
  package let byteInLine: Int

  /// A fault at a place already known.
  package init(kind: Kind, byte: Int, line: Int, byteInLine: Int) {
    self.kind = kind
    self.byte = byte
    self.line = line
    self.byteInLine = byteInLine
  }

  /// What is wrong, one sentence for people. No content of the file, and no position.
  package var fact: String {
    switch kind {
    case .notUTF8:
      "The text is not valid UTF-8."
    case .nulByte:
      "There is a zero byte, which no text has."
    case .utf16OrUTF32:
      "The file is UTF-16 or UTF-32, not UTF-8."
    case .quoteInUnquotedField:
      "There is a quote inside a field that does not begin with one."
    case .textAfterClosingQuote:
      "After the quote that closes a field there is something other than a comma or a line end."
    case .unterminatedQuote:
      "The quote that opens this field is never closed."
    case .bareCarriageReturn:
      "There is a carriage return that does not belong to a line end."
    case .fieldTooLong:
      "A field is longer than the limit."
    case .recordTooLong:
      "A record is longer than the limit."
    case .notText:
      "The file is a compressed file, a workbook or another binary format, not text."
    }
  }

  /// What to do about it, one sentence for people.
  package var fix: String {
    switch kind {
    case .notUTF8:
      "Save the file as \"CSV UTF-8\"."
    case .nulByte:
      "Export the file again from where it came."
    case .utf16OrUTF32:
      "Save the file as \"CSV UTF-8\"."
    case .quoteInUnquotedField:
      "Put quotes around the whole field and double each quote inside it."
    case .textAfterClosingQuote:
      "Remove it, or double the quote if it belongs to the text."
    case .unterminatedQuote:
      "Close it, or double it and put quotes around the whole field if it belongs to the text."
    case .bareCarriageReturn:
      "Remove it, or save the file with line ends LF or CRLF."
    case .fieldTooLong:
      "Shorten it, or close its quotes if it runs into the next records."
    case .recordTooLong:
      "Shorten it, or look for a line end that is missing or a quote that is not closed."
    case .notText:
      "Unpack it, or save it as \"CSV UTF-8\"."
    }
  }

  /// The fact and the fix. The caller puts the place before it.
  package var explanation: String { "\(fact) \(fix)" }
}
