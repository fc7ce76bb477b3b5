package import CSV

/// What a file holds: the records with their fields and positions.
package struct Reading: Equatable, CustomStringConvertible {
  package struct Record: Equatable {
    package var fields: [[UInt8]]
    package var line: Int
    package var row: Int
    package var number: Int

    /// A record of these fields at this place.
    package init(fields: [[UInt8]], line: Int, row: Int, number: Int) {
      self.fields = fields
      self.line = line
      self.row = row
      self.number = number
    }
  }

  package var records: [Record] = []
  /// Each by itself, whatever runs they make.
  package var blankLines: [RecordBatch.BlankLines] = []
  package var endsWithoutNewline = false

  /// Of an empty file.
  package init() {}

  /// What a batch holds.
  package init(_ batch: RecordBatch) {
    append(batch)
  }

  /// Adds what a batch of the next block holds.
  package mutating func append(_ batch: RecordBatch) {
    for index in 0..<batch.count {
      records.append(
        Record(
          fields: (0..<batch.fieldCount(of: index)).map {
            Array(batch.field($0, inRecord: index))
          },
          line: batch.positions.line(of: index), row: batch.positions.row(of: index),
          number: batch.positions.record(of: index)))
    }
    for run in batch.blankLines {
      blankLines += (0..<run.count).map { .init(line: run.line + $0, row: run.row + $0) }
    }
    endsWithoutNewline = batch.endsWithoutNewline
  }

  /// The fields as texts.
  package var texts: [[String]] {
    records.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
  }

  package var description: String {
    "\(records.map { "\($0.line)/\($0.row)/\($0.number)" }) \(texts) blank \(blankLines)"
  }
}

