import CZlib

/// The bytes of an entry of an archive, unpacked piece by piece with zlib.
///
/// It is an error if they are more or fewer than the archive says, or not those whose checksum it has.
@safe struct EntryReader: ~Copyable {
  /// How many bytes are unpacked at a time.
  private static let pieceSize = 1 << 16

  private let bytes: [UInt8]
  private let entry: Archive.Entry
  /// The first packed byte that was not read.
  private(set) var position: Int
  private var stream: UnsafeMutablePointer<z_stream>?
  private var unpacked = 0
  private var checksum: UInt
  /// Whether all of it was read, and found to be what the archive says.
  private(set) var isAtEnd = false

  /// A reader before the first byte of an entry.
  init(_ entry: Archive.Entry, of archive: Archive) throws(WorkbookFault) {
    bytes = archive.bytes
    self.entry = entry
    position = entry.content.lowerBound
    checksum = crc32(0, nil, 0)
    guard entry.isDeflated else {
      unsafe stream = nil
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe self.stream = unsafe stream
    // No header of zlib's own before the packed bytes.
    guard
      unsafe inflateInit2_(
        stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      throw .damaged("there is no memory to unpack it")
    }
  }

  deinit {
    guard let stream = unsafe stream else { return }
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks on.
  ///
  /// - Parameter piece: Becomes the next bytes; empty only at the end.
  mutating func next(into piece: inout [UInt8]) throws(WorkbookFault) {
    piece.removeAll(keepingCapacity: true)
    guard !isAtEnd else { return }
    if unsafe stream == nil {
      let end = min(position + Self.pieceSize, entry.content.upperBound)
      piece.append(contentsOf: bytes[position..<end])
      position = end
      isAtEnd = end == entry.content.upperBound
    } else {
      repeat { try inflate(into: &piece) } while piece.isEmpty && !isAtEnd
    }
    unpacked += piece.count
    checksum = unsafe piece.withUnsafeBufferPointer {
      unsafe crc32(checksum, $0.baseAddress, UInt32($0.count))
    }
    guard unpacked <= entry.size, !isAtEnd || unpacked == entry.size else {
      throw .damaged("a part of it is not as long as it says")
    }
    guard !isAtEnd || checksum == UInt(entry.crc) else {
      throw .damaged("the checksum of a part is wrong")
    }
  }

  private mutating func inflate(into piece: inout [UInt8]) throws(WorkbookFault) {
    guard let stream = unsafe stream else { return }
    let packed = position..<min(position + Self.pieceSize, entry.content.upperBound)
    var outcome = Z_OK
    piece.append(addingCapacity: Self.pieceSize) { output in
      unsafe output.withUnsafeMutableBufferPointer { room, filled in
        unsafe bytes.withUnsafeBufferPointer { bytes in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress.unsafelyUnwrapped + packed.lowerBound)
          unsafe stream.pointee.avail_in = UInt32(packed.count)
          unsafe stream.pointee.next_out = room.baseAddress
          unsafe stream.pointee.avail_out = UInt32(Self.pieceSize)
          outcome = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
          filled = unsafe Self.pieceSize - Int(stream.pointee.avail_out)
        }
      }
    }
    position = unsafe packed.upperBound - Int(stream.pointee.avail_in)
    isAtEnd = outcome == Z_STREAM_END
    if isAtEnd, position != entry.content.upperBound {
      throw .damaged("a part of it is not as long as it says")
    }
    // Neither the end nor a byte more: what should be there is missing.
    guard isAtEnd || outcome == Z_OK && (!piece.isEmpty || position < entry.content.upperBound)
    else { throw .damaged("a part of it cannot be unpacked") }
  }
}
