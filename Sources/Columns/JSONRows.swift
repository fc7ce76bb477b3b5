/// The lines of a JSON Lines file in the making: an object for each row, with a member for each column.
///
/// Blank cells are `null`, and texts stand as they are: nothing reads JSON as formulas.
@usableFromInline package struct JSONRows: CellSink, ~Copyable {
  /// The lines so far.
  package var buffer: OutputBuffer
  /// What stands before the value of each column.
  private let keys: TextColumn
  private var column = 0

  /// No lines yet, under the names of a table's columns.
  package init(names: [String], capacity: Int = 4096) {
    buffer = OutputBuffer(capacity: capacity)
    var builder = TextColumnBuilder()
    for (column, name) in names.enumerated() {
      var key = OutputBuffer(capacity: 64)
      key.append(column == 0 ? "{" : ", ")
      key.append(json: name)
      key.append(": ")
      key.withBytes { builder.append($0) }
    }
    keys = TextColumn(builder)
  }

  private mutating func begin() {
    keys.with(column) { buffer.append($0) }
    column += 1
  }

  @usableFromInline package mutating func append(text: Span<UInt8>) {
    begin()
    buffer.append(json: text)
  }

  @usableFromInline package mutating func append(word: Span<UInt8>) { append(text: word) }

  @usableFromInline package mutating func append(number: Int?) {
    guard let number else { return appendOpen() }
    begin()
    buffer.append(decimal: number)
  }

  @usableFromInline package mutating func append(hundredths: UInt32?) {
    guard let hundredths else { return appendOpen() }
    begin()
    buffer.append(hundredths: hundredths)
  }

  @usableFromInline package mutating func appendOpen() {
    begin()
    buffer.append("null")
  }

  /// - Precondition: the row has a cell for each name.
  @usableFromInline package mutating func endRow() {
    precondition(column == keys.count, "a row has a cell for each column")
    column = 0
    buffer.append("}\n")
  }
}
