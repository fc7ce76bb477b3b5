/// The bytes that separate and enclose, by name.
enum Byte {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let quote: UInt8 = 0x22
  static let comma: UInt8 = 0x2C
  static let space: UInt8 = 0x20
  static let tab: UInt8 = 0x09

  /// The length of the UTF-8 byte order mark that a block begins with: 3, or 0 where there is
  /// none or the block is not the first of its file.
  static func orderMarkLength(
    of block: UnsafeBufferPointer<UInt8>, startingAt start: BlockStart
  ) -> Int {
    unsafe start.byte == 0 && block.count >= 3 && block[0] == 0xEF && block[1] == 0xBB
      && block[2] == 0xBF ? 3 : 0
  }
}
