import FoundationEssentials
import TestSupport
import Testing

/// A directory in place of the sheets that are in it.
@Suite struct GivenSheetsTests {
  /// The inputs of the newest review: role, name and hash.
  private static func inputs(of cycle: HarborCycle) throws -> [String] {
    let manifest = try JSONValue(
      try bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/manifest.json"))
    guard case .object(let members) = manifest, case .list(let inputs)? = members["inputs"] else {
      return []
    }
    return inputs.map { input in
      guard case .object(let members) = input else { return "" }
      return ["role", "name", "sha256"].map { "\(members[$0] ?? .null)" }.joined(separator: " ")
    }
  }

  @Test func `the sheets of a directory are those named one by one`() throws {
    let cycle = try HarborCycle()
    let named = try cycle.review(["--returned"] + HarborCycle.returned)
    let inputs = try Self.inputs(of: cycle)
    #expect(named.status == 0 && inputs.count == 4)
    for path in ["returned", "returned/", "./returned"] {
      let ended = try cycle.review(["--returned", path])
      #expect(ended.status == 0, "\(ended.errorText)")
      #expect(try Self.inputs(of: cycle) == inputs, "\(path)")
    }
    let verified = try cycle.appraise(["verify", cycle.reviews, "--returned", "returned"])
    #expect(verified.status == 0, "\(verified.text)")
  }

  /// What is official in one review decides nothing in another, be it of the year before: no file that a review
  /// writes and nobody fills in is taken for one that was handed in.
  @Test(arguments: [
    ("annual-ratings.csv", "decided"), ("annual-ratings.csv", "returned"),
    ("annual-ratings.csv", "responses"), ("register.csv", "decided"), ("register.csv", "returned"),
    ("register.csv", "responses"), ("final-elements.csv", "decided"),
  ])
  func `a file that a review wrote is refused`(name: String, kind: String) throws {
    let cycle = try HarborCycle()
    try cycle.close()
    let file = try cycle.file(
      name,
      String(decoding: bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/\(name)"), as: UTF8.self)
        .replacing("2026-09-30", with: "2025-09-30"))
    let options = kind == "decided" ? ["--returned"] + HarborCycle.returned : []
    let ended = try cycle.review(options + ["--\(kind)", file, "--reopen", "another year"])
    #expect(ended.status == 65)
    #expect(
      ended.errorText.contains("This is \(name) of a review, which nobody fills in"),
      "\(ended.errorText)")
  }

  /// A column of such a name, which an office has added to a file, makes no other file of it.
  @Test(arguments: ["Period To", "run_status", "Prb Basis"])
  func `a column that a review's own files have is passed over`(heading: String) throws {
    let cycle = try HarborCycle()
    let responses = try cycle.file(
      "responses.csv", "executive_id,responded_on,\(heading)\nH-01,2026-10-20,2025-09-30\n")
    let ended = try cycle.review(["--responses", responses])
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(try cycle.executive("H-01")["responded_on"] == "2026-10-20")
    let finding = try #require(
      try cycle.records("findings.csv").first { $0["code"] == "unknown-column" })
    #expect(finding["column"] == heading)
  }

