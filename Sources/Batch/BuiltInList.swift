package import Appraisal
import Columns
package import ReviewBoards
package import Runs
import Tables

/// What is built in, as a list: the names of systems or of rules, with what else is said of each.
package struct BuiltInList: Sendable {
  private let table: Table<BuiltInSource>
  private let entries: [Entry]

  private struct Entry: Sendable {
    let name: String
    let effectiveFrom: String
    let title: String

    func text(_ source: BuiltInSource) -> String {
      switch source {
      case .name: name
      case .effectiveFrom: effectiveFrom
      case .title: title
      }
    }
  }

  /// A list of systems: name, first day, title.
  package init(_ systems: [AppraisalSystem]) {
    table = .builtInSystems
    entries = systems.map {
      Entry(name: $0.name, effectiveFrom: $0.effective.from, title: $0.title)
    }
  }

  /// A list of rules: name, title.
  package init(_ rules: [ReviewRules]) {
    table = .builtInRules
    entries = rules.map { Entry(name: $0.name, effectiveFrom: "", title: $0.title) }
  }

  /// The list in a format.
  ///
  /// - Complexity: O(bytes).
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    switch format {
    case .text: text
    case .csv: csv
    case .json: json
    }
  }

  private var text: [UInt8] {
    var out = OutputBuffer()
    let width = entries.map(\.name.displayWidth).max() ?? 0
    for entry in entries {
      out.append(padded(entry.name, width))
      for source in table.sources.dropFirst() {
        out.append("  \(source == .effectiveFrom ? "from " : "")\(entry.text(source))")
      }
      out.append("\n")
    }
    return out.array
  }

  private var csv: [UInt8] {
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    for entry in entries {
      for source in table.sources { rows.append(text: Array(entry.text(source).utf8).span) }
      rows.endRow()
    }
    return rows.buffer.array
  }

  private var json: [UInt8] {
    var out = OutputBuffer()
    var array = JSONObject(isArray: true, indentation: 1, to: &out)
    for entry in entries {
      array.begin(to: &out)
      var object = JSONObject(to: &out)
      for column in table.columns {
        object.add(entry.text(column.source), for: column.name, to: &out)
      }
      object.end(to: &out)
    }
    array.end(to: &out)
    out.append("\n")
    return out.array
  }
}
