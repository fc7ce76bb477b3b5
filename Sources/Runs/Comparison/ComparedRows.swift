import Appraisal
package import Columns

extension OutputBuffer {
  /// Adds an empty line, a line for each of the first who changed, and how many more there are.
  ///
  /// - Parameters:
  ///   - limit: How many lines, from 0; 0 adds nothing at all.
  ///   - appendLine: Adds the line of a row, without a line end.
  package mutating func append<Row>(
    linesOfFirst limit: Int, of rows: [Row], _ appendLine: (Row, inout OutputBuffer) -> Void
  ) {
    guard limit > 0, !rows.isEmpty else { return }
    append("\n")
    for row in rows.prefix(limit) {
      appendLine(row, &self)
      append("\n")
    }
    if rows.count > limit { append("… and \(grouped(rows.count - limit)) more\n") }
  }
}
