import Columns
import Records

extension TextCheck {
  /// Whether nothing but letters with accents and the like is beyond printable ASCII: there is neither a
  /// byte that steers by itself nor one that begins a character that may.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  static func isSurelyFit(_ text: ShortText) -> Bool {
    !(text.hasControls || text.has(0xC2) || text.has(0xE2) || text.has(0xEF))
  }
}
