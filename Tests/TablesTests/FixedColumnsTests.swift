import Appraisal
import Tables
import Testing

/// No element may be called like a column that is not an element's: the list that system files are
/// checked against holds all that tables and inputs have.
@Suite struct FixedColumnsTests {
  static let system = AppraisalSystem.opmBasic2012
  static let ofElements = Set(
    system.elements.flatMap { element in
      ["", "_weight", "_rating", "_score"].map { element.id + $0 }
    })

  @Test(arguments: [
    Table.roster(under: system).names, Table.scores(under: system).names,
    InputField.all.flatMap(\.names), [InputField.formTotal],
  ])
  func `every fixed column is kept from elements`(names: [String]) {
    let fixed = Set(AppraisalSystem.fixedColumns)
    #expect(names.filter { !Self.ofElements.contains($0) && !fixed.contains($0) } == [])
  }
}
