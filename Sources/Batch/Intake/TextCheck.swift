import Appraisal
import Columns

/// What makes a text unfit for any output: a line break, or a character that steers a terminal or
/// turns the direction of writing.
///
/// Control characters are C0, DEL, C1, and the bidirectional controls U+202A–202E and U+2066–2069. A
/// tab at an end of a field is a blank, and is taken off before.
struct TextCheck {
  /// The finding; `nil` when the text is fit. A line break goes before a control character.
  let fault: RecordFinding?

  /// Whether there is a U+FFFD in it, which stands for a character that was lost.
  let hasReplacementCharacter: Bool

  /// Whether there is nothing to say about it.
  var isFit: Bool { fault == nil && !hasReplacementCharacter }

  /// Checks a text of valid UTF-8, without the blanks at its ends.
  ///
  /// - Complexity: O(bytes).
  init(_ text: Span<UInt8>) {
    // Nearly every text is.
    let isPrintable = isPrintableASCII(text)
    fault = isPrintable ? nil : Self.fault(in: text)
    hasReplacementCharacter = !isPrintable && Self.hasReplacementCharacter(text)
  }

  /// Whether nothing but letters with accents and the like is beyond printable ASCII: there is neither a
  /// byte that steers by itself nor one that begins a character that may.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  static func isSurelyFit(_ text: ShortText) -> Bool {
    !(text.hasControls || text.has(0xC2) || text.has(0xE2) || text.has(0xEF))
  }

  private static func hasReplacementCharacter(_ text: Span<UInt8>) -> Bool {
    for index in text.indices
    where text[index] == 0xEF && text[index + 1] == 0xBF && text[index + 2] == 0xBD {
      return true
    }
    return false
  }

  private static func fault(in text: Span<UInt8>) -> RecordFinding? {
    var fault: RecordFinding?
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20 && byte < 0x7F { continue }
      switch byte {
      case 0x0A, 0x0D:
        return .lineBreakInField
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
