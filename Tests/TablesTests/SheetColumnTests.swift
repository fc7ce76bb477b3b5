import Appraisal
import Columns
import Tables
import Testing

/// What the columns of workbooks are called, and how what comes back is told by it.
@Suite struct SheetColumnTests {
  private static let systems = AppraisalSystem.builtIn

  private static func names<Source>(_ table: Table<Source>) -> [[[UInt8]]] {
    table.columns.map { [folded($0.name.utf8), folded($0.heading.utf8)] }
  }

  /// No two columns are called the same, be it by name or by heading.
  @Test(arguments: systems)
  func eachColumnIsToldFromAllOthers(system: AppraisalSystem) {
    for names in [
      Self.names(.roster(under: system)), Self.names(.boardSheet(under: system)),
      Self.names(.authoritySheet(under: system)),
    ] {
      for (number, one) in names.enumerated() {
        for other in names[(number + 1)...] { #expect(Set(one).isDisjoint(with: other)) }
      }
    }
  }

  @Test func headingsAreForPeople() {
    let columns = Table.roster(under: .opmBasic2012).columns
    #expect(columns.allSatisfy { !$0.heading.contains("_") })
    let ratings = columns.filter { $0.sheet.place == .ratings }
    #expect(ratings.map(\.heading) == AppraisalSystem.opmBasic2012.elements.map(\.heading))
    let front = columns.filter { if case .front = $0.sheet.place { true } else { false } }
      .sorted { $0.sheet.place < $1.sheet.place }
    #expect(
      front.map(\.heading) == [
        "Name", "Executive ID", "Organization", "Score", "Initial rating", "Recommended rating",
        "Board remarks",
      ])
  }

  /// Two columns with one heading have their names in words.
  @Test func aHeadingGivesWay() {
    typealias Column = Table<Int>.Column
    let table = Table(
      [
        Column("summary_score", .points, 0, "", sheet: SheetColumn("Score")),
        Column("score_rating", .level, 1, "", sheet: SheetColumn("Score")),
        Column("status", .word, 2, ""),
        Column("other", .text, 3, "", sheet: SheetColumn("STATUS")),
        Column("name", .text, 4, "", sheet: SheetColumn("Full name")),
      ], isForSpreadsheets: true)
    #expect(
      table.columns.map(\.heading) == [
        "Summary score", "Score rating", "Status", "Other", "Full name",
      ])
    #expect(table.columns[4].isCalled("full_NAME"))
    #expect(table.columns[4].isCalled("Name"))
    #expect(!table.columns[4].isCalled("names"))
  }
}
