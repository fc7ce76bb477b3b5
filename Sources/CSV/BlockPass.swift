import CLibCSV
import Glibc

/// What is wrong in a block, and the offset in it of the byte to look at.
struct Flaw {
  var kind: CSVFault.Kind
  var offset: Int
  /// The field that it is in: the offset of its first byte, and its number in the record, from 0.
  var field: (start: Int, number: Int)?
}

/// One pass over one block: simple records are split where their ``SeparatorIndex`` says, and every
/// other record is fed to libcsv, a line at a time.
@safe struct BlockPass {
  private let memory: Memory
  private let limits: CSVLimits
  /// The first separator, irregularity and doubled quote of the index that were not passed yet.
  private var next = (separator: 0, irregularity: 0, doubledQuote: 0)

  private(set) var positions: RecordPositions
  private(set) var blankLines: [RecordBatch.BlankLines] = []

  /// A pass over a block; parser, sink and block have to outlive it.
  @unsafe init(
    parser: UnsafeMutablePointer<csv_parser>, sink: UnsafeMutablePointer<FieldSink>,
    block: UnsafeBufferPointer<UInt8>, limits: CSVLimits, positions: RecordPositions
  ) {
    memory = unsafe Memory(parser: parser, sink: sink, block: block)
    self.limits = limits
    self.positions = positions
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
    var recordCount: Int { @inline(__always) get { unsafe sink.pointee.recordCount } }
    /// Whether a field was over the limit.
    var sawLongField: Bool { @inline(__always) get { unsafe sink.pointee.sawLongField } }
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

    /// Adds a range of the block to the sink as a field.
    @inline(__always)
    func add(field range: Range<Int>) {
      unsafe sink.pointee.note(range.lowerBound, range.upperBound)
    }

    /// Adds a range of the block to the sink as a field in which quotes are doubled.
    @inline(never)
    func add(undoubling range: Range<Int>) {
      unsafe sink.pointee.append(undoubling: UnsafeBufferPointer(rebasing: block[range]))
    }

    /// Ends a record in the sink.
    @inline(__always)
    func closeRecord() { unsafe sink.pointee.endRecord() }

    /// Takes the fields after the last record out of the sink again.
    func dropOpenRecord() { unsafe sink.pointee.dropOpenRecord() }

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
  /// - Parameter index: Where its simple records are split; an empty one leaves all to libcsv.
  /// - Precondition: the block is not empty; unless it is the last or has a fault, it ends with
  ///   the LF of a record.
  mutating func run(
    from first: Int, screen: BlockScreen, index: borrowing SeparatorIndex, isLast: Bool
  ) -> Flaw? {
    let end = screen.fault?.offset ?? memory.count
    var position = first
    var recordStart = first
    var recordLines = 0

    while position < end {
      if recordLines == 0 {
        position = splitSimpleRecords(from: position, by: index, hasReturns: screen.hasReturns)
        if position == end { break }
      }
      let lineEnd = memory.first(Byte.lineFeed, in: position..<end).map { $0 + 1 } ?? end

      if recordLines == 0 {
        if isLineEnd(position..<lineEnd) {
          appendBlankLine()
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
        positions.appendRecord(lines: recordLines)
        recordLines = 0
      }
      position = lineEnd
    }

    if let fault = screen.fault {
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
      positions.appendRecord(lines: recordLines)
    }
    return nil
  }

  /// Counts a blank line, and adds it to the one before it, if that stands next to it.
  private mutating func appendBlankLine() {
    let (line, row) = (positions.line(of: positions.count), positions.row(of: positions.count))
    if let last = blankLines.last, last.row + last.count == row {
      blankLines[blankLines.count - 1].count += 1
    } else {
      blankLines.append(RecordBatch.BlankLines(line: line, row: row))
    }
    positions.appendBlankLine()
  }

  /// Splits the simple records, and passes the blank lines, that follow each other from a record
  /// boundary on.
  ///
  /// - Returns: Where the first record starts that is none of these, or is longer than a field may
  ///   be, or has no LF; the end of what was indexed where there is none.
  private mutating func splitSimpleRecords(
    from start: Int, by index: borrowing SeparatorIndex, hasReturns: Bool
  ) -> Int {
    let separators = index.separators.span
    var separator = next.separator
    while separator < index.count, separators[separator] < start { separator += 1 }
    var recordStart = start
    var fieldStart = start
    next.separator = separator
    let irregularity = nextIrregularity(from: start, of: index)
    let longest = min(limits.fieldBytes, limits.recordBytes)

    while separator < index.count {
      let end = Int(separators[separator])
      if end > irregularity { break }
      separator &+= 1
      if memory[end] == Byte.comma {
        add(field: fieldStart..<end, by: index)
        fieldStart = end &+ 1
        continue
      }
      guard end &- recordStart <= longest else { break }
      let contentEnd =
        hasReturns && end > recordStart && memory[end &- 1] == Byte.carriageReturn
        ? end &- 1 : end
      if contentEnd == recordStart {
        appendBlankLine()
      } else {
        add(field: fieldStart..<contentEnd, by: index)
        memory.closeRecord()
        positions.appendRecord()
      }
      recordStart = end &+ 1
      fieldStart = recordStart
      next.separator = separator
    }
    memory.dropOpenRecord()
    return recordStart
  }

  /// The first byte from a record boundary on that makes a record irregular; `.max` if there is none.
  private mutating func nextIrregularity(
    from start: Int, of index: borrowing SeparatorIndex
  ) -> Int {
    while next.irregularity < index.irregularities.count {
      let offset = Int(index.irregularities[next.irregularity])
      if offset >= start { return offset }
      next.irregularity += 1
    }
    return .max
  }

  /// Adds a field of a simple record: without its quotes, if it has any.
  @inline(__always)
  private mutating func add(field range: Range<Int>, by index: borrowing SeparatorIndex) {
    guard !range.isEmpty, memory[range.lowerBound] == Byte.quote else {
      return memory.add(field: range)
    }
    let content = range.lowerBound &+ 1..<range.upperBound &- 1
    if next.doubledQuote < index.doubledQuotes.count, hasDoubledQuote(content, of: index) {
      memory.add(undoubling: content)
    } else {
      memory.add(field: content)
    }
  }

  @inline(never)
  private mutating func hasDoubledQuote(
    _ range: Range<Int>, of index: borrowing SeparatorIndex
  ) -> Bool {
    while next.doubledQuote < index.doubledQuotes.count {
      let offset = Int(index.doubledQuotes[next.doubledQuote])
      if offset >= range.lowerBound { return offset < range.upperBound }
      next.doubledQuote += 1
    }
    return false
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
