import CLibCSV
import Glibc

/// What is wrong in a block, and the offset in it of the byte to look at.
struct Flaw {
  var kind: CSVFault.Kind
  var offset: Int
}

/// One pass of libcsv over one block, a line at a time.
@unsafe struct BlockPass {
  private let parser: UnsafeMutablePointer<csv_parser>
  private let sink: UnsafeMutablePointer<FieldSink>
  private let block: UnsafeBufferPointer<UInt8>
  private let limits: CSVLimits

  private(set) var positions: RecordPositions
  private(set) var blankLines: [RecordBatch.BlankLine] = []

  init(
    parser: UnsafeMutablePointer<csv_parser>, sink: UnsafeMutablePointer<FieldSink>,
    block: UnsafeBufferPointer<UInt8>, limits: CSVLimits, positions: RecordPositions
  ) {
    unsafe self.parser = unsafe parser
    unsafe self.sink = unsafe sink
    unsafe self.block = unsafe block
    unsafe self.limits = limits
    unsafe self.positions = positions
  }

  /// Parses the block from the offset `first` on, and returns what is wrong with it.
  ///
  /// - Precondition: the block is not empty; unless it is the last or has a fault, it ends with
  ///   the LF of a record.
  mutating func run(from first: Int, screen: BlockScreen, isLast: Bool) -> Flaw? {
    let base = unsafe block.baseAddress.unsafelyUnwrapped
    let end = unsafe screen.fault?.offset ?? block.count
    var position = first
    var recordStart = first
    var recordLines = 0

    while position < end {
      let lineFeed = unsafe memchr(base + position, Int32(Byte.lineFeed), end - position)
      let lineEnd =
        if let lineFeed = unsafe lineFeed {
          unsafe UnsafeRawPointer(lineFeed) - UnsafeRawPointer(base) + 1
        } else {
          end
        }

      if recordLines == 0 {
        if unsafe isLineEnd(position..<lineEnd) {
          unsafe blankLines.append(
            RecordBatch.BlankLine(
              line: positions.line(of: positions.count), row: positions.row(of: positions.count)))
          unsafe positions.appendBlankLine()
          position = lineEnd
          continue
        }
        recordStart = position
      }
      recordLines += 1
      if recordLines == 1, unsafe splitPlainLine(position..<lineEnd, screen: screen, isLast: isLast)
      {
        unsafe positions.appendRecord()
        recordLines = 0
        position = lineEnd
        continue
      }

      let recordsBefore = unsafe sink.pointee.recordCount
      let found =
        if unsafe lineEnd - recordStart <= limits.recordBytes {
          unsafe feed(position..<lineEnd, of: recordStart)
        } else {
          unsafe feedToLimit(position..<lineEnd, of: recordStart)
        }
      if let found { return found }
      if unsafe sink.pointee.recordCount != recordsBefore {
        unsafe positions.appendRecord(lines: recordLines)
        recordLines = 0
      }
      position = lineEnd
    }

    if let fault = screen.fault {
      let noticed = Flaw(kind: fault.kind, offset: fault.offset)
      return unsafe recordLines == 0 ? noticed : longField(in: recordStart..<end) ?? noticed
    }
    if recordLines > 0 {
      precondition(isLast, "a block ends right after a record, unless it is the last")
      if unsafe csv_fini(parser, appendField, endRecord, sink) != 0 {
        return unsafe longField(in: recordStart..<end)
          ?? Flaw(
            kind: .unterminatedQuote, offset: lastField(in: recordStart..<end).start)
      }
      if unsafe sink.pointee.sawLongField { return unsafe longField(in: recordStart..<end) }
      unsafe positions.appendRecord(lines: recordLines)
    }
    return nil
  }

  /// Splits a line at its commas, if it has no quote, no CR, and no field beyond the limit: then
  /// it is a record, and libcsv would find the same fields.
  ///
  /// - Returns: Whether it did.
  @inline(__always)
  private func splitPlainLine(
    _ range: Range<Int>, screen: BlockScreen, isLast: Bool
  ) -> Bool {
    let base = unsafe block.baseAddress.unsafelyUnwrapped
    let hasLineFeed = unsafe base[range.upperBound - 1] == Byte.lineFeed
    guard hasLineFeed || isLast && screen.fault == nil, !screen.hasReturns,
      unsafe range.count <= min(limits.fieldBytes, limits.recordBytes),
      unsafe memchr(base + range.lowerBound, Int32(Byte.quote), range.count) == nil
    else { return false }
    let end = hasLineFeed ? range.upperBound - 1 : range.upperBound
    var fieldStart = range.lowerBound
    for index in range.lowerBound..<end where unsafe base[index] == Byte.comma {
      unsafe sink.pointee.append(base + fieldStart, count: index - fieldStart)
      fieldStart = index + 1
    }
    unsafe sink.pointee.append(base + fieldStart, count: end - fieldStart)
    unsafe sink.pointee.endRecord()
    return true
  }

