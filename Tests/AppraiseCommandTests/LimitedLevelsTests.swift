import FoundationEssentials
import TestSupport
import Testing

/// Which levels a limit counts is a matter of the rules: all that speaks of a limit names those of the rules.
@Suite struct LimitedLevelsTests {
  @Test(arguments: [
    ("[5]", "Level 5", "level-5", 1), ("[4, 5]", "Levels 4 and 5", "levels-4-and-5", 5),
    ("[3, 5, 4]", "Levels 3, 4 and 5", "levels-3-4-and-5", 12),
  ])
  func `the levels are those of the rules`(
    levels: String, words: String, name: String, counted: Int
  ) throws {
    let cycle = try HarborCycle()
    let shown = try cycle.appraise(["rules", "show", "federal-ses", "--format", "yaml"]).text
    // Of fewer there may be none, so that each of them is exceeded.
    let text = shown.replacing("levels: [5, 4]", with: "levels: \(levels)")
      .replacing("percent: 30", with: "percent: 5")
    let rules = try cycle.file("rules.yaml", text)
    let ended = try cycle.review(
      folders: ["returned"], options: ["--rules", rules])
    #expect(ended.errorText.contains("Unit 1, recommended: \(counted) at \(words), 0 allowed"))
    let limits = try cycle.records("limits.csv")
    #expect(limits.allSatisfy { $0["limit"] == name })
    let findings = try cycle.records("findings.csv").filter {
      $0["code"]?.hasPrefix("distribution-limit-") == true
    }
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0["message"]?.contains("\(words)") == true }, "\(findings)")
    let summary = try bytes(ofFile: "\(try cycle.newest(in: cycle.reviews))/summary.json")
    #expect(String(decoding: summary, as: UTF8.self).contains("\"limit\": \"\(name)\""))
    let report = try cycle.appraise(["report", cycle.reviews])
    #expect(report.text.contains("Limit of \(words)\n"), "\(report.text)")

    // A run over a cycle says the same, and so does its report.
    let run = try cycle.appraise([
      "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--cycle", "fy2026.yaml",
      "--rules",
      rules, "--output", cycle.path("other"),
    ])
    #expect(run.errorText.contains("at \(words), 0 allowed"), "\(run.errorText)")
    let reported = try cycle.appraise(["report", cycle.path("other")])
    #expect(reported.text.contains("Limit of \(words)\n"), "\(reported.text)")
  }

  /// What could not be checked is said of the same levels.
  @Test func `an unchecked limit names its levels`() throws {
    let cycle = try HarborCycle()
    let shown = try cycle.appraise(["rules", "show", "federal-ses", "--format", "yaml"]).text
    let rules = try cycle.file(
      "rules.yaml",
      shown.replacing("levels: [5, 4]", with: "levels: [5]")
        .replacing("population: career-rated", with: "population: career-on-board"))
    try cycle.review(["--rules", rules])
    let messages = try cycle.records("findings.csv").filter {
      $0["code"] == "career-executives-not-stated"
    }.compactMap { $0["message"] }
    #expect(messages.count == 2 && messages.allSatisfy { $0.contains("limit of Level 5 in") })
  }
}
