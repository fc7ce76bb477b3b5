/// Rows in the making: memory that one task fills again and again.
@usableFromInline package struct TextRowsBuilder: ~Copyable {
  @usableFromInline var bytes = OutputBuffer()
  @usableFromInline var ends = ColumnBuilder<UInt32>()
  @usableFromInline var rows = ColumnBuilder<UInt32>()
  /// The number of texts in a row, at least 1, and the number of numbers.
  @usableFromInline package internal(set) var width = 1
  @usableFromInline package internal(set) var numbers = 0
  /// Whether entries are of four bytes.
  @usableFromInline var isWide = false
  /// Where the row that is being made begins.
  @usableFromInline var start = 0
  /// Its ends, and from ``firstNumber`` on its numbers; and how many there are of each.
  @usableFromInline var entries: [16 of UInt32] = .init(repeating: 0)
  @usableFromInline var endCount = 0
  @usableFromInline var numberCount = 0
  /// All bits that are set in any of its numbers.
  @usableFromInline var numberBits: UInt32 = 0
  @inlinable static var firstNumber: Int { 8 }
  /// The most bytes of a text whose cell is kept.
  @usableFromInline let longest: Int
  /// The number of rows.
  @usableFromInline package internal(set) var count = 0

  /// How many of them do not repeat the one before.
  @inlinable package var distinctCount: Int { ends.count }

  /// No rows yet.
  ///
  /// - Parameter longest: The most bytes of a text that any cell may hold as it is.
  package init(cellsUpTo longest: Int) { self.longest = longest }

  /// Empties it and keeps its memory.
  ///
  /// - Parameters:
  ///   - width: The number of texts that rows will have, 1 to 8.
  ///   - numbers: The number of numbers, at most 8.
  @inlinable package mutating func removeAll(width: Int, numbers: Int = 0) {
    self.width = width
    self.numbers = numbers
    bytes.removeAll()
    ends.removeAll()
    rows.removeAll()
    isWide = false
    start = 0
    count = 0
    forgetRow()
  }

  @inline(__always)
  @inlinable mutating func forgetRow() {
    endCount = 0
    numberCount = 0
    numberBits = 0
  }

  /// Adds a text to the row that is being made.
  ///
  /// - Returns: Whether it is of nothing but printable ASCII.
  /// - Complexity: O(bytes).
  @discardableResult
  @inlinable package mutating func append(_ text: Span<UInt8>) -> Bool {
    guard text.count <= longest, let met = bytes.append(cell: text) else {
      return keepAsItIs(text)
    }
    appendEnd(isCell: true)
    return met.arePrintableASCII
  }

  /// Adds a short text to the row that is being made.
  ///
  /// - Returns: Whether it is of nothing but printable ASCII.
  @inline(__always)
  @discardableResult
  @inlinable package mutating func append(_ text: ShortText) -> Bool {
    guard text.count <= longest, let isPrintableASCII = bytes.append(cell: text) else {
      return text.withBytes { keepAsItIs($0) }
    }
    appendEnd(isCell: true)
    return isPrintableASCII
  }

  @inline(never)
  @usableFromInline mutating func keepAsItIs(_ text: Span<UInt8>) -> Bool {
    bytes.append(text)
    appendEnd(isCell: false)
    return isPrintableASCII(text)
  }

  @inline(__always)
  @inlinable mutating func appendEnd(isCell: Bool) {
    precondition(endCount < Self.firstNumber, "a row has too many texts")
    let end = UInt32(truncatingIfNeeded: bytes.count &- start)
    entries[endCount] = isCell ? end : end | ~TextRows.endMask
    endCount &+= 1
  }

  /// Adds a number to the row that is being made.
  @inline(__always)
  @inlinable package mutating func append(number: UInt32) {
    entries[Self.firstNumber &+ numberCount] = number
    numberCount &+= 1
    numberBits |= number
  }

  /// Ends a row.
  ///
  /// - Precondition: as many texts and numbers were added as a row has, and all rows together stay under
  ///   2 GiB.
  @inline(__always)
  @inlinable package mutating func endRow() {
    precondition(
      endCount == width && numberCount == numbers, "a row has too few texts or numbers")
    if !isWide, bytes.count - start > TextRows.longestNarrow || numberBits > UInt16.max { widen() }
    for text in 0..<width - 1 { append(entry: entries[text], isEnd: true) }
    for number in 0..<numbers {
      append(entry: entries[Self.firstNumber + number], isEnd: false)
    }
    precondition(bytes.count <= Int(TextRows.endMask), "the rows of a block are under 2 GiB")
    if rows.count > 0 { rows.append(UInt32(ends.count)) }
    ends.append(UInt32(bytes.count) | entries[width - 1] & ~TextRows.endMask)
    start = bytes.count
    forgetRow()
    count += 1
  }

  @inline(__always)
  @inlinable mutating func append(entry: UInt32, isEnd: Bool) {
    if isWide { return bytes.append(word: entry) }
    bytes.append(
      half: UInt16(truncatingIfNeeded: isEnd ? entry & 0x7FFF | entry >> 16 & 0x8000 : entry))
  }

  /// Makes the entries of the rows so far wide. It is done once at most for the rows of a block.
  @inline(never)
  @usableFromInline mutating func widen() {
    var wide = OutputBuffer(capacity: 2 * bytes.count)
    var newEnds: [UInt32] = []
    bytes.withBytes { bytes in
      ends.withRows(0..<ends.count) {
        newEnds = TextRows.widen(bytes, ends: $0, texts: width, numbers: numbers, into: &wide)
      }
      let newStart = wide.count
      wide.append(bytes.extracting(start..<bytes.count))
      start = newStart
    }
    ends.removeAll()
    for end in newEnds { ends.append(end) }
    swap(&bytes, &wide)
    isWide = true
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
