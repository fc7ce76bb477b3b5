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
    out.append(linesOfFirst: limit, of: rows) { append(lineOf: $0, to: &$1) }
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
    let all = counts.changes.same + counts.changes.changed
    return [counted(all, "executive") + (isOneRun ? "" : " in one run or both"), ""]
      + counts.changes.lines
  }

  /// From where to where executives moved.
  private var movementLines: [String] {
    ["From the standing before, down, to the standing after, across"]
      + counts.movements.lines(titles: Standing.all.map(\.title))
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
