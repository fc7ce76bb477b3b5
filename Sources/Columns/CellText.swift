/// Texts in the cells of rosters and sheets, in every form of them: none is longer than what spreadsheets
/// open.
///
/// Excel and LibreOffice refuse or cut cells of more than 32,767 characters, counted in UTF-16. A text
/// beyond that is cut where it is still whole, and says so.
@usableFromInline package enum CellText {
  /// The UTF-16 code units that a cell may have, less the apostrophe and the words that say that it
  /// was cut.
  @inlinable package static var limit: Int { 32_700 }

  /// What stands at the end of a text that was cut.
  @usableFromInline package static let mark = "… (cut: longer than a cell may be)"

  /// The number of bytes of a text that a cell may have; `nil` for all of them.
  ///
  /// - Complexity: O(1) for nearly every text: none has more code units than bytes.
  @inline(__always)
  @inlinable package static func cut(_ text: Span<UInt8>) -> Int? {
    text.count <= limit ? nil : end(of: text)
  }

  @inline(never)
  @usableFromInline static func end(of text: Span<UInt8>) -> Int? {
    var units = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 {
      // A character beyond U+FFFF takes two.
      units += text[index] >= 0xF0 ? 2 : 1
      if units > limit { return index }
    }
    return nil
  }

  /// Calls `body` with a text, cut where it is too long.
  @inline(__always)
  @inlinable package static func with(_ text: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    guard let end = cut(text) else { return body(text) }
    var short = OutputBuffer(capacity: end + mark.utf8.count)
    short.append(text.extracting(first: end))
    short.append(mark)
    short.withBytes(body)
  }

  /// Cuts what a buffer holds where it is too long.
  package static func cut(_ buffer: inout OutputBuffer) {
    guard let end = buffer.withBytes({ cut($0) }) else { return }
    buffer.removeAll(after: end)
    buffer.append(mark)
  }

  /// A text, cut where it is too long.
  package static func array(_ text: [UInt8]) -> [UInt8] {
    cut(text.span).map { Array(text[..<$0]) + Array(mark.utf8) } ?? text
  }
}
