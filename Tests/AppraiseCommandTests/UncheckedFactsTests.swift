import FoundationEssentials
import TestSupport
import Testing

/// What a review could not check for want of a fact is said, and never counts as passed.
@Suite struct UncheckedFactsTests {
  /// An appointment that the program does not know is not taken for noncareer; the letters of Form 1558 are known.
  @Test(arguments: [
    ("C", false), ("Career Appointee", false), ("CAREER ", false), ("Karriere", true),
    ("Career-Conditional?", true),
  ])
  func `an appointment that is not known is said to be so`(word: String, isUnknown: Bool) throws {
    let cycle = try HarborCycle()
    let plans = try HarborCycle.text(of: "plans.csv")
    let path = try cycle.file("plans.csv", plans.replacing(",Career,", with: ",\(word),"))
    let run = try cycle.run(overPlans: path)
    #expect(run.status == 0)
    try cycle.review(["--returned"] + HarborCycle.returned)
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("appointment-unknown") == isUnknown)
    let state = try cycle.records("limits.csv").first?["state"]
    #expect(state == (isUnknown ? "not-checked" : "exceeded"))
  }

  /// Nor does a board pass for lawful that may have reviewed career appointees without a majority of them.
  @Test func `an appointment that is not known leaves the career majority open`() throws {
    let cycle = try HarborCycle()
    let plans = try HarborCycle.text(of: "plans.csv")
    let path = try cycle.file("plans.csv", plans.replacing(",Career,", with: ",SES General,"))
    let run = try cycle.run(overPlans: path)
    #expect(run.status == 0)
    let members = try HarborCycle.text(of: "members.csv")
    func lawful(_ text: String) throws -> [String?] {
      try cycle.review(["--members", try cycle.file("members.csv", text)])
      return try cycle.records("boards.csv").map { $0["lawful"] }
    }
    #expect(try lawful(members) == ["yes", "yes", "yes"])
    let noncareer = members.replacing(",career,", with: ",noncareer,")
    #expect(try lawful(noncareer) == ["not-checked", "not-checked", "not-checked"])
  }

  /// Where the rules take the share of a number that nobody stated, the limit was not checked, and that is said.
  @Test func `a limit of a number that is not stated was not checked`() throws {
    let cycle = try HarborCycle()
    let shown = try cycle.appraise(["rules", "show", "federal-ses", "--format", "yaml"]).text
    let rules = try cycle.file(
      "rules.yaml", shown.replacing("population: career-rated", with: "population: career-on-board")
    )
    // Fewer than are rated cannot be on board.
    let facts = try HarborCycle.text(of: "fy2026.yaml")
    let wrong = try cycle.file(
      "facts.yaml",
      facts.replacing("boards: rest", with: "boards: rest\n    career_executives: 3"))
    for file in ["fy2026.yaml", wrong] {
      try cycle.review(cycle: file, ["--rules", rules, "--returned"] + HarborCycle.returned)
      let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
      #expect(codes.count { $0 == "career-executives-not-stated" } == 2)
    }
    let review = try cycle.newest(in: cycle.reviews)
    func text(_ name: String) throws -> String {
      String(decoding: try bytes(ofFile: "\(review)/\(name)"), as: UTF8.self)
    }
    #expect(try text("summary.json").contains("\"career_executives\""))
    #expect(try !text("index.html").contains("Everything that can be checked was given."))
  }

  /// A response without its day was not compared with the recommendation; a row about a review alone is no response.
  @Test(arguments: [
    ("H-01,,yes,,,", true), ("H-01,,,,,", true), ("H-01,2026-10-20,yes,,,", false),
    ("H-01,,no,\"Pool, Petra\",2026-10-27,5", false),
  ])
  func `a response has a day`(row: String, isNoted: Bool) throws {
    let cycle = try HarborCycle()
    let responses = try cycle.file(
      "responses.csv",
      "executive_id,responded_on,review_requested,reviewer,reviewed_on,reviewer_recommended_rating\n"
        + row + "\n")
    try cycle.review(["--responses", responses, "--returned"] + HarborCycle.returned)
    #expect(try cycle.codes(of: "H-01").contains("response-without-date") == isNoted)
    // Nobody is held for it, but a review is not closed on what was not checked.
    #expect(try cycle.executive("H-01")["status"] == "open")
    let summary = try bytes(ofFile: "\(try cycle.newest(in: cycle.reviews))/summary.json")
    #expect(
      String(decoding: summary, as: UTF8.self).contains("\"responded_on\"") == isNoted)
    func close(_ facts: String) throws -> Program.Ended {
      try cycle.review(
        cycle: facts,
        ["--members", "members.csv", "--responses", responses, "--returned"] + HarborCycle.returned
          + ["--decided", try cycle.decided(), "--close"])
    }
    let refused = try close("fy2026-with-waiver.yaml")
    #expect(refused.status == (isNoted ? 65 : 0), "\(refused.errorText)")
    guard isNoted else { return }
    #expect(refused.errorText.contains("fy2026-with-waiver.yaml:1:responded_on not-checked"))
    let elsewhere = try cycle.file(
      "elsewhere.yaml",
      HarborCycle.text(of: "fy2026-with-waiver.yaml")
        + "checked_elsewhere:\n  responded_on: Employee Relations keeps the log\n")
    #expect(try close(elsewhere).status == 0)
  }
}
