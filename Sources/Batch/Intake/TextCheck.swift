import Appraisal
import Columns

/// What makes a text of one line unfit for any output: a line break, or a control character
/// (``hasControlCharacter(_:)``). A tab at an end of a field is a blank, and is taken off before.
struct TextCheck {
  /// The finding; `nil` when the text is fit. A line break goes before a control character.
  let fault: RecordFinding?

  /// See ``Appraisal/hasReplacementCharacter(_:)``.
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
    hasReplacementCharacter = !isPrintable && Appraisal.hasReplacementCharacter(text)
  }

  /// Whether nothing but letters with accents and the like is beyond printable ASCII: there is neither a
  /// byte that steers by itself nor one that begins a character that may.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  static func isSurelyFit(_ text: ShortText) -> Bool {
    !(text.hasControls || text.has(0xC2) || text.has(0xE2) || text.has(0xEF))
  }

  private static func fault(in text: Span<UInt8>) -> RecordFinding? {
    for index in text.indices where text[index] == 0x0A || text[index] == 0x0D {
      return .lineBreakInField
    }
    return hasControlCharacter(text) ? .controlCharacter : nil
  }
}
