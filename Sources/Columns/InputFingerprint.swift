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
  package static func ends(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    let word = Array("inputs ".utf8)
    guard let blank = text.lastIndex(of: UInt8(ascii: " ")),
      text[...blank].reversed().starts(with: word.reversed())
    else { return false }
    let digits = text[text.index(after: blank)...]
    return digits.count >= 8
      && digits.prefix(8).allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
