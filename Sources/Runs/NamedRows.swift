import Appraisal
import Tables

/// A table on a terminal: on each line a name, and after it numbers and words.
package struct NamedRows {
  private let title: String
  private let titles: [String]
  private let longTitles: [String]
  private let rows: [(name: [UInt8], cells: [String])]

  /// A table.
  ///
  /// - Parameters:
  ///   - title: What the names are of: `board`.
  ///   - titles: Of the other columns, as many as each row has cells.
  ///   - longTitles: The same where each stands alone; `nil` where they are no others.
  package init(
    title: String, titles: [String], longTitles: [String]? = nil,
    rows: [(name: [UInt8], cells: [String])]
  ) {
    self.title = title
    self.titles = titles
    self.longTitles = longTitles ?? titles
    self.rows = rows
  }

  /// The widest name that others are aligned with, where no terminal says how much room there is.
  private static let mostColumns = 60
  /// The narrowest column of names; where there is less room, each name has a line of its own.
  private static let leastColumns = 12

  /// The lines, the titles first.
  ///
  /// A name is broken where it does not fit, but never where nobody sees it: a line of a pipe is a row.
  ///
  /// - Parameter columns: Those of the terminal; `nil` for a pipe.
  package func lines(columns: Int?) -> [String] {
    let names = rows.map { spelledOut($0.name) }
    let widths = titles.indices.map { column in
      2
        + (rows.map { $0.cells[column].displayWidth } + [titles[column].displayWidth]).reduce(
          0, max)
    }
    func line(_ cells: [String]) -> String { zip(cells, widths).map { aligned($0, $1) }.joined() }
    let longest = (names + [title]).map(\.displayWidth).max() ?? 0
    let room = columns.map { $0 - 2 - widths.reduce(0, +) } ?? Self.mostColumns
    guard room >= min(longest, Self.leastColumns) else { return narrowLines(names, columns) }
    let width = min(longest, room)
    var lines = ["  " + padded(title, width) + line(titles)]
    for (name, row) in zip(names, rows) {
      let parts = columns == nil ? [name] : wrapped(name, width)
      lines.append("  " + padded(parts[0], width) + line(row.cells))
      lines += parts.dropFirst().map { "  \($0)" }
    }
    return lines
  }

  /// Each name on a line, and below it what is said of it.
  private func narrowLines(_ names: [String], _ columns: Int?) -> [String] {
    zip(names, rows).flatMap { name, row in
      fitted("  \(name)", columns)
        + fitted(
          "    "
            + zip(longTitles, row.cells).filter { !$1.isEmpty }.map { "\($0) \($1)" }.joined(
              separator: ", "), columns)
    }
  }
}
