import FoundationEssentials
import Testing
import TestSupport

/// `appraise compare` over two reviews: what has come from one to the next.
@Suite struct CompareReviewsTests {
  private static let schema =
    "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Resources/"
    + "appraise-review-comparison-1.schema.json"

  /// A review of nothing that has come, and one of what the first board returned: H-02 lowered, and H-03
  /// held for want of remarks.
  private static func twoReviews() throws -> HarborCycle {
    let cycle = try HarborCycle()
    try cycle.review([])
    let sheet = try cycle.file(
      "board.csv",
      "executive_id,prb_recommended_rating,prb_remarks\nH-01,concur,\nH-02,4,An audit\nH-03,4,\n")
    let ended = try cycle.review(["--returned", sheet])
    #expect(ended.status == 1, "four of the board are missing, and one is held")
    return cycle
  }

  private static func compare(_ cycle: HarborCycle, _ options: String...) throws -> Program.Ended {
    try cycle.appraise(["compare", cycle.reviews, "--previous"] + options)
  }

  @Test func `who was recommended and who is held`() throws {
    let cycle = try Self.twoReviews()
    let ended = try Self.compare(cycle)
    #expect(ended.status == 0, "\(ended.errorText)")
    let lines = ended.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("H-01 recommended none -> 4"))
    #expect(lines.contains("H-02 recommended none -> 4"))
    #expect(lines.contains("H-03 open -> held: remarks-missing"))
    #expect(lines.contains("H-04 open -> held: executive-missing-from-return"))
    #expect(lines.contains("    recommended                      2"))
    #expect(lines.contains("    became-held                      5"))
    #expect(lines.contains("  same                              12"))
    // The other way round what came is gone.
    let ids = try FileManager.default.contentsOfDirectory(atPath: "\(cycle.reviews)/runs").sorted()
    let back = try cycle.appraise(
      ["compare", "\(cycle.reviews)/runs/\(ids[1])", "\(cycle.reviews)/runs/\(ids[0])"])
    #expect(back.text.contains("\nH-02 recommended 4 -> none\n"))
    #expect(back.text.contains("\nH-03 held -> open: no more remarks-missing\n"))
  }

  @Test func `a review is the same as itself`() throws {
    let cycle = try Self.twoReviews()
    let newest = try cycle.newest(in: cycle.reviews)
    let ended = try cycle.appraise(["compare", newest, newest])
    #expect(ended.status == 0)
    #expect(
      ended.text.hasSuffix(
        "  same                              19\n  changed                            0\n"))
  }

  @Test func `the JSON form is that of its schema`() throws {
    let cycle = try Self.twoReviews()
    let ended = try Self.compare(cycle, "--format", "json")
    let schema = try JSONSchema(ofFile: Self.schema)
    #expect(schema.problems(of: try JSONValue(ended.output)) == [])
    let text = ended.text
    for (old, new) in [
      ("appraise-review-comparison/1", "appraise-comparison/1"), ("\"same\": ", "\"unchanged\": "),
      ("\"became-held\"]", "\"held\"]"), ("\"status\": \"held\"", "\"status\": \"stuck\""),
      ("\"closed\": false", "\"closed\": \"no\""),
      ("\"prb_recommended_rating\": 4", "\"prb_recommended_rating\": \"4\""),
    ] {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old)")
      #expect(!schema.problems(of: try JSONValue(Array(changed.utf8))).isEmpty, "\(new)")
    }
  }

  /// The reason for which a closed review is opened again is often no level: a day, or remarks.
  @Test func `what was stated otherwise at the same level is told`() throws {
    let cycle = try HarborCycle()
    let folders = ["returned", "decided"]
    #expect(try cycle.review(folders: folders, options: ["--close"]).status == 0)
    let sheet = try cycle.sheet("decided", "H-03", ["decided_on": "2026-12-16"])
    let again = try cycle.review(
      folders: folders, changed: ("decided", sheet),
      options: ["--reopen", "another day", "--close"])
    #expect(again.status == 0, "\(again.errorText)")
    let ended = try Self.compare(cycle)
    let lines = ended.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("    statement-changed                1"))
    #expect(lines.last == "H-03 stated otherwise: decided_on")
    let csv = try Self.compare(cycle, "--format", "csv").text
    #expect(csv.contains("\nH-03,statement-changed,"))
    #expect(csv.hasSuffix(",3,3,3,3,3,3,decided_on,\n"), "\(csv)")
    let json = try Self.compare(cycle, "--format", "json")
    #expect(try JSONSchema(ofFile: Self.schema).problems(of: try JSONValue(json.output)) == [])
    #expect(json.text.contains("\"stated_otherwise\": [\"decided_on\"]"))
  }

  /// The response is there at no stage; the remarks of a level that is another are no change of their own.
  @Test func `a response is compared, and remarks go with their level`() throws {
    let cycle = try HarborCycle()
    let board = "executive_id,prb_recommended_rating,prb_remarks\n"
    for (day, level, remarks) in [
      ("2026-10-20", "4", "An audit"), ("2026-10-21", "3", "Two audits"),
    ] {
      let responses = try cycle.file("responses.csv", "executive_id,responded_on\nH-01,\(day)\n")
      let sheet = try cycle.file("board.csv", board + "H-02,\(level),\(remarks)\n")
      try cycle.review(["--responses", responses, "--returned", sheet])
    }
    let lines = try Self.compare(cycle).text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains { $0.hasPrefix("H-01 ") && $0.hasSuffix("stated otherwise: responded_on") })
    #expect(lines.contains("H-02 recommended 4 -> 3"))
  }

  @Test func `who appeared, left or moved to another board`() throws {
    let cycle = try HarborCycle()
    try cycle.review([])
    let plans = String(
      decoding: try bytes(ofFile: "\(HarborCycle.folder)/plans.csv"), as: UTF8.self)
    let lines = plans.split(separator: "\n").map(String.init)
    let changed =
      lines.filter { !$0.hasPrefix("H-14,") }
      .map { $0.hasPrefix("H-13,") ? $0.replacing("Harbor PRB 2", with: "Harbor PRB 1") : $0 }
    let appeared = try #require(lines.first { $0.hasPrefix("H-14,") }).replacing(
      "H-14", with: "H-99")
    let path = try cycle.file(
      "plans.csv", (changed + [appeared]).joined(separator: "\n") + "\n")
    let run = try cycle.appraise([
      "run", "--plans", path, "--ratings", "ratings.csv", "--output", cycle.runs, "--quiet",
      "--pages", "none",
    ])
    #expect(run.status == 1, "the ratings of H-14 are nobody's: \(run.errorText)")
    try cycle.review([])
    let refused = try Self.compare(cycle)
    #expect(refused.status == 64)
    #expect(refused.errorText.contains("to compare the reviews all the same, add --across."))
    let ended = try Self.compare(cycle, "--across")
    #expect(ended.text.contains("\nH-13 moved from Harbor PRB 2 to Harbor PRB 1\n"))
    #expect(ended.text.contains("\nH-14 left: was open, initial 3, on Harbor PRB 2\n"))
    #expect(ended.text.contains("\nH-99 appeared: not rated, on Harbor PRB 2\n"))
    // The order of the boards: H-13 is on the first now, and who left stands at the end of the other.
    let ids = ended.text.split(separator: "\n").filter { $0.hasPrefix("H-") }.map { $0.prefix(4) }
    #expect(ids == ["H-13", "H-99", "H-14"])
  }

  @Test func `a changed review is not compared, and nobody is named`() throws {
    let cycle = try Self.twoReviews()
    let path = "\(try cycle.newest(in: cycle.reviews))/register.csv"
    try Data(try bytes(ofFile: path) + [0x0A]).write(to: URL(filePath: path))
    let ended = try Self.compare(cycle)
    #expect(ended.status == 65)
    #expect(ended.output.isEmpty)
    #expect(ended.errorText.contains("register.csv is changed, so nothing was compared."))
    #expect(!ended.errorText.contains("H-"))
  }

  @Test func `a run is not compared with a review`() throws {
    let cycle = try HarborCycle()
    try cycle.review([])
    for (paths, words) in [
      ([cycle.runs, cycle.reviews], "this is a review, and a run is needed"),
      ([cycle.reviews, cycle.runs], "this is a run, and a review is needed"),
    ] {
      let ended = try cycle.appraise(["compare"] + paths)
      #expect(ended.status == 64)
      #expect(ended.errorText.contains(words))
    }
    let across = try cycle.appraise(["compare", cycle.runs, cycle.runs, "--across"])
    #expect(across.status == 64)
    #expect(across.errorText.contains("--across is about reviews"))
  }
}
