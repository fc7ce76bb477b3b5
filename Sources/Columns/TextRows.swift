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
/// so that a look at one row, wherever it is, is a look at one place of the memory. The numbers take four
/// bytes each. Where the row ends stands in a column of its own, and the last text ends before the numbers.
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

    @inlinable init(
      bytes: Column<UInt8>.View, ends: Column<UInt32>.View, rows: Column<UInt32>.View,
      width: Int, numbers: Int
    ) {
      self.bytes = bytes
      self.ends = ends
      self.rows = rows
      self.width = width
      self.numbers = numbers
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

    /// Where the ends and the numbers of a row begin.
    @inline(__always)
    @inlinable func trailer(of row: Int) -> Int {
      Int(ends[row] & TextRows.endMask) - 4 * (width - 1 + numbers)
    }

    /// A number of a row.
    ///
    /// - Precondition: `index` is 0 ..< the number of numbers in a row.
    @inline(__always)
    @inlinable package func number(_ index: Int, of row: Int) -> UInt32 {
      number(index, ofDistinct: identity(of: row))
    }

    /// A number of the rows of an identity.
    @inline(__always)
    @inlinable package func number(_ index: Int, ofDistinct row: Int) -> UInt32 {
      bytes.word(at: trailer(of: row) + 4 * (width - 1 + index))
    }

    /// Replaces a number of the rows of an identity.
    @inlinable package func setNumber(_ index: Int, ofDistinct row: Int, to number: UInt32) {
      bytes.setWord(at: trailer(of: row) + 4 * (width - 1 + index), to: number)
    }

    /// Where a text of a row is kept, and whether as a cell.
    @inline(__always)
    @inlinable func place(of row: Int, column: Int) -> (range: Range<Int>, isCell: Bool) {
      precondition(column < width, "no such text in a row")
      let row = identity(of: row)
      let start = start(of: row)
      let trailer = trailer(of: row)
      let first =
        column == 0
        ? start : start + Int(bytes.word(at: trailer + 4 * (column - 1)) & TextRows.endMask)
      if column == width - 1 { return (first..<trailer, ends[row] & ~TextRows.endMask == 0) }
      let end = bytes.word(at: trailer + 4 * column)
      return (first..<start + Int(end & TextRows.endMask), end & ~TextRows.endMask == 0)
    }

    @inline(__always)
    @inlinable func content(ofCell cell: Range<Int>) -> Range<Int> {
      bytes[cell.lowerBound] == UInt8(ascii: "\"")
        ? cell.lowerBound + 1..<cell.upperBound - 2 : cell.lowerBound..<cell.upperBound - 1
    }

    /// Calls `body` with a text of a row.
    ///
    /// - Precondition: `column` is 0 ..< the number of texts in a row.
    @inline(__always)
    @inlinable package func with<Result>(_ row: Int, column: Int, _ body: (Span<UInt8>) -> Result)
      -> Result
    {
      let (range, isCell) = place(of: row, column: column)
      return bytes.withRows(isCell ? content(ofCell: range) : range, body)
    }

    /// Calls `body` with a text of a row and its cell, comma and all; the cell is empty where none is
    /// kept.
    ///
    /// - Precondition: `column` is 0 ..< the number of texts in a row.
    @inline(__always)
    @inlinable package func withCell<Result>(
      _ row: Int, column: Int, _ body: (_ text: Span<UInt8>, _ cell: Span<UInt8>) -> Result
    ) -> Result {
      let (range, isCell) = place(of: row, column: column)
      return bytes.withRows(range) { kept in
        if isCell { return bytes.withRows(content(ofCell: range)) { body($0, kept) } }
        return body(kept, Span())
      }
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

  @usableFromInline static let endMask: UInt32 = 0x7FFF_FFFF

  @usableFromInline let bytes: Column<UInt8>
  @usableFromInline let ends: Column<UInt32>
  /// For each row its number among those that differ from the one before; none at all where all
  /// rows do.
  @usableFromInline let rows: Column<UInt32>
  @usableFromInline let width: Int
  @usableFromInline let numbers: Int

  /// What a builder holds; it is empty afterwards.
  ///
  /// - Complexity: O(rows): the bytes stay where they are.
  @inlinable package init(_ draft: inout TextRowsBuilder) {
    bytes = Column(taking: &draft.bytes)
    ends = Column(draft.ends)
    rows = Column(draft.rows)
    width = draft.width
    numbers = draft.numbers
    draft.removeAll(width: width, numbers: numbers)
  }

  /// The rows.
  @inlinable package var view: View {
    View(bytes: bytes.view, ends: ends.view, rows: rows.view, width: width, numbers: numbers)
  }
}

/// Rows in the making: memory that one task fills again and again.
@usableFromInline package struct TextRowsBuilder: ~Copyable {
  @usableFromInline var bytes = OutputBuffer()
  @usableFromInline var ends = ColumnBuilder<UInt32>()
  @usableFromInline var rows = ColumnBuilder<UInt32>()
  /// The number of texts in a row, at least 1, and the number of numbers.
  @usableFromInline package internal(set) var width = 1
  @usableFromInline package internal(set) var numbers = 0
  /// Where the row that is being made begins, and the ends and numbers of it.
  @usableFromInline var start = 0
  @usableFromInline var rowEnds = ColumnBuilder<UInt32>()
  @usableFromInline var rowNumbers = ColumnBuilder<UInt32>()
  /// The most bytes of a text whose cell is kept.
  @usableFromInline let longest: Int
  /// The number of rows.
  @usableFromInline package internal(set) var count = 0

  /// No rows yet.
  ///
  /// - Parameter longest: The most bytes of a text that any cell may hold as it is.
  package init(cellsUpTo longest: Int) { self.longest = longest }

  /// Empties it and keeps its memory.
  ///
  /// - Parameters:
  ///   - width: The number of texts that rows will have, at least 1.
  ///   - numbers: The number of numbers.
  @inlinable package mutating func removeAll(width: Int, numbers: Int = 0) {
    self.width = width
    self.numbers = numbers
    bytes.removeAll()
    ends.removeAll()
    rows.removeAll()
    rowEnds.removeAll()
    rowNumbers.removeAll()
    start = 0
    count = 0
  }

  /// Adds a text to the row that is being made.
  ///
  /// - Returns: Whether it is of nothing but printable ASCII.
  /// - Complexity: O(bytes).
  @inline(__always)
  @discardableResult
  @inlinable package mutating func append(_ text: Span<UInt8>) -> Bool {
    guard text.count <= longest, let met = bytes.append(cell: text) else {
      return keepAsItIs(text)
    }
    rowEnds.append(UInt32(truncatingIfNeeded: bytes.count - start))
    return met.arePrintableASCII
  }

  @inline(never)
  @usableFromInline mutating func keepAsItIs(_ text: Span<UInt8>) -> Bool {
    bytes.append(text)
    rowEnds.append(UInt32(bytes.count - start) | ~TextRows.endMask)
    return isPrintableASCII(text)
  }

  /// Adds a number to the row that is being made.
  @inline(__always)
  @inlinable package mutating func append(number: UInt32) { rowNumbers.append(number) }

  /// Ends a row.
  ///
  /// - Precondition: as many texts and numbers were added as a row has, and all rows together stay under
  ///   2 GiB.
  @inline(__always)
  @inlinable package mutating func endRow() {
    precondition(
      rowEnds.count == width && rowNumbers.count == numbers, "a row has too few texts or numbers")
    for text in 0..<width - 1 { bytes.append(word: rowEnds[text]) }
    for number in 0..<numbers { bytes.append(word: rowNumbers[number]) }
    precondition(bytes.count <= Int(TextRows.endMask), "the rows of a block are under 2 GiB")
    if rows.count > 0 { rows.append(UInt32(ends.count)) }
    ends.append(UInt32(bytes.count) | rowEnds[width - 1] & ~TextRows.endMask)
    start = bytes.count
    rowEnds.removeAll()
    rowNumbers.removeAll()
    count += 1
  }

  /// Adds a row that is the same as the one before it.
  ///
  /// - Precondition: there is one.
  @inline(__always)
  @inlinable package mutating func repeatRow() {
    precondition(count > 0, "there is no row before")
    if rows.count == 0 {
      for row in 0..<count { rows.append(UInt32(row)) }
    }
    rows.append(rows[count - 1])
    count += 1
  }
}
