import CLibCSV
import Glibc

/// Where the fields and records of a block are put: buffers with room for all that it can hold, and how
/// much of each is filled.
///
/// A simple field is noted where it stands in the block. One that libcsv reads, or in which quotes are
/// doubled, is no stretch of the block: its content is put after the block's bytes. A callback of libcsv
/// gets no position, cannot stop the parser and cannot throw, and the bytes it is given
/// die when it returns. So the callbacks append, and nothing else.
@safe struct FieldSink {
  /// How many bytes may be read and written beyond a field: short fields are copied as one vector.
  static let slack = 16

  /// What comes after the bytes of the block in the batch.
  var bytes: UnsafeMutableBufferPointer<UInt8>
  /// The number of bytes of the block.
  let blockBytes: Int
  var fieldStarts: UnsafeMutableBufferPointer<UInt32>
  var fieldEnds: UnsafeMutableBufferPointer<UInt32>
  var recordEnds: UnsafeMutableBufferPointer<UInt32>
  var byteCount = 0
  /// How many bytes there were at the end of the last record.
  private var closedByteCount = 0
  var fieldCount = 0
  var recordCount = 0

  /// The longest field that is accepted, and whether one was longer.
  var fieldLimit: Int
  var sawLongField = false

  /// A sink for a block of this many bytes, with nothing in it.
  init(
    bytes: UnsafeMutableBufferPointer<UInt8>, blockBytes: Int,
    fieldStarts: UnsafeMutableBufferPointer<UInt32>, fieldEnds: UnsafeMutableBufferPointer<UInt32>,
    recordEnds: UnsafeMutableBufferPointer<UInt32>, fieldLimit: Int
  ) {
    unsafe self.bytes = bytes
    self.blockBytes = blockBytes
    unsafe self.fieldStarts = fieldStarts
    unsafe self.fieldEnds = fieldEnds
    unsafe self.recordEnds = recordEnds
    self.fieldLimit = fieldLimit
  }

  /// Appends a field of `count` bytes.
  @inline(__always)
  mutating func append(_ field: UnsafeRawPointer, count: Int) {
    let end = byteCount &+ count
    // The bounds come from counts over the block; the check costs nothing compared with the parsing.
    unsafe precondition(end <= bytes.count)
    unsafe UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped + byteCount)
      .copyMemory(from: field, byteCount: count)
    if count > fieldLimit { sawLongField = true }
    note(blockBytes &+ byteCount, blockBytes &+ end)
    byteCount = end
  }

  /// Notes a field that stands in the batch already, at some offsets.
  @inline(__always)
  mutating func note(_ start: Int, _ end: Int) {
    unsafe precondition(fieldCount < fieldEnds.count)
    unsafe fieldStarts.baseAddress.unsafelyUnwrapped[fieldCount] = UInt32(
      truncatingIfNeeded: start)
    unsafe fieldEnds.baseAddress.unsafelyUnwrapped[fieldCount] = UInt32(truncatingIfNeeded: end)
    fieldCount &+= 1
  }

  /// Appends a field whose buffer may be read, and whose place written, ``slack`` bytes beyond it.
  @inline(__always)
  mutating func append(withSlack field: UnsafeRawPointer, count: Int) {
    guard count <= Self.slack, unsafe byteCount &+ Self.slack <= bytes.count else {
      return unsafe append(field, count: count)
    }
    unsafe UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped + byteCount).storeBytes(
      of: field.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    if count > fieldLimit { sawLongField = true }
    note(blockBytes &+ byteCount, blockBytes &+ byteCount &+ count)
    byteCount &+= count
  }

  /// Appends the content of a quoted field of which each quote is doubled.
  mutating func append(undoubling content: UnsafeBufferPointer<UInt8>) {
    unsafe precondition(byteCount &+ content.count <= bytes.count)
    let start = byteCount
    var index = 0
    while index < content.count {
      let byte = unsafe content[index]
      unsafe bytes[byteCount] = byte
      byteCount += 1
      index += byte == Byte.quote ? 2 : 1
    }
    note(blockBytes &+ start, blockBytes &+ byteCount)
  }

  /// Takes the fields after the last record out again.
  mutating func dropOpenRecord() {
    fieldCount = unsafe recordCount == 0 ? 0 : Int(recordEnds[recordCount - 1])
    byteCount = closedByteCount
  }

  /// Ends a record after its last field.
  @inline(__always)
  mutating func endRecord() {
    unsafe precondition(recordCount < recordEnds.count)
    unsafe recordEnds.baseAddress.unsafelyUnwrapped[recordCount] = UInt32(
      truncatingIfNeeded: fieldCount)
    recordCount &+= 1
    closedByteCount = byteCount
  }
}

