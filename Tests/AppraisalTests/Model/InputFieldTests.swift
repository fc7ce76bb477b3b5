import Appraisal
import Foundation
import TestSupport
import Testing

/// What documents say of the columns of inputs is what the list says.
@Suite struct InputFieldTests {
  /// The tables of `Inputs.md` whose first column is `column`, without their headers: the wide
  /// layout's, then the long layout's.
  static func tables() throws -> [[[String]]] {
    let path = "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Inputs.md"
    var tables: [[[String]]] = []
    var isInTable = false
    for line in try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("| column |") {
        tables.append([])
        isInTable = true
      } else if !line.hasPrefix("|") {
        isInTable = false
      } else if isInTable, !line.hasPrefix("| ---") {
        tables[tables.count - 1].append(
          line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
      }
    }
    return tables
  }

  static func heading(_ field: InputField) -> String {
    field.names.map { "`\($0)`" }.joined(separator: " or ")
  }

  static func kinds(_ field: InputField) -> String {
    field.kinds == InputKind.allCases ? "both" : field.kinds.map(\.name).joined(separator: " and ")
  }

  @Test func guideHasTheTextsOfTheList() throws {
    let expected = InputField.all.filter { $0.content == .executiveID || $0.keeping != nil }.map {
      [Self.heading($0), Self.kinds($0), $0.isRequired ? "yes" : "no", $0.meaning]
    }
    let wide = try #require(Self.tables().first)
    #expect(wide.filter { !$0[0].hasPrefix("an element") } == expected)
  }

  @Test func guideHasTheLongLayoutOfTheList() throws {
    let own = InputField.all.filter { $0.keeping == nil }.map {
      [Self.heading($0), Self.kinds($0), $0.meaning]
    }
    let texts = InputField.texts(of: .plans).map(Self.heading).joined(separator: ", ")
    let tables = try Self.tables()
    try #require(tables.count == 2)
    #expect(tables[1] == own + [[texts, "plans", "As in the wide layout."]])
  }

  @Test func namesAreDistinct() {
    let names = InputField.all.flatMap(\.names).map { folded($0.utf8) }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: InputKind.allCases)
  func everyKindHasAnIDAndAValue(kind: InputKind) {
    let own = InputField.all.filter { $0.kinds.contains(kind) }
    #expect(own.count { $0.content == .executiveID } == 1)
    #expect(own.count { $0.content == .value } == 1)
    #expect(InputField.value(of: kind).name == (kind.values == .weights ? "weight" : "level"))
  }

  @Test func oneTextIsRequiredOfNobody() {
    #expect(InputField.texts(of: .plans).allSatisfy { !$0.isRequired })
  }
}
