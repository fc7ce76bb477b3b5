import Appraisal
package import Columns
import CSV

/// The value of a cell of a table that was read back.
package enum TableCell: Equatable, Sendable {
  case blank
  /// A text, without the apostrophe that stands before what a spreadsheet would run; or a word.
  case text([UInt8])
  /// A count or a level.
  case number(Int)
  /// A percent or points, in hundredths.
  case hundredths(UInt32)
}

/// Why a file is not one that this program wrote.
package struct TableFault: Error, Equatable {
  /// The physical line, from 1.
  package let line: Int
  /// The column of the table; `nil` where the header is another or the file is no CSV.
  package let column: String?

  /// A fault at a line, from 1, and in a column, where it is in one.
  package init(line: Int, column: String?) {
    self.line = line
    self.column = column
  }
}

/// A CSV file of a published run, read back by the declaration of its table: what was written comes
/// back as it was, typed.
///
///     let scores = try TableRows(bytes, of: .scores(under: system))
///     scores.cell(0, column: 0)   // .text("ES-0001")
package struct TableRows<Source: Sendable & Hashable> {
  /// What a cell holds.
  package typealias Cell = TableCell
  /// Why a file cannot be read back.
  package typealias Fault = TableFault

  /// By which the file was read.
  package let table: Table<Source>
  let cells: TableCells

  /// Reads a file whole.
  ///
  /// - Throws: ``TableFault`` where its header is not that of the table, or a cell cannot be one of its
  ///   column.
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8], of table: Table<Source>) throws(TableFault) {
    try self.init(bytes) { names in names == table.names ? table : nil }
  }

  /// Reads a file whole.
  ///
  /// - Parameter declaration: The table that has these columns; `nil` where none has.
  /// - Throws: ``TableFault``, as above.
  package init(
    _ bytes: [UInt8], by declaration: (_ names: [String]) -> Table<Source>?
  ) throws(TableFault) {
    var parser = RecordParser(limits: TableCells.limits)
    var records = RecordBatch()
    do { try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &records) } catch {
      throw TableFault(line: error.line, column: nil)
    }
    guard let table = declaration(TableCells.names(in: records)) else {
      throw TableFault(line: 1, column: nil)
    }
    self.table = table
    cells = TableCells(records, names: table.names, types: table.types)
    try cells.examine()
  }

  /// The number of rows, without the header.
  package var count: Int { cells.count }

  /// The physical line on which a row begins, from 1 in the file.
  package func line(of row: Int) -> Int { cells.line(of: row) }

  /// The column that holds the values of a source; `nil` where the table has none.
  package func column(of source: Source) -> Int? { table.sources.firstIndex(of: source) }

  /// The value of a cell.
  ///
  /// - Precondition: `row` is 0 ..< ``count``, and `column` is one of the table.
  package func cell(_ row: Int, column: Int) -> TableCell { cells.cell(row, column: column) }

  /// Calls `body` with the text of a cell; see ``TableCells/withText(_:column:_:)``.
  package func withText<Result>(
    _ row: Int, column: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result { cells.withText(row, column: column, body) }

  /// The count or level of a cell; `nil` where it is blank, or holds something else.
  ///
  /// - Precondition: As of ``cell(_:column:)``.
  package func number(_ row: Int, column: Int) -> Int? { cells.number(row, column: column) }

  /// Writes the file again, header and all: the bytes that it was read from.
  package func write(to rows: inout CSVRows) {
    table.appendHeader(to: &rows)
    for row in 0..<count {
      for (column, declaration) in table.columns.enumerated() {
        switch (cell(row, column: column), declaration.type) {
        case (.blank, .text), (.blank, .word): rows.append(text: Span())
        case (.blank, _): rows.appendOpen()
        case (.text(let text), .word): rows.append(word: text.span)
        case (.text(let text), _): rows.append(text: text.span)
        case (.number(let number), _): rows.append(number: number)
        case (.hundredths(let hundredths), _): rows.append(hundredths: hundredths)
        }
      }
      rows.endRow()
    }
  }
}

