import Records
import Appraisal
import Columns
import Testing

@testable import Batch

/// `--column`: which names there are, and which headings.
@Suite struct RenamedColumnsTests {
  static func error(
    _ texts: [String], in headers: [[String]] = []
  ) throws(RunError) {
    let known = KnownColumns(of: .opmBasic2012)
    let columns = try RenamedColumns(texts.compactMap(RenamedColumn.init), known: known)
    try columns.requireUse(in: headers.map { $0.map { Array($0.utf8) } })
  }

  @Test(
    arguments: [
      ("Employee ID=exectuive_id", "Did you mean executive_id?"),
      ("LC=leading_chang", "Did you mean leading_change?"),
      ("LC=leading_change_wieght", "Did you mean leading_change_weight?"),
      ("LC=faithful_administration", "The names are executive_id, element, weight, level, rating,"),
    ])
  func nameThatMeansNothingIsRefused(text: String, words: String) throws {
    let error = try #require(throws: RunError.self) { try Self.error([text]) }
    #expect(error.kind == .usage)
    #expect(error.description.contains(words), "\(error)")
    #expect(error.description.contains("under opm-basic-2012"))
  }

  @Test func headingForTwoNamesIsRefused() throws {
    let error = try #require(throws: RunError.self) {
      try Self.error(["A B=name", "a_b=prb"], in: [["A B"]])
    }
    #expect(error.kind == .usage && error.description.contains("the same heading"))
    #expect(throws: Never.self) { try Self.error(["A B=board", "a_b=board"], in: [["A B"]]) }
  }

  @Test(
    arguments: [
      ([["x"], ["Employee ID"]], nil), ([["x"], ["EMPLOYEE\u{A0}\nID"]], nil),
      ([["Emplyee ID", "x"], ["y"]], "Did you mean 'Emplyee ID'?"),
      ([["x"], ["y"]], "Write the heading as it stands in the file"),
    ] as [([[String]], String?)])
  func headingOfNoFileIsRefused(headers: [[String]], words: String?) throws {
    do throws(RunError) {
      try Self.error(["Employee ID=executive_id"], in: headers)
      #expect(words == nil)
    } catch {
      #expect(error.kind == .usage)
      #expect(words.map { error.description.contains($0) } ?? false, "\(error)")
    }
  }
}
