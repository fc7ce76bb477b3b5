import CLibCSV
import Glibc

/// Where records are put together: those that libcsv reads, field by field, and simple ones as the masks
/// found them.
///
/// A callback of libcsv gets no position, cannot stop the parser and cannot throw, and the bytes it is
/// given die when it returns. So the callbacks append, and nothing else.
struct FieldSink {
  /// The records so far, without bytes.
  private(set) var batch = RecordBatch()
  /// What comes after the bytes of the block: the contents of fields that are no stretch of it.
  private var contents: [UInt8] = []
  /// The number of bytes of the block.
  private let blockBytes: Int
  /// The longest field that is accepted, and whether one was longer.
  private let fieldLimit: Int
  private(set) var sawLongField = false

  /// A sink for the records of a block, without memory.
  init(blockBytes: Int, fieldLimit: Int) {
    self.blockBytes = blockBytes
    self.fieldLimit = fieldLimit
  }

  /// Gives what it has for another batch and other contents: first for those to fill, and in the end
  /// back.
  mutating func exchange(_ batch: inout RecordBatch, _ contents: inout [UInt8]) {
    swap(&self.batch, &batch)
    swap(&self.contents, &contents)
  }

  /// Appends a field of the content that libcsv made of it.
  fileprivate mutating func append(_ content: UnsafeRawBufferPointer) {
    batch.fieldStarts.append(UInt32(blockBytes + contents.count))
    unsafe contents.append(contentsOf: content)
    batch.fieldEnds.append(UInt32(blockBytes + contents.count))
    if content.count > fieldLimit { sawLongField = true }
  }

  /// Ends a record after its last field.
  fileprivate mutating func endRecord() {
    batch.recordEnds.append(UInt32(batch.fieldEnds.count))
  }

  /// Counts a record that libcsv read.
  mutating func countRecord(lines: Int) { batch.positions.appendRecord(lines: lines) }

  /// Counts a blank line.
  mutating func countBlankLine() { batch.countBlankLine() }

  /// Appends simple records as the masks found them, and counts them and the blank lines between them.
  mutating func append(
    _ records: Range<Int>, of index: borrowing SeparatorIndex, in block: Span<UInt8>
  ) {
    let fields =
      index.fields(of: records.lowerBound)
      .lowerBound..<index.fields(of: records.upperBound - 1).upperBound
    let shift = batch.fieldEnds.count - fields.lowerBound
    batch.fieldStarts += index.fieldStarts[fields]
    batch.fieldEnds += index.fieldEnds[fields]
    batch.recordEnds += index.recordEnds[records].lazy.map { UInt32(Int($0) + shift) }
    for field in index.exceptions.doubledFields.within(fields) {
      batch.undouble(field + shift, of: block, into: &contents)
    }
    batch.countSimpleRecords(
      records, blankLines: index.exceptions.blankLines.within(records.dropFirst()))
  }
}

extension RecordBatch {
  /// Takes the records that the masks found in a block, all of which are simple, and counts them and the
  /// blank lines.
  ///
  /// - Parameters:
  ///   - index: Gets other lists for its own.
  ///   - contents: What comes after the bytes of the block.
  mutating func take(
    allOf index: inout SeparatorIndex, in block: Span<UInt8>, contents: inout [UInt8]
  ) {
    index.exchangeLists(with: &self)
    for field in index.exceptions.doubledFields {
      undouble(field, of: block, into: &contents)
    }
    countSimpleRecords(0..<recordEnds.count, blankLines: index.exceptions.blankLines[...])
  }

  /// Puts the content of a field, of which each quote is doubled, where it has them once.
  fileprivate mutating func undouble(
    _ field: Int, of block: Span<UInt8>, into contents: inout [UInt8]
  ) {
    var offset = Int(fieldStarts[field])
    let end = Int(fieldEnds[field])
    fieldStarts[field] = UInt32(block.count + contents.count)
    while offset < end {
      contents.append(block[offset])
      offset += block[offset] == Byte.quote ? 2 : 1
    }
    fieldEnds[field] = UInt32(block.count + contents.count)
  }

  /// Counts records of one line each.
  ///
  /// - Parameter blankLines: For each blank line among them, the number of the record that comes next.
  fileprivate mutating func countSimpleRecords(
    _ records: Range<Int>, blankLines: ArraySlice<Int>
  ) {
    var counted = records.lowerBound
    for record in blankLines {
      positions.appendRecords(record - counted)
      countBlankLine()
      counted = record
    }
    positions.appendRecords(records.upperBound - counted)
  }

  /// Counts a blank line, and adds it to the one before it, if that stands next to it.
  fileprivate mutating func countBlankLine() {
    let (line, row) = (positions.line(of: positions.count), positions.row(of: positions.count))
    if let last = blankLines.last, last.row + last.count == row {
      blankLines[blankLines.count - 1].count += 1
    } else {
      blankLines.append(BlankLines(line: line, row: row))
    }
    positions.appendBlankLine()
  }
}

extension [Int] {
  /// Those of its numbers, which are in order, that are in a range.
  fileprivate func within(_ range: Range<Int>) -> ArraySlice<Int> {
    self[
      partitioningIndex { $0 >= range.lowerBound }..<partitioningIndex { $0 >= range.upperBound }]
  }
}

/// Appends a field. Called by libcsv with `count` bytes of its own buffer.
func appendField(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  unsafe sink.pointee.append(UnsafeRawBufferPointer(start: field, count: count))
}

/// Ends a record. Called by libcsv after the record's last field.
func endRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  let sink = unsafe context.unsafelyUnwrapped.assumingMemoryBound(to: FieldSink.self)
  unsafe sink.pointee.endRecord()
}

/// No byte is a space: libcsv would trim blanks, and blanks are data.
func isSpace(_ byte: UInt8) -> Int32 { 0 }

/// Allocates libcsv's field buffer and refuses ever to enlarge it, so that a field longer than the
/// buffer stops the parser.
func allocateOnce(
  _ buffer: UnsafeMutableRawPointer?, _ size: Int
) -> UnsafeMutableRawPointer? {
  unsafe buffer == nil ? malloc(size) : nil
}
