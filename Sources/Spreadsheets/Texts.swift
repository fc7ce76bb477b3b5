/// The whole number that digits alone state; `nil` for anything else, and for one of more than 15
/// digits.
func number(in text: Span<UInt8>) -> Int? {
  guard 1...15 ~= text.count else { return nil }
  var number = 0
  for index in text.indices {
    guard let digit = digit(text[index]) else { return nil }
    number = number * 10 + digit
  }
  return number
}

/// The value of a digit; `nil` for other bytes.
func digit(_ byte: UInt8) -> Int? {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? Int(byte &- UInt8(ascii: "0")) : nil
}

/// Whether bytes are those of a text.
func equals(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
  guard bytes.count == text.utf8CodeUnitCount else { return false }
  let text = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  for index in bytes.indices where unsafe text[index] != bytes[index] { return false }
  return true
}

/// The place of bytes without the white space of XML at their ends.
func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
  func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
  var (start, end) = (0, bytes.count)
  while start < end, isSpace(bytes[start]) { start += 1 }
  while end > start, isSpace(bytes[end - 1]) { end -= 1 }
  return start..<end
}

extension [UInt8] {
  /// Appends the text of a cell, in which `_x000D_` is the character of that number: ECMA-376 part 1,
  /// 22.9.2.19. What is no character, half a surrogate pair, stays as it is written.
  mutating func append(unescaping text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "_"), let unit = Self.escaped(at: index, in: text) else {
        append(text[index])
        index += 1
        continue
      }
      if let scalar = Unicode.Scalar(unit) {
        append(contentsOf: UTF8.encode(scalar) ?? .init())
        index += 7
      } else if 0xD800..<0xDC00 ~= unit, let low = Self.escaped(at: index + 7, in: text),
        0xDC00..<0xE000 ~= low,
        let scalar = Unicode.Scalar(
          0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
      {
        append(contentsOf: UTF8.encode(scalar) ?? .init())
        index += 14
      } else {
        append(text[index])
        index += 1
      }
    }
  }

  /// The number in `_xHHHH_` at an index; `nil` where there is no such text.
  private static func escaped(at index: Int, in text: Span<UInt8>) -> UInt16? {
    guard index + 7 <= text.count, text[index] == UInt8(ascii: "_"),
      text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt16 = 0
    for place in index + 2..<index + 6 {
      guard let digit = hexadecimal(text[place]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    default: nil
    }
  }
}
