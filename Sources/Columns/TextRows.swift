/// Rows of texts and numbers that belong together and are read together, such as an executive's id, name
/// and title and the numbers of his or her organization and board. A row that repeats the one before it
/// is kept once: in the long layout each executive comes as many times as there are elements.
///
/// Each text is kept as the cell of a CSV file, comma and all, so that writing it is copying it. Of a row
/// of the texts `ES-1`, `Brown, Ann` and `Chief`, and the number 7, are kept
///
///     ES-1,"Brown, Ann",Chief,    5 18 7
///     the cells                   where each ends but the last, from the start of the row; the numbers
///
/// so that a look at one row, wherever it is, is a look at one place of the memory. Ends and numbers are
/// entries of two bytes each, or where one of all rows is too large for that, of four. Where the row ends
/// stands in a column of its own, and the last text ends before the entries.
///
/// A text whose cell does not hold it in one piece is kept **as it is**, without a comma, and the highest
/// bit of its end says so: one with a quote in it, one that gets an apostrophe
/// (``needsApostrophe(_:)``), and one that is longer than the builder was told. A cell that is kept
/// begins with a quote exactly if it has quotes around it.
@usableFromInline package struct TextRows: Sendable {
  /// The rows without their owner; see ``Column/View``.
  @usableFromInline package struct View: BitwiseCopyable, Sendable {
    @usableFromInline let bytes: Column<UInt8>.View
    /// Where each distinct row ends, and how its last text is kept.
    @usableFromInline let ends: Column<UInt32>.View
    @usableFromInline let rows: Column<UInt32>.View
    /// The number of texts in a row, at least 1, and the number of numbers.
    @usableFromInline package let width: Int
    @usableFromInline let numbers: Int
    /// Whether entries are of four bytes.
    @usableFromInline let isWide: Bool

    @inlinable init(
      bytes: Column<UInt8>.View, ends: Column<UInt32>.View, rows: Column<UInt32>.View,
      width: Int, numbers: Int, isWide: Bool
    ) {
      self.bytes = bytes
      self.ends = ends
      self.rows = rows
      self.width = width
      self.numbers = numbers
      self.isWide = isWide
    }

    /// A number that two rows share only if all their texts and numbers are the same.
    @inline(__always)
    @inlinable package func identity(of row: Int) -> Int { rows.count == 0 ? row : Int(rows[row]) }

    /// How many rows there are of which none repeats the one before it; their identities are
    /// 0 ..< `distinctCount`.
    @inlinable package var distinctCount: Int { ends.count }

    @inline(__always)
    @inlinable func start(of row: Int) -> Int {
      row == 0 ? 0 : Int(ends[row - 1] & TextRows.endMask)
    }

    /// A row.
    @inline(__always)
    @inlinable package subscript(row: Int) -> Row { self[distinct: identity(of: row)] }

    /// The rows of an identity.
    @inline(__always)
    @inlinable package subscript(distinct row: Int) -> Row {
      let end = ends[row]
      let entries = width - 1 + numbers
      return Row(
        bytes: bytes, start: start(of: row),
        trailer: Int(end & TextRows.endMask) - (isWide ? 4 * entries : 2 * entries),
        width: width, isWide: isWide, lastIsCell: end & ~TextRows.endMask == 0)
    }

    /// A number of a row.
    ///
    /// - Precondition: `index` is 0 ..< the number of numbers in a row.
    @inline(__always)
    @inlinable package func number(_ index: Int, of row: Int) -> UInt32 { self[row].number(index) }

    /// Calls `body` with a text of a row.
    ///
    /// - Precondition: `column` is 0 ..< the number of texts in a row.
    @inline(__always)
    @inlinable package func with<Result>(_ row: Int, column: Int, _ body: (Span<UInt8>) -> Result)
      -> Result
    {
      self[row].with(column, body)
    }

    /// Asks the processor for the identity of a row.
    @inline(__always)
    @inlinable package func prefetchIdentity(of row: Int) {
      if rows.count > 0 { rows.prefetch(row) }
    }

    /// Asks the processor for where a row stands, which will be read soon.
    @inline(__always)
    @inlinable package func prefetchPlace(of row: Int) { ends.prefetch(identity(of: row)) }

    /// Asks the processor for a row, whose place should be there by now.
    @inline(__always)
    @inlinable package func prefetchRow(_ row: Int) {
      let row = identity(of: row)
      let end = Int(ends[row] & TextRows.endMask)
      var offset = start(of: row)
      // Nearly every row is shorter than this.
      let last = min(end, offset + 192)
      while offset < last {
        bytes.prefetch(offset)
        offset += 64
      }
      if end > 0 { bytes.prefetch(end - 1) }
    }
  }

  /// One row: where it stands, found out once for all that is read from it.
  @usableFromInline package struct Row: BitwiseCopyable, Sendable {
    @usableFromInline package let bytes: Column<UInt8>.View
    @usableFromInline let start: Int
    /// Where the entries begin, and the last text ends.
    @usableFromInline let trailer: Int
    @usableFromInline let width: Int
    @usableFromInline let isWide: Bool
    @usableFromInline let lastIsCell: Bool

    @inline(__always)
    @inlinable init(
      bytes: Column<UInt8>.View, start: Int, trailer: Int, width: Int, isWide: Bool,
      lastIsCell: Bool
    ) {
      self.bytes = bytes
      self.start = start
      self.trailer = trailer
      self.width = width
      self.isWide = isWide
      self.lastIsCell = lastIsCell
    }

    /// A number of the row.
    ///
    /// - Precondition: `index` is 0 ..< the number of numbers in a row.
    @inline(__always)
    @inlinable package func number(_ index: Int) -> UInt32 { entry(width - 1 + index) }

    @inline(__always)
    @inlinable func entry(_ index: Int) -> UInt32 {
      isWide ? bytes.word(at: trailer + 4 * index) : UInt32(bytes.half(at: trailer + 2 * index))
    }

    /// Where a text that is not the last ends, and how it is kept.
    @inline(__always)
    @inlinable func end(of column: Int) -> UInt32 {
      let end = entry(column)
      return isWide ? end : TextRows.widened(end: end)
    }

    /// Puts another number in place of one, for which its entry has room.
    @inlinable func setNumber(_ index: Int, to number: UInt32) {
      let entry = width - 1 + index
      if isWide { return bytes.setWord(at: trailer + 4 * entry, to: number) }
      bytes.setHalf(at: trailer + 2 * entry, to: UInt16(number))
    }

    /// Where a text is kept, and whether as a cell.
    @inline(__always)
    @inlinable func place(of column: Int) -> (range: Range<Int>, isCell: Bool) {
      precondition(column < width, "no such text in a row")
      let first = column == 0 ? start : start + Int(end(of: column - 1) & TextRows.endMask)
      if column == width - 1 { return (first..<trailer, lastIsCell) }
      let end = end(of: column)
      return (first..<start + Int(end & TextRows.endMask), end & ~TextRows.endMask == 0)
    }

    @inline(__always)
    @inlinable func content(ofCell cell: Range<Int>) -> Range<Int> {
      bytes[cell.lowerBound] == UInt8(ascii: "\"")
        ? cell.lowerBound + 1..<cell.upperBound - 2 : cell.lowerBound..<cell.upperBound - 1
    }

    /// Where the cell of a text stands in ``bytes``; `nil` where none is kept.
    @inline(__always)
    @inlinable package func cell(_ column: Int) -> Range<Int>? {
      let (range, isCell) = place(of: column)
      return isCell ? range : nil
    }

    /// Calls `body` with a text; see ``View/with(_:column:_:)``.
    @inline(__always)
    @inlinable package func with<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
      let (range, isCell) = place(of: column)
      return bytes.withRows(isCell ? content(ofCell: range) : range, body)
    }
  }

  /// An end without its highest bit.
  @inlinable static var endMask: UInt32 { 0x7FFF_FFFF }
  /// What the ends of a row may be in entries of two bytes.
  @inlinable static var longestNarrow: Int { 0x7FFF }

  /// An end of two bytes, of four.
  @inline(__always)
  @inlinable static func widened(end: UInt32) -> UInt32 { end & 0x7FFF | (end & 0x8000) << 16 }

  @usableFromInline var bytes: Column<UInt8>
  @usableFromInline var ends: Column<UInt32>
  /// For each row its number among those that differ from the one before; none at all where all
  /// rows do.
  @usableFromInline let rows: Column<UInt32>
  @usableFromInline let width: Int
  @usableFromInline let numbers: Int
  @usableFromInline var isWide: Bool

  /// What a builder holds.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init(_ draft: borrowing TextRowsBuilder) {
    var memory = ColumnMemory()
    self.init(draft, in: &memory)
  }

  /// The same, in memory that it shares with other columns.
  @inlinable package init(_ draft: borrowing TextRowsBuilder, in memory: inout ColumnMemory) {
    bytes = Column(draft.bytes, in: &memory)
    ends = Column(draft.ends, in: &memory)
    rows = Column(draft.rows, in: &memory)
    width = draft.width
    numbers = draft.numbers
    isWide = draft.isWide
  }

  /// The rows.
  @inlinable package var view: View {
    View(
      bytes: bytes.view, ends: ends.view, rows: rows.view, width: width, numbers: numbers,
      isWide: isWide)
  }

  /// Replaces all numbers.
  ///
  /// - Parameter new: The number to put in place of one.
  /// - Complexity: O(rows), and O(bytes) where a number is the first that is too large for two bytes.
  package mutating func replaceNumbers(by new: (_ index: Int, _ number: UInt32) -> UInt32) {
    var all: UInt32 = 0
    for row in 0..<view.distinctCount {
      for index in 0..<numbers { all |= new(index, view[distinct: row].number(index)) }
    }
    if !isWide, all > UInt16.max {
      var wide = OutputBuffer(capacity: 2 * bytes.count)
      let ends = ends
      bytes.withRows(0..<bytes.count) { bytes in
        ends.withRows(0..<ends.count) {
          self.ends = Column(
            Self.widen(bytes, ends: $0, texts: width, numbers: numbers, into: &wide))
        }
      }
      var memory = ColumnMemory()
      bytes = Column(wide, in: &memory)
      isWide = true
    }
    let view = view
    for number in 0..<view.distinctCount {
      let row = view[distinct: number]
      for index in 0..<numbers { row.setNumber(index, to: new(index, row.number(index))) }
    }
  }

  /// Copies rows with entries of two bytes, and makes the entries wide.
  ///
  /// - Returns: Where each row ends.
  static func widen(
    _ bytes: Span<UInt8>, ends: Span<UInt32>, texts width: Int, numbers: Int,
    into wide: inout OutputBuffer
  ) -> [UInt32] {
    var start = 0
    return ends.indices.map { row in
      let end = Int(ends[row] & endMask)
      let trailer = end - 2 * (width - 1 + numbers)
      wide.append(bytes.extracting(start..<trailer))
      for entry in 0..<width - 1 + numbers {
        let low = UInt32(bytes[trailer + 2 * entry])
        let number = low | UInt32(bytes[trailer + 2 * entry + 1]) << 8
        wide.append(word: entry < width - 1 ? widened(end: number) : number)
      }
      start = end
      precondition(wide.count <= Int(endMask), "the rows of a block are under 2 GiB")
      return UInt32(wide.count) | ends[row] & ~endMask
    }
  }
}
