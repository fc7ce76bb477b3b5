import Appraisal
import ReviewBoards
import Testing

@Suite struct RulesFileTests {
  /// One mistake a file; its message is next to it.
  @Test(arguments: try Goldens.names(in: "rules/bad"))
  func `a bad file is refused in these words`(name: String) throws {
    let bytes = try Goldens.bytes(of: "rules/bad/\(name).yaml")
    let error = #expect(throws: RefusedFile.self) { try ReviewRules.decode(bytes) }
    try Goldens.expect("\(try #require(error))\n", equals: "rules/bad/\(name).expected")
  }

  @Test(arguments: try Goldens.names(in: "rules/good"))
  func `a good file is described`(name: String) throws {
    let rules = try ReviewRules.decode(Goldens.bytes(of: "rules/good/\(name).yaml"))
    try Goldens.expect(rules.described(), equals: "rules/good/\(name).expected")
  }

  @Test func `files are found`() throws {
    #expect(try Goldens.names(in: "rules/bad").count >= 30)
    #expect(try Goldens.names(in: "rules/good").count >= 1)
  }

  /// Whatever is cut off, there is a message and no crash.
  @Test func `every beginning of a file is refused or decodes`() throws {
    let good = try #require(ReviewRules.builtInFile(named: "federal-ses"))
    var decoded = 0
    for end in stride(from: 0, to: good.count, by: 13) {
      if (try? ReviewRules.decode(Array(good[..<end]))) != nil { decoded += 1 }
    }
    #expect(decoded < 20, "only a cut in the last lines, a mark, leaves rules")
  }

  @Test func `a system file is no rules file, and says so by its keys`() throws {
    let system = try #require(AppraisalSystem.builtInFile(named: "opm-2025"))
    let error = #expect(throws: RefusedFile.self) { try ReviewRules.decode(system) }
    #expect(try #require(error).problems.contains { $0.fact.contains("unknown key, `elements`") })
  }
}
