import CLibCSV
import Glibc

/// What is wrong in a block, and the offset in it of the byte to look at.
struct Flaw {
  var kind: CSVFault.Kind
  var offset: Int
  /// The field that it is in: the offset of its first byte, and its number in the record, from 0.
  var field: (start: Int, number: Int)?
}

/// One pass over the records of one block: simple ones are taken as its ``SeparatorIndex`` has them, and
/// every other record is fed to libcsv, a line at a time.
@safe struct BlockPass {
  private let memory: Memory
  private let limits: CSVLimits
  /// The first record, and the first irregular one, of the index that were not passed yet.
  private var next = (record: 0, irregularity: 0)

  /// A pass over a block; parser, sink and block have to outlive it.
  @unsafe init(
    parser: UnsafeMutablePointer<csv_parser>, sink: UnsafeMutablePointer<FieldSink>,
    block: UnsafeBufferPointer<UInt8>, limits: CSVLimits
  ) {
    memory = unsafe Memory(parser: parser, sink: sink, block: block)
    self.limits = limits
  }

  /// The pointers of a pass, and all that is done with them.
  @safe private struct Memory {
    private let parser: UnsafeMutablePointer<csv_parser>
    private let sink: UnsafeMutablePointer<FieldSink>
    private let block: UnsafeBufferPointer<UInt8>
    private var start: UnsafePointer<UInt8> {
      @inline(__always) get { unsafe block.baseAddress.unsafelyUnwrapped }
    }

    @unsafe init(
      parser: UnsafeMutablePointer<csv_parser>, sink: UnsafeMutablePointer<FieldSink>,
      block: UnsafeBufferPointer<UInt8>
    ) {
      unsafe self.parser = parser
      unsafe self.sink = sink
      unsafe self.block = block
    }

    /// The number of bytes of the block.
    var count: Int { @inline(__always) get { unsafe block.count } }
    /// How many records the sink holds.
    var recordCount: Int { unsafe sink.pointee.batch.count }
    /// Whether a field was over the limit.
    var sawLongField: Bool { unsafe sink.pointee.sawLongField }
    /// Whether libcsv stopped at a byte that it cannot parse.
    var isStoppedByByte: Bool { unsafe csv_error(parser) == CSV_EPARSE }

    /// A byte of the block.
    subscript(index: Int) -> UInt8 { @inline(__always) get { unsafe block[index] } }

    /// The offset of the first such byte in a range; `nil` if there is none.
    @inline(__always)
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
      guard let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count) else {
        return nil
      }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    /// Counts a record that libcsv read.
    func countRecord(lines: Int) { unsafe sink.pointee.countRecord(lines: lines) }

    /// Counts a blank line.
    func countBlankLine() { unsafe sink.pointee.countBlankLine() }

    /// Adds simple records to the sink, and the blank lines between them.
    func append(_ records: Range<Int>, of index: borrowing SeparatorIndex) {
      unsafe sink.pointee.append(records, of: index, in: block.span)
    }

    /// The offset of the first byte of a record of an index.
    func start(of record: Int, in index: borrowing SeparatorIndex) -> Int {
      unsafe index.start(of: record, in: block.span)
    }

    /// The offset after the line end of a record of an index.
    func end(of record: Int, in index: borrowing SeparatorIndex) -> Int {
      unsafe index.end(of: record, in: block.span)
    }

    /// Feeds bytes to libcsv, and returns how many it took.
    @inline(__always)
    func feed(_ range: Range<Int>) -> Int {
      unsafe csv_parse(
        parser, start + range.lowerBound, range.count, appendField, endRecord, sink)
    }

