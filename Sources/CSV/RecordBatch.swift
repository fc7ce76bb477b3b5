/// The records of one block: its bytes, and where the content of each field stands in them.
///
/// The fields of `1,"a b"⏎"c ""d""",⏎` are kept as
///
///     bytes        1,"a b"⏎"c ""d""",⏎c "d"
///     fieldStarts  0 3 19 18
///     fieldEnds    1 6 24 18
///     recordEnds   2 4
///
/// A field is mostly a stretch of the block; the content of one in which quotes are doubled is put
/// after the block's bytes. A field that spans lines is one whose bytes hold an LF or CR; nothing else
/// is kept about it. One batch is meant to be filled again and again: its storage is kept.
@usableFromInline package struct RecordBatch: Sendable {
  /// Lines of nothing but their line ends, one after the other.
  package struct BlankLines: Sendable, Equatable {
    /// The physical line of the first, from 1 in the file.
    package let line: Int
    /// The row of the first, from 1 in the file, that a spreadsheet shows.
    package let row: Int
    /// How many there are, at least 1.
    package internal(set) var count: Int

    /// Blank lines from this line and row on.
    package init(line: Int, row: Int, count: Int = 1) {
      self.line = line
      self.row = row
      self.count = count
    }
  }

  /// The block, and after it the content of fields that are no stretch of it.
  package internal(set) var bytes: [UInt8] = []

  /// For every field, the offset in `bytes` of the first byte of its content.
  package internal(set) var fieldStarts: [UInt32] = []

  /// For every field, the offset in `bytes` after the last byte of its content.
  package internal(set) var fieldEnds: [UInt32] = []

  /// For every record, the number of fields up to and including it.
  package internal(set) var recordEnds: [UInt32] = []

  /// Where each record starts.
  package internal(set) var positions = RecordPositions(firstLine: 1, firstRow: 1, firstRecord: 0)

  /// The blank lines of the block, in their order, those that follow each other together. A line of
  /// spaces is a record, not blank.
  package internal(set) var blankLines: [BlankLines] = []

  /// Whether the block is the last of its file, has bytes, and does not end with an LF.
  package internal(set) var endsWithoutNewline = false

  /// Whether no field has a byte outside printable ASCII, 0x20 to 0x7E: true of most blocks, and
  /// then no field needs to be looked at. A line end in a field is not printable; a CR before the
  /// LF of a record makes it false as well.
  package internal(set) var isPrintableASCII = true

  /// Whether a field may have blanks at its ends, a space, tab or space character beyond ASCII:
  /// true unless it is known that none has, as of most blocks.
  package internal(set) var mayHaveBlanksAtEnds = true

  /// Whether a field may have other blanks inside than single spaces: true unless it is known that
  /// none has.
  package internal(set) var mayHaveOddBlanksInside = true

  /// An empty batch, which allocates nothing yet.
  package init() {}

  /// The number of records.
  package var count: Int { recordEnds.count }

  /// Whether there is no record.
  package var isEmpty: Bool { recordEnds.isEmpty }

  /// Removes everything and keeps the storage; the next record will start where `start` says.
  ///
  /// - Complexity: O(1).
  package mutating func removeAll(startingAt start: BlockStart = .file) {
    bytes.removeAll(keepingCapacity: true)
    fieldStarts.removeAll(keepingCapacity: true)
    fieldEnds.removeAll(keepingCapacity: true)
    recordEnds.removeAll(keepingCapacity: true)
    blankLines.removeAll(keepingCapacity: true)
    positions = RecordPositions(
      firstLine: start.line, firstRow: start.row, firstRecord: start.record)
    endsWithoutNewline = false
    isPrintableASCII = true
    mayHaveBlanksAtEnds = true
    mayHaveOddBlanksInside = true
  }

  /// Removes everything, and gives the memory of the bytes away, for the next block to be read into.
  ///
  /// - Parameter block: Gets the memory, with nothing in it; what it had before is dropped.
  /// - Complexity: O(1).
  package mutating func removeAll(givingBytesTo block: inout [UInt8]) {
    removeAll()
    block = []
    swap(&bytes, &block)
  }

  // MARK: - Records that do not come from CSV

  /// Adds a field to the record that comes next.
  package mutating func append(field: ArraySlice<UInt8>) {
    fieldStarts.append(UInt32(bytes.count))
    bytes.append(contentsOf: field)
    fieldEnds.append(UInt32(bytes.count))
    if isPrintableASCII, !field.allSatisfy({ 0x20...0x7E ~= $0 }) { isPrintableASCII = false }
  }

  /// Ends a record of the fields that were added, at least one.
  package mutating func endRecord() {
    recordEnds.append(UInt32(fieldEnds.count))
    positions.appendRecord()
  }

  /// Adds blank lines, or rows, before the record that comes next.
  package mutating func appendBlankLines(_ number: Int) {
    guard number > 0 else { return }
    blankLines.append(
      BlankLines(line: positions.line(of: count), row: positions.row(of: count), count: number))
    for _ in 0..<number { positions.appendBlankLine() }
  }

  // MARK: - Fields

  /// The indices in `fieldEnds` of the fields of a record; never empty.
  package func fields(of record: Int) -> Range<Int> {
    let first = record == 0 ? 0 : Int(recordEnds[record - 1])
    return first..<Int(recordEnds[record])
  }

  /// The number of fields of a record, at least 1.
  package func fieldCount(of record: Int) -> Int {
    fields(of: record).count
  }

  /// The place in `bytes` of a field, counted from 0 within its record.
  ///
  /// - Precondition: the record has that many fields.
  package func range(ofField field: Int, inRecord record: Int) -> Range<Int> {
    let fields = fields(of: record)
    let index = fields.lowerBound + field
    precondition(fields.contains(index), "no such field")
    return Int(fieldStarts[index])..<Int(fieldEnds[index])
  }

  /// The content of a field, unquoted, counted from 0 within its record.
  ///
  /// - Precondition: the record has that many fields.
  package func field(_ field: Int, inRecord record: Int) -> ArraySlice<UInt8> {
    bytes[range(ofField: field, inRecord: record)]
  }
}
