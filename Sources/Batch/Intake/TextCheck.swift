import Appraisal
import Columns

/// What makes a text unfit for any output: a line break, or a character that steers a terminal or
/// turns the direction of writing.
///
/// Control characters are C0 but for a tab at the start (which is ``FindingCode/unsafeText``), DEL,
/// C1, and the bidirectional controls U+202A–202E and U+2066–2069.
struct TextCheck {
  /// The finding; `nil` when the text is fit. A line break goes before a control character.
  let fault: RecordFinding?

  /// Checks a text of valid UTF-8.
  ///
  /// - Complexity: O(bytes).
  init(_ text: Span<UInt8>) {
    // Nearly every text is.
    fault = isPrintableASCII(text) ? nil : Self.fault(in: text)
  }

  private static func fault(in text: Span<UInt8>) -> RecordFinding? {
    var fault: RecordFinding?
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20 && byte < 0x7F { continue }
      switch byte {
      case 0x0A, 0x0D:
        return .lineBreakInField
      case 0x09 where index == 0: continue
      case 0x00..<0x20, 0x7F: fault = .controlCharacter
      case 0xC2 where text[index + 1] < 0xA0: fault = .controlCharacter
      case 0xE2 where text[index + 1] == 0x80 && 0xAA...0xAE ~= text[index + 2]:
        fault = .controlCharacter
      case 0xE2 where text[index + 1] == 0x81 && 0xA6...0xA9 ~= text[index + 2]:
        fault = .controlCharacter
      default: continue
      }
    }
    return fault
  }
}
