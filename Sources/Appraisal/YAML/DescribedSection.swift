/// What a system or a set of rules says, for people: a sentence or a heading, perhaps a table, and where
/// it comes from, with a line that begins with `NOT CONFIRMED` for each mark.
///
/// Rules that share a source are named together before it. Lines end with LF, the last one too.
///
/// - Parameter numbers: The columns of the table that stand to the right.
package func describedSection(
  _ title: String, _ rows: [[String]] = [], numbers: some Sequence<Int> = [],
  sources rules: [(name: String, source: AppraisalSystem.Source)]
) -> String {
  ([title] + table(rows, numbers: Set(numbers)) + lines(ofSources: rules))
    .map { $0 + "\n" }.joined()
}

/// The sources of rules, each once with the names of those that rest on it; without names where all share one,
/// as they would say nothing.
package func sources(
  of rules: [(name: String, source: AppraisalSystem.Source)]
) -> [(source: AppraisalSystem.Source, names: [String])] {
  var order: [AppraisalSystem.Source] = []
  var names: [AppraisalSystem.Source: [String]] = [:]
  for (name, source) in rules {
    if names[source] == nil { order.append(source) }
    names[source, default: []].append(name)
  }
  return order.map { ($0, order.count == 1 ? [] : names[$0] ?? []) }
}

/// What rules rest on, in lines.
private func lines(ofSources rules: [(name: String, source: AppraisalSystem.Source)]) -> [String] {
  sources(of: rules).flatMap { source, names in
    let whose = names.isEmpty ? "" : " (\(names.joined(separator: "; ")))"
    return ["  Source\(whose): \(source.citation)"]
      + (source.unconfirmed.map { ["  NOT CONFIRMED\(whose): \($0)"] } ?? [])
  }
}

/// Rows as lines, two blanks before each column, numbers to the right.
private func table(_ rows: [[String]], numbers: Set<Int>) -> [String] {
  guard let first = rows.first else { return [] }
  let widths = first.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
  return rows.map { row in
    var line = ""
    for (column, cell) in row.enumerated() {
      line += "  "
      line +=
        numbers.contains(column)
        ? aligned(cell, widths[column]) : padded(cell, widths[column])
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
