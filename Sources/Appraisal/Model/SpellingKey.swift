/// What two spellings of one text have in common: the text without capitals and blanks. `Harbor PRB`,
/// `HARBOR  PRB ` and `harbor<U+00A0>prb` have one key, and so has `HarborPRB`: a board that is split
/// by a typing error is noticed by nobody, and boards that are joined get a warning.
///
/// Capitals are those of Unicode: each character is folded by itself, as in the simple case folding of
/// the Unicode Standard, section 3.13, so that `É` is `é`, and `ß` is not `ss`. Keys are compared as
/// strings, by canonical equivalence: an `é` of one character is the `é` of two, which nobody can see.
package struct SpellingKey: Hashable, Sendable {
  private let text: String

  /// The key of a text.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(bytes).
  package init(of field: Span<UInt8>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(field.count)
    var isASCII = true
    var index = 0
    while index < field.count {
      let blank = field.blankLength(at: index)
      if blank == 0 {
        bytes.append(lowercased(field[index]))
        isASCII = isASCII && field[index] < 0x80
      }
      index += max(blank, 1)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    self.text = isASCII ? text : Self.folded(text)
  }

  /// The key of a text.
  package init(of text: String) {
    let bytes = Array(text.utf8)
    self.init(of: bytes.span)
  }

  /// The key of nothing but blanks.
  package var isBlank: Bool { text.isEmpty }

  private static func folded(_ text: String) -> String {
    var folded = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // Both have no simple folding, although each has a capital: the dotless i that of i, the
      // subscript iota that of iota.
      case 0x131, 0x345: folded.unicodeScalars.append(scalar)
      default:
        let capital = scalar.properties.uppercaseMapping.unicodeScalars
        let upper = capital.count == 1 ? capital.first ?? scalar : scalar
        folded += upper.properties.lowercaseMapping
      }
    }
    return folded
  }
}
