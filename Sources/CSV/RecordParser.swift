import CLibCSV

/// Parses blocks of whole records as libcsv does, strictly, and refuses what RFC 4180 does not allow.
///
/// libcsv decides how CSV is read: where fields and records end, what a doubled quote means, which
/// quotes are wrong. It need not touch every byte: simple records are split where ``SeparatorIndex``
/// says, which is where libcsv would split them, and all others are libcsv's. What it does not do is
/// done around it:
///
/// - Zero bytes, bytes that are no UTF-8, and CRs outside quotes that no LF follows are looked for
///   before (``BlockScreen``). The first of them ends what libcsv gets to see, so a fault that
///   libcsv finds comes before it in the file.
/// - Lines are fed one at a time. A blank line, between records, is counted and not fed. So the
///   line and the row of every record are known, and a fault is at the bytes fed so far plus what
///   `csv_parse` returns.
/// - libcsv trims blanks at the edges of fields unless it is told that nothing is a space, and
///   blanks are data. It is told so in blocks that have a blank at an edge.
/// - The field buffer is allocated once, two bytes longer than the field limit, and never
///   enlarged. libcsv stops when the buffer is full and another byte comes; it holds the content
///   of a field and, at the end of a quoted one, the closing quote. So it stops a quoted field one
///   byte beyond the limit and an unquoted one two bytes beyond it; the unquoted field one byte
///   beyond, and a field that the end of the file cuts off, are found by their length.
///
/// One parser serves one thread at a time. It may parse the blocks of a file in any order, as it
/// keeps nothing from one to the next.
///
///     var parser = RecordParser()
///     var batch = RecordBatch()
///     let bytes = Array("id,name\n1,\"Brown, Ann\"\n".utf8)
///     try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
///     // batch.count == 2, batch.field(1, inRecord: 1) == "Brown, Ann"
@safe package struct RecordParser: ~Copyable {
  /// On the heap, as its address must not change between calls.
  private let parser: UnsafeMutablePointer<csv_parser>
  private let limits: CSVLimits
  /// Whether libcsv reads every record, the simple ones as well.
  private let leavesAllToLibCSV: Bool
  private var index = SeparatorIndex()
  /// What is to come after the bytes of the block in the batch: memory to fill.
  private var contents: [UInt8] = []

  /// A parser with the given limits. Allocates a field buffer of the field limit when first used.
  ///
  /// - Parameter leavesAllToLibCSV: Whether libcsv reads the simple records as well: slower, and the
  ///   same in every byte, so that one way of reading can be compared with the other.
  package init(limits: CSVLimits = CSVLimits(), leavesAllToLibCSV: Bool = false) {
    self.limits = limits
    self.leavesAllToLibCSV = leavesAllToLibCSV
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: csv_parser())
    unsafe Self.initialize(parser, fieldLimit: limits.fieldBytes)
  }

  deinit {
    unsafe csv_free(parser)
    unsafe parser.deallocate()
  }

  /// Makes a new or freed parser ready. `csv_init` on one in use would leak its buffer.
  private static func initialize(_ parser: UnsafeMutablePointer<csv_parser>, fieldLimit: Int) {
    let outcome = unsafe csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    precondition(outcome == 0, "csv_init refuses only a null pointer")
    unsafe csv_set_realloc_func(parser, allocateOnce)
    unsafe csv_set_blk_size(parser, fieldLimit + 2)
  }

  /// Parses one block and puts its records into `batch`, in place of what the batch held.
  ///
  /// - Parameters:
  ///   - block: as ``parse(taking:startingAt:isLast:into:)`` has it. It is copied.
  /// - Throws: as there.
  package mutating func parse(
    _ block: Span<UInt8>, startingAt start: BlockStart, isLast: Bool,
    into batch: inout RecordBatch
  ) throws(CSVFault) {
    batch.removeAll(startingAt: start)
    unsafe block.withUnsafeBufferPointer { unsafe batch.bytes.append(contentsOf: $0) }
    try parseBytes(of: &batch, startingAt: start, isLast: isLast)
  }

  /// Parses one block and puts its records into `batch`, in place of what the batch held.
  ///
  /// A block of `recordBytes` + 8 bytes or more without a boundary (``BlockTally/boundary``) always
  /// holds a fault, so a reader that finds none hands over what it has and gets the reason.
  ///
  /// - Parameters:
  ///   - block: whole records; unless it is the last, it ends right after the LF of one. The batch gets
  ///     its memory, and nothing is copied; it becomes empty.
  ///   - start: where the block starts, which is at a record boundary. If `start.byte` is 0, one
  ///     UTF-8 byte order mark is stepped over, and the first bytes are looked at for what is no
  ///     text or another encoding; a block of under six bytes may not show it.
  ///   - isLast: whether the file ends with the block, so that its last record may lack a line
  ///     end.
  ///   - batch: becomes the records, or empty if the block is refused.
  /// - Throws: the fault that a reader going byte by byte would notice first. A quote that is never
  ///   closed is noticed at the end of the file. At one and the same byte, a byte that must not be
  ///   there comes before the record limit, that before a quote, and that before the field limit.
  /// - Precondition: the block is less than 4 GiB long.
  /// - Complexity: O(*n*) for *n* bytes; no allocation a record once the batch has grown to the
  ///   block's size, save for blank lines and records that are not simple.
  package mutating func parse(
    taking block: inout [UInt8], startingAt start: BlockStart, isLast: Bool,
    into batch: inout RecordBatch
  ) throws(CSVFault) {
    batch.removeAll(startingAt: start)
    batch.bytes = []
    swap(&block, &batch.bytes)
    try parseBytes(of: &batch, startingAt: start, isLast: isLast)
  }

  /// Parses the bytes that a batch has, and nothing else.
  private mutating func parseBytes(
    of batch: inout RecordBatch, startingAt start: BlockStart, isLast: Bool
  ) throws(CSVFault) {
    // Nothing else holds the memory, so that what comes after the block is appended in place.
    var block: [UInt8] = []
    swap(&block, &batch.bytes)
    precondition(block.count < UInt32.max, "a block is less than 4 GiB")
    guard !block.isEmpty else { return }
    if start.byte == 0, let kind = BlockScreen.signature(of: block.span) {
      throw CSVFault(kind: kind, byte: 0, line: start.line, byteInLine: 1)
    }

    let limits = limits
    contents.removeAll(keepingCapacity: true)
    // The memory of the batch's lists is filled. Where all is simple, it becomes the batch's again.
    index.forgetRecords()
    index.exchangeLists(with: &batch)
    let first = unsafe block.withUnsafeBufferPointer { block in
      let first = unsafe Byte.orderMarkLength(of: block, startingAt: start)
      unsafe index.read(
        block, from: first, longest: min(limits.fieldBytes, limits.recordBytes))
      return first
    }
    if leavesAllToLibCSV { index.forgetRecords() }
    if index.isAll(of: block.count) {
      batch.take(allOf: &index, in: block.span, contents: &contents)
    } else if let flaw = run(over: block, from: first, isLast: isLast, into: &batch) {
      batch.removeAll(startingAt: start)
      throw Self.fault(flaw, in: block.span, startingAt: start)
    }
    batch.isPrintableASCII = index.screen.isPrintableASCII
    batch.mayHaveBlanksAtEnds = index.screen.hasBlanksAtEnds || index.screen.hasWideBlanks
    batch.mayHaveOddBlanksInside = index.screen.hasRunsOfBlanks || index.screen.hasWideBlanks
    batch.endsWithoutNewline =
      isLast && block.count > first && block[block.count - 1] != Byte.lineFeed
    // Whoever shares the memory, such as one that hashes it, gets to keep it where nothing is appended.
    if !contents.isEmpty { block.append(contentsOf: contents) }
    swap(&block, &batch.bytes)
  }

  /// Parses a block that is not all simple.
  private mutating func run(
    over block: [UInt8], from first: Int, isLast: Bool, into batch: inout RecordBatch
  ) -> Flaw? {
    let parser = unsafe parser
    // Asking a function about every byte takes a fifth of libcsv's time, so it is asked only where
    // there is something to trim.
    unsafe csv_set_space_func(parser, index.screen.hasBlanksAtEnds ? isSpace : nil)
    // On the heap, as libcsv's callbacks get its address.
    let sink = UnsafeMutablePointer<FieldSink>.allocate(capacity: 1)
    defer { unsafe sink.deallocate() }
    unsafe sink.initialize(
      to: FieldSink(blockBytes: block.count, fieldLimit: limits.fieldBytes))
    unsafe sink.pointee.exchange(&batch, &contents)
    let flaw = unsafe block.withUnsafeBufferPointer { block in
      var pass = unsafe BlockPass(parser: parser, sink: sink, block: block, limits: limits)
      return pass.run(from: first, by: index, isLast: isLast)
    }
    unsafe sink.pointee.exchange(&batch, &contents)
    unsafe sink.deinitialize(count: 1)
    if flaw != nil {
      // After a failure libcsv's status stays and `csv_fini` would hand out half a record.
      unsafe csv_free(parser)
      unsafe Self.initialize(parser, fieldLimit: limits.fieldBytes)
    }
    return flaw
  }

  /// The fault with its line, which is counted only now.
  private static func fault(
    _ found: Flaw, in block: Span<UInt8>, startingAt start: BlockStart
  ) -> CSVFault {
    func place(of offset: Int) -> (line: Int, byteInLine: Int) {
      var line = start.line
      var lineStart = 0
      for index in 0..<offset where block[index] == Byte.lineFeed {
        line += 1
        lineStart = index + 1
      }
      return (line, offset - lineStart + 1)
    }
    let (line, byteInLine) = place(of: found.offset)
    let field = found.field.map { field in
      let (line, byteInLine) = place(of: field.start)
      return CSVFault.Field(column: field.number + 1, line: line, byteInLine: byteInLine)
    }
    return CSVFault(
      kind: found.kind, byte: start.byte + found.offset, line: line, byteInLine: byteInLine,
      field: field,
      cause: found.field.flatMap {
        CSVFault.Cause(
          of: found.kind, onLine: line, at: found.offset, start: $0.start, column: $0.number,
          in: block)
      })
  }
}
