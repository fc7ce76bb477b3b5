import FoundationEssentials
import TestSupport
import Testing

/// The cycle of the made-up Department of Harbors, from the run to the closed review, with the outcomes that
/// were worked out by hand.
@Suite struct WorkedCycleTests {
  private static let all = ["returned", "decided"]

  // MARK: - The whole cycle

  /// By executive the initial rating, the board's and the authority's with its basis.
  private static let outcomes: [(String, initial: String, board: String, annual: String, String)] =
    [
      ("H-01", "4", "4", "4", "concurred"),
      ("H-02", "5", "4", "4", "final-elements"),
      ("H-03", "3", "3", "3", "concurred"),
      ("H-04", "5", "5", "5", "concurred"),
      ("H-05", "2", "2", "2", "assigned"),
      ("H-06", "5", "5", "5", "concurred"),
    ]

  @Test func theCycleCloses() throws {
    let department = try HarborCycle()
    let ended = try department.review(folders: Self.all, options: ["--close"])
    #expect(ended.status == 0, "\(ended.errorText)")
    let register = try department.records("register.csv")
    #expect(register.count == 19)
    #expect(register.allSatisfy { $0["status"] == "complete" && $0["stage"] == "annual" })
    for (id, initial, board, annual, basis) in Self.outcomes {
      let executive = try department.executive(id)
      #expect(executive["initial_summary_rating"] == initial, "\(id)")
      #expect(executive["prb_recommended_rating"] == board, "\(id)")
      #expect(executive["annual_summary_rating"] == annual, "\(id)")
      #expect(executive["annual_basis"] == basis, "\(id)")
    }
    let ratings = try department.records("annual-ratings.csv")
    #expect(ratings.count == 19)
    #expect(ratings.first { $0["executive_id"] == "H-02" }?["annual_summary_rating"] == "4")
  }

  /// After the last decision nobody is asked for anything: there are no sheets, and no page leads to one.
  @Test func aClosedReviewAsksForNothing() throws {
    let department = try HarborCycle()
    func published() throws -> (sheets: [String], page: String) {
      let review = try department.newest(in: department.reviews)
      let files = try FileManager.default.subpathsOfDirectory(atPath: review)
      return (
        files.filter { $0.hasPrefix("sheets") && $0.hasSuffix(".csv") }.sorted(),
        String(decoding: try bytes(ofFile: "\(review)/index.html"), as: UTF8.self)
      )
    }
    #expect(try department.review(folders: Self.all).status == 0)
    let open = try published()
    #expect(open.sheets.count == 2 * HarborCycle.boards.count)
    #expect(open.page.contains("Next sheets") && open.page.contains("sheets/authority"))
    let ended = try department.review(folders: Self.all, options: ["--close"])
    #expect(ended.status == 0 && !ended.errorText.contains("sheets"), "\(ended.errorText)")
    let closed = try published()
    #expect(closed.sheets == [])
    #expect(!closed.page.contains("Next sheets") && !closed.page.contains("sheets/"))
    let again = try department.review(folders: Self.all, options: ["--reopen", "a late appeal"])
    #expect(again.status == 0, "\(again.errorText)")
    #expect(try published().sheets == open.sheets)
  }

