import Columns
import Testing

@Suite struct ShortTextTests {
  /// Up to the longest, with the bytes that mean something at every place, and every kind of first byte.
  private static let texts: [[UInt8]] = {
    let bytes: [UInt8] = [
      0x00, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x22, 0x27, 0x2C, 0x3D, 0x7E, 0x7F, 0x80, 0xC2, 0xE2,
      0xFF,
    ]
    var texts = (0...ShortText.longest).map { [UInt8](repeating: 0x61, count: $0) }
    for byte in bytes {
      for length in 1...ShortText.longest {
        for place in [0, length / 2, length - 1] {
          var text = [UInt8](repeating: 0x61, count: length)
          text[place] = byte
          texts.append(text)
        }
      }
    }
    return texts
  }()

  /// The bytes around a text make no difference.
  @Test(arguments: [0x00, 0x20, 0x22, 0x2C, 0xFF] as [UInt8])
  func isWhatItsBytesAre(around: UInt8) throws {
    let room = [UInt8](repeating: around, count: 60)
    for text in Self.texts {
      let bytes = room + text + room
      let found = ShortText(room.count..<room.count + text.count, of: bytes.span)
      let short = try #require(found)
      let alone = ShortText(text.span)
      #expect(short == alone)
      #expect(short.count == text.count)
      #expect(short.withBytes { bytes in bytes.indices.map { bytes[$0] } } == text)
      for byte in [0x22, 0x61, 0xC2] as [UInt8] { #expect(short.has(byte) == text.contains(byte)) }
      #expect(short.hasControls == text.contains { $0 < 0x20 || $0 == 0x7F })
      let mayBegin = text.first.map { !(0x30...0x7A ~= $0) || $0 == 0x3D || $0 == 0x40 } ?? false
      #expect(short.mayBeginFormula == mayBegin)
    }
  }

  @Test func isNoneWhereItIsTooLongOrTheBytesEnd() {
    let bytes = [UInt8](repeating: 0x61, count: 60)
    for (range, isThere) in [(0..<48, true), (0..<49, false), (12..<13, true), (13..<14, false)] {
      let short = ShortText(range, of: bytes.span)
      #expect((short != nil) == isThere, "\(range)")
    }
    for count in 47...49 {
      let short = ShortText(bytes.span.extracting(0..<count))
      #expect((short != nil) == (count < 49))
    }
    let empty = ShortText(Span())
    #expect(empty == .empty)
  }

  /// Each text differs from all others, by its bytes, by its length alone, and by its hash.
  @Test func allDiffer() {
    let texts = Array(Set(Self.texts + (0...48).map { Array(repeating: 0x20, count: $0) }))
    let hash = ShortTextHash(by: CaseBlindHash(key: (1, 2)))
    let shorts = texts.compactMap { ShortText($0.span) }
    #expect(shorts.count == texts.count)
    #expect(Set(shorts.map { hash($0) }).count == texts.count)
    for (index, one) in shorts.enumerated() {
      for other in shorts.indices { #expect((one == shorts[other]) == (index == other)) }
    }
  }

  /// Texts that differ in one bit of a word and its opposite of the next get hashes of their own, with any
  /// key.
  @Test func noBitIsLost() {
    for key in 0..<20 as Range<UInt64> {
      let hash = ShortTextHash(by: CaseBlindHash(key: (key, ~key)))
      var texts: Set<[UInt8]> = []
      for one in 0..<48 * 8 {
        for other in [0, one, 383 - one] {
          var text = [UInt8](repeating: 0x55, count: 48)
          text[one / 8] ^= 1 << UInt8(one % 8)
          text[other / 8] ^= 2
          texts.insert(text)
        }
      }
      let hashes = Set(texts.compactMap { ShortText($0.span) }.map { hash($0) })
      #expect(hashes.count == texts.count, "\(key)")
    }
  }
}
