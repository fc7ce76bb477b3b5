/// What the masks make of a block, which is looked at once, 64 bytes at a time: where its records and
/// fields stand, which records are not simple enough for that to be believed, and what the
/// ``BlockScreen`` says.
///
/// A record is **simple** where a quote opens only at the start of a field, where after a quote that
/// closes comes only a comma, a line end or the other half of a doubled quote, where no line end
/// stands inside quotes, and which is no longer than a field may be. Of a block with four records
///
///     bytes  a,"b,c"⏎"d ""e"" ",f⏎"g⏎h",i⏎j"k"l⏎
///
/// ``Separators`` shows the masks. The separators among them become the numbers that a ``RecordBatch``
/// has; where a quote closes right before a separator, the field has one at both ends:
///
///     fieldStarts       0 3  9 19  22 27  29
///     fieldEnds         1 6 17 20  25 28  34
///     recordEnds          2     4      6   7
///     doubledFields         2                   `d ""e"" `, whose quotes are still double
///     irregularRecords                 2   3    which libcsv reads
///
/// ## Why simple records are read as libcsv reads them
///
/// libcsv, made strict, is an automaton with a state before each byte, and so are the masks. They agree
/// as long as a record is simple:
///
/// - *Where a field begins*, a quote opens it and is no content; any other byte but a separator or CR
///   begins a field without quotes. Both begin after a separator, and at the start of a block, which is
///   the start of a record.
/// - *In a field without quotes* libcsv ends it at a comma, a CR or an LF, and refuses a quote. No quote
///   can open there in a simple record, so the parity stays even, and the masks end the field at the
///   same comma or LF. A CR comes before an LF (``BlockScreen``), and is taken off the content.
/// - *Inside quotes* every byte is content to libcsv until the next quote. The parity is odd until then,
///   so nothing separates.
/// - *After a quote that may have closed*, libcsv takes a comma or a line end as the end of the field,
///   whose content ends before the quote; another quote as one quote of content, and is inside again;
///   and refuses anything else. The parity is even, so a comma or LF separates; another quote makes it odd
///   again; and anything else is irregular.
///
/// By induction over the bytes the number of quotes before a byte is odd exactly where libcsv is inside
/// quotes. Each field begins and ends at the same bytes, and its content is what stands between, with each
/// doubled quote counted once. So much holds even of a record with a line end inside quotes; yet which
/// record its lines belong to is better asked of libcsv. Where a record is irregular in another way, libcsv
/// refuses it, and nothing after it is believed. A longer record than a field may be could have a field that
/// libcsv has to refuse.
///
/// From the first byte on that must not be there nothing is believed, and the file is refused; up to that
/// byte, what was said of simple records holds even of the one that it is in.
///
/// The tests compare the two over every short text; decision 0025 tells how a run does so too.
struct SeparatorIndex {
  /// For every field of a record that ends in the block, the offset of the first byte of its content: of
  /// the byte after the quote that opens it, if it has one.
  private(set) var fieldStarts: [UInt32] = []
  /// For every such field, the offset after the last byte of its content.
  private(set) var fieldEnds: [UInt32] = []
  /// For every record that ends in the block, the number of fields up to and including it.
  private(set) var recordEnds: [UInt32] = []
  /// What makes some of them different from most.
  private(set) var exceptions = Exceptions()
  /// What can be told of the bytes.
  private(set) var screen = BlockScreen()
  /// The offset after the last line end outside quotes.
  private var end = 0

  /// Records, fields and lines that are not like most, by number and in order. Most blocks have none.
  struct Exceptions {
    /// The records that are not simple.
    fileprivate(set) var irregularRecords: [Int] = []
    /// The fields in which quotes are doubled.
    fileprivate(set) var doubledFields: [Int] = []
    /// For every blank line, the number of the record that comes next.
    fileprivate(set) var blankLines: [Int] = []
  }

  /// How many bytes are looked at between two times that the lists grow.
  private static let step = 1 << 13

  /// Reads a block that starts at a record boundary, in place of the one before.
  ///
  /// - Parameters:
  ///   - block: Any bytes, less than 4 GiB.
  ///   - first: Where to begin: after a byte order mark.
  ///   - longest: The bytes of the longest record that may be simple.
  /// - Complexity: One pass, at several bytes a cycle, and a second one, to check the UTF-8, over what
  ///   is near some bytes beyond ASCII.
  mutating func read(_ block: UnsafeBufferPointer<UInt8>, from first: Int, longest: Int) {
    forgetRecords()
    var pass = Pass(first: first, longest: longest)
    while pass.offset < block.count, pass.screen.fault == nil {
      let recordCount = recordEnds.count
      let stop = min(pass.offset + Self.step, block.count)
      let room = Self.step + FoundFields.slack
      unsafe fieldStarts.append(room: room) { starts, startCount in
        unsafe fieldEnds.append(room: room) { ends, endCount in
          unsafe recordEnds.append(room: room) { records, newRecordCount in
            var found = unsafe FoundFields(starts: starts, ends: ends, records: records)
            unsafe pass.run(
              over: block, upTo: stop, after: recordCount, into: &found, &exceptions)
            (startCount, endCount) = (found.fieldCount, found.fieldCount)
            newRecordCount = found.recordCount
          }
        }
      }
    }
    screen = unsafe pass.finishedScreen(of: block)
    end = pass.lineStart
    // What comes after the last record is not whole.
    let fieldCount = recordEnds.last.map { Int($0) } ?? 0
    fieldStarts.removeLast(fieldStarts.count - fieldCount)
    fieldEnds.removeLast(fieldEnds.count - fieldCount)
  }

