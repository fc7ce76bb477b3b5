import CZlib

/// A zip archive in the making, as true or as false as a test wants it.
package struct ZipArchive {
  /// A file in the archive, and what is said of it.
  package struct Entry {
    package var name: String
    package var content: [UInt8]
    package var isDeflated = true
    /// What the directory says where that is not the truth.
    package var statedSize: Int?
    package var statedPackedSize: Int?
    package var statedChecksum: UInt32?
    package var statedMethod: Int?
    package var flags = 0
    /// The name before the content, where it is another one.
    package var localName: String?
    /// Whether sizes and checksum stand behind the content and not before it.
    package var hasDescriptor = false
    /// Whether sizes stand in 64 bits, in a further field.
    package var isLong = false
    /// Where the directory says that it begins, instead of where it does.
    package var statedOffset: Int?

    /// A file of this content.
    package init(_ name: String, _ content: [UInt8]) {
      self.name = name
      self.content = content
    }

    /// A file of this text.
    package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  package var entries: [Entry]
  /// How many entries the archive says that it has.
  package var statedCount: Int?
  package var comment: [UInt8] = []
  /// Whether the end of the directory stands in 64 bits too.
  package var isLong = false

  /// An archive of these files.
  package init(_ entries: [Entry]) { self.entries = entries }

  /// The bytes of the archive.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries { Self.append(entry, to: &bytes, &directory) }
    let start = bytes.count
    bytes += directory
    let count = statedCount ?? entries.count
    if isLong {
      let end = bytes.count
      bytes += Self.little(0x0606_4B50, 4) + Self.little(44, 8) + Self.little(45, 2)
      bytes += Self.little(45, 2) + Self.little(0, 8)
      bytes += Self.little(count, 8) + Self.little(count, 8) + Self.little(directory.count, 8)
      bytes += Self.little(start, 8)
      bytes += Self.little(0x0706_4B50, 4) + Self.little(0, 4) + Self.little(end, 8)
      bytes += Self.little(1, 4)
    }
    bytes += Self.little(0x0605_4B50, 4) + Self.little(0, 4)
    bytes += Self.little(isLong ? 0xFFFF : count, 2) + Self.little(isLong ? 0xFFFF : count, 2)
    bytes += Self.little(isLong ? 0xFFFF_FFFF : directory.count, 4)
    bytes += Self.little(isLong ? 0xFFFF_FFFF : start, 4)
    return bytes + Self.little(comment.count, 2) + comment
  }

  private static func append(_ entry: Entry, to bytes: inout [UInt8], _ directory: inout [UInt8]) {
    let packed = entry.isDeflated ? deflated(entry.content) : entry.content
    let checksum = Int(entry.statedChecksum ?? Self.checksum(of: entry.content))
    let size = entry.statedSize ?? entry.content.count
    let packedSize = entry.statedPackedSize ?? packed.count
    let method = little(entry.statedMethod ?? (entry.isDeflated ? 8 : 0), 2)
    let flags = little(entry.flags | (entry.hasDescriptor ? 8 : 0), 2)
    let offset = bytes.count
    let long =
      entry.isLong ? little(1, 2) + little(16, 2) + little(size, 8) + little(packedSize, 8) : []
    let sizes =
      entry.isLong
      ? little(0xFFFF_FFFF, 4) + little(0xFFFF_FFFF, 4) : little(packedSize, 4) + little(size, 4)
    let name = Array(entry.name.utf8)
    let localName = Array((entry.localName ?? entry.name).utf8)
    bytes += little(0x0403_4B50, 4) + little(20, 2) + flags + method + little(0, 4)
    bytes += entry.hasDescriptor ? [UInt8](repeating: 0, count: 12) : little(checksum, 4) + sizes
    bytes += little(localName.count, 2) + little(long.count, 2) + localName + long + packed
    if entry.hasDescriptor { bytes += little(0x0807_4B50, 4) + little(checksum, 4) + sizes }
    directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + flags + method
    directory += little(0, 4) + little(checksum, 4) + sizes
    directory += little(name.count, 2) + little(long.count, 2) + little(0, 2) + little(0, 8)
    directory += little(entry.statedOffset ?? offset, 4) + name + long
  }

  /// A number in so many bytes, the low one first.
  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: unsafe crc32(0, bytes, UInt32(bytes.count)))
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    _ = unsafe deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      size)
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: unsafe Int(deflateBound(&stream, UInt(bytes.count))))
    let capacity = output.count
    unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(capacity)
        _ = unsafe deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(unsafe capacity - Int(stream.avail_out)))
  }
}
