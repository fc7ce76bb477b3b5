import Columns
import TestSupport
import Testing

@testable import Batch

/// Texts that differ in nothing but capitals or blanks are one.
@Suite struct SpellingsTests {
  private static let elements = Agency.elements.joined(separator: ",")
  private static let header = "executive_id,organization,appointment,prb,\(elements)\n"

  /// The boards of some executives, in order: those on the rosters, and the warnings as
  /// `line value count`.
  private func boards(
    _ boards: [String], blockSize: Int? = nil
  ) async throws -> (index: [[String]], warnings: [[String]]) {
    let place = try Workplace()
    let plans =
      Self.header
      + boards.enumerated().map { "\($0),Unit,Career,\(Agency.quoted($1)),10,10,10,10,60\n" }
      .joined()
    let ratings = try place.file("ratings.csv", "executive_id,\(Self.elements)\n")
    let run = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [ratings], blockSize: blockSize)
    let index = try ReferenceReader().read(try #require(run["rosters/index.csv"])).texts.dropFirst()
    let findings = try ReferenceReader().read(try #require(run["findings.csv"])).texts
    return (
      index.map { [$0[0], $0[1], $0[2]] },
      findings.filter { $0[1] == "spelled-differently" }.map {
        [$0[3], $0[6], $0[7], $0[8], $0[9]]
      }
    )
  }

  /// Of one board in five spellings there is one roster, under the name that most have.
  @Test func mostRecordsChoose() async throws {
    for blockSize in [1, 100, 4096] {
      let found = try await boards(
        [
          "harbor prb", "Harbor\u{A0}PRB", "HarborPRB", "Harbor PRB ", "North", "HARBOR PRB",
          "Har bor PRB",
        ],
        blockSize: blockSize)
      #expect(
        found.index == [["Harbor PRB", "harbor-prb.csv", "6"], ["North", "north.csv", "1"]])
      // Blanks that mean nothing are taken off before: they make no other spelling.
      #expect(found.warnings.map { $0[0] } == ["2", "4", "7", "8"])
      #expect(found.warnings.map { $0[1] } == Array(repeating: "prb", count: 4))
      #expect(found.warnings.map { $0[2] } == ["0", "2", "5", "6"])
      #expect(
        found.warnings.allSatisfy {
          $0[4].hasPrefix("In 1 record the spelling differs")
            && $0[4].contains("from Harbor PRB only")
        })
    }
  }

  @Test func tiesGoByBytes() async throws {
    let found = try await boards(["b", "B", "b", "B", "a", "É", "E\u{301}"])
    #expect(found.index.map { $0[0] } == ["B", "E\u{301}", "a"])
    #expect(found.warnings.map { $0[0] } == ["2", "7"])
    #expect(found.warnings[0][4].hasPrefix("In 2 records "))
  }

  /// The board of those without one has the name that the program writes.
  @Test func unassignedIsOneBoard() async throws {
    let found = try await boards(["", "Unassigned", "UNASSIGNED", " ", "unassigned"])
    #expect(found.index == [["unassigned", "unassigned.csv", "5"]])
    #expect(found.warnings.map { $0[0] } == ["3", "4"])
  }

  /// What no output can show is no spelling of anything.
  @Test func unfitTextsStayAlone() async throws {
    let found = try await boards(["North\u{7}", "North", "north\u{7}"])
    #expect(found.index == [["North", "north.csv", "1"], ["unassigned", "unassigned.csv", "2"]])
    #expect(found.warnings.isEmpty)
  }

  /// In the long layout the records of an executive may spell a text in any way: none conflicts.
  @Test func longRecordsInSeveralSpellingsAgree() async throws {
    let place = try Workplace()
    let spellings = ["Harbor PRB", "harbor prb", "Harbor  PRB", "HarborPRB", "HARBOR PRB"]
    let weights = [10, 10, 10, 10, 60]
    let plans =
      "executive_id,element,weight,prb,organization\n"
      + Agency.elements.indices.map {
        "ES-1,\(Agency.elements[$0]),\(weights[$0]),\(spellings[$0]),\($0 == 4 ? "other" : "Unit")\n"
      }.joined()
    let ratings = try place.file("ratings.csv", "executive_id,\(Self.elements)\nES-1,3,3,3,3,3\n")
    for blockSize in [1, 4096] {
      let whole = try await place.run(
        plans: [place.file("plans.csv", plans)], ratings: [ratings], blockSize: blockSize)
      let codes = BatchLawsTests.lines(whole["findings.csv"]).dropFirst().map {
        $0.split(separator: ",")[1]
      }
      #expect(codes.count { $0 == "spelled-differently" } == 3)
      #expect(codes.count { $0 == "conflicting-value" } == 1)
      let agreed = try await place.run(
        plans: [place.file("plans.csv", plans.replacing("other", with: "UNIT"))],
        ratings: [ratings],
        blockSize: blockSize)
      #expect(BatchLawsTests.lines(agreed["scores.csv"]).count == 2)
    }
  }
}
