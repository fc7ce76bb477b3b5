/// What takes the cells of a table row by row, from left to right: CSV or a workbook.
@usableFromInline package protocol CellSink: ~Copyable {
  /// Adds a text, perhaps empty.
  mutating func append(text: Span<UInt8>)
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
}

extension CellSink where Self: ~Copyable {
  /// Adds a word of the program's own.
  package mutating func append(word: String) {
    var word = word
    word.withUTF8 { unsafe append(word: $0.span) }
  }
}
