/// The place of a cell, such as `D7`.
package struct CellReference: Hashable, Sendable {
  /// From 0.
  package let column: Int
  /// From 1, as the sheet shows it.
  package let row: Int

  /// The most rows and columns that a sheet has.
  static let rows = 1_048_576
  static let columns = 16_384

  /// The cell of a column and row.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// The cell that a text names, perhaps with `$`; `nil` where it names none.
  init?(_ text: Span<UInt8>) {
    var index = 0
    var column = 0
    var row = 0
    func skipDollar() { if index < text.count, text[index] == UInt8(ascii: "$") { index += 1 } }
    skipDollar()
    while index < text.count, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= text[index] {
      column = column * 26 + Int(text[index] - UInt8(ascii: "A")) + 1
      guard column <= Self.columns else { return nil }
      index += 1
    }
    skipDollar()
    guard column > 0, index < text.count, text[index] != UInt8(ascii: "0"),
      let number = number(in: text.extracting(index..<text.count)), number <= Self.rows
    else { return nil }
    row = number
    self.init(column: column - 1, row: row)
  }

  /// The letters of a column, from 0: `A`, `Z`, `AA`.
  package static func letters(ofColumn column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
      rest /= 26
    }
    return letters
  }
}

extension CellReference: CustomStringConvertible {
  package var description: String { "\(Self.letters(ofColumn: column))\(row)" }
}

/// A rectangle of cells, such as `B2:B9`, or one cell.
struct CellRange: Hashable, Sendable {
  let columns: ClosedRange<Int>
  let rows: ClosedRange<Int>

  /// The range that a text names; `nil` where it names none.
  init?(_ text: Span<UInt8>) {
    let colon = text.indices.first { text[$0] == UInt8(ascii: ":") } ?? text.count
    guard let first = CellReference(text.extracting(first: colon)),
      let last = colon == text.count
        ? first : CellReference(text.extracting(colon + 1..<text.count)),
      first.column <= last.column, first.row <= last.row
    else { return nil }
    columns = first.column...last.column
    rows = first.row...last.row
  }

  /// Whether it has more than one cell.
  var isLarge: Bool { columns.count > 1 || rows.count > 1 }
}
