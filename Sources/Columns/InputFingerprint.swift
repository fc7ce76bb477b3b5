/// A short name of what a run or a review was made of, for each sheet of paper and each workbook, so that
/// the sheets of two nights can be told apart: `inputs c239eb98·ae159aa2`.
package struct InputFingerprint: Sendable, Equatable, CustomStringConvertible {
  /// Without the word before it: `c239eb98·ae159aa2`.
  package let digits: String

  /// The fingerprint of inputs.
  ///
  /// - Parameter hashes: For each kind of input a SHA-256 in hexadecimal digits, the first eight of which
  ///   are taken.
  package init(hashes: [String]) {
    digits = hashes.map { String($0.prefix(8)) }.joined(separator: "·")
  }

  /// As it is shown.
  package var description: String { "inputs \(digits)" }

  /// Whether a text ends with a fingerprint: such a cell ends what stands above the table of our own
  /// workbooks.
  ///
  /// - Complexity: O(bytes).
  package static func ends(_ text: Span<UInt8>) -> Bool {
    // Backwards, as nearly every text ends with another word.
    var start = text.count
    while start > 0, text[start - 1] != UInt8(ascii: " ") { start -= 1 }
    guard text.count - start >= 8, start >= word.count else { return false }
    return equals(text.extracting(start - word.count..<start), word.span)
      && (start..<start + 8).allSatisfy { isLowerHexadecimal(text[$0]) }
  }

  /// Whether the word that stands before a fingerprint stands anywhere in a text.
  ///
  /// - Complexity: O(bytes).
  package static func mayBe(in text: Span<UInt8>) -> Bool {
    guard text.count >= word.count else { return false }
    for start in 0...text.count - word.count where text[start] == word[0] {
      if equals(text.extracting(start..<start + word.count), word.span) { return true }
    }
    return false
  }

  private static let word = Array("inputs ".utf8)

  private static func isLowerHexadecimal(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
  }
}