  /// Forgets all but the screen, and keeps the memory.
  mutating func forgetRecords() {
    fieldStarts.removeAll(keepingCapacity: true)
    fieldEnds.removeAll(keepingCapacity: true)
    recordEnds.removeAll(keepingCapacity: true)
    exceptions.irregularRecords.removeAll(keepingCapacity: true)
    exceptions.doubledFields.removeAll(keepingCapacity: true)
    exceptions.blankLines.removeAll(keepingCapacity: true)
    end = 0
  }

  /// Whether a block of this many bytes is nothing but simple records and blank lines, each with its line
  /// end, and no byte is in it that must not be there.
  func isAll(of byteCount: Int) -> Bool {
    exceptions.irregularRecords.isEmpty && screen.fault == nil && end == byteCount
  }

  /// The fields of a record.
  func fields(of record: Int) -> Range<Int> {
    (record == 0 ? 0 : Int(recordEnds[record - 1]))..<Int(recordEnds[record])
  }

  /// The offset of the first byte of a record.
  func start(of record: Int, in block: Span<UInt8>) -> Int {
    let content = Int(fieldStarts[fields(of: record).lowerBound])
    // What comes before a record is an LF, if anything.
    return content > 0 && block[content - 1] == Byte.quote ? content - 1 : content
  }

  /// The offset after the line end of a record.
  func end(of record: Int, in block: Span<UInt8>) -> Int {
    // What comes between the content and the LF is a quote or a CR, if anything.
    var offset = Int(fieldEnds[fields(of: record).upperBound - 1])
    while block[offset] != Byte.lineFeed { offset += 1 }
    return offset + 1
  }

  /// Gives its lists for those of a batch.
  mutating func exchangeLists(with batch: inout RecordBatch) {
    swap(&fieldStarts, &batch.fieldStarts)
    swap(&fieldEnds, &batch.fieldEnds)
    swap(&recordEnds, &batch.recordEnds)
  }
}

/// The one pass over a block, as far as it has come.
private struct Pass {
  /// The offset of the byte to look at next.
  private(set) var offset: Int
  /// Where the field and the line begin that it stands in.
  private var fieldStart: Int
  private(set) var lineStart: Int
  /// The fields that have ended.
  private var fieldCount = 0
  private var carry = Separators.Carry()
  private(set) var screen = BlockScreen()
  private var beyondASCII = BlockScreen.BytesBeyondASCII()
  private let longest: Int

  init(first: Int, longest: Int) {
    offset = first
    fieldStart = first
    lineStart = first
    self.longest = longest
  }

  /// Goes on, to the offset `stop` or the first byte that must not be there.
  ///
  /// - Parameters:
  ///   - recordCount: The records that have ended.
  ///   - lists: Room for what is found, and nothing in it.
  ///   - exceptions: Where to add what is not like most.
  @inline(__always)
  mutating func run(
    over block: UnsafeBufferPointer<UInt8>, upTo stop: Int, after recordCount: Int,
    into lists: inout FoundFields, _ exceptions: inout SeparatorIndex.Exceptions
  ) {
    // What changes every 64 bytes is in variables of its own, which can be in registers.
    var (pass, found) = (self, lists)
    while pass.offset < stop, pass.screen.fault == nil {
      let masks = unsafe NativeMasks(block, from: pass.offset)
      let marks = Punctuation(masks, carry: &pass.carry.inside)
      unsafe pass.screen.look(
        at: masks, marks, from: pass.offset, in: block, noting: &beyondASCII)
      let separators = Separators(marks, &pass.carry)

      let fields = fieldCount &+ found.fieldCount
      let records = recordCount &+ found.recordCount
      found.append(separators, from: pass.offset, fieldStart: pass.fieldStart)
      if separators.separators != 0 {
        pass.fieldStart = pass.offset &+ 64 &- separators.separators.leadingZeroBitCount
      }
      var long: UInt64 = 0
      var lineEnds = separators.lineEnds
      while lineEnds != 0 {
        let lineEnd = pass.offset &+ lineEnds.trailingZeroBitCount
        let bit = lineEnds & (0 &- lineEnds)
        lineEnds ^= bit
        if separators.blankEnds & bit == 0 {
          let fieldsBefore = (separators.fieldEnds & (bit &- 1)).nonzeroBitCount
          found.append(recordOf: fields &+ fieldsBefore &+ 1)
          if lineEnd &- pass.lineStart > longest { long |= bit }
        } else {
          exceptions.blankLines.append(recordCount + found.recordCount)
        }
        pass.lineStart = lineEnd &+ 1
      }
      let irregular = separators.irregular | long
      if irregular | separators.doubled != 0 {
        if marks.lineFeeds & marks.inside != 0 { pass.screen.noteInnerLineFeed() }
        exceptions.irregularRecords.append(
          irregular, among: separators.recordEnds, after: records)
        exceptions.doubledFields.append(
          separators.doubled, among: separators.fieldEnds, after: fields)
      }
      pass.offset &+= 64
    }
    pass.fieldCount += found.fieldCount
    pass.beyondASCII = beyondASCII
    (self, lists) = (pass, found)
  }

