import Appraisal
import Columns
import ReviewBoards
import Tables

extension RunComparison {
  /// The comparison for people: the runs, the counts, who moved from where to where, and a line for each
  /// of the first who changed.
  ///
  /// - Parameter limit: How many lines, from 0.
  package func text(first limit: Int) -> [UInt8] {
    var out = OutputBuffer()
    for line in sideLines + [""] + countLines + [""] + movementLines { out.append(line + "\n") }
    if limit > 0, !rows.isEmpty { out.append("\n") }
    for row in rows.prefix(limit) {
      append(lineOf: row, to: &out)
      out.append("\n")
    }
    if limit > 0, rows.count > limit {
      out.append("… and \(grouped(rows.count - limit)) more\n")
    }
    return out.array
  }

  /// Which runs, under which systems.
  private var sideLines: [String] {
    func line(_ word: String, _ side: Side) -> String {
      var line = padded(word, 8) + (isOneRun ? "under \(side.system.name)" : "run \(side.run)")
      if !isOneRun { line += ", under \(side.system.name)" }
      if let title = side.title, !isOneRun { line += ", \(spelledOut(Array(title.utf8)))" }
      return line
    }
    let first = isOneRun ? ["Run \(before.run)"] : []
    return first + [line("Before", before), line("After", after)]
  }

  /// How many changed, and how.
  private var countLines: [String] {
    let all = counts.same + counts.changed
    var lines = [
      counted(all, "executive") + (isOneRun ? "" : " in one run or both"), "",
      "  \(padded("same", 18))\(aligned(counts.same, 10))",
      "  \(padded("changed", 18))\(aligned(counts.changed, 10))",
    ]
    for change in Change.allCases where counts.of(change) > 0 {
      lines.append("    \(padded(change.name, 16))\(aligned(counts.of(change), 10))")
    }
    if counts.changed > 0, Change.allCases.reduce(0, { $0 + counts.of($1) }) > counts.changed {
      lines.append("  Some changed in several ways.")
    }
    let (before, after) = counts.withoutID
    if before + after > 0 {
      lines.append(
        "  Not compared, for want of an id of their own: \(counted(before, "record")) before, "
          + "\(grouped(after)) after")
    }
    return lines
  }

  /// From where to where executives moved.
  private var movementLines: [String] {
    let titles = Standing.all.map(\.title)
    let cells = Standing.all.map { old in
      Standing.all.map { new -> String in
        let count = counts.moved(from: old, to: new)
        return count == 0 ? "." : grouped(count)
      }
    }
    let widths = titles.indices.map { column in
      2 + max(6, titles[column].utf8.count, cells.map { $0[column].utf8.count }.max() ?? 0)
    }
    func line(_ title: String, _ cells: [String]) -> String {
      padded("  " + title, 13) + zip(cells, widths).map { aligned($0, $1) }.joined()
    }
    return ["From the standing before, down, to the standing after, across"]
      + [line("", titles.dropLast() + ["left"])]
      + zip(Standing.all, zip(titles, cells)).map { standing, row in
        line(standing == .absent ? "appeared" : row.0, row.1)
      }
  }
}

extension Standing {
  /// What it is called in a table for people.
  fileprivate var title: String {
    switch self {
    case .rated(let level): level == .five ? "Level 5" : "\(level.number)"
    case .notRated: "not rated"
    case .rejected: "rejected"
    case .absent: "absent"
    }
  }
}
