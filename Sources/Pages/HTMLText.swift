import Appraisal

/// How text of any origin becomes text of a page: which bytes mean something to HTML or CSS.
///
/// It works on bytes: `<` followed by U+0338 is one `Character` that equals no `<`, and is an open
/// bracket to every browser.
package enum HTMLText {
  /// What stands for a byte in text and in quoted attributes; `nil` for a byte that stands for
  /// itself. U+0000 is nothing that HTML can hold, and ``PageSkeleton`` needs it for its marks.
  ///
  /// Source: HTML Living Standard, 13.3 "Escaping a string", and the apostrophe as well.
  package static func replacement(of byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0: "\u{FFFD}"
    default: nil
    }
  }

  /// A bit for each byte below 64: whether it has a ``replacement(of:)``. No byte above has one. A constant,
  /// which nobody has to ask whether it was made.
  private static let replaced: UInt64 =
    1 | 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E

  /// Whether a text has no byte with a ``replacement(of:)``, as nearly all texts.
  ///
  /// - Complexity: O(bytes), sixteen at a time.
  @inline(__always)
  private static func hasNoneReplaced(_ text: Span<UInt8>) -> Bool {
    let bytes = unsafe text.bytes
    let count = text.count
    @inline(__always) func word<Word: BitwiseCopyable>(_ type: Word.Type, at offset: Int) -> Word {
      unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }
    // What does not divide into parts ends with one that overlaps the part before it.
    switch count {
    case 16...:
      var offset = 0
      while offset + 16 <= count {
        if isAnyReplaced(word(SIMD16<UInt8>.self, at: offset)) { return false }
        offset += 16
      }
      return offset == count || !isAnyReplaced(word(SIMD16<UInt8>.self, at: count - 16))
    case 8...:
      let words = SIMD2(word(UInt64.self, at: 0), word(UInt64.self, at: count - 8))
      return !isAnyReplaced(unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self))
    case 4...:
      let words = SIMD4(
        word(UInt32.self, at: 0), word(UInt32.self, at: count - 4), 0x2020_2020, 0x2020_2020)
      return !isAnyReplaced(unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self))
    default: return false
    }
  }

  @inline(__always)
  private static func isAnyReplaced(_ bytes: SIMD16<UInt8>) -> Bool {
    @inline(__always) func matches(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> SIMD16<UInt8> {
      unsafe unsafeBitCast(bytes .== SIMD16<UInt8>(repeating: byte), to: SIMD16<UInt8>.self)
    }
    // 0x26 and 0x27, 0x3C and 0x3E differ in one bit each.
    let met =
      matches(bytes, 0) | matches(bytes, 0x22)
      | matches(bytes | SIMD16<UInt8>(repeating: 1), 0x27)
      | matches(bytes | SIMD16<UInt8>(repeating: 2), 0x3E)
    let words = unsafe unsafeBitCast(met, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }

  /// The index of the first byte, from one on, that has a ``replacement(of:)``; the number of bytes
  /// if there is none.
  ///
  /// - Complexity: O(bytes).
  package static func firstReplaced(in text: Span<UInt8>, from start: Int = 0) -> Int {
    if start == 0, hasNoneReplaced(text) { return text.count }
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte < 64, replaced >> UInt64(byte) & 1 == 1 { return index }
      index += 1
    }
    return index
  }

  /// A text with all that means something to HTML replaced.
  package static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if let replacement = replacement(of: byte) {
        replacement.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
