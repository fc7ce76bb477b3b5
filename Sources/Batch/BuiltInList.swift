package import Appraisal
import Columns
package import ReviewBoards
package import Runs

/// What is built in, as a list: the names of systems or of rules, with what else is said of each.
package struct BuiltInList: Sendable {
  /// The columns, each with what stands before its texts in a line for people.
  private let columns: [(key: String, lead: String)]
  private let rows: [[String]]

  /// A list of systems: name, first day, title.
  package init(_ systems: [AppraisalSystem]) {
    columns = [("name", ""), ("effective_from", "from "), ("title", "")]
    rows = systems.map { [$0.name, $0.effective.from, $0.title] }
  }

  /// A list of rules: name, title.
  package init(_ rules: [ReviewRules]) {
    columns = [("name", ""), ("title", "")]
    rows = rules.map { [$0.name, $0.title] }
  }

  /// The list in a format.
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .text:
      let width = rows.map(\.[0].displayWidth).max() ?? 0
      for row in rows {
        out.append(padded(row[0], width))
        for (column, text) in zip(columns, row).dropFirst() {
          out.append("  \(column.lead)\(text)")
        }
        out.append("\n")
      }
    case .csv:
      out.append(columns.map(\.key).joined(separator: ",") + "\n")
      for row in rows {
        for (index, text) in row.enumerated() {
          if index > 0 { out.append(",") }
          out.append(field: text)
        }
        out.append("\n")
      }
    case .json:
      var array = JSONObject(isArray: true, indentation: 1, to: &out)
      for row in rows {
        array.begin(to: &out)
        var object = JSONObject(to: &out)
        for (column, text) in zip(columns, row) { object.add(text, for: column.key, to: &out) }
        object.end(to: &out)
      }
      array.end(to: &out)
      out.append("\n")
    }
    return out.array
  }
}
