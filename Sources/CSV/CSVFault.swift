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
    /// No line of the file ends with an LF, and there is a CR: the lines end with it alone. That CR. It
    /// is a ``bareCarriageReturn`` of which somebody knows the whole file.
    case carriageReturnsOnly
  }

  /// The field that a fault is in: also where it opens, as a quote that is never closed hides from its
  /// own place and is noticed at a later one.
  package struct Field: Sendable, Equatable {
    /// The number of the column, from 1, by the commas before it in its record.
    package let column: Int
    /// The line of its first byte.
    package let line: Int
    /// The place of its first byte in its line, from 1.
    package let byteInLine: Int

    /// A field of a column that begins at a place.
    package init(column: Int, line: Int, byteInLine: Int) {
      self.column = column
      self.line = line
      self.byteInLine = byteInLine
    }
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

  /// The field that it is in; `nil` where that is not known, or it is in none.
  package let field: Field?

  /// Why, where the bytes around it tell.
  package let cause: Cause?

  /// A fault at a place already known.
  package init(
    kind: Kind, byte: Int, line: Int, byteInLine: Int, field: Field? = nil, cause: Cause? = nil
  ) {
    self.kind = kind
    self.byte = byte
    self.line = line
    self.byteInLine = byteInLine
    self.field = field
    self.cause = cause
  }

  /// The same fault under another name.
  package func renamed(_ kind: Kind) -> CSVFault {
    CSVFault(kind: kind, byte: byte, line: line, byteInLine: byteInLine, field: field)
  }

  /// What is wrong, one sentence for people. No content of the file, and no position. It names the
  /// limits that the program has (``CSVLimits``).
  package var fact: String {
    if let cause { return cause.fact }
    return switch kind {
    case .notUTF8:
      "The text is not valid UTF-8."
    case .nulByte:
      "There is a zero byte, which text never has."
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
      "A field is longer than \(Self.size(CSVLimits().fieldBytes))."
    case .recordTooLong:
      "A record is longer than \(Self.size(CSVLimits().recordBytes))."
    case .notText:
      "The file is a compressed file, a workbook or another binary format, not text."
    case .carriageReturnsOnly:
      "The lines end with carriage returns alone, as in the format \"CSV (Macintosh)\"."
    }
  }

  /// A limit in words: `64 KiB (65,536 bytes)`.
  private static func size(_ bytes: Int) -> String {
    "\(bytes / 1024) KiB (\(bytes / 1000),\(String(1000 + bytes % 1000).dropFirst()) bytes)"
  }

  /// What to do about it, one sentence for people.
  ///
  /// - Parameter canConvert: Whether the command has `--encoding`.
  package func fix(canConvert: Bool = true) -> String {
    if let cause { return cause.fix }
    let save = "save the file as \"CSV UTF-8 (Comma delimited)\""
    func orName(_ encoding: String) -> String {
      canConvert ? ", or name its encoding, such as --encoding \(encoding)" : ""
    }
    return switch kind {
    case .notUTF8:
      "In the spreadsheet \(save)\(orName("windows-1252"))."
    case .nulByte:
      "Export the file again from its source."
    case .utf16OrUTF32:
      "In the spreadsheet \(save)\(orName("UTF-16"))."
    case .quoteInUnquotedField:
      """
      In a text editor, put quotes around the whole field and double each quote inside it; a \
      spreadsheet does so when it saves a text with a quote.
      """
    case .textAfterClosingQuote:
      if let field {
        """
        The field begins with the quote at line \(field.line), column byte \(field.byteInLine): if \
        the quote that closes it was lost, put it back, and else double each quote of its text.
        """
      } else {
        "Remove it, or double the quote if it belongs to the text."
      }
    case .unterminatedQuote:
      "Close it, or double it and put quotes around the whole field if it belongs to the text."
    case .bareCarriageReturn:
      "In the spreadsheet \(save), or remove it in a text editor."
    case .fieldTooLong:
      "Shorten it, or close its quotes if it runs into the next records."
    case .recordTooLong:
      "Shorten it, or look for a line end that is missing or a quote that is not closed."
    case .notText:
      "Unpack it, or open it in a spreadsheet and \(save)."
    case .carriageReturnsOnly:
      "In the spreadsheet \(save), not as \"CSV (Macintosh)\"."
    }
  }

  /// The fact and the fix. The caller puts the place before it.
  package var explanation: String { "\(fact) \(fix())" }
}