    /// Tells libcsv that the file ends, and returns whether it may end there.
    func finish() -> Bool {
      unsafe csv_fini(parser, appendField, endRecord, sink) == 0
    }
  }

  /// Parses the block from the offset `first` on, and returns what is wrong with it.
  ///
  /// - Parameter index: Where its records stand; one that forgot them leaves all to libcsv.
  /// - Precondition: the block is not empty; unless it is the last or has a fault, it ends with
  ///   the LF of a record.
  mutating func run(
    from first: Int, by index: borrowing SeparatorIndex, isLast: Bool
  ) -> Flaw? {
    let fault = index.screen.fault
    let end = fault?.offset ?? memory.count
    var position = first
    var recordStart = first
    var recordLines = 0

    while position < end {
      if recordLines == 0 {
        // They may go on behind a fault, which then is the first, as none of them has another.
        position = appendSimpleRecords(from: position, of: index)
        if position >= end { break }
      }
      let lineEnd = memory.first(Byte.lineFeed, in: position..<end).map { $0 + 1 } ?? end

      if recordLines == 0 {
        if isLineEnd(position..<lineEnd) {
          memory.countBlankLine()
          position = lineEnd
          continue
        }
        recordStart = position
      }
      recordLines += 1

      let recordsBefore = memory.recordCount
      let found =
        if lineEnd - recordStart <= limits.recordBytes {
          feed(position..<lineEnd, of: recordStart)
        } else {
          feedToLimit(position..<lineEnd, of: recordStart)
        }
      if let found { return found }
      if memory.recordCount != recordsBefore {
        memory.countRecord(lines: recordLines)
        recordLines = 0
      }
      position = lineEnd
    }

    if let fault {
      let noticed = Flaw(kind: fault.kind, offset: fault.offset)
      return recordLines == 0 ? noticed : longField(in: recordStart..<end) ?? noticed
    }
    if recordLines > 0 {
      precondition(isLast, "a block ends right after a record, unless it is the last")
      if !memory.finish() {
        if let long = longField(in: recordStart..<end) { return long }
        let field = lastField(in: recordStart..<end)
        return Flaw(
          kind: .unterminatedQuote, offset: field.start, field: (field.start, field.number))
      }
      if memory.sawLongField { return longField(in: recordStart..<end) }
      memory.countRecord(lines: recordLines)
    }
    return nil
  }

  /// Appends the simple records, and the blank lines between them, that follow each other from a record
  /// boundary on, if one stands there.
  ///
  /// - Returns: The offset after them.
  private mutating func appendSimpleRecords(
    from start: Int, of index: borrowing SeparatorIndex
  ) -> Int {
    let count = index.recordEnds.count
    let irregular = index.exceptions.irregularRecords
    // Those before were read by libcsv.
    while next.record < count, memory.start(of: next.record, in: index) < start { next.record += 1 }
    guard next.record < count, memory.start(of: next.record, in: index) == start else {
      return start
    }
    while next.irregularity < irregular.count, irregular[next.irregularity] < next.record {
      next.irregularity += 1
    }
    let end = next.irregularity < irregular.count ? min(irregular[next.irregularity], count) : count
    guard next.record < end else { return start }
    memory.append(next.record..<end, of: index)
    next.record = end
    return memory.end(of: end - 1, in: index)
  }

  /// Feeds bytes of one line, of the record that starts at `recordStart`.
  @inline(__always)
  private func feed(_ range: Range<Int>, of recordStart: Int) -> Flaw? {
    let fed = memory.feed(range)
    if fed == range.count, !memory.sawLongField { return nil }
    return flaw(at: range.lowerBound + fed, of: recordStart)
  }

  /// Feeds a line that ends beyond the record limit: as far as the limit, and then nothing but
  /// the end of the record.
  private func feedToLimit(_ range: Range<Int>, of recordStart: Int) -> Flaw? {
    let recordsBefore = memory.recordCount
    let limit = recordStart + limits.recordBytes
    if let found = feed(range.lowerBound..<limit, of: recordStart) { return found }

    // A record that has ended with the CR at the limit has no more than its LF to come.
    let rest = limit..<range.upperBound
    if isLineEnd(rest) {
      let found = feed(rest, of: recordStart)
      if found == nil && memory.recordCount != recordsBefore { return nil }
    }
    return longField(in: recordStart..<limit)
      ?? Flaw(kind: .recordTooLong, offset: recordStart)
  }

  /// Whether the bytes are an LF or CRLF and nothing else.
  @inline(__always)
  private func isLineEnd(_ range: Range<Int>) -> Bool {
    switch range.count {
    case 1: memory[range.lowerBound] == Byte.lineFeed
    case 2:
      memory[range.lowerBound] == Byte.carriageReturn
        && memory[range.lowerBound + 1] == Byte.lineFeed
    default: false
    }
  }
}

// What follows runs once a file, when libcsv has stopped: it walks the record again, slowly.
extension BlockPass {
  /// What made libcsv stop at the byte at `offset`, of the record that starts at `recordStart`.
  private func flaw(at offset: Int, of recordStart: Int) -> Flaw {
    if let long = longField(in: recordStart..<offset) { return long }
    precondition(memory.isStoppedByByte, "out of memory")
    let field = lastField(in: recordStart..<offset)
    return Flaw(
      kind: field.isQuoted ? .textAfterClosingQuote : .quoteInUnquotedField, offset: offset,
      field: (field.start, field.number))
  }

  /// The fault of the first field in the range, of whole fields or a field cut off, that is over
  /// the limit.
  private func longField(in range: Range<Int>) -> Flaw? {
    let field = lastField(in: range)
    return field.length > limits.fieldBytes
      ? Flaw(kind: .fieldTooLong, offset: field.start, field: (field.start, field.number)) : nil
  }

  /// The field that the range, from the start of a record on, ends in; or the first one over the
  /// limit.
  private func lastField(
    in range: Range<Int>
  ) -> (start: Int, number: Int, isQuoted: Bool, length: Int) {
    var start = range.lowerBound
    var number = 0
    var isQuoted = false
    var isOpen = false
    var length = 0
    for index in range {
      let byte = memory[index]
      if byte == Byte.quote, index == start {
        isQuoted = true
        isOpen = true
      } else if byte == Byte.quote, isQuoted {
        // The second quote of a pair opens the field again, and the pair counts as one.
        if !isOpen { length += 1 }
        isOpen.toggle()
      } else if byte == Byte.comma, !isOpen {
        start = index + 1
        number += 1
        isQuoted = false
        length = 0
      } else if isOpen || !(byte == Byte.carriageReturn || byte == Byte.lineFeed) {
        length += 1
      }
      if length > limits.fieldBytes { break }
    }
    return (start, number, isQuoted, length)
  }
}
