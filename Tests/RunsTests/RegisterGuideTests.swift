import Appraisal
import Reviews
import Runs
import Tables
import TestSupport
import Testing

/// The guide to reviews says of files and columns, those that are read and those that are written, what
/// the program's own lists say.
@Suite struct RegisterGuideTests {
  private static let guide = "Register.md"

  static let written: [(heading: String, rows: [String])] = [
    ("## Overview", GuideTables.rows(of: RunFile.ofReview)),
    ("## register.csv", GuideTables.rows(of: .register)),
    ("## changes.csv", GuideTables.rows(of: .changes)),
    ("## places.csv", GuideTables.rows(of: .places)),
    (
      "## final-elements.csv", GuideTables.rows(of: .finalElements(under: GuideTables.system))
    ),
    ("## boards.csv", GuideTables.rows(of: .reviewedBoards)),
    ("## limits.csv", GuideTables.rows(of: .limits)),
    ("## statistics.csv", GuideTables.rows(of: .statistics)),
    ("## sheets/board/\\<prb\\>.csv", GuideTables.rows(of: .boardSheet(under: GuideTables.system))),
    (
      "## sheets/authority/\\<prb\\>.csv",
      GuideTables.rows(of: .authoritySheet(under: GuideTables.system))
    ),
    ("## annual-ratings.csv", GuideTables.rows(of: .annualRatings)),
  ]

  @Test(arguments: written)
  func `the guide has the table`(heading: String, rows: [String]) throws {
    try GuideTables.expect(rows, in: Self.guide, under: heading)
  }

  /// The columns that are read of a kind of file; those of the sheets that go out are in their tables.
  private static func rows(of kind: ReviewInput) -> [String] {
    var rows: [String] = []
    for field in ReviewField.fields(of: kind, under: GuideTables.system)
    where !field.meaning.isEmpty {
      var meaning = field.meaning
      for element in GuideTables.system.elements {
        meaning = meaning.replacing(element.title, with: "the element")
      }
      let example = field.example.isEmpty ? "" : "`\(field.example)`"
      let row =
        "| `\(GuideTables.withoutElement(field.name))` | \(field.isRequired ? "yes" : "no") | "
        + "\(example) | \(meaning) |"
      if row != rows.last { rows.append(row) }
    }
    return rows
  }

  @Test(arguments: ReviewInput.allCases)
  func `the guide has the columns that are read`(kind: ReviewInput) throws {
    try GuideTables.expect(
      Self.rows(of: kind), in: Self.guide, under: "## The file of --\(kind.name)")
  }
}

/// The guide to comparisons says of columns and changes what the program's own lists say.
@Suite struct ComparingGuideTests {
  private static func rows<Kind: ComparedChange>(_ kinds: Kind.Type) -> [String] {
    Kind.allCases.map { "| `\($0.name)` | \($0.meaning) |" }
  }

  static let tables: [(heading: String, rows: [String])] = [
    ("## Changes", rows(Runs.Change.self)),
    ("## CSV", GuideTables.rows(of: .comparison)),
    ("## Two reviews", rows(ReviewChange.self)),
    ("## Two reviews", GuideTables.rows(of: .reviewComparison)),
  ]

  @Test(arguments: tables)
  func `the guide has the table`(heading: String, rows: [String]) throws {
    try GuideTables.expect(rows, in: "Comparing.md", under: heading)
  }
}
