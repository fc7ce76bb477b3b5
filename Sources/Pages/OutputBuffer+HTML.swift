import Appraisal
public import Columns

extension OutputBuffer {
  /// Adds valid UTF-8 as text of HTML, fit for content and for quoted attributes.
  ///
  /// - Complexity: O(bytes).
  package mutating func append(html text: Span<UInt8>) {
    var start = 0
    while true {
      let end = HTMLText.firstReplaced(in: text, from: start)
      append(text.extracting(start..<end))
      guard end < text.count else { return }
      HTMLText.replacement(of: text[end])?.withUTF8Buffer { unsafe append($0.span) }
      start = end + 1
    }
  }

  /// Adds the bytes of another buffer as text of HTML.
  package mutating func append(html text: borrowing OutputBuffer) {
    text.withBytes { append(html: $0) }
  }

  /// Adds a text as text of HTML.
  package mutating func append(html text: String) {
    var text = text
    text.withUTF8 { unsafe append(html: $0.span) }
  }

  /// Adds the beginning of a text as text of HTML, with a mark where it is cut.
  package mutating func append(beginningOf text: Span<UInt8>, atMost most: Int) {
    let end = Self.end(of: text, atMost: most)
    append(html: text.extracting(..<end))
    if end < text.count { append("…") }
  }

  /// Where at most so many bytes of valid UTF-8 end, between two scalars.
  package static func end(of text: Span<UInt8>, atMost most: Int) -> Int {
    guard text.count > most else { return text.count }
    var end = most
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// Adds a count with a comma between each three digits: `3,015`.
  package mutating func append(grouped count: Int) {
    guard count > 999 else { return append(decimal: count) }
    append(Appraisal.grouped(count))
  }

  /// Adds a skeleton, its slots filled in.
  ///
  /// - Parameter fill: Adds what goes into a slot.
  @inline(__always)
  @inlinable package mutating func append<Slot, Failure: Error>(
    _ skeleton: PageSkeleton<Slot>,
    _ fill: (Slot, _ index: Int, inout OutputBuffer) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    for part in skeleton.parts {
      append(skeleton.text.span.extracting(start..<part.end))
      try fill(part.slot, part.index, &self)
      start = part.end
    }
    append(skeleton.text.span.extracting(start..<skeleton.text.count))
  }
}
