import FoundationEssentials
import Testing
import TestSupport

/// What keeps a row of a later file from being taken, and what does not: an error does, and nothing less.
@Suite struct TakenRowsTests {
  private static let all = ["returned", "decided"]

  /// A character that cannot be read is a warning: the level counts all the same.
  @Test func `a warning keeps no row from being taken`() throws {
    let cycle = try HarborCycle()
    let remarks = "One audit finding\u{FFFD} is open"
    let returned = try cycle.sheet("returned", "H-02", ["prb_remarks": remarks])
    #expect(
      try cycle.review(folders: ["returned"], changed: ("returned", returned)).status == 0)
    let executive = try cycle.executive("H-02")
    #expect(executive["prb_recommended_rating"] == "4" && executive["prb_remarks"] == remarks)
    #expect(try cycle.codes(of: "H-02") == ["replacement-character"])
    // Nor does it let an older sheet win.
    let older = try cycle.file(
      "older.csv", "executive_id,prb_recommended_rating,prb_remarks\nH-02,concur,\n")
    let both = try cycle.review(["--returned", returned, older])
    #expect(both.status == 1)
    #expect(try cycle.codes(of: "H-02").contains("returned-twice"))
    #expect(try cycle.executive("H-02")["prb_recommended_rating"] == "")

