import Appraisal
package import Columns

extension TableRows {
  /// The cell of a source; blank where the table has no such column.
  package func cell(_ source: Source, of row: Int) -> TableCell {
    column(of: source).map { cell(row, column: $0) } ?? .blank
  }

  /// The bytes of a cell, whatever it holds.
  package func bytes(_ source: Source, of row: Int) -> [UInt8] {
    Self.bytes(of: cell(source, of: row))
  }

  private static func bytes(of cell: TableCell) -> [UInt8] {
    switch cell {
    case .blank: []
    case .text(let text): text
    case .number(let number): Array(String(number).utf8)
    case .hundredths(let hundredths): Array(SummaryScore(hundredths: hundredths).description.utf8)
    }
  }

  /// The number of a source; `nil` where it is blank.
  package func number(_ source: Source, of row: Int) -> Int? {
    column(of: source).flatMap { number(row, column: $0) }
  }

  /// The rows whose cell of a source has these bytes.
  ///
  /// - Complexity: O(rows).
  package func rows(where source: Source, is bytes: [UInt8]) -> [Int] {
    guard let column = column(of: source) else { return [] }
    return (0..<count).filter { row in
      cells.withText(row, column: column) { equals($0, bytes.span) }
    }
  }

  /// Writes a row as an object of JSON, its keys the names of the columns.
  package func appendJSON(_ row: Int, to buffer: inout OutputBuffer) {
    var object = JSONObject(to: &buffer)
    for (column, declaration) in table.columns.enumerated() {
      object.begin(declaration.name, to: &buffer)
      switch (cell(row, column: column), declaration.type) {
      case (.blank, .text), (.blank, .word): buffer.append("\"\"")
      case (.blank, _): buffer.append("null")
      case (.text(let text), _): buffer.append(json: text.span)
      case (.number(let number), _): buffer.append(decimal: number)
      case (.hundredths(let hundredths), _): buffer.append(hundredths: hundredths)
      }
    }
    object.end(to: &buffer)
  }

  /// Writes some rows as an array of such objects.
  ///
  /// - Parameter depth: How many objects and arrays the rows stand in.
  package func appendJSON(_ rows: [Int], depth: Int, to buffer: inout OutputBuffer) {
    var array = JSONObject(isArray: true, indentation: depth, to: &buffer)
    for row in rows {
      array.begin(to: &buffer)
      appendJSON(row, to: &buffer)
    }
    array.end(to: &buffer)
  }
}

extension TableRows<FindingSource> {
  /// The findings about an executive.
  ///
  /// An id that is not valid stands in no finding as the executive's, but in one as what was found: then
  /// all findings of that line are about him or her.
  package func rows(about executiveID: [UInt8]) -> [Int] {
    // What is said once about a column stands at the first of its records, and is not about him or her.
    let ofColumns = [FindingCode.blanksTrimmed, .spelledDifferently].map { Array($0.rawValue.utf8) }
    let rows = (0..<count).filter { !ofColumns.contains(bytes(.code, of: $0)) }
    let named = rows.filter { bytes(.executiveID, of: $0) == executiveID }
    guard named.isEmpty else { return named }
    let found = rows.first {
      cell(.executiveID, of: $0) == .blank && bytes(.value, of: $0) == executiveID
    }
    guard let found else { return [] }
    return rows.filter { row in
      bytes(.file, of: row) == bytes(.file, of: found)
        && cell(.line, of: row) == cell(.line, of: found)
    }
  }

  /// Writes a finding as people read it.
  package func appendText(_ row: Int, to buffer: inout OutputBuffer) {
    FindingForms.append(as: FindingForms.wholeText, to: &buffer) { source, text in
      text.append(bytes(source, of: row))
    }
  }
}
