package import Appraisal
package import Columns

/// What makes a text of one line unfit for any output: a line break, or a control character
/// (``hasControlCharacter(_:)``). A tab at an end of a field is a blank, and is taken off before.
package struct TextCheck {
  /// The finding; `nil` when the text is fit. A line break goes before a control character.
  package let fault: RecordFinding?

  /// See ``Appraisal/hasReplacementCharacter(_:)``.
  package let hasReplacementCharacter: Bool

  /// Whether there is nothing to say about it.
  package var isFit: Bool { fault == nil && !hasReplacementCharacter }

  /// Checks a text of valid UTF-8, without the blanks at its ends.
  ///
  /// - Complexity: O(bytes).
  package init(_ text: Span<UInt8>) {
    // Nearly every text is.
    let isPrintable = isPrintableASCII(text)
    fault = isPrintable ? nil : Self.fault(in: text)
    hasReplacementCharacter = !isPrintable && Appraisal.hasReplacementCharacter(text)
  }

  /// Whether a field has a line break or a control character in it, so that a stray pair of quotes may have
  /// swallowed records: of these nobody would hear if the record of the field were passed over.
  ///
  /// - Complexity: O(bytes).
  package static func mayHideRecords(_ field: Span<UInt8>) -> Bool {
    TextCheck(field.extracting(field.contentRange)).fault != nil
  }

  private static func fault(in text: Span<UInt8>) -> RecordFinding? {
    for index in text.indices where text[index] == 0x0A || text[index] == 0x0D {
      return .lineBreakInField
    }
    return hasControlCharacter(text) ? .controlCharacter : nil
  }
}
