import CSV
import Testing

/// The masks that everything in a block is found with, by the vectors of this machine and by those that
/// every machine has.
@Suite struct ByteMasksTests {
  /// Every byte at every place of 64.
  @Test func everyByteAtEveryPlace() {
    let ranges: [ClosedRange<UInt8>] = [
      0x20...0x7E, 0...0x7F, 0x80...0xBF, 0xC2...0xDF, 0...0, 0xFF...0xFF, 0...0xFF, 0x61...0x61,
    ]
    let sought: [UInt8] = [0, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x2C, 0x7F, 0x80, 0xFF]
    for byte in UInt8.min...UInt8.max {
      for place in 0..<64 {
        var bytes = [UInt8](repeating: 0x61, count: 64)
        bytes[place] = byte
        let native = ByteMasks<NativeVector>(bytes.span)
        let portable = ByteMasks<PortableVector>(bytes.span)
        let bit = UInt64(1) << UInt64(place)
        for other in sought {
          let expected = other == byte ? bit : 0
          guard native.mask(of: other) == expected, portable.mask(of: other) == expected else {
            Issue.record("byte \(byte) at \(place), looking for \(other)")
            return
          }
        }
        for range in ranges {
          let others = range.contains(0x61) ? 0 : ~bit
          let expected = range.contains(byte) ? others : others | bit
          guard native.mask(outside: range) == expected, portable.mask(outside: range) == expected
          else {
            Issue.record("byte \(byte) at \(place), outside \(range)")
            return
          }
        }
      }
    }
  }

  /// Fewer than 64 bytes, and more.
  @Test func otherNumbersOfBytes() {
    for count in 1...130 {
      let bytes = [UInt8](repeating: 0x2C, count: count)
      let expected = count < 64 ? (1 << UInt64(count)) - 1 : UInt64.max
      #expect(ByteMasks<NativeVector>(bytes.span).mask(of: 0x2C) == expected)
      #expect(ByteMasks<PortableVector>(bytes.span).mask(of: 0x2C) == expected)
    }
  }
}
