import Appraisal
import ReviewBoards
import Runs
import Tables
import TestSupport
import Testing

/// The guide to runs says of files, columns and totals what the program's own lists say.
@Suite struct RunsGuideTests {
  static let system = AppraisalSystem.opmBasic2012

  /// The rows of a table of columns: neighbours with the same meaning share one, and the columns of
  /// the elements are one.
  private static func rows(_ columns: [(name: String, meaning: String)]) -> [String] {
    var groups: [(names: [String], meaning: String)] = []
    for (name, meaning) in columns {
      var name = name
      for element in system.elements where name.hasPrefix(element.id + "_") {
        name = "<element>" + name.dropFirst(element.id.count)
      }
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

  private static func rows<Source>(of table: Table<Source>) -> [String] {
    rows(table.columns.map { ($0.name, $0.meaning) })
  }

  private static let condition: [RunFile.Condition: String] = [
    .always: "", .pages: "; not with `--pages none`", .workbooks: "; with `--workbooks`",
  ]

  static let tables: [(heading: String, rows: [String])] = [
    (
      "## Overview",
      RunFile.all.map { "| `\($0.path)` | \($0.meaning)\(condition[$0.condition] ?? "") |" }
    ),
    ("## scores.csv", rows(of: .scores(under: system))),
    ("## rosters/\\<prb\\>.csv", rows(of: .roster(under: system))),
    ("## rosters/index.csv", rows(of: .boards)),
    ("## findings.csv", rows(of: .findings)),
    ("## summary.json", rows(RunSummary.totals.map { ($0.key, $0.meaning) })),
  ]

  @Test(arguments: tables)
  func `the guide has the table`(heading: String, rows: [String]) throws {
    let path = "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Runs.md"
    let lines = String(decoding: try bytes(ofFile: path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: heading))
    let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    let first = try #require(rows.first)
    let found = section.drop { $0 != first }.prefix { $0.hasPrefix("|") }
    #expect(Array(found) == rows, "write under \(heading):\n\(rows.joined(separator: "\n"))")
  }
}
