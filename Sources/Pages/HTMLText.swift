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

  /// The index of the first byte, from one on, that has a ``replacement(of:)``; the number of bytes
  /// where there is none.
  ///
  /// - Complexity: O(bytes).
  package static func firstReplaced(in text: Span<UInt8>, from start: Int = 0) -> Int {
    var index = start
    while index < text.count {
      // Letters and digits, which nearly all of a text is, are above all bytes that are replaced
      // but for the brackets.
      let byte = text[index]
      if byte < 0x40, replacement(of: byte) != nil { return index }
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

  /// A text as a string of CSS, with its quotes: what could end the string, the line or the style
  /// element around it is written as `\3c `.
  ///
  /// Source: CSS Syntax Module Level 3, 4.3.5 and 4.3.7.
  package static func cssString(_ text: some Sequence<UInt8>) -> [UInt8] {
    var string = [UInt8(ascii: "\"")]
    for byte in text {
      switch byte {
      case 0: string += Array("\\fffd ".utf8)
      case 1..<0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "&"):
        string += Array("\\\(String(byte, radix: 16)) ".utf8)
      default: string.append(byte)
      }
    }
    return string + [UInt8(ascii: "\"")]
  }
}