  /// Feeds bytes of one line, of the record that starts at `recordStart`.
  @inline(__always)
  private func feed(_ range: Range<Int>, of recordStart: Int) -> Flaw? {
    let base = unsafe block.baseAddress.unsafelyUnwrapped
    let fed = unsafe csv_parse(
      parser, base + range.lowerBound, range.count, appendField, endRecord, sink)
    if fed == range.count, unsafe !sink.pointee.sawLongField { return nil }
    return unsafe flaw(at: range.lowerBound + fed, of: recordStart)
  }

  /// Feeds a line that ends beyond the record limit: as far as the limit, and then nothing but
  /// the end of the record.
  private func feedToLimit(_ range: Range<Int>, of recordStart: Int) -> Flaw? {
    let recordsBefore = unsafe sink.pointee.recordCount
    let limit = unsafe recordStart + limits.recordBytes
    if let found = unsafe feed(range.lowerBound..<limit, of: recordStart) { return found }

    // A record that has ended with the CR at the limit has no more than its LF to come.
    let rest = limit..<range.upperBound
    if unsafe isLineEnd(rest) {
      let found = unsafe feed(rest, of: recordStart)
      if unsafe found == nil && sink.pointee.recordCount != recordsBefore { return nil }
    }
    return unsafe longField(in: recordStart..<limit)
      ?? Flaw(kind: .recordTooLong, offset: recordStart)
  }

  /// Whether the bytes are an LF or CRLF and nothing else.
  @inline(__always)
  private func isLineEnd(_ range: Range<Int>) -> Bool {
    switch range.count {
    case 1: unsafe block[range.lowerBound] == Byte.lineFeed
    case 2:
      unsafe block[range.lowerBound] == Byte.carriageReturn
        && block[range.lowerBound + 1] == Byte.lineFeed
    default: false
    }
  }
}

// What follows runs once a file, when libcsv has stopped: it walks the record again, slowly.
extension BlockPass {
  /// What made libcsv stop at the byte at `offset`, of the record that starts at `recordStart`.
  private func flaw(at offset: Int, of recordStart: Int) -> Flaw {
    if let long = unsafe longField(in: recordStart..<offset) { return long }
    precondition(unsafe csv_error(parser) == CSV_EPARSE, "out of memory")
    let field = unsafe lastField(in: recordStart..<offset)
    return Flaw(
      kind: field.isQuoted ? .textAfterClosingQuote : .quoteInUnquotedField, offset: offset)
  }

  /// The fault of the first field in the range, of whole fields or a field cut off, that is over
  /// the limit.
  private func longField(in range: Range<Int>) -> Flaw? {
    let field = unsafe lastField(in: range)
    return unsafe field.length > limits.fieldBytes
      ? Flaw(kind: .fieldTooLong, offset: field.start) : nil
  }

  /// The field that the range, from the start of a record on, ends in; or the first one over the
  /// limit.
  private func lastField(
    in range: Range<Int>
  ) -> (start: Int, isQuoted: Bool, length: Int) {
    var start = range.lowerBound
    var isQuoted = false
    var isOpen = false
    var length = 0
    for index in range {
      let byte = unsafe block[index]
      if byte == Byte.quote, index == start {
        isQuoted = true
        isOpen = true
      } else if byte == Byte.quote, isQuoted {
        // The second quote of a pair opens the field again, and the pair counts as one.
        if !isOpen { length += 1 }
        isOpen.toggle()
      } else if byte == Byte.comma, !isOpen {
        start = index + 1
        isQuoted = false
        length = 0
      } else if isOpen || !(byte == Byte.carriageReturn || byte == Byte.lineFeed) {
        length += 1
      }
      if unsafe length > limits.fieldBytes { break }
    }
    return (start, isQuoted, length)
  }
}
