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
//
// The functions here know them by their bytes, and `Unicode.Scalar.isBlank` by their numbers.

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
  @inline(__always)
  @inlinable package var contentRange: Range<Int> {
    // Nearly every field begins and ends with printable ASCII.
    if count > 0, 0x21...0x7E ~= self[0], 0x21...0x7E ~= self[count - 1] { return 0..<count }
    return rangeWithoutBlanks
  }

  @usableFromInline var rangeWithoutBlanks: Range<Int> {
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

  /// Whether a text of ASCII without blanks at its ends has two spaces in a row.
  ///
  /// - Complexity: O(bytes), every second of them.
  package var hasRunOfSpaces: Bool {
    var index = 1
    while index < count {
      if self[index] == 0x20 {
        if self[index - 1] == 0x20 { return true }
        if index + 1 < count, self[index + 1] == 0x20 { return true }
      }
      index += 2
    }
    return false
  }

  /// Whether a text without blanks at its ends has others inside than single spaces. A tab is none
  /// of them: inside a text it is a control character.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(bytes).
  package var hasOtherBlanksInside: Bool {
    var isAfterSpace = false
    for index in indices {
      let byte = self[index]
      if byte == 0x20 {
        if isAfterSpace { return true }
      } else if byte >= 0xC2, wideBlankLength(at: index) > 0 {
        return true
      }
      isAfterSpace = byte == 0x20
    }
    return false
  }

  /// Adds a text without blanks at its ends, each run of blanks inside as one space; see
  /// ``hasOtherBlanksInside``.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(bytes).
  package func appendWithSingleSpaces(to text: inout [UInt8]) {
    var index = 0
    var isAfterBlank = false
    while index < count {
      let length = self[index] == 0x09 ? 0 : blankLength(at: index)
      if length == 0 {
        text.append(self[index])
        index += 1
      } else {
        if !isAfterBlank { text.append(0x20) }
        index += length
      }
      isAfterBlank = length > 0
    }
  }

  /// The first blank inside a value without blanks at its ends; `nil` where there is none.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(bytes).
  package var firstBlank: Unicode.Scalar? {
    for index in indices {
      // No byte inside a character begins a blank.
      switch blankLength(at: index) {
      case 1: return Unicode.Scalar(self[index])
      case 2: return "\u{A0}"
      case 3:
        let (high, middle, low) = (self[index], self[index + 1], self[index + 2])
        return Unicode.Scalar(
          UInt32(high & 0x0F) << 12 | UInt32(middle & 0x3F) << 6 | UInt32(low & 0x3F))
      default: continue
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Whether the character is a blank.
  package var isBlank: Bool {
    switch value {
    case 0x20, 0x09, 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