    let decided = try cycle.sheet("decided", "H-02", ["authority_remarks": remarks])
    #expect(try cycle.review(folders: Self.all, changed: ("decided", decided)).status == 0)
    #expect(try cycle.executive("H-02")["annual_summary_rating"] == "4")
  }

  /// A late response holds whoever wrote it, whatever a reviewer's remarks look like.
  @Test func `a warning hides no late response`() throws {
    let cycle = try HarborCycle()
    let responses = try cycle.file(
      "responses.csv",
      "executive_id,responded_on,reviewer_remarks\nH-01,2026-11-20,seen\u{FFFD}\n")
    try cycle.review(["--responses", responses, "--returned"] + HarborCycle.returned)
    #expect(try cycle.executive("H-01")["status"] == "held")
    #expect(try cycle.codes(of: "H-01").contains("response-after-recommendation"))
  }

  /// A day that one sheet states and the other leaves to the cycle, and the line ends of a cell, are no difference.
  @Test func `sheets that say the same agree`() throws {
    let cycle = try HarborCycle()
    let header = "executive_id,annual_summary_rating,authority_remarks"
    let one = try cycle.file("one.csv", "\(header)\nH-03,concur,\"as\nbefore\"\n")
    let other = try cycle.file(
      "other.csv", "\(header),decided_on\nH-03,concur,\"as\r\nbefore\",2026-12-15\n")
    try cycle.review(["--returned"] + HarborCycle.returned + ["--decided", one, other])
    #expect(try cycle.executive("H-03")["annual_summary_rating"] == "3")
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("returned-again") && !codes.contains("duplicate-decision"))

    let sheet = "executive_id,prb_recommended_rating,prb_remarks"
    let lines = try cycle.file("lf.csv", "\(sheet)\nH-02,4,\"one\ntwo\"\n")
    let windows = try cycle.file("crlf.csv", "\(sheet)\nH-02,4,\"one\r\ntwo\"\n")
    try cycle.review(["--returned", lines, windows])
    #expect(try cycle.executive("H-02")["prb_recommended_rating"] == "4")
  }

  /// What was taken stands on the next sheets, and means the same when these come back as they are.
  @Test func `sheets that come back as they went out change nothing`() throws {
    let cycle = try HarborCycle()
    #expect(try cycle.review(folders: Self.all).status == 0)
    let review = try cycle.newest(in: cycle.reviews)
    let register = try bytes(ofFile: "\(review)/register.csv")
    #expect(String(decoding: register, as: UTF8.self).contains(",concurred,"))
    let again = try cycle.appraise([
      "review", "--run", try cycle.newest(in: cycle.runs), "--cycle", "fy2026-with-waiver.yaml",
      "--members", "members.csv", "--responses", "responses.csv", "--returned",
      "\(review)/sheets/board", "--decided", "\(review)/sheets/authority", "--output",
      cycle.reviews, "--quiet",
    ])
    #expect(again.status == 0, "\(again.errorText)")
    #expect(try bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/register.csv") == register)
  }

  /// Where the level follows from final ratings, the next sheet says no more than they: the two agree.
  @Test func `a derived level is blank on the next sheet too`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.file(
      "decided.csv",
      "executive_id,annual_summary_rating,leading_people_final,decided_on\nH-13,,4,2026-12-15\n")
    func annual(_ decided: [String]) throws -> [String?] {
      let ended = try cycle.review(
        ["--returned"] + HarborCycle.returned + ["--decided"] + decided)
      #expect(ended.status == 0, "\(ended.errorText)")
      let executive = try cycle.executive("H-13")
      return [executive["annual_summary_rating"], executive["annual_basis"]]
    }
    let first = try annual([decided])
    #expect(first == ["3", "final-elements"])
    let next = "\(try cycle.newest(in: cycle.reviews))/sheets/authority/harbor-prb-2.csv"
    #expect(try annual([decided, next]) == first)
    #expect(try annual([next]) == first)
  }

  /// A row of a member that cannot be read leaves it open whether the board is lawful.
  @Test(arguments: [
    ("M-03,member,noncareer", "M-03,membr,noncareer"), ("M-03,member,noncareer", "M-03,member,nc"),
    ("M-03,member,noncareer", ",member,noncareer"), ("M-03,member,noncareer", "M-03,member"),
  ])
  func `a board with a member in doubt holds its career executives`(
    row: String, changed: String
  ) throws {
    let cycle = try HarborCycle()
    let text =
      "prb,member_id,role,appointment\n"
      + ["M-01,chair,career", "M-02,member,career", row, "M-04,member,career"]
      .map { "Harbor PRB 2,\($0)\n" }.joined()
    func lawful(_ text: String) throws -> (String?, String?) {
      let members = try cycle.file("members.csv", text)
      try cycle.review(["--members", members, "--returned"] + HarborCycle.returned)
      let board = try #require(
        try cycle.records("boards.csv").first { $0["prb"] == "Harbor PRB 2" })
      return (board["lawful"], try cycle.executive("H-08")["status"])
    }
    // Their days of publication are not given.
    #expect(try lawful(text) == ("not-checked", "open"))
    #expect(try lawful(text.replacing(row, with: changed)) == ("not-checked", "held"))
    // Of a row without a board all are in doubt.
    #expect(try lawful(text + ",M-05,member,career\n") == ("not-checked", "held"))
    #expect(try cycle.executive("H-01")["status"] == "held")
    #expect(try cycle.executive("H-01")["remarks"]?.hasPrefix("missing-value: ") == true)
    // One of two rows of a member still shows who sits in the own case.
    let twice = text + "Harbor PRB 2,H-08,alternate,career\nHarbor PRB 2,H-08,member,career\n"
    #expect(try lawful(twice) == ("not-checked", "held"))
    #expect(try cycle.executive("H-08")["members_recused"] == "H-08")
  }

  /// Of two files of members one may know nothing of publication.
  @Test func `publication is asked of the members whose file names it`() throws {
    let cycle = try HarborCycle()
    let text = try HarborCycle.text(of: "members.csv")
    let lines = text.split(separator: "\n").map(String.init)
    let known = try cycle.file(
      "known.csv",
      (lines.prefix(1) + lines.filter { !$0.hasPrefix("Harbor PRB 2") }.dropFirst())
        .joined(separator: "\n") + "\n")
    let unknown = try cycle.file(
      "unknown.csv",
      "prb,member_id,role,appointment\n"
        + ["M-11,chair", "M-12,member", "M-13,member"].map { "Harbor PRB 2,\($0),career\n" }
        .joined())
    try cycle.review(["--members", known, unknown, "--returned"] + HarborCycle.returned)
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(!codes.contains("recommended-before-publication"))
    let lawful = try cycle.records("boards.csv").map { $0["lawful"] }
    #expect(lawful == ["yes", "yes", "not-checked"])
    let summary = try bytes(ofFile: "\(try cycle.newest(in: cycle.reviews))/summary.json")
    #expect(String(decoding: summary, as: UTF8.self).contains("\"published_on\""))
  }

  /// Who has no id, or one that another has, is rejected and stands on the roster; what comes back as it went out is
  /// no mistake of the board.
  @Test func `records without an id of their own come back as they went out`() throws {
    let cycle = try HarborCycle()
    let plans = try HarborCycle.text(of: "plans.csv")
    let row = try #require(plans.split(separator: "\n").first { $0.hasPrefix("H-07,") })
    let others = [
      ("", "Noid, Nora"), ("", "Noid, Ned"), ("1E+15", "Sci, Ann"), ("1E+15", "Sci, Bob"),
    ]
    let path = try cycle.file(
      "plans.csv",
      plans
        + others.map { row.replacing("H-07", with: $0.0).replacing("Graves, Gil", with: $0.1) }
        .joined(separator: "\n") + "\n")
    let run = try cycle.run(overPlans: path)
    #expect(run.status == 1)
    let roster = try String(
      decoding: bytes(ofFile: "\(cycle.newest(in: cycle.runs))/rosters/harbor-prb-1.csv"),
      as: UTF8.self)
    #expect(others.allSatisfy { roster.contains($0.1) })
    let sheet = try cycle.file("returned.csv", roster)
    let ended = try cycle.review(["--returned", sheet])
    #expect(ended.status == 0, "\(ended.errorText)")
    // A row that was changed is one, whoever it is about.
    let changed = try cycle.file("returned.csv", roster.replacing("Noid, Ned", with: "Noid, Ted"))
    try cycle.review(["--returned", changed])
    let findings = try cycle.records("findings.csv").filter { $0["severity"] == "error" }
    #expect(findings.map { $0["code"] } == ["missing-executive-id"])
  }

  /// A finding calls a column as the file does, whether the row or all sheets together show what is wrong.
  @Test func `columns are called as the file calls them`() throws {
    let cycle = try HarborCycle()
    let sheet = try cycle.file(
      "sheet.csv", "Executive ID,Recommended rating,Board remarks\nH-02,4,\nH-03,nine,\n")
    try cycle.review(["--returned", sheet])
    let columns = try cycle.records("findings.csv").filter {
      $0["code"] == "remarks-missing" || $0["code"] == "invalid-recommended-rating"
    }.map { $0["column"] }
    #expect(columns == ["Recommended rating", "Recommended rating"])
  }

  /// A row of totals has no name.
  @Test func `a row that names somebody is no row of totals`() throws {
    let cycle = try HarborCycle()
    let sheet = try cycle.sheet("returned", "H-02", ["executive_id": "Total"])
    try cycle.review(["--returned", sheet])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("executive-not-on-roster") && !codes.contains("totals-row"))
  }

  /// Rows of totals are passed over as in plans: with the word in the place of the id, the name or a group.
  @Test(arguments: [
    ",Total,,,,", ",Total,,,420,", "Total,,,,,", ",,Harbor PRB 1 Total,,,",
    ",,,Harbor Planning Total,,",
  ])
  func `rows of totals are passed over`(row: String) throws {
    let cycle = try HarborCycle()
    let sheet = try cycle.file(
      "totals.csv",
      "executive_id,name,prb,organization,summary_score,prb_recommended_rating\n"
        + "H-04,\"Dorsey, Dana\",Harbor PRB 1,Office of the Secretary,500,concur\n\(row)\n")
    try cycle.review(["--returned", sheet])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("totals-row") && !codes.contains("missing-executive-id"), "\(codes)")
    // With a level it is somebody's.
    let filled = try cycle.file(
      "totals.csv",
      "executive_id,name,prb,organization,summary_score,prb_recommended_rating\n,Total,,,,4\n")
    try cycle.review(["--returned", filled])
    let errors = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(errors.contains("missing-executive-id"))
  }

  /// Many boards with many who have no id: each sheet comes back as it went out.
  @Test func `a sheet with many records without ids comes back`() throws {
    let cycle = try HarborCycle()
    let elements =
      "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
    let rows = (0..<3).flatMap { board in
      (0..<220).map { ",\"N\($0), X\",Board \(board),20,20,20,20,20" }
        + ["E-\(board),\"E\(board), X\",Board \(board),20,20,20,20,20"]
    }
    let plans = try cycle.file(
      "many.csv", "executive_id,name,prb,\(elements)\n" + rows.joined(separator: "\n") + "\n")
    let ratings = try cycle.file(
      "levels.csv", "executive_id,\(elements)\nE-0,3,3,3,3,3\nE-1,3,3,3,3,3\nE-2,3,3,3,3,3\n")
    let run = try cycle.run(overPlans: plans, ratings: ratings)
    #expect(run.status == 1)
    let facts = try cycle.file(
      "facts.yaml",
      "format: 1\nagency: A\nperiod: {from: 2025-10-01, to: 2026-09-30}\ncertified: true\n"
        + "units:\n  - name: All\n    boards: rest\n")
    let rosters = (0..<3).map { "\(cycle.runs)/current/rosters/board-\($0).csv" }
    let ended = try cycle.review(cycle: facts, ["--returned"] + rosters)
    #expect(ended.status == 0, "\(ended.errorText)")
    let codes = try cycle.records("findings.csv").filter { $0["severity"] == "error" }
    #expect(codes.isEmpty)
  }

  /// What a board concurs with is the rating that it saw.
  @Test func `a board that concurs without seeing the ratings is told of`() throws {
    let cycle = try HarborCycle()
    let short = try cycle.file(
      "short.csv", "executive_id,prb_recommended_rating\nH-01,4\nH-03,concur\nH-04,concur\n")
    try cycle.review(["--returned", short])
    let shown = try cycle.records("findings.csv").filter {
      $0["code"] == "initial-rating-not-shown"
    }
    #expect(shown.map { $0["line"] } == ["3"])
    try cycle.review()
    #expect(
      try !cycle.records("findings.csv").contains { $0["code"] == "initial-rating-not-shown" })
  }

  /// Of a decision on an old sheet nothing else is said: what it meant rests on the level that was shown.
  @Test func `a decision on an old sheet is one error`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.sheet(
      "decided", "H-02",
      [
        "prb_recommended_rating": "5", "annual_summary_rating": "concur",
        "leading_people_final": "5", "authority_remarks": "",
      ])
    try cycle.review(folders: Self.all, changed: ("decided", decided))
    #expect(try cycle.codes(of: "H-02") == ["locked-cell-changed"])
  }

  /// Final element ratings that are those of the run are no change.
  @Test func `final ratings name what the authority changed`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.sheet(
      "decided", "H-02",
      [
        "leading_change_final": "5", "leading_people_final": "4", "business_acumen_final": "5",
        "building_coalitions_final": "5", "results_driven_final": "4",
      ])
    #expect(try cycle.review(folders: Self.all, changed: ("decided", decided)).status == 0)
    #expect(try cycle.executive("H-02")["final_element_ratings"] == "leading_people 4")
  }

  /// Two decisions that concur with different levels do not say the same, whatever their files are called.
  @Test(arguments: [("a.csv", "b.csv"), ("b.csv", "a.csv")])
  func `decisions that concur with different levels differ`(new: String, old: String) throws {
    let cycle = try HarborCycle()
    let header = "executive_id,prb_recommended_rating,annual_summary_rating\n"
    let one = try cycle.file(new, header + "H-02,4,concur\n")
    let other = try cycle.file(old, header + "H-02,5,concur\n")
    try cycle.review(["--returned"] + HarborCycle.returned + ["--decided", one, other])
    #expect(try cycle.executive("H-02")["annual_summary_rating"] == "")
    #expect(try cycle.codes(of: "H-02").contains("duplicate-decision"))
  }

  /// A date alone decides nothing, and is not lost without a word.
  @Test func `a date without a level is told of`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.file(
      "dates.csv", "executive_id,annual_summary_rating,decided_on\nH-02,,2026-12-15\n")
    try cycle.review(["--returned"] + HarborCycle.returned + ["--decided", decided])
    #expect(try cycle.codes(of: "H-02") == ["remarks-without-level"])
  }

  /// An id that is a word of totals is somebody's where something is said.
  @Test func `an id such as Total with a date is no row of totals`() throws {
    let cycle = try HarborCycle()
    let responses = try cycle.file("responses.csv", "executive_id,responded_on\nTotal,2026-10-20\n")
    try cycle.review(["--responses", responses])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("response-without-plan") && !codes.contains("totals-row"))
  }

  /// A row that was copied to a sheet whose own rows are blank still names the boards.
  @Test func `rows of another board are seen among blank ones`() throws {
    let cycle = try HarborCycle()
    let blank = (1...7).map { "H-0\($0),,\n" }.joined()
    let sheet = try cycle.file(
      "sheet.csv",
      "executive_id,prb_recommended_rating,prb_remarks\n\(blank)H-08,5,pasted\n")
    try cycle.review(["--returned", sheet])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("several-boards-on-sheet"))
  }

  /// Who does not sit does not count, whatever the role.
  @Test func `a member who does not sit does not count`() throws {
    let cycle = try HarborCycle()
    let rows = [
      "M-1,chair,career,", "M-2,member,career,no", "M-4,member,noncareer,", "M-5,member,noncareer,",
    ]
    let members = try cycle.file(
      "members.csv",
      "prb,member_id,role,appointment,sits\n" + rows.map { "Harbor PRB 1,\($0)\n" }.joined())
    try cycle.review(["--members", members, "--returned", HarborCycle.returned[0]])
    let board = try #require(
      try cycle.records("boards.csv").first { $0["prb"] == "Harbor PRB 1" })
    #expect(board["members"] == "3" && board["career"] == "1" && board["lawful"] == "no")
  }
}
