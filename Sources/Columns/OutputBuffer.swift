import Glibc

/// Bytes on their way to a file: CSV records, or texts that go into one.
///
/// Everything that the program writes for people or programs in bulk is formatted into such a
/// buffer, as bytes: quoting and escaping never see a `Character`, and of the fields of the input none
/// becomes a `String` but one with bytes beyond printable ASCII that is to be spelled out.
@safe @usableFromInline package struct OutputBuffer: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// The number of bytes in the buffer.
  @usableFromInline package internal(set) var count = 0

  /// An empty buffer with room for this many bytes; it grows when they do not suffice.
  @inlinable package init(capacity: Int = 4096) {
    unsafe start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  @inlinable deinit { unsafe start.deallocate() }

  /// Empties the buffer and keeps its memory.
  @inlinable package mutating func removeAll() { count = 0 }

  /// Removes the bytes after the first ones and keeps its memory.
  ///
  /// - Precondition: there are as many.
  package mutating func removeAll(after kept: Int) {
    precondition(0...count ~= kept, "there are fewer bytes")
    count = kept
  }

  /// Calls `body` with the bytes.
  @inlinable package func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(UnsafeBufferPointer(start: start, count: count).span)
  }

  /// A copy of the bytes.
  @inlinable package var array: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Adds one byte.
  @inline(__always)
  @inlinable package mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Adds a number of four bytes, the lowest first.
  @inline(__always)
  @inlinable package mutating func append(word: UInt32) {
    reserve(4)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: word.littleEndian, as: UInt32.self)
    count += 4
  }

  /// Adds a number of two bytes, the lower first.
  @inline(__always)
  @inlinable package mutating func append(half: UInt16) {
    reserve(2)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: half.littleEndian, as: UInt16.self)
    count += 2
  }

  /// Adds up to seven bytes at once.
  ///
  /// - Parameter bytes: The lowest byte first, and in the highest byte how many they are.
  @inline(__always)
  @inlinable mutating func append(short bytes: UInt64) {
    reserve(8)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: bytes.littleEndian, as: UInt64.self)
    count &+= Int(truncatingIfNeeded: bytes &>> 56)
  }

  /// Replaces the byte that was added last.
  ///
  /// - Precondition: the buffer is not empty.
  @inline(__always)
  @inlinable package mutating func replaceLast(with byte: UInt8) {
    precondition(count > 0, "there is no byte to replace")
    unsafe start[count - 1] = byte
  }

  /// Adds bytes as they are.
  @inline(__always)
  @inlinable package mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    _ = unsafe copy(bytes, to: start + count)
    count += bytes.count
  }

  /// Adds some bytes of a column as they are.
  ///
  /// Nearly always they are few: a block or two are then copied whatever their number is, as the end of a loop
  /// over them could not be foreseen.
  @inline(__always)
  @inlinable package mutating func append(_ range: Range<Int>, of bytes: Column<UInt8>.View) {
    let size = ByteBlock.size
    guard range.count <= 2 * size, range.upperBound <= bytes.count else {
      return bytes.withRows(range) { append($0) }
    }
    reserve(2 * size)
    unsafe bytes.block(at: range.lowerBound).store(to: start + count)
    // What comes after a short text is not looked at: it may be far, in another line of the memory.
    if range.count > size {
      unsafe bytes.block(at: range.lowerBound + size).store(to: start + count + size)
    }
    count &+= range.count
  }

  /// Adds bytes as they are.
  @inlinable package mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

  /// Adds the bytes of another buffer as they are.
  @inlinable package mutating func append(_ other: borrowing OutputBuffer) {
    other.withBytes { append($0) }
  }

  /// Adds some bytes of another buffer as they are.
  @inlinable package mutating func append(bytes range: Range<Int>, of other: borrowing OutputBuffer)
  {
    other.withBytes { append($0.extracting(range)) }
  }

  /// Adds the UTF-8 bytes of a text as they are.
  @inlinable package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append($0.span) }
  }

  @inline(__always)
  @inlinable mutating func reserve(_ additional: Int) {
    if count + additional > capacity {
      let larger = max(count + additional, 2 * capacity)
      unsafe start = Self.moved(start, count, to: larger)
      capacity = larger
    }
  }

  /// Moves bytes to larger memory. It is given values and not the buffer, whose address nobody knows so:
  /// that lets the compiler keep the buffer of a loop in registers.
  @inline(never)
  @usableFromInline static func moved(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe memcpy(moved, start, count)
    unsafe start.deallocate()
    return unsafe moved
  }
}

/// 32 bytes next to each other in memory, in vectors that every processor has.
@usableFromInline struct ByteBlock: BitwiseCopyable {
  @usableFromInline typealias Part = SIMD16<UInt8>

  @inlinable static var size: Int { 32 }
  @usableFromInline let first: Part
  @usableFromInline let second: Part

  /// The bytes from an address on.
  @inline(__always)
  @unsafe @inlinable init(at address: UnsafePointer<UInt8>) {
    let bytes = unsafe UnsafeRawPointer(address)
    unsafe first = bytes.loadUnaligned(as: Part.self)
    unsafe second = bytes.loadUnaligned(fromByteOffset: 16, as: Part.self)
  }

  /// Puts them somewhere.
  @inline(__always)
  @unsafe @inlinable func store(to address: UnsafeMutablePointer<UInt8>) {
    let place = UnsafeMutableRawPointer(address)
    unsafe place.storeBytes(of: first, as: Part.self)
    unsafe place.storeBytes(of: second, toByteOffset: 16, as: Part.self)
  }
}

/// A mark that tells spreadsheets that a file is UTF-8.
package let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