/// A reader that follows the grammar of RFC 4180, one byte at a time, and shares no code with the
/// module: slow and obvious.
///
///     record      = field *(COMMA field)
///     field       = escaped / non-escaped
///     escaped     = DQUOTE *(TEXTDATA / COMMA / CR / LF / 2DQUOTE) DQUOTE
///     non-escaped = *TEXTDATA
package struct ReferenceReader {
  private let limits: CSVLimits

  /// A reader with the given limits.
  package init(limits: CSVLimits = CSVLimits()) { self.limits = limits }

  /// Reads a whole file.
  ///
  /// It does not know files of other formats by their first bytes (``CSVFault/Kind/notText``).
  ///
  /// - Throws: the fault that it notices first.
  package func read(_ bytes: [UInt8]) throws(CSVFault) -> Reading {
    var pass = Pass(over: bytes, limits: limits)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.prefix(4).contains(0)
    {
      throw pass.fault(.utf16OrUTF32, 0)
    }
    let badUTF8 = Self.firstIllFormed(bytes)
    while pass.index < bytes.count {
      if pass.index == badUTF8 { throw pass.fault(.notUTF8, pass.index) }
      try pass.step()
    }
    return try pass.finished()
  }

  /// One pass over a file, and where it is.
  private struct Pass {
    private enum State {
      case recordStart, fieldStart, unquoted, quoted, afterQuote
    }

    private let bytes: [UInt8]
    private let limits: CSVLimits
    private let first: Int
    private(set) var index: Int
    private var reading = Reading()
    private var state = State.recordStart
    private var recordStart: Int
    private var fieldStart: Int
    private var fields: [[UInt8]] = []
    private var content: [UInt8] = []
    private var lines = 0
    private var line = 1
    private var row = 1

    init(over bytes: [UInt8], limits: CSVLimits) {
      self.bytes = bytes
      self.limits = limits
      first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      index = first
      recordStart = first
      fieldStart = first
    }

    private func place(_ offset: Int) -> (line: Int, byteInLine: Int) {
      let before = bytes[..<offset]
      let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return (before.count { $0 == 0x0A } + 1, offset - lineStart + 1)
    }

    func fault(_ kind: CSVFault.Kind, _ offset: Int) -> CSVFault {
      let (line, byteInLine) = place(offset)
      return CSVFault(kind: kind, byte: offset, line: line, byteInLine: byteInLine)
    }

    /// A fault of the field that was begun last.
    private func fieldFault(_ kind: CSVFault.Kind, _ offset: Int) -> CSVFault {
      let ((line, byteInLine), start) = (place(offset), place(fieldStart))
      return CSVFault(
        kind: kind, byte: offset, line: line, byteInLine: byteInLine,
        field: CSVFault.Field(
          column: fields.count + 1, line: start.line, byteInLine: start.byteInLine),
        cause: CSVFault.Cause(
          of: kind, onLine: line, at: offset, start: fieldStart, column: fields.count,
          in: bytes.span))
    }

    /// Looks at the next byte; a CR and LF are one step.
    mutating func step() throws(CSVFault) {
      let byte = bytes[index]
      if byte == 0 { throw fault(.nulByte, index) }
      if state == .recordStart {
        recordStart = index
        fieldStart = index
      }
      if state != .quoted, byte == 0x0D || byte == 0x0A { return try endLine() }
      if index - recordStart >= limits.recordBytes { throw fault(.recordTooLong, recordStart) }
      try take(byte)
      if content.count > limits.fieldBytes { throw fieldFault(.fieldTooLong, fieldStart) }
      index += 1
    }

    /// Ends the line, and its record unless it is blank.
    private mutating func endLine() throws(CSVFault) {
      if bytes[index] == 0x0D {
        let next = index + 1 < bytes.count ? bytes[index + 1] : nil
        if next != 0x0A { throw fault(.bareCarriageReturn, index) }
        index += 1
      }
      index += 1
      lines += 1
      if state == .recordStart {
        reading.blankLines.append(RecordBatch.BlankLines(line: line, row: row))
        nextRow()
      } else {
        endRecord()
      }
    }

    private mutating func nextRow() {
      line += lines
      row += 1
      lines = 0
    }

    private mutating func endRecord() {
      fields.append(content)
      content = []
      reading.records.append(
        Reading.Record(fields: fields, line: line, row: row, number: reading.records.count))
      fields = []
      nextRow()
      state = .recordStart
    }

    /// Takes a byte that ends no line.
    private mutating func take(_ byte: UInt8) throws(CSVFault) {
      switch (state, byte) {
      case (.recordStart, 0x22), (.fieldStart, 0x22):
        state = .quoted
      case (.unquoted, 0x22):
        throw fieldFault(.quoteInUnquotedField, index)
      case (.quoted, 0x22):
        state = .afterQuote
      case (.afterQuote, 0x22):
        content.append(byte)
        state = .quoted
      case (.quoted, _):
        content.append(byte)
        if byte == 0x0A { lines += 1 }
      case (_, 0x2C):
        fields.append(content)
        content = []
        fieldStart = index + 1
        state = .fieldStart
      case (.afterQuote, _):
        throw fieldFault(.textAfterClosingQuote, index)
      default:
        content.append(byte)
        state = .unquoted
      }
    }

    /// What was read, after the last byte.
    mutating func finished() throws(CSVFault) -> Reading {
      if state == .quoted { throw fieldFault(.unterminatedQuote, fieldStart) }
      if state != .recordStart { endRecord() }
      reading.endsWithoutNewline = bytes.count > first && bytes.last != 0x0A
      return reading
    }
  }

  /// The offset of the first sequence that is not in table 3-7 of the Unicode Standard.
  private static func firstIllFormed(_ bytes: [UInt8]) -> Int? {
    let tail: ClosedRange<UInt8> = 0x80...0xBF
    let table: [(lead: ClosedRange<UInt8>, rest: [ClosedRange<UInt8>])] = [
      (0x00...0x7F, []),
      (0xC2...0xDF, [tail]),
      (0xE0...0xE0, [0xA0...0xBF, tail]),
      (0xE1...0xEC, [tail, tail]),
      (0xED...0xED, [0x80...0x9F, tail]),
      (0xEE...0xEF, [tail, tail]),
      (0xF0...0xF0, [0x90...0xBF, tail, tail]),
      (0xF1...0xF3, [tail, tail, tail]),
      (0xF4...0xF4, [0x80...0x8F, tail, tail]),
    ]
    var index = 0
    while index < bytes.count {
      let rest = bytes[(index + 1)...]
      guard let row = table.first(where: { $0.lead.contains(bytes[index]) }),
        rest.count >= row.rest.count, zip(row.rest, rest).allSatisfy({ $0.contains($1) })
      else { return index }
      index += 1 + row.rest.count
    }
    return nil
  }
}

/// Reads a whole file as one block.
package func read(
  _ bytes: [UInt8], limits: CSVLimits = CSVLimits()
) throws(CSVFault) -> Reading {
  var parser = RecordParser(limits: limits)
  var batch = RecordBatch()
  try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
  return Reading(batch)
}

/// Reads a file in blocks of `size` bytes, cut at record boundaries; a block without a boundary
/// grows until it has one. One parser and one batch serve all blocks.
package func read(
  _ bytes: [UInt8], inBlocksOf size: Int, limits: CSVLimits = CSVLimits()
) throws(CSVFault) -> Reading {
  var parser = RecordParser(limits: limits)
  var batch = RecordBatch()
  var reading = Reading()
  var start = BlockStart.file
  var length = size
  while start.byte < bytes.count {
    let rest = bytes.span.extracting(start.byte...)
    if length >= rest.count {
      try parser.parse(rest, startingAt: start, isLast: true, into: &batch)
      reading.append(batch)
      break
    }
    let tally = BlockTally(of: rest.extracting(first: length), startingAt: start)
    guard let boundary = tally.boundary else {
      length += 1
      continue
    }
    try parser.parse(
      rest.extracting(first: boundary), startingAt: start, isLast: false, into: &batch)
    reading.append(batch)
    start = tally.next
    length = size
  }
  return reading
}
