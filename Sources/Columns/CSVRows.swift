/// The lines of a CSV file in the making, RFC 4180.
///
/// Every cell ends with a comma; that of the last becomes the line end. Its members can be inlined
/// elsewhere, because every cell of every table goes through them.
@usableFromInline package struct CSVRows: CellSink, ~Copyable {
  /// The lines so far.
  @usableFromInline package var buffer: OutputBuffer

  /// No lines yet, and room for this many bytes.
  package init(capacity: Int = 4096) { buffer = OutputBuffer(capacity: capacity) }

  @inline(__always)
  @inlinable package mutating func append(text: Span<UInt8>) {
    buffer.append(field: text)
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  @inlinable package mutating func append(cell: Range<Int>, of bytes: Column<UInt8>.View) -> Bool {
    buffer.append(cell, of: bytes)
    return true
  }

  @inline(__always)
  @inlinable package mutating func append(word: Span<UInt8>) {
    buffer.append(word)
    buffer.append(UInt8(ascii: ","))
  }

  @inline(__always)
  @inlinable package mutating func append(number: Int?) {
    guard let number else { return appendOpen() }
    buffer.append(decimal: number, endingWith: UInt8(ascii: ","))
  }

  @inline(__always)
  @inlinable package mutating func append(hundredths: UInt32?) {
    guard let hundredths else { return appendOpen() }
    buffer.append(hundredths: hundredths, endingWith: UInt8(ascii: ","))
  }

  @inline(__always)
  @inlinable package mutating func appendOpen() { buffer.append(UInt8(ascii: ",")) }

  @inline(__always)
  @inlinable package mutating func append(endOfRow csv: Span<UInt8>) -> Bool {
    buffer.append(csv)
    return true
  }

  /// The ends of some rows, for ``append(endOfRow:)``, by number.
  ///
  /// - Parameter appendCells: Adds the cells of an end.
  /// - Complexity: O(bytes).
  package static func ends(
    _ count: Int, _ appendCells: (_ number: Int, _ rows: inout CSVRows) -> Void
  ) -> TextColumn {
    TextColumn(
      (0..<count).map { number in
        var rows = CSVRows()
        appendCells(number, &rows)
        rows.endRow()
        return rows.buffer.array
      })
  }

  /// - Precondition: the row has a cell.
  @inline(__always)
  @inlinable package mutating func endRow() { buffer.replaceLast(with: UInt8(ascii: "\n")) }
}