/// Rows of a table as cells, by the numbers of its columns.
///
/// It knows nothing of the sources of the columns: code that is generic over them asks for their type at
/// each cell, which takes longer than to read the cell.
package struct TableCells {
  fileprivate var records = RecordBatch()
  /// How many of the records are the header: 1 at the beginning of a file.
  fileprivate var headers = 1
  private let names: [String]
  private let types: [CellType]
  /// The columns whose cells cannot be just anything.
  private let numbers: [Int]

  /// What a cell may hold: text that fills a cell of a spreadsheet takes up to three bytes a character.
  fileprivate static let limits = CSVLimits(fieldBytes: 1 << 17, recordBytes: 1 << 22)

  fileprivate init(_ records: RecordBatch = RecordBatch(), names: [String], types: [CellType]) {
    self.records = records
    self.names = names
    self.types = types
    numbers = types.indices.filter {
      types[$0] != .word && types[$0] != .text && types[$0] != .open
    }
  }

  /// The names in the header of a file.
  fileprivate static func names(in records: RecordBatch) -> [String] {
    guard !records.isEmpty else { return [] }
    return (0..<records.fieldCount(of: 0)).map {
      String(decoding: records.field($0, inRecord: 0), as: UTF8.self)
    }
  }

  /// Whether the file begins with the header of the table.
  fileprivate var hasHeader: Bool { Self.names(in: records) == names }

  /// Looks at every cell once that may be none of its column.
  fileprivate func examine() throws(TableFault) {
    for row in 0..<count {
      guard records.fieldCount(of: row + headers) == types.count else {
        throw TableFault(line: line(of: row), column: nil)
      }
      for column in numbers where read(row, column: column) == nil {
        throw TableFault(line: line(of: row), column: names[column])
      }
    }
  }

  /// The number of rows, without the header.
  package var count: Int { records.count - headers }

  /// The physical line on which a row begins, from 1 in the file.
  package func line(of row: Int) -> Int { records.positions.line(of: row + headers) }

  /// The value of a cell.
  ///
  /// - Precondition: `row` is 0 ..< ``count``, and `column` is one of the table.
  package func cell(_ row: Int, column: Int) -> TableCell {
    switch value(row, column: column) {
    case .blank: .blank
    case .text:
      .text(
        withText(row, column: column) { text in
          text.array
        })
    case .number(let number): .number(number)
    case .hundredths(let hundredths): .hundredths(hundredths)
    }
  }

  /// Calls `body` with the text of a cell: empty where it is blank, and without the apostrophe that
  /// stands before what a spreadsheet would run. Nothing is copied.
  ///
  /// - Precondition: As of ``cell(_:column:)``.
  package func withText<Result, Failure: Error>(
    _ row: Int, column: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let text = records.bytes.span.extracting(range(row, column))
    let isPlain = types[column] == .word || !hidesFormula(text)
    return try body(isPlain ? text : text.extracting(droppingFirst: 1))
  }

  /// The count or level of a cell; `nil` where it is blank, or holds something else.
  ///
  /// - Precondition: As of ``cell(_:column:)``.
  package func number(_ row: Int, column: Int) -> Int? {
    if case .number(let number) = value(row, column: column) { number } else { nil }
  }

  /// The percent or points of a cell, in hundredths; `nil` where it is blank, or holds something else.
  ///
  /// - Precondition: As of ``cell(_:column:)``.
  package func hundredths(_ row: Int, column: Int) -> UInt32? {
    if case .hundredths(let hundredths) = value(row, column: column) { hundredths } else { nil }
  }

  /// Where a field stands among the bytes.
  @inline(__always)
  private func range(_ row: Int, _ column: Int) -> Range<Int> {
    let record = row + headers
    let field = (record == 0 ? 0 : Int(records.recordEnds[record - 1])) + column
    return Int(records.fieldStarts[field])..<Int(records.fieldEnds[field])
  }

  /// What a field means, as far as that is a number.
  private enum Value {
    case blank, text
    case number(Int)
    case hundredths(UInt32)
  }

  @inline(__always)
  private func value(_ row: Int, column: Int) -> Value {
    guard let value = read(row, column: column) else {
      preconditionFailure("every cell was read before")
    }
    return value
  }

  /// What a field means in its column; `nil` where it cannot stand there.
  private func read(_ row: Int, column: Int) -> Value? {
    let range = range(row, column)
    if range.isEmpty { return .blank }
    let type = types[column]
    if type == .word || type == .text || type == .open { return .text }
    let field = records.bytes.span.extracting(range)
    if type == .percent || type == .points {
      guard let hundredths = parsedHundredths(of: field, wholeDigits: 7) else { return nil }
      return .hundredths(hundredths)
    }
    guard let number = Self.wholeNumber(field, atMostDigits: type == .level ? 1 : 18),
      type != .level || 1...5 ~= number
    else { return nil }
    return .number(number)
  }

  private static func wholeNumber(_ digits: Span<UInt8>, atMostDigits limit: Int) -> Int? {
    guard digits.count <= limit else { return nil }
    var number = 0
    for index in digits.indices {
      guard 0x30...0x39 ~= digits[index] else { return nil }
      number = number * 10 + Int(digits[index] - 0x30)
    }
    return number
  }
}

/// Reads tables of one declaration block by block, in memory that it keeps from table to table: for
/// rosters of a million rows, of which no more than a block is taken apart at a time.
package struct TableReader: ~Copyable {
  private var parser = RecordParser(limits: TableCells.limits)
  private var cells: TableCells
  private let blockSize: Int

  /// A reader of these tables.
  ///
  /// - Parameter blockSize: About how many bytes are taken apart at a time; it changes no result.
  package init<Source>(of table: Table<Source>, blockSize: Int = 1 << 18) {
    cells = TableCells(names: table.names, types: table.types)
    self.blockSize = blockSize
  }

  /// Reads a file.
  ///
  /// - Parameter body: Called with the rows of each block, in their order.
  /// - Throws: ``TableFault``, as ``TableRows/init(_:of:)`` does, or by `body`.
  /// - Complexity: O(bytes).
  package mutating func read(
    _ bytes: [UInt8], _ body: (_ rows: borrowing TableCells) throws(TableFault) -> Void
  ) throws(TableFault) {
    var start = BlockStart.file
    repeat {
      let end = Self.endOfLine(in: bytes.span, from: start.byte + blockSize)
      // No text of a run has a line break in it, so each block can end at any line.
      do {
        try parser.parse(
          bytes.span.extracting(start.byte..<end), startingAt: start, isLast: true,
          into: &cells.records)
      } catch {
        throw TableFault(line: error.line, column: nil)
      }
      cells.headers = start.byte == 0 ? 1 : 0
      guard start.byte > 0 || cells.hasHeader, cells.records.blankLines.isEmpty else {
        throw TableFault(line: start.line, column: nil)
      }
      try cells.examine()
      try body(cells)
      start.byte = end
      start.line += cells.records.count
      start.row += cells.records.count
      start.record += cells.records.count
    } while start.byte < bytes.count
  }

  /// The offset after the first line end at or after an offset; that of the end where there is none.
  private static func endOfLine(in bytes: Span<UInt8>, from offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count {
      offset += 1
      if bytes[offset - 1] == 0x0A { return offset }
    }
    return bytes.count
  }
}
