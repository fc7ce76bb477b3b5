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

  /// A bit for each byte below 64: whether it has a ``replacement(of:)``. No byte above has one.
  private static let replaced: UInt64 = (0..<64).reduce(0) { bits, byte in
    replacement(of: byte) == nil ? bits : bits | 1 << UInt64(byte)
  }

  /// The index of the first byte, from one on, that has a ``replacement(of:)``; the number of bytes
  /// if there is none.
  ///
  /// - Complexity: O(bytes).
  package static func firstReplaced(in text: Span<UInt8>, from start: Int = 0) -> Int {
    let replaced = replaced
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
