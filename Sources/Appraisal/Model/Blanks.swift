// What counts as a blank, for every value of an input: a space, a tab, and the space characters that
// spreadsheets, word processors and web pages leave in cells. They carry no meaning at the ends of a
// value, and in a header none at all.
//
//     U+0020, U+0009           20, 09
//     U+00A0                   C2 A0
//     U+2000–200B              E2 80 80 … E2 80 8B
//     U+202F                   E2 80 AF
//     U+205F                   E2 81 9F
//     U+3000                   E3 80 80
//     U+FEFF                   EF BB BF

extension Span<UInt8> {
  /// The number of bytes of the blank that begins at an index, 1–3; 0 where none does.
  ///
  /// - Precondition: the bytes are valid UTF-8, and a character begins at the index.
  @inline(__always)
  package func blankLength(at index: Int) -> Int {
    let byte = self[index]
    if byte == 0x20 || byte == 0x09 { return 1 }
    return byte < 0x80 ? 0 : wideBlankLength(at: index)
  }

  private func wideBlankLength(at index: Int) -> Int {
    switch self[index] {
    case 0xC2: return self[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      let isBlank =
        switch self[index + 1] {
        case 0x80: 0x80...0x8B ~= self[index + 2] || self[index + 2] == 0xAF
        case 0x81: self[index + 2] == 0x9F
        default: false
        }
      return isBlank ? 3 : 0
    case 0xE3: return self[index + 1] == 0x80 && self[index + 2] == 0x80 ? 3 : 0
    case 0xEF: return self[index + 1] == 0xBB && self[index + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }

  /// Whether a field has nothing but blanks in it.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(1) for nearly every field, which begins with something else; O(bytes) at most.
  package var isBlank: Bool {
    var index = 0
    while index < count {
      let length = blankLength(at: index)
      if length == 0 { return false }
      index += length
    }
    return true
  }

  /// Where the content of a field stands without the blanks at its ends; an empty range at the end
  /// of the field where it is blank.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(1) where there are no blanks at the ends, O(bytes) at most.
  package var contentRange: Range<Int> {
    var start = 0
    while start < count {
      let length = blankLength(at: start)
      if length == 0 { break }
      start += length
    }
    var end = count
    while end > start {
      // A character of a blank has at most three bytes; the one that ends here begins where no
      // continuation byte stands.
      var last = end - 1
      while last > start, self[last] & 0xC0 == 0x80 { last -= 1 }
      if blankLength(at: last) != end - last { break }
      end = last
    }
    return start..<end
  }
}
