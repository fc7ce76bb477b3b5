extension AppraisalSystem {
  /// The system in full, for people: every rule with its source, and every mark of what is not
  /// confirmed on a line that begins with `NOT CONFIRMED`.
  ///
  /// Lines end with LF, the last one too. Weights are in percent. Rules that share a source are
  /// named together before it.
  ///
  /// - Complexity: O(length of the text).
  public func described() -> String {
    var text = ""
    func line(_ content: String = "") { text += content + "\n" }
    func sources(_ rules: [(name: String, source: Source)]) {
      var order: [Source] = []
      var names: [Source: [String]] = [:]
      for (name, source) in rules {
        if names[source] == nil { order.append(source) }
        names[source, default: []].append(name)
      }
      for source in order {
        // Where all rules share a source, their names would say nothing.
        let whose = order.count == 1 ? "" : " (\((names[source] ?? []).joined(separator: "; ")))"
        line("  Source\(whose): \(source.citation)")
        if let unconfirmed = source.unconfirmed { line("  NOT CONFIRMED\(whose): \(unconfirmed)") }
      }
    }

    line("\(name): \(title)")
    line()
    line("In effect from \(effective.from)")
    sources([("", effective.source)])
    line()
    line("Elements and weights in percent")
    let rows = elements.map {
      [$0.id, $0.title, $0.minimumWeight.description, $0.maximumWeight?.description ?? "none"]
    }
    for row in table([["id", "title", "minimum", "maximum"]] + rows, numbers: [2, 3]) { line(row) }
    sources(elements.map { ($0.title, $0.source) })
    line()
    line("The weights add up to \(weights.total)")
    sources([("", weights.totalSource)])
    line()
    line("Each weight is a multiple of \(weights.step)")
    sources([("", weights.stepSource)])
    if let heaviest = weights.heaviestElement, let source = weights.heaviestElementSource {
      line()
      line("No element weighs more than \(elements[heaviest].title)")
      sources([("", source)])
    }
    line()
    line("Levels, and the points that one percent of weight gives")
    let definitions = levels.reversed()
    let levelRows = definitions.map { ["\($0.level.number)", $0.label, "\($0.points)"] }
    for row in table([["level", "label", "points"]] + levelRows, numbers: [0, 2]) { line(row) }
    sources(definitions.map { ("Level \($0.level.number)", $0.source) })
    line()
    line("Ranges of the summary score, both ends included")
    let rangeRows = ranges.indices.reversed().map { index in
      let end =
        ranges[index].maximum?.description
        ?? (index + 1 < ranges.count ? "below \(ranges[index + 1].minimum)" : "no end")
      return ["\(ranges[index].level.number)", ranges[index].minimum.description, end]
    }
    for row in table([["level", "from", "to"]] + rangeRows, numbers: [0, 1, 2]) { line(row) }
    sources(ranges.reversed().map { ("Level \($0.level.number)", $0.source) })
    line()
    if let override {
      let level = override.level.number
      line("An element at Level \(level) makes the rating Level \(level), whatever the score")
      sources([("", override.source)])
    } else {
      line("No level overrides the score")
    }
    return text
  }
}

/// Rows as lines, two blanks before each column, numbers to the right.
private func table(_ rows: [[String]], numbers: Set<Int>) -> [String] {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    var line = ""
    for (column, cell) in row.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      line += "  " + (numbers.contains(column) ? padding + cell : cell + padding)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
