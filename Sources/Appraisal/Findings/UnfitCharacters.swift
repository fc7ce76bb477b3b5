/// Whether a text has a character in it that steers a terminal, breaks lines or turns the direction of writing, which no
/// field that is read may have. A line end is not looked at: some fields have several lines.
///
/// Control characters are C0, DEL, C1, the line and paragraph separators U+2028 and U+2029, and the bidirectional
/// controls U+202A–202E and U+2066–2069. Joiners and
/// marks, which some scripts need, are none.
///
/// - Parameter text: Valid UTF-8.
/// - Complexity: O(bytes).
package func hasControlCharacter(_ text: Span<UInt8>) -> Bool {
  for index in text.indices {
    let byte = text[index]
    if byte >= 0x20 && byte < 0x7F { continue }
    switch byte {
    case 0x0A, 0x0D: continue
    case 0x00..<0x20, 0x7F: return true
    case 0xC2 where text[index + 1] < 0xA0: return true
    case 0xE2 where text[index + 1] == 0x80 && 0xA8...0xAE ~= text[index + 2]: return true
    case 0xE2 where text[index + 1] == 0x81 && 0xA6...0xA9 ~= text[index + 2]: return true
    default: continue
    }
  }
  return false
}

/// Whether there is a U+FFFD in a text, which stands for a character that was lost.
///
/// - Parameter text: Valid UTF-8.
/// - Complexity: O(bytes).
package func hasReplacementCharacter(_ text: Span<UInt8>) -> Bool {
  for index in text.indices
  where text[index] == 0xEF && text[index + 1] == 0xBF && text[index + 2] == 0xBD {
    return true
  }
  return false
}
