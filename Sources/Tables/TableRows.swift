import Appraisal
package import Columns
import CSV

/// A CSV file of a published run, read back by the declaration of its table: what was written comes
/// back as it was, typed.
///
///     let scores = try TableRows(bytes, of: .scores(under: system))
///     scores.cell(0, column: 0)   // .text("ES-0001")
package struct TableRows<Source: Sendable & Hashable> {
  /// The value of a cell.
  package enum Cell: Equatable, Sendable {
    case blank
    /// A text, without the apostrophe that stands before what a spreadsheet would run; or a word.
    case text([UInt8])
    /// A count or a level.
    case number(Int)
    /// A percent or points, in hundredths.
    case hundredths(UInt32)
  }

  /// Why a file is not one that this program wrote.
  package struct Fault: Error, Equatable {
    /// The physical line, from 1.
    package let line: Int
    /// The column of the table; `nil` where the header is another or the file is no CSV.
    package let column: String?

    package init(line: Int, column: String?) {
      self.line = line
      self.column = column
    }
  }

  package let table: Table<Source>
  private let records: RecordBatch

  /// Reads a file whole.
  ///
  /// - Throws: ``Fault`` where its header is not that of the table, or a cell cannot be one of its
  ///   column.
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8], of table: Table<Source>) throws(Fault) {
    try self.init(bytes) { names in names == table.names ? table : nil }
  }

  /// Reads a file whole.
  ///
  /// - Parameter declaration: The table that has these columns; `nil` where none has.
  /// - Throws: ``Fault``, as above.
  package init(
    _ bytes: [UInt8], by declaration: (_ names: [String]) -> Table<Source>?
  ) throws(Fault) {
    var parser = RecordParser()
    var records = RecordBatch()
    do { try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &records) } catch {
      throw Fault(line: error.line, column: nil)
    }
    guard !records.isEmpty else { throw Fault(line: 1, column: nil) }
    let names = (0..<records.fieldCount(of: 0)).map {
      String(decoding: records.field($0, inRecord: 0), as: UTF8.self)
    }
    guard let table = declaration(names) else { throw Fault(line: 1, column: nil) }
    self.table = table
    self.records = records
    for record in 1..<records.count {
      let line = records.positions.line(of: record)
      guard records.fieldCount(of: record) == names.count else {
        throw Fault(line: line, column: nil)
      }
      for (column, declaration) in table.columns.enumerated()
      where Self.cell(records.field(column, inRecord: record), declaration.type) == nil {
        throw Fault(line: line, column: declaration.name)
      }
    }
  }

  /// The number of rows, without the header.
  package var count: Int { records.count - 1 }

  /// The column that holds the values of a source; `nil` where the table has none.
  package func column(of source: Source) -> Int? { table.sources.firstIndex(of: source) }

  /// The value of a cell.
  ///
  /// - Precondition: `row` is 0 ..< ``count``, and `column` is one of the table.
  package func cell(_ row: Int, column: Int) -> Cell {
    let field = records.field(column, inRecord: row + 1)
    guard let cell = Self.cell(field, table.columns[column].type) else {
      preconditionFailure("every cell was read before")
    }
    return cell
  }

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

  /// What a field means in a column of a type; `nil` where it cannot stand there.
  private static func cell(_ field: some Collection<UInt8>, _ type: CellType) -> Cell? {
    if field.isEmpty { return .blank }
    let bytes = Array(field)
    switch type {
    case .word: return .text(bytes)
    case .text, .open:
      return .text(hidesFormula(bytes.span) ? Array(bytes.dropFirst()) : bytes)
    case .count: return wholeNumber(bytes, atMostDigits: 18).map(Cell.number)
    case .level:
      return wholeNumber(bytes, atMostDigits: 1).flatMap { 1...5 ~= $0 ? .number($0) : nil }
    case .percent, .points:
      return parsedHundredths(of: bytes.span, wholeDigits: 7).map(Cell.hundredths)
    }
  }

  private static func wholeNumber(_ bytes: [UInt8], atMostDigits limit: Int) -> Int? {
    guard bytes.count <= limit, bytes.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
