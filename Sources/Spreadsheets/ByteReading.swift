extension Span<UInt8> {
  /// The number of two bytes, the low one first.
  func number16(at index: Int) -> Int { Int(self[index]) | Int(self[index + 1]) << 8 }

  /// The number of four bytes, the low one first.
  func number32(at index: Int) -> Int { number16(at: index) | number16(at: index + 2) << 16 }

  /// The number of eight bytes, the low one first; `nil` where it is larger than any file.
  func number64(at index: Int) -> Int? {
    let high = number32(at: index + 4)
    return high < 1 << 24 ? number32(at: index) | high << 32 : nil
  }
}

/// The bytes of a text as an array.
func copy(_ bytes: Span<UInt8>) -> [UInt8] {
  var copy: [UInt8] = []
  copy.reserveCapacity(bytes.count)
  for index in bytes.indices { copy.append(bytes[index]) }
  return copy
}