  /// Who has final element ratings is in `final-elements.csv`, with all that is needed to calculate again; and
  /// `explain` reads it there, from a closed review too.
  @Test func finalRatingsCanBeCalculatedAgain() throws {
    let department = try HarborCycle()
    #expect(try department.review(folders: Self.all, options: ["--close"]).status == 0)
    let derived = try department.records("final-elements.csv")
    let register = try department.records("register.csv")
    #expect(
      derived.map { $0["executive_id"] }
        == register.filter { $0["annual_basis"] == "final-elements" }.map { $0["executive_id"] })
    for record in derived {
      let elements = record.keys.filter { $0.hasSuffix("_weight") }.map { $0.dropLast(7) }
      #expect(elements.count == 5)
      let score = elements.reduce(0) { sum, element in
        let final = record["\(element)_final"].flatMap { Int($0) }
        let rating = record["\(element)_rating"].flatMap { Int($0) } ?? 0
        return sum + (record["\(element)_weight"].flatMap { Int($0) } ?? 0) * (final ?? rating)
      }
      #expect(record["final_summary_score"] == "\(score)")
    }
    let executive = try #require(derived.first { $0["executive_id"] == "H-02" })
    #expect(executive["leading_people_rating"] == "5" && executive["leading_people_final"] == "4")
    #expect(executive["final_summary_score"] == "460" && executive["basis"] == "range")
    #expect(executive["annual_summary_rating"] == "4")
    let explained = try department.appraise(["explain", "H-02", "--review", department.reviews])
    #expect(explained.text.contains("   460   Level 4 (basis: range)"))
    #expect(explained.text.contains("4 x    20% =     80   5 in the run"))
  }

  /// A final rating at Level 1 decides, whatever the score: 100 + 80 + 20 + 100 + 80 = 380.
  @Test func aFinalLevelOneOverrides() throws {
    let department = try HarborCycle()
    let sheet = try department.sheet(
      "decided", "H-02",
      [
        "annual_summary_rating": "", "business_acumen_final": "1",
        "authority_remarks": "The audit of March",
      ])
    _ = try department.review(folders: Self.all, changed: ("decided", sheet))
    let record = try #require(
      try department.records("final-elements.csv").first { $0["executive_id"] == "H-02" })
    #expect(record["final_summary_score"] == "380" && record["annual_summary_rating"] == "1")
    #expect(record["basis"] == "level-1-override")
    #expect(try department.executive("H-02")["annual_summary_rating"] == "1")
  }

  /// Every change, by whom, and none besides.
  @Test func theChangesAreThoseOfTheReviewerAndOfTheBoard() throws {
    let department = try HarborCycle()
    _ = try department.review(folders: Self.all)
    let changes = try department.records("changes.csv").map { change in
      ["executive_id", "by", "from", "to"].map { change[$0] ?? "" }
    }
    #expect(changes == [["H-01", "reviewer", "4", "5"], ["H-02", "board", "5", "4"]])
  }

  /// A member whose own case it is steps out, and two career members of four are left.
  @Test func aMemberStepsOut() throws {
    let department = try HarborCycle()
    _ = try department.review(folders: Self.all)
    #expect(
      try department.codes(of: "H-06") == ["career-majority-lost-by-recusal", "own-case-recusal"])
    let lost = try department.records("findings.csv").first {
      $0["code"] == "career-majority-lost-by-recusal"
    }
    #expect(lost?["message"]?.contains("2 of 4") == true)
    #expect(try department.executive("H-06")["members_recused"] == "H-06")
  }

  /// As in plans: joiners and marks are taken, what steers the text around it is not, and what was lost is
  /// told. Remarks may have several lines.
  @Test(
    arguments: [
      ("two\nlines", []), ("a joiner\u{200D}, a mark\u{200E}", []),
      ("lost: \u{FFFD}", ["replacement-character"]),
      ("turned: \u{202E}", ["control-character"]), ("steered: \u{9B}", ["control-character"]),
    ] as [(String, [String])])
  func remarksHoldWhatNamesMayHold(remarks: String, codes: [String]) throws {
    let department = try HarborCycle()
    let sheet = try department.sheet("returned", "H-04", ["prb_remarks": remarks])
    _ = try department.review(folders: ["returned"], changed: ("returned", sheet))
    #expect(try department.codes(of: "H-04") == codes)
    let isHeld = codes == ["control-character"]
    #expect(try department.executive("H-04")["status"] == (isHeld ? "held" : "open"))
  }

  // MARK: - Limits

  /// The Inspector General's office counts apart, and a noncareer executive does not count.
  @Test func unitsHaveLimitsOfTheirOwn() throws {
    let department = try HarborCycle()
    _ = try department.review(folders: Self.all)
    let limits = try department.records("limits.csv").filter { $0["stage"] == "annual" }.map {
      limit in
      ["unit", "population", "counted", "allowed_exact", "allowed", "over", "state"].map {
        limit[$0] ?? ""
      }
    }
    #expect(
      limits == [
        ["Department", "13", "5", "3.9", "3", "2", "waived"],
        ["Office of Inspector General", "5", "1", "1.5", "1", "0", "within"],
      ])
    #expect(try department.executive("H-04")["appointment"] == "Noncareer")
  }

  @Test func withoutTheWaiverItDoesNotClose() throws {
    let department = try HarborCycle()
    let closing = try department.review(
      cycle: "fy2026.yaml", folders: Self.all, options: ["--close"])
    #expect(closing.status == 65)
    #expect(closing.errorText.contains("distribution-limit-exceeded"))
    #expect(!department.hasPublished)
    let open = try department.review(cycle: "fy2026.yaml", folders: Self.all)
    #expect(open.status == 1)
    #expect(try department.records("limits.csv").contains { $0["state"] == "exceeded" })
  }

  // MARK: - Variations

  /// The authority assigns another level than the initial one, and nothing says how it is derived.
  @Test func aLevelWithoutFinalRatingsStands() throws {
    let department = try HarborCycle()
    let sheet = try department.sheet("decided", "H-02", ["leading_people_final": ""])
    let ended = try department.review(folders: Self.all, changed: ("decided", sheet))
    #expect(ended.status == 0, "\(ended.errorText)")
    let executive = try department.executive("H-02")
    #expect(executive["status"] == "complete")
    #expect(executive["annual_summary_rating"] == "4")
    #expect(executive["annual_basis"] == "assigned")
    #expect(try department.codes(of: "H-02") == ["annual-rating-without-elements"])
  }

  /// 100 + 80 + 100 + 100 + 80 = 460 is Level 4.
  @Test func aLevelThatFinalRatingsDoNotDeriveIsHeld() throws {
    let department = try HarborCycle()
    let sheet = try department.sheet(
      "decided", "H-02", ["annual_summary_rating": "3", "authority_remarks": "The audit"])
    let ended = try department.review(folders: Self.all, changed: ("decided", sheet))
    #expect(ended.status == 1)
    let executive = try department.executive("H-02")
    #expect(executive["status"] == "held")
    #expect(executive["annual_summary_rating"] == "")
    #expect(executive["remarks"]?.contains("derive Level 4") == true)
    #expect(try department.codes(of: "H-02") == ["annual-rating-differs-from-elements"])
    #expect(try department.executive("H-01")["status"] == "complete")
  }

  @Test func aDifferenceWithoutRemarksIsHeld() throws {
    let department = try HarborCycle()
    let sheet = try department.sheet("returned", "H-03", ["prb_recommended_rating": "4"])
    let ended = try department.review(folders: ["returned"], changed: ("returned", sheet))
    #expect(ended.status == 1)
    let executive = try department.executive("H-03")
    #expect(executive["status"] == "held")
    #expect(executive["prb_recommended_rating"] == "")
    #expect(try department.codes(of: "H-03") == ["remarks-missing"])
    #expect(try department.executive("H-01")["prb_recommended_rating"] == "4")
  }

  /// Whichever cell of the roster comes back changed, on a board's sheet or on the authority's, is named, alone,
  /// and what the row says is not taken.
  @Test(arguments: all)
  func everyChangedCellIsNamed(folder: String) throws {
    let department = try HarborCycle()
    let header = try ReferenceReader().read(
      try bytes(ofFile: "\(HarborCycle.folder)/returned/harbor-prb-1.csv")
    ).texts[0].map { $0.replacing("\u{FEFF}", with: "") }
    let locked = header.filter {
      !["executive_id", "prb_recommended_rating", "prb_remarks"].contains($0)
    }
    #expect(locked.count == 21)
    for column in locked {
      // Of H-02 no weight is 30, no rating 2, and the score is not 300.
      let value =
        column.hasSuffix("_weight")
        ? "30"
        : column == "summary_score"
          ? "300"
          : column.hasSuffix("_rating") ? "2" : "Another"
      let sheet = try department.sheet(folder, "H-02", [column: value])
      _ = try department.review(folders: Self.all, changed: (folder, sheet))
      let changed = try department.records("findings.csv").filter {
        $0["code"] == "locked-cell-changed"
      }
      #expect(
        changed.map { [$0["executive_id"], $0["column"], $0["value"]] } == [
          ["H-02", column, value]
        ])
      #expect(try department.executive("H-02")["status"] == "held", "\(folder), \(column)")
    }
  }

  // MARK: - The files

  /// The decided sheets are those that the review wrote for the authority, with the open columns filled in.
  @Test(arguments: HarborCycle.boards)
  func theDecidedSheetsAreThoseOfTheReview(board: String) throws {
    let department = try HarborCycle()
    _ = try department.review(folders: ["returned"])
    let open = ["annual_summary_rating", "leading_people_final", "decided_on"]
    func blanked(_ table: [[String]]) throws -> [[String]] {
      let columns = try open.map { try #require(table[0].firstIndex(of: $0)) }
      return table.enumerated().map { number, row in
        row.indices.map { number > 0 && columns.contains($0) ? "" : row[$0] }
      }
    }
    let sent = try department.records("sheets/authority/\(board).csv")
    let back = try ReferenceReader().read(
      try bytes(ofFile: "\(HarborCycle.folder)/decided/\(board).csv")
    ).texts
    let header = back[0].map { $0.replacing("\u{FEFF}", with: "") }
    #expect(
      try blanked([header] + back.dropFirst())
        == [header] + sent.map { row in header.map { row[$0] ?? "missing" } })
  }
}
