/// What takes the cells of a table row by row, from left to right: CSV, JSON or a workbook.
@usableFromInline package protocol CellSink: ~Copyable {
  /// Adds a text, perhaps empty.
  mutating func append(text: Span<UInt8>)
  /// Adds a text whose cell as ``CSVRows`` makes it, comma and all, is some bytes of a column.
  ///
  /// - Returns: `false` where the sink takes no CSV: it then gets the text.
  mutating func append(cell: Range<Int>, of bytes: Column<UInt8>.View) -> Bool
  /// Adds a word of the program's own, which needs no quotes and no apostrophe.
  mutating func append(word: Span<UInt8>)
  /// Adds a count or a level; `nil` for a blank cell.
  mutating func append(number: Int?)
  /// Adds a percent or points in hundredths; `nil` for a blank cell.
  mutating func append(hundredths: UInt32?)
  /// Adds a blank cell for somebody to fill in.
  mutating func appendOpen()
  /// Ends a row.
  mutating func endRow()
  /// Adds the last cells of a row whose CSV is known, line end and all, and ends the row.
  ///
  /// - Parameters:
  ///   - number: The number of such an end.
  ///   - ends: As ``CSVRows/ends(_:_:)`` makes them.
  /// - Returns: `false` where the sink takes no CSV: it then gets the cells one by one.
  mutating func append(endOfRow number: Int, of ends: TextColumn.View) -> Bool
}

extension CellSink where Self: ~Copyable {
  @inline(__always)
  @inlinable package mutating func append(
    cell: Range<Int>, of bytes: Column<UInt8>.View
  ) -> Bool { false }

  @inlinable package mutating func append(endOfRow number: Int, of ends: TextColumn.View) -> Bool {
    false
  }

  /// Adds a text of a row.
  @inline(__always)
  @inlinable package mutating func append(_ column: Int, of row: TextRows.Row) {
    if let cell = row.cell(column), append(cell: cell, of: row.bytes) { return }
    row.with(column) { append(text: $0) }
  }

  /// Adds a text that stands in many cells.
  ///
  /// - Precondition: `index` is one of the texts.
  @inline(__always)
  @inlinable package mutating func append(_ index: Int, of texts: CellTexts) {
    let cells = texts.cells.view
    if append(cell: cells.range(of: index), of: cells.bytes) { return }
    texts.texts.view.with(index) { append(text: $0) }
  }

  /// Adds a text that stands in many cells; `nil` for a blank cell.
  @inline(__always)
  @inlinable package mutating func append(_ index: Int?, of texts: CellTexts) {
    if let index { append(index, of: texts) } else { append(text: Span()) }
  }

  /// Adds a word of the program's own.
  @inline(__always)
  @inlinable package mutating func append(word: String) {
    var word = word
    word.withUTF8 { unsafe append(word: $0.span) }
  }
}

/// Texts of which each stands in many cells, such as labels, with the CSV of their cells made once.
@usableFromInline package struct CellTexts: Sendable {
  @usableFromInline let texts: TextColumn
  @usableFromInline let cells: TextColumn

  /// Some texts.
  ///
  /// - Complexity: O(bytes).
  package init(_ texts: [[UInt8]]) {
    self.texts = TextColumn(texts)
    var builder = TextColumnBuilder()
    for text in texts {
      var cell = CSVRows(capacity: 256)
      cell.append(text: text.span)
      cell.buffer.withBytes { builder.append($0) }
    }
    cells = TextColumn(builder)
  }

  /// Asks the processor for the cell of a text that will be added soon.
  @inline(__always)
  @inlinable package func prefetch(_ number: Int) { cells.view.prefetchText(number) }

  /// Calls `body` with a text, by its number.
  @inline(__always)
  @inlinable package func with<Result>(_ number: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    texts.view.with(number, body)
  }
}