  @Test func `what is no sheet is left alone`() throws {
    let cycle = try HarborCycle()
    for name in HarborCycle.returned {
      _ = try cycle.file(
        "sheets/" + name.replacing("returned/", with: "").replacing(".csv", with: ".CSV"),
        String(decoding: try bytes(ofFile: "\(HarborCycle.folder)/\(name)"), as: UTF8.self))
    }
    _ = try cycle.file("sheets/.~lock.harbor-prb-1.csv#", "Roe")
    _ = try cycle.file("sheets/.hidden.csv", "Roe")
    _ = try cycle.file("sheets/~$harbor-prb-1.xlsx", "Roe")
    _ = try cycle.file("sheets/notes.txt", "Roe")
    _ = try cycle.file("sheets/old.csv/harbor-prb-1.csv", "Roe")
    let ended = try cycle.review(["--returned", cycle.path("sheets")])
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(try Self.inputs(of: cycle).count == 4)
    // It is named, but for what is only hidden.
    let named = try cycle.records("findings.csv").filter { $0["code"] == "file-passed-over" }
    #expect(
      named.map { $0["file"] } == [
        ".~lock.harbor-prb-1.csv#", "notes.txt", "old.csv", "~$harbor-prb-1.xlsx",
      ])
  }

  /// Of an old or a foreign spreadsheet people are told what to save it as; a folder of nothing else is
  /// refused in the same words.
  @Test func `a spreadsheet of another kind is named`() throws {
    let cycle = try HarborCycle()
    for name in ["a.xls", "b.XLSM", "c.ods", "d.numbers", "e.tsv"] {
      _ = try cycle.file("mixed/\(name)", "Roe")
    }
    let none = try cycle.review(["--returned", cycle.path("mixed")])
    #expect(none.status == 66)
    #expect(none.errorText.contains("save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)"))
    _ = try cycle.file("mixed/f.csv", "executive_id,prb_recommended_rating\nH-21,\n")
    let one = try cycle.review(["--returned", cycle.path("mixed")])
    #expect(one.status == 1, "the others of the board are missing")
    let codes = try cycle.records("findings.csv").filter { $0["severity"] == "warning" }
    #expect(
      codes.map { "\($0["file"] ?? "") \($0["code"] ?? "")" } == [
        "a.xls sheet-not-read", "b.XLSM sheet-not-read", "c.ods sheet-not-read",
        "d.numbers sheet-not-read", "e.tsv sheet-not-read", "f.csv sheet-without-entries",
      ])
  }

  /// A board's sheet and the authority's have one name: everywhere they are told apart.
  @Test func `sheets of one name are told apart by their folders`() throws {
    let cycle = try HarborCycle()
    _ = try cycle.review(
      ["--returned", "returned", "--decided", "decided", "--members", "members.csv"])
    let places = Set(
      try cycle.records("places.csv").map {
        "\($0["recommendation_file"] ?? "") \($0["decision_file"] ?? "")"
      })
    let expected = HarborCycle.boards.map { "returned/\($0).csv decided/\($0).csv" }
    #expect(places == Set(expected))
    #expect(try Self.inputs(of: cycle).contains { $0.contains("decided/harbor-prb-1.csv") })
    let explained = try cycle.appraise(["explain", "H-02", "--review", cycle.reviews])
    #expect(explained.text.contains("(returned/harbor-prb-1.csv, line 4)"))
    #expect(explained.text.contains("(decided/harbor-prb-1.csv, line 4)"))
    // The element ratings that the authority changed, and what they derive.
    #expect(try cycle.executive("H-02")["final_element_ratings"] == "leading_people 4")
    #expect(
      explained.text.contains(
        "Leading People        4 x    20% =     80   5 in the run"))
    #expect(explained.text.contains("   460   Level 4 (basis: range)"))
  }

  /// The rosters of the run are sheets; the index beside them is none, and a sheet of its name is one.
  @Test func `the index of the rosters is no sheet`() throws {
    let cycle = try HarborCycle()
    let rosters = "\(try cycle.newest(in: cycle.runs))/rosters"
    let ended = try cycle.review(["--returned", rosters])
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(try Self.inputs(of: cycle).count == 4)
    _ = try cycle.file("one/index.csv", "executive_id,prb_recommended_rating\nH-01,concur\n")
    let one = try cycle.review(["--returned", cycle.path("one")])
    #expect(one.status == 1, "the others of the board are missing")
    #expect(try Self.inputs(of: cycle).count == 2)
  }

  @Test func `a directory without sheets is refused`() throws {
    let cycle = try HarborCycle()
    _ = try cycle.file("empty/notes.txt", "none yet")
    let ended = try cycle.review(["--decided", cycle.path("empty")])
    #expect(ended.status == 66)
    #expect(ended.errorText.contains("--decided: there is no sheet in this directory"))
    // Of members there is one file, and it is named.
    let members = try cycle.review(["--members", cycle.path("empty")])
    #expect(members.status == 66)
  }
}
