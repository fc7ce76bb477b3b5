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
  /// The findings that stand at the records of an executive.
  ///
  /// An id that is not valid stands in no finding as the executive's, but in an error as what was found: then
  /// all findings of the lines with it are about him or her. Several records may have such an id.
  ///
  /// - Complexity: O(findings).
  package func rows(about executiveID: [UInt8]) -> [Int] {
    let named = rows(where: .executiveID, is: executiveID)
    guard named.isEmpty else { return named }
    let nobodys = rows(where: .executiveID, is: [])
    func place(of row: Int) -> [[UInt8]] { [bytes(.file, of: row), bytes(.line, of: row)] }
    // Values of other columns may read like the id.
    let errorsOfIDs = [FindingCode.invalidExecutiveID, .executiveIDShortened].map {
      Set(rows(where: .code, is: Array($0.rawValue.utf8)))
    }
    let places = Set(
      nobodys.lazy.filter { row in
        errorsOfIDs.contains { $0.contains(row) }
          && Self.content(ofFound: bytes(.value, of: row)) == executiveID[...]
      }.map(place))
    return places.isEmpty ? [] : nobodys.filter { places.contains(place(of: $0)) }
  }

  /// What was found without the blanks at its ends, which are spelled out in it: `<U+0020>`.
  private static func content(ofFound value: [UInt8]) -> ArraySlice<UInt8> {
    let length = "<U+0020>".utf8.count
    func isBlank(_ part: ArraySlice<UInt8>) -> Bool {
      let text = String(decoding: part, as: UTF8.self)
      guard text.hasPrefix("<U+"), text.hasSuffix(">") else { return false }
      return UInt32(text.dropFirst(3).dropLast(), radix: 16).flatMap(Unicode.Scalar.init)?.isBlank
        ?? false
    }
    var content = value[...]
    while isBlank(content.prefix(length)) { content.removeFirst(length) }
    while isBlank(content.suffix(length)) { content.removeLast(length) }
    return content
  }

  /// Writes a finding as people read it.
  package func appendText(_ row: Int, to buffer: inout OutputBuffer) {
    FindingForms.append(as: FindingForms.wholeText, to: &buffer) { source, text in
      text.append(bytes(source, of: row))
    }
  }
}
