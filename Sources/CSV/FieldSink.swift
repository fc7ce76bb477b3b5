import CLibCSV
import Glibc

/// Where libcsv's callbacks put the fields and records that it finds: three buffers with room for
/// all that the block can hold, and how much of each is filled.
///
/// A callback gets no position, cannot stop the parser and cannot throw, and the bytes it is given
/// die when it returns. So the callbacks append, and nothing else.
@unsafe struct FieldSink {
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
}

/// Appends a field. Called by libcsv with `count` bytes of its own buffer.
func appendField(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  let start = unsafe sink.pointee.byteCount
  let index = unsafe sink.pointee.fieldCount
  let end = start &+ count
  // The bounds come from counts over the block; the check costs nothing beside libcsv.
  unsafe precondition(
    index < sink.pointee.fieldEnds.count && end &+ FieldSink.slack <= sink.pointee.bytes.count)

  let source = unsafe UnsafeRawPointer(field.unsafelyUnwrapped)
  let target = unsafe UnsafeMutableRawPointer(
    sink.pointee.bytes.baseAddress.unsafelyUnwrapped + start)
  if unsafe count <= FieldSink.slack {
    unsafe target.storeBytes(
      of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
  } else {
    unsafe target.copyMemory(from: source, byteCount: count)
  }
  if unsafe count > sink.pointee.fieldLimit {
    unsafe sink.pointee.sawLongField = true
  }
  unsafe sink.pointee.fieldEnds.baseAddress.unsafelyUnwrapped[index] = UInt32(
    truncatingIfNeeded: end)
  unsafe sink.pointee.fieldCount = index &+ 1
  unsafe sink.pointee.byteCount = end
}

/// Ends a record. Called by libcsv after the record's last field.
func endRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  let index = unsafe sink.pointee.recordCount
  unsafe precondition(index < sink.pointee.recordEnds.count)
  unsafe sink.pointee.recordEnds.baseAddress.unsafelyUnwrapped[index] = UInt32(
    truncatingIfNeeded: sink.pointee.fieldCount)
  unsafe sink.pointee.recordCount = index &+ 1
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
