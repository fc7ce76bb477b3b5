/// The lines of a CSV file in the making, RFC 4180.
///
/// Every cell ends with a comma; that of the last becomes the line end. Its members can be inlined
/// elsewhere, because every cell of every table goes through them.
@usableFromInline package struct CSVRows: CellSink, ~Copyable {
  /// The lines so far.
  @usableFromInline package var buffer: OutputBuffer
  /// The cells of half units; see ``HalfUnits``.
  @usableFromInline let halves: Column<UInt64>.View

  /// No lines yet, and room for this many bytes.
  package init(capacity: Int = 4096) {
    buffer = OutputBuffer(capacity: capacity)
    halves = HalfUnits.cells.view
  }

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
    let half = hundredths / 50
    if half &* 50 == hundredths, half < halves.count {
      buffer.append(short: halves[Int(half)])
    } else {
      buffer.append(hundredths: hundredths)
      buffer.append(UInt8(ascii: ","))
    }
  }

  @inline(__always)
  @inlinable package mutating func appendOpen() { buffer.append(UInt8(ascii: ",")) }

  @inline(__always)
  @inlinable package mutating func append(endOfRow number: Int, of ends: TextColumn.View) -> Bool {
    buffer.append(ends.range(of: number), of: ends.bytes)
    return true
  }

  /// The ends of some rows, for ``append(endOfRow:of:)``, by number.
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

/// What weights, products and scores mostly are: half units from 0 to 500. Their cells are made once.
@usableFromInline enum HalfUnits {
  /// By the number of halves the cell, comma and all; see ``OutputBuffer/append(short:)``.
  static let cells = Column(
    (0...1000).map { (half: UInt32) -> UInt64 in
      var cell = OutputBuffer(capacity: 16)
      cell.append(hundredths: 50 * half)
      cell.append(UInt8(ascii: ","))
      return cell.withBytes { bytes in
        bytes.indices.reduce(UInt64(bytes.count) << 56) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
      }
    })
}