  /// What the screen says, after the last byte.
  func finishedScreen(of block: UnsafeBufferPointer<UInt8>) -> BlockScreen {
    var screen = screen
    unsafe screen.finish(block, beyondASCII)
    return screen
  }
}

/// What is found in some bytes: the ends of their fields and records, written into memory for so many.
@safe private struct FoundFields {
  /// How many numbers may be written that are none: fields are written four at a time.
  static let slack = 4

  private let starts: UnsafeMutablePointer<UInt32>
  private let ends: UnsafeMutablePointer<UInt32>
  private let records: UnsafeMutablePointer<UInt32>
  private let room: Int
  private(set) var fieldCount = 0
  /// No more than there are fields.
  private(set) var recordCount = 0

  /// Nothing yet, and three lists of one length, which have to outlive it.
  @unsafe init(
    starts: UnsafeMutableBufferPointer<UInt32>, ends: UnsafeMutableBufferPointer<UInt32>,
    records: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe self.starts = starts.baseAddress.unsafelyUnwrapped
    unsafe self.ends = ends.baseAddress.unsafelyUnwrapped
    unsafe self.records = records.baseAddress.unsafelyUnwrapped
    room = min(starts.count, ends.count, records.count)
  }

  /// Appends the fields that end among 64 bytes.
  ///
  /// - Parameters:
  ///   - offset: The offset of the first of these bytes.
  ///   - fieldStart: The offset of the first byte of the first of these fields.
  @inline(__always)
  mutating func append(_ found: Separators, from offset: Int, fieldStart: Int) {
    // The wall before all writing: no more than 64 fields end among 64 bytes, and no more records.
    precondition(fieldCount &+ 64 &+ Self.slack <= room)
    let count = found.fieldEnds.nonzeroBitCount
    var start = fieldStart
    var separators = found.separators
    if found.returnedEnds | found.blankEnds == 0 {
      var place = fieldCount
      repeat {
        // Four at a time, as the end of the loop is hard to foresee; what is too much is overwritten.
        for place in place..<place &+ 4 {
          let bit = (separators | 1 &<< 63).trailingZeroBitCount
          separators &= separators &- 1
          let quote = found.quotedEnds.bit(bit)
          unsafe starts[place] = UInt32(truncatingIfNeeded: start &+ quote)
          unsafe ends[place] = UInt32(truncatingIfNeeded: offset &+ bit &- quote)
          start = offset &+ bit &+ 1
        }
        place &+= 4
      } while place < fieldCount &+ count
    } else {
      var place = fieldCount
      while separators != 0 {
        let bit = separators.trailingZeroBitCount
        separators &= separators &- 1
        let quote = found.quotedEnds.bit(bit)
        let end = offset &+ bit &- found.returnedEnds.bit(bit) &- quote
        unsafe starts[place] = UInt32(truncatingIfNeeded: start &+ quote)
        unsafe ends[place] = UInt32(truncatingIfNeeded: end)
        start = offset &+ bit &+ 1
        place &+= found.fieldEnds.bit(bit)
      }
    }
    fieldCount &+= count
  }

  /// Appends a record that ends with one of the fields appended last.
  ///
  /// - Parameter fields: The number of fields up to and including it.
  @inline(__always)
  mutating func append(recordOf fields: Int) {
    unsafe records[recordCount] = UInt32(truncatingIfNeeded: fields)
    recordCount &+= 1
  }
}

extension UInt64 {
  /// A bit, 0 or 1.
  @inline(__always)
  fileprivate func bit(_ place: Int) -> Int {
    Int(truncatingIfNeeded: self &>> UInt64(truncatingIfNeeded: place) & 1)
  }
}

extension [Int] {
  /// Appends the numbers of the records or fields that the bits of a mask are in, each once.
  ///
  /// - Parameters:
  ///   - ends: Where these end.
  ///   - count: How many ended before.
  @inline(never)
  fileprivate mutating func append(_ mask: UInt64, among ends: UInt64, after count: Int) {
    var bits = mask
    while bits != 0 {
      let bit = bits & (0 &- bits)
      bits ^= bit
      let number = count + (ends & (bit - 1)).nonzeroBitCount
      if last != number { append(number) }
    }
  }
}

extension [UInt32] {
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
