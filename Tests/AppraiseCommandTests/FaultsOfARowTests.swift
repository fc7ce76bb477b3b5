import FoundationEssentials
import TestSupport
import Testing

/// All that is wrong with a row is said at once: whoever corrects it should have to do so once.
@Suite struct FaultsOfARowTests {
  /// The codes of the errors about an executive whose row of a decided sheet has some cells.
  ///
  /// - Parameter cells: The annual rating, the final rating of Leading People, the remarks, the day, and what the sheet
  ///   shows as the board's recommendation.
  private static func codes(_ cells: String, _ cycle: HarborCycle, of id: String) throws -> [String]
  {
    let decided = try cycle.file(
      "decided.csv",
      "executive_id,annual_summary_rating,leading_people_final,authority_remarks,decided_on,"
        + "prb_recommended_rating\n\(id),\(cells)\n")
    try cycle.review(["--returned"] + HarborCycle.returned + ["--decided", decided])
    #expect(try cycle.executive(id)["annual_summary_rating"] == "")
    return try cycle.records("findings.csv")
      .filter { $0["executive_id"] == id && $0["severity"] == "error" }
      .compactMap { $0["code"] }.sorted()
  }

  /// H-02 has the initial Level 5, and the board recommends Level 4.
  @Test(arguments: [
    ("3,,,12/15/2026,", ["decision-remarks-missing", "invalid-date"]),
    (
      "4,5,,12/15/2026,",
      ["annual-rating-differs-from-elements", "decision-remarks-missing", "invalid-date"]
    ),
    ("4,9,,2026-11-01,", ["decided-before-recommendation", "invalid-final-rating"]),
    ("often,,,2026-11-01,", ["decided-before-recommendation", "invalid-annual-rating"]),
    // Nothing is said of remarks that are there, or of a level that nobody can tell.
    ("3,,Why,12/15/2026,", ["invalid-date"]),
    ("often,,,12/15/2026,", ["invalid-annual-rating", "invalid-date"]),
    ("concur,,,12/15/2026,", ["invalid-date"]), ("concur,9,,,", ["invalid-final-rating"]),
    // What the level is compared with is that which the sheet shows.
    ("3,,,12/15/2026,5", ["invalid-date", "locked-cell-changed"]),
    ("3,5,,,5", ["annual-rating-differs-from-elements", "locked-cell-changed"]),
    ("concur,5,,,5", ["locked-cell-changed"]),
  ])
  func `a decision tells all its faults`(cells: String, codes: [String]) throws {
    #expect(try Self.codes(cells, HarborCycle(), of: "H-02") == codes)
  }

  /// Where the day of a row cannot be read, the row is not judged by that of the cycle, here before the board's.
  @Test(arguments: [
    ("12/20/2026", ["invalid-date"]), ("", ["decided-before-recommendation"]),
    ("2026-12-20", []),
  ])
  func `a day that cannot be read is not that of the cycle`(day: String, codes: [String]) throws {
    let cycle = try HarborCycle()
    let early = try cycle.file(
      "early.yaml",
      HarborCycle.text(of: "fy2026-with-waiver.yaml")
        .replacing("decided_on: 2026-12-15", with: "decided_on: 2026-11-01"))
    let decided = try cycle.file(
      "decided.csv", "executive_id,annual_summary_rating,decided_on\nH-03,concur,\(day)\n")
    try cycle.review(
      cycle: early, ["--returned"] + HarborCycle.returned + ["--decided", decided])
    let looked = ["decided-before-recommendation", "invalid-date"]
    #expect(try cycle.codes(of: "H-03").filter(looked.contains) == codes)
  }

  /// A decision that can rest on nothing tells its own faults all the same.
  @Test func `a decision without a recommendation tells its faults`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.file(
      "decided.csv",
      "executive_id,annual_summary_rating,leading_people_final,decided_on\nH-02,2,4,2026-11-01\n")
    try cycle.review(["--decided", decided])
    #expect(
      try cycle.codes(of: "H-02") == [
        "annual-rating-differs-from-elements", "decided-before-recommendation",
        "decision-without-recommendation",
      ])
  }

  /// What was found on the sheet in place of the board's recommendation is shown.
  @Test(arguments: [("4 or 5", "4 or 5"), ("5", "5"), ("Outstanding", "5"), ("concur", "5")])
  func `an outdated recommendation is shown`(cell: String, value: String) throws {
    let cycle = try HarborCycle()
    #expect(try Self.codes("4,,,,\(cell)", cycle, of: "H-02") == ["locked-cell-changed"])
    let finding = try #require(
      try cycle.records("findings.csv").first { $0["code"] == "locked-cell-changed" })
    #expect(finding["value"] == value && finding["column"] == "prb_recommended_rating")
  }

  /// A row with a changed cell may be meant for somebody else: nothing more is said of it.
  @Test func `a row of somebody else tells no other fault`() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.sheet(
      "decided", "H-02",
      ["name": "Somebody", "annual_summary_rating": "1", "authority_remarks": ""])
    try cycle.review(["--returned"] + HarborCycle.returned + ["--decided", decided])
    #expect(try cycle.codes(of: "H-02") == ["locked-cell-changed"])
  }

  /// A day that cannot be read hides nothing of a response.
  @Test func `a response tells all its faults`() throws {
    let cycle = try HarborCycle()
    let responses = try cycle.file(
      "responses.csv",
      "executive_id,responded_on,review_requested,reviewer,reviewed_on,reviewer_recommended_rating\n"
        + "H-01,10/20/2026,yes,\"Stone, Sam\",2026-11-20,\n")
    try cycle.review(["--responses", responses, "--returned"] + HarborCycle.returned)
    #expect(
      try cycle.codes(of: "H-01") == [
        "invalid-date", "review-after-recommendation", "review-without-result",
        "reviewer-is-rating-official",
      ])
    #expect(try cycle.executive("H-01")["responded_on"] == "")
  }
}
