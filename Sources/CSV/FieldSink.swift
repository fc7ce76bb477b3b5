import CLibCSV
import Glibc

/// Where libcsv's callbacks put the fields and records that it finds: three buffers with room for
/// all that the block can hold, and how much of each is filled.
///
/// A callback gets no position, cannot stop the parser and cannot throw, and the bytes it is given
/// die when it returns. So the callbacks append, and nothing else.
@safe struct FieldSink {
  /// How many bytes may be read and written beyond a field: short fields are copied as one vector.
  static let slack = 16

  var bytes: UnsafeMutableBufferPointer<UInt8>
  var fieldEnds: UnsafeMutableBufferPointer<UInt32>
  var recordEnds: UnsafeMutableBufferPointer<UInt32>
  var byteCount = 0
  var fieldCount = 0
  var recordCount = 0

  /// The longest field that is accepted, and whether one was longer.
  var fieldLimit: Int
  var sawLongField = false

  /// Appends a field of `count` bytes.
  @inline(__always)
  mutating func append(_ field: UnsafeRawPointer, count: Int) {
    let end = byteCount &+ count
    // The bounds come from counts over the block; the check costs nothing beside the parsing.
    unsafe precondition(fieldCount < fieldEnds.count && end <= bytes.count)
    unsafe UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped + byteCount)
      .copyMemory(from: field, byteCount: count)
    if count > fieldLimit { sawLongField = true }
    unsafe fieldEnds.baseAddress.unsafelyUnwrapped[fieldCount] = UInt32(truncatingIfNeeded: end)
    fieldCount &+= 1
    byteCount = end
  }

  /// Appends a field whose buffer may be read, and whose place written, ``slack`` bytes beyond it.
  @inline(__always)
  mutating func append(withSlack field: UnsafeRawPointer, count: Int) {
    guard count <= Self.slack, unsafe byteCount &+ Self.slack <= bytes.count else {
      return unsafe append(field, count: count)
    }
    unsafe precondition(fieldCount < fieldEnds.count)
    unsafe UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped + byteCount).storeBytes(
      of: field.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    if count > fieldLimit { sawLongField = true }
    byteCount &+= count
    unsafe fieldEnds.baseAddress.unsafelyUnwrapped[fieldCount] = UInt32(
      truncatingIfNeeded: byteCount)
    fieldCount &+= 1
  }

  /// Ends a record after its last field.
  @inline(__always)
  mutating func endRecord() {
    unsafe precondition(recordCount < recordEnds.count)
    unsafe recordEnds.baseAddress.unsafelyUnwrapped[recordCount] = UInt32(
      truncatingIfNeeded: fieldCount)
    recordCount &+= 1
  }
}

extension RecordBatch {
  /// Calls `body` with a sink whose fields and records become those of this batch.
  ///
  /// - Parameters:
  ///   - room: The most bytes that the fields can have, and ``FieldSink/slack``.
  ///   - screen: Says how many fields and records there can be.
  mutating func withSink<Result>(
    room: Int, screen: BlockScreen, fieldLimit: Int,
    _ body: (UnsafeMutablePointer<FieldSink>) -> Result
  ) -> Result? {
    // On the heap, as libcsv's callbacks get its address.
    let sink = UnsafeMutablePointer<FieldSink>.allocate(capacity: 1)
    defer { unsafe sink.deallocate() }
    var result: Result?
    unsafe bytes.append(room: room) { bytes, byteCount in
      unsafe fieldEnds.append(room: screen.fieldBound) { fieldEnds, fieldCount in
        unsafe recordEnds.append(room: screen.recordBound) { recordEnds, recordCount in
          unsafe sink.initialize(
            to: FieldSink(
              bytes: bytes, fieldEnds: fieldEnds, recordEnds: recordEnds, fieldLimit: fieldLimit))
          result = unsafe body(sink)
          byteCount = unsafe sink.pointee.byteCount
          fieldCount = unsafe sink.pointee.fieldCount
          recordCount = unsafe sink.pointee.recordCount
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
