import Appraisal
package import CSV
package import Columns
package import Files
import Synchronization

/// One block of a file: whole records, and where they start.
struct InputBlock {
  var bytes: [UInt8] = []
  var start = BlockStart.file
  /// Nothing comes after it.
  var isLast = false
  /// The number of the block in its file, from 0.
  var number = 0
}

/// One CSV file on its way in: the fields of its header at once, its records block by block. What
/// they mean is the business of who reads them.
///
/// Blocks are handed out in the order of the file, to whichever task asks next. They end at record
/// boundaries, and each knows its positions, so that tasks can parse them at the same time.
package final class InputReader: Sendable {
  /// As it was given; `-` is standard input.
  package let path: String
  /// The number of the file among those of its kind, from 0.
  let number: Int
  /// What its bytes are converted from; `nil` for UTF-8.
  package let encoding: TextEncoding?
  /// The names of the columns, as the file spells them.
  package let header: [[UInt8]]
  /// The blank lines before the header.
  package let blankLinesBeforeHeader: [RecordBatch.BlankLines]
  /// The physical line of the header, and the row that a spreadsheet shows it in, both from 1.
  package let headerPosition: (line: Int, row: Int)
  private let state: Mutex<State>
  /// What the header and the blocks are handed in to; see ``TextFile/hash``.
  private let hash: OrderedHash?
  private let blockSize: Int
  private let canConvert: Bool

  private struct State: ~Copyable {
    var file: TextFile
    /// What was read after the last whole record.
    var rest: [UInt8]
    var start: BlockStart
    var blocks = 0
    var isAtEnd: Bool
    /// The records before `start`, the header among them, by the parity of quotes; at the end all.
    var records: Int
  }

  /// The size of the blocks of a file of this many bytes.
  ///
  /// Small enough for a block and its records to stay in a core's cache, and for the file of a
  /// small agency to be shared out among the processors.
  private static func blockSize(for bytes: Int) -> Int { min(max(bytes / 16, 1 << 16), 1 << 18) }

  /// Reads the header of a file.
  ///
  /// - Parameters:
  ///   - file: Open, and nothing of it read.
  ///   - number: Its number among the files of its kind, from 0; see ``openRecords``.
  ///   - encoding: What its bytes are converted from; `nil` for UTF-8.
  ///   - canConvert: Whether another encoding could be named, for the words of a refusal.
  ///   - hasSheetHeading: Whether the lines that our own workbooks have above the table may stand above
  ///     the header.
  ///   - blockSize: The bytes read at a time, at least 1; it changes nothing but speed. `nil` for what
  ///     suits the file.
  /// - Throws: ``RunError`` where the file cannot be read, or has no header.
  package init(
    _ file: consuming InputFile, number: Int = 0, encoding: TextEncoding? = nil,
    canConvert: Bool = true, hasSheetHeading: Bool = false, blockSize: Int? = nil
  ) throws(RunError) {
    let path = file.path
    self.path = path
    self.number = number
    var file = TextFile(file, encoding: encoding)
    self.encoding = file.encoding
    self.canConvert = canConvert
    let blockSize = blockSize ?? Self.blockSize(for: file.expectedBytes)
    self.blockSize = blockSize
    var bytes: [UInt8] = []
    var isAtEnd = false
    var headerStart = BlockStart.file
    var batch: RecordBatch?
    while batch == nil {
      let more = try file.append(to: &bytes, atMost: blockSize)
      isAtEnd = more < blockSize
      if Self.isMarkup(bytes) {
        throw RunError(
          .untrustworthyInput,
          "\(path): line 1: this is a web page or XML, as some systems save a sheet under the name .xls or .csv. "
            + "Open it in the spreadsheet, choose Save As, and save it as Excel Workbook (.xlsx).")
      }
      if hasSheetHeading { headerStart = Self.endOfSheetHeading(in: bytes) }
      do throws(CSVFault) {
        batch = try Self.header(in: bytes, startingAt: headerStart, isAtEnd: isAtEnd)
      } catch {
        throw RunError(
          refusing: path, for: error, in: file.encoding, canConvert: canConvert,
          conversion: file.fault)
      }
    }
    guard let batch, batch.count == 1 else {
      throw RunError(
        .untrustworthyInput, "\(path): line 1: the file is empty. It needs a header and records.")
    }
    headerPosition = (batch.positions.line(of: 0), batch.positions.row(of: 0))
    blankLinesBeforeHeader = batch.blankLines
    header = (0..<batch.fieldCount(of: 0)).map { Array(batch.field($0, inRecord: 0)) }
    let headerEnd = Self.headerEnd(in: bytes[headerStart.byte...])
    let end =
      batch.endsWithoutNewline
      ? bytes.count : headerEnd.map { headerStart.byte + $0 } ?? bytes.count
    let start = BlockTally(
      of: bytes.span.extracting(headerStart.byte..<end), startingAt: headerStart
    ).next
    hash = file.hash
    hash?.update(Array(bytes[..<end]), number: 0)
    state = Mutex(
      State(
        file: file, rest: Array(bytes[end...]), start: start,
        isAtEnd: isAtEnd && end == bytes.count, records: 1))
    noFinalNewlineInHeader = batch.endsWithoutNewline
  }

  /// Whether the file is a header without a line end.
  package let noFinalNewlineInHeader: Bool

  /// The size of the file in bytes; 0 for standard input.
  package var expectedBytes: Int { state.withLock { $0.file.expectedBytes } }

  /// The next block, read into the memory of `block`.
  ///
  /// - Returns: `false` if there is none left.
  /// - Throws: ``RunError/Kind/inputOutput``.
  /// - Complexity: O(block size). One task at a time reads and counts; the hashing, which takes longer,
  ///   holds up nobody.
  func next(into block: inout InputBlock) throws(RunError) -> Bool {
    let isThere = try state.withLock { state throws(RunError) -> Bool in
      guard !state.isAtEnd else { return false }
      block.bytes.removeAll(keepingCapacity: true)
      if state.blocks == 0 {
        // What was read behind the header: all of a small file. It is not copied.
        swap(&block.bytes, &state.rest)
      } else {
        block.bytes.append(contentsOf: state.rest)
        state.rest.removeAll(keepingCapacity: true)
      }
      var tally = BlockTally(of: block.bytes.span, startingAt: state.start)
      while tally.boundary == nil && !state.isAtEnd {
        // No record is this long: whatever is wrong, the parser finds it in what there is.
        if block.bytes.count > 2 * CSVLimits().recordBytes { break }
        let read = try state.file.append(to: &block.bytes, atMost: blockSize)
        state.isAtEnd = read < blockSize
        tally = BlockTally(of: block.bytes.span, startingAt: state.start)
      }
      block.start = state.start
      block.number = state.blocks
      block.isLast = state.isAtEnd
      state.blocks += 1
      if !block.isLast, let boundary = tally.boundary {
        state.rest.append(contentsOf: block.bytes[boundary...])
        block.bytes.removeSubrange(boundary...)
        state.start = tally.next
      }
      state.records += tally.records
      // What comes after the last line end is a record without one.
      if block.isLast && (tally.boundary ?? 0) < block.bytes.count { state.records += 1 }
      return true
    }
    if isThere { hash?.update(block.bytes, number: block.number + 1) }
    return isThere
  }

  /// How many records came after the header, as the parity of quotes tells, whatever the parser makes
  /// of them. Ask for it after the last block.
  package var recordEnds: Int { state.withLock { $0.records - 1 } }

  /// Ends the reading; see ``InputFile/finish(name:hashedBy:)``. Call it once, after the last block.
  package func finish(name: String) throws(RunError) -> InputFile.Identity {
    try state.withLock { state throws(RunError) in try state.file.finish(name: name) }
  }

  /// Whether the file looks like UTF-8, though it was converted; see ``TextFile/looksLikeUTF8``. Ask
  /// for it after the last block.
  package var looksLikeUTF8: Bool { state.withLock { $0.file.looksLikeUTF8 } }

  /// The refusal of the file for a fault in its bytes.
  func refusal(for fault: CSVFault) -> RunError {
    RunError(
      refusing: path, for: fault, in: encoding, canConvert: canConvert,
      conversion: state.withLock { $0.file.fault }, columns: header)
  }

  /// The records after the header that begin on a line up to this one, for a look at what the file is;
  /// none where they cannot be parsed. Nothing can be read from the file afterwards.
  ///
  /// - Complexity: O(bytes of these records), twice the longest record at most.
  package func recordsAfterHeader(upToLine last: Int) -> [(line: Int, fields: [[UInt8]])] {
    state.withLock { state in
      let most = 2 * CSVLimits().recordBytes
      while !state.isAtEnd, state.rest.count < most {
        guard let read = try? state.file.append(to: &state.rest, atMost: blockSize) else { break }
        state.isAtEnd = read < blockSize
      }
      var end = 0
      for _ in headerPosition.line..<max(headerPosition.line, last) {
        guard let length = Self.headerEnd(in: state.rest[end...]) else {
          if state.isAtEnd { end = state.rest.count }
          break
        }
        end += length
      }
      var parser = RecordParser()
      var batch = RecordBatch()
      let isLast = state.isAtEnd && end == state.rest.count
      guard
        (try? parser.parse(
          state.rest.span.extracting(first: end), startingAt: state.start, isLast: isLast,
          into: &batch)) != nil
      else { return [] }
      return (0..<batch.count).map { record in
        (
          batch.positions.line(of: record),
          (0..<batch.fieldCount(of: record)).map { Array(batch.field($0, inRecord: record)) }
        )
      }.filter { $0.line <= last }
    }
  }

  /// Whether a file begins as web pages and XML do; no name of a column does.
  private static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let start = bytes.firstIndex { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) } ?? bytes.count
    let beginning = bytes[start...].prefix(9).map(lowercased)
    return ["<?xml", "<!doctype", "<html", "<table", "<meta", "<head", "<body"].contains {
      beginning.starts(with: $0.utf8)
    }
  }

  /// Where the header begins below the lines that our own workbooks have above the table; at the start of
  /// the file where there are none.
  private static func endOfSheetHeading(in bytes: [UInt8]) -> BlockStart {
    guard mayHaveSheetHeading(bytes) else { return .file }
    var parser = RecordParser()
    var batch = RecordBatch()
    var end = 0
    for _ in 0..<SheetHeading.mostLines {
      guard let length = headerEnd(in: bytes[end...]) else { break }
      let line = bytes.span.extracting(end..<end + length)
      let parsed: Void? = try? parser.parse(
        line, startingAt: BlockStart(byte: end, line: 1, row: 1, record: 0), isLast: false,
        into: &batch)
      guard parsed != nil, batch.count == 1 else { break }
      end += length
      let fields = (0..<batch.fieldCount(of: 0)).map { batch.field($0, inRecord: 0) }
      guard SheetHeading.isLast(fields) else { continue }
      var start = BlockTally(of: bytes.span.extracting(first: end), startingAt: .file).next
      start.record = BlockStart.file.record
      return start
    }
    return .file
  }

  /// Whether one of the first lines may be the last of those above a table: nearly no file of thousands has
  /// one, and to look for a word is cheaper than to parse the lines.
  private static func mayHaveSheetHeading(_ bytes: [UInt8]) -> Bool {
    var end = 0
    for _ in 0..<SheetHeading.mostLines {
      guard let length = headerEnd(in: bytes[end...]) else { return false }
      if SheetHeading.mayBeLast(bytes[end..<end + length]) { return true }
      end += length
    }
    return false
  }

  /// The header and the blank lines before it; `nil` where more of the file is needed.
  private static func header(
    in bytes: [UInt8], startingAt start: BlockStart, isAtEnd: Bool
  ) throws(CSVFault) -> RecordBatch? {
    let end = headerEnd(in: bytes[start.byte...]).map { start.byte + $0 }
    guard end != nil || isAtEnd || bytes.count > 2 * CSVLimits().recordBytes else { return nil }
    var parser = RecordParser()
    var batch = RecordBatch()
    do throws(CSVFault) {
      try parser.parse(
        bytes.span.extracting(start.byte..<(end ?? bytes.count)), startingAt: start,
        isLast: end == nil, into: &batch)
    } catch {
      // No line ends with an LF, as far as a header can reach.
      let hasOnlyReturns = error.kind == .bareCarriageReturn && end == nil
      throw hasOnlyReturns ? error.renamed(.carriageReturnsOnly) : error
    }
    return batch
  }

  /// The number of bytes up to and including the line end of the first record; `nil` where none
  /// ends in `bytes`.
  private static func headerEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    var insideQuotes = false
    var lineHasContent = false
    for (index, byte) in zip(0..., bytes) {
      switch byte {
      case UInt8(ascii: "\""):
        insideQuotes.toggle()
        lineHasContent = true
      case 0x0A where !insideQuotes:
        if lineHasContent { return index + 1 }
      case 0x0D: continue
      case 0xEF where index == 0, 0xBB where index == 1, 0xBF where index == 2: continue
      default: lineHasContent = true
      }
    }
    return nil
  }
}
