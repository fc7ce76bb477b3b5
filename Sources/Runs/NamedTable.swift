import Appraisal
import Tables

/// Columns of numbers and words, and at the end of each line a name, where no script and no length disturbs a
/// column.
package func namedTable(
  _ titles: [String], named last: String, _ rows: [(cells: [String], name: [UInt8])]
) -> [String] {
  let widths = titles.indices.map { column in
    2 + (rows.map { $0.cells[column].utf8.count } + [titles[column].utf8.count]).reduce(0, max)
  }
  func line(_ cells: [String]) -> String {
    zip(cells, widths).map { aligned($0, $1) }.joined() + "  "
  }
  let indentation = widths.reduce(2, +)
  var lines = [line(titles) + last]
  for (cells, name) in rows {
    let parts = wrapped(spelledOut(name), max(12, 100 - indentation))
    for (number, part) in parts.enumerated() {
      lines.append((number == 0 ? line(cells) : padded("", indentation)) + part)
    }
  }
  return lines
}
