import Appraisal
import Runs
import Tables
import TestSupport
import Testing

/// Rows of tables in the guides, made from the program's own lists.
enum GuideTables {
  static let system = AppraisalSystem.opmBasic2012

  /// The rows of a table of columns: neighbours with the same meaning share one, and the columns of
  /// the elements are one.
  static func rows(_ columns: [(name: String, meaning: String)]) -> [String] {
    var groups: [(names: [String], meaning: String)] = []
    for (name, meaning) in columns {
      let name = withoutElement(name)
      if let last = groups.last, last.meaning == meaning {
        if !last.names.contains(name) { groups[groups.count - 1].names.append(name) }
      } else {
        groups.append(([name], meaning))
      }
    }
    return groups.map { group in
      "| \(group.names.map { "`\($0)`" }.joined(separator: ", ")) | \(group.meaning) |"
    }
  }

  static func rows<Source>(of table: Table<Source>) -> [String] {
    rows(table.columns.map { ($0.name, $0.meaning) })
  }

  private static let conditions: [(RunFile.Condition, String)] = [
    (.pages, "; not with `--pages none`"), (.workbooks, "; with `--workbooks`"),
    (.open, "; not with `--close`"), (.closed, "; with `--close`"),
  ]

  static func rows(of files: [RunFile]) -> [String] {
    files.map { file in
      let when = conditions.filter { file.condition.contains($0.0) }.map(\.1).joined()
      return "| `\(file.path)` | \(file.meaning)\(when) |"
    }
  }

  /// The name of a column of an element, for all of them.
  static func withoutElement(_ name: String) -> String {
    for element in system.elements where name.hasPrefix(element.id + "_") {
      return "<element>" + name.dropFirst(element.id.count)
    }
    return name
  }

  /// Expects a guide to have these rows, next to each other, under a heading.
  static func expect(_ rows: [String], in guide: String, under heading: String) throws {
    let path = "\(Repository.root)/Sources/Appraisal/Appraisal.docc/\(guide)"
    let lines = String(decoding: try bytes(ofFile: path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: heading), "\(guide) has no heading \(heading)")
    let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    let first = try #require(rows.first)
    let found = section.drop { $0 != first }.prefix { $0.hasPrefix("|") }
    #expect(
      Array(found) == rows,
      "write into \(guide) under \(heading):\n\(rows.joined(separator: "\n"))")
  }
}