extension RecordBatch {
  /// Calls `body` with a sink whose fields and records become those of this batch.
  ///
  /// - Parameters:
  ///   - block: The bytes that they are read from; they become those of the batch.
  ///   - screen: Says how many fields and records there can be.
  mutating func withSink<Result>(
    of block: UnsafeBufferPointer<UInt8>, screen: BlockScreen, fieldLimit: Int,
    _ body: (UnsafeMutablePointer<FieldSink>) -> Result
  ) -> Result? {
    // On the heap, as libcsv's callbacks get its address.
    let sink = UnsafeMutablePointer<FieldSink>.allocate(capacity: 1)
    defer { unsafe sink.deallocate() }
    var result: Result?
    unsafe bytes.append(contentsOf: block)
    // No content is longer than what it is read from.
    unsafe bytes.append(room: block.count + FieldSink.slack) { bytes, byteCount in
      unsafe fieldStarts.append(room: screen.fieldBound) { fieldStarts, startCount in
        unsafe fieldEnds.append(room: screen.fieldBound) { fieldEnds, fieldCount in
          unsafe recordEnds.append(room: screen.recordBound) { recordEnds, recordCount in
            unsafe sink.initialize(
              to: FieldSink(
                bytes: bytes, blockBytes: block.count, fieldStarts: fieldStarts,
                fieldEnds: fieldEnds, recordEnds: recordEnds, fieldLimit: fieldLimit))
            result = unsafe body(sink)
            byteCount = unsafe sink.pointee.byteCount
            startCount = unsafe sink.pointee.fieldCount
            fieldCount = unsafe sink.pointee.fieldCount
            recordCount = unsafe sink.pointee.recordCount
          }
        }
      }
    }
    return result
  }
}

extension Array {
  /// Appends as many elements as `fill` says that it has initialized of `room`.
  @inline(__always)
  fileprivate mutating func append(
    room: Int, _ fill: (UnsafeMutableBufferPointer<Element>, inout Int) -> Void
  ) {
    append(addingCapacity: room) { output in
      unsafe output.withUnsafeMutableBufferPointer { unsafe fill($0, &$1) }
    }
  }
}

/// Appends a field. Called by libcsv with `count` bytes of its own buffer.
@inline(__always)
func appendField(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  unsafe sink.pointee.append(withSlack: field.unsafelyUnwrapped, count: count)
}

/// Ends a record. Called by libcsv after the record's last field.
@inline(__always)
func endRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  unsafe sink.pointee.endRecord()
}

/// No byte is a space: libcsv would trim blanks, and blanks are data.
func isSpace(_ byte: UInt8) -> Int32 { 0 }

/// Allocates libcsv's field buffer and refuses ever to enlarge it, so that a field longer than the
/// buffer stops the parser. The slack is for ``appendField(_:_:_:)``.
func allocateOnce(
  _ buffer: UnsafeMutableRawPointer?, _ size: Int
) -> UnsafeMutableRawPointer? {
  unsafe buffer == nil ? malloc(size + FieldSink.slack) : nil
}
