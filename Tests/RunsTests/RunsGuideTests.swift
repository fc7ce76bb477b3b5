import Appraisal
import Runs
import Tables
import TestSupport
import Testing

/// The guide to runs says of files, columns and totals what the program's own lists say.
@Suite struct RunsGuideTests {
  static let tables: [(heading: String, rows: [String])] = [
    ("## Overview", GuideTables.rows(of: RunFile.all)),
    ("## scores.csv", GuideTables.rows(of: .scores(under: GuideTables.system))),
    ("## rosters/\\<prb\\>.csv", GuideTables.rows(of: .roster(under: GuideTables.system))),
    ("## rosters/index.csv", GuideTables.rows(of: .boards)),
    ("## findings.csv", GuideTables.rows(of: .findings)),
    ("## summary.json", GuideTables.rows(RunSummary.totals.map { ($0.key, $0.meaning) })),
  ]

  @Test(arguments: tables)
  func `the guide has the table`(heading: String, rows: [String]) throws {
    try GuideTables.expect(rows, in: "Runs.md", under: heading)
  }
}
