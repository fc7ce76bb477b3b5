import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// What is official stays, whoever writes where.
@Suite struct OfficialReviewTests {
  private static let waived = "fy2026-with-waiver.yaml"

  /// `--keep` takes neither a closed review nor what came after it, which proves it; and where no link leads to it or
  /// to one after it, it is not passed over.
  @Test func officialReviewsStay() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let before = try cycle.id(in: cycle.reviews)
    try cycle.close()
    let closed = try cycle.id(in: cycle.reviews)
    #expect(closed != before)
    let all = HarborCycle.later + ["--decided", try cycle.decided(), "--keep", "1"]
    #expect(try cycle.review(cycle: Self.waived, all + ["--reopen", "Typed wrong"]).status == 0)
    let reopened = try cycle.id(in: cycle.reviews)
    var later: [String] = []
    for _ in 0..<2 {
      #expect(try cycle.review(cycle: Self.waived, all).status == 0)
      later.append(try cycle.id(in: cycle.reviews))
    }
    let runs = "\(cycle.reviews)/runs"
    let kept = try FileManager.default.contentsOfDirectory(atPath: runs)
    #expect(kept.sorted() == [closed, reopened] + later)
    #expect(try cycle.appraise(["verify", cycle.reviews, "--chain"]).status == 0)
    let current = "\(cycle.reviews)/current"
    try FileManager.default.removeItem(atPath: current)
    func isRefused() throws {
      let lost = try cycle.review(cycle: Self.waived, all)
      #expect(lost.status == 65)
      #expect(lost.errorText.contains("\(reopened) is official, and the link 'current' does not"))
    }
    try isRefused()
    // Nor is it where the link leads to an older one.
    try FileManager.default.createSymbolicLink(
      atPath: current, withDestinationPath: "runs/\(closed)")
    try isRefused()
  }

  /// A program that was killed after the review had its name, and before `current` led to it: the next one finishes
  /// that, and nothing has to be moved by hand.
  @Test(arguments: [true, false])
  func `a review that was killed while it was published is finished`(isFirst: Bool) throws {
    let cycle = try HarborCycle()
    if !isFirst { try cycle.review() }
    let before = isFirst ? nil : try cycle.id(in: cycle.reviews)
    try cycle.close()
    let closed = try cycle.id(in: cycle.reviews)
    let current = "\(cycle.reviews)/current"
    func link(_ path: String, to review: String?) throws {
      try? FileManager.default.removeItem(atPath: path)
      guard let review else { return }
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: "runs/\(review)")
    }
    func all(_ options: [String] = []) throws -> Program.Ended {
      try cycle.review(
        cycle: Self.waived, HarborCycle.later + ["--decided", try cycle.decided()] + options)
    }
    // A link that was lost or led elsewhere by hand is not: who did that has to say what is meant.
    try link(current, to: isFirst ? "20200101T000000Z" : nil)
    try link("\(cycle.reviews)/.tmp-current", to: closed)
    #expect(try all().errorText.contains("and the link 'current' does not lead to it"))
    try link(current, to: before)
    let ended = try all()
    #expect(ended.status == 65 && ended.errorText.contains("is published in full now."))
    #expect(try cycle.id(in: cycle.reviews) == closed)
    #expect(try cycle.appraise(["verify", cycle.reviews, "--chain"]).status == 0)
    let again = try all()
    #expect(again.status == 65 && !again.errorText.contains("is published in full now."))
    #expect(try all(["--reopen", "Typed wrong"]).status == 0)
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: cycle.reviews).contains(".tmp-current"))
  }

  /// What cannot be read may be official.
  @Test func aReviewWithoutAManifestIsNotRemoved() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let first = try cycle.id(in: cycle.reviews)
    try cycle.review()
    try Data("{".utf8).write(to: URL(filePath: "\(cycle.reviews)/runs/\(first)/manifest.json"))
    let ended = try cycle.review(HarborCycle.later + ["--keep", "1"])
    #expect(
      ended.errorText.contains("\(first): its manifest cannot be read, so it was not removed"))
    let kept = try FileManager.default.contentsOfDirectory(atPath: "\(cycle.reviews)/runs")
    #expect(kept.count == 3 && kept.contains(first))
  }

  /// A group that may write to a run makes it no place to write to.
  @Test func nothingIsWrittenIntoARunOfAGroup() throws {
    let cycle = try HarborCycle()
    let run = try cycle.newest(in: cycle.runs)
    #expect(unsafe chmod(run, 0o770) == 0)
    for command in [
      ["template", "--output", "\(run)/forms"],
      ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", "\(run)/new"],
    ] {
      let ended = try cycle.appraise(command)
      #expect(ended.status == 73 && ended.errorText.contains("nothing may be written there"))
    }
    #expect(try cycle.appraise(["verify", cycle.runs]).status == 0)
  }

  /// What is opened again has to be what was closed.
  @Test func aChangedReviewIsNotOpenedAgain() throws {
    let cycle = try HarborCycle()
    try cycle.close()
    let ratings = "\(try cycle.newest(in: cycle.reviews))/annual-ratings.csv"
    let text = String(decoding: try bytes(ofFile: ratings), as: UTF8.self)
    try Data(text.replacing("H-22,2026-09-30,3", with: "H-22,2026-09-30,5").utf8)
      .write(to: URL(filePath: ratings))
    let reopened = try cycle.review(
      cycle: Self.waived, HarborCycle.later + ["--reopen", "Why not"])
    #expect(reopened.status == 65)
    #expect(reopened.errorText.contains("annual-ratings.csv is changed, so nothing was published"))
  }

  /// A header means something else to another kind, whichever file a task has read before.
  @Test(arguments: 1...4) func aSheetOfTheBoardIsNoDecision(threads: Int) throws {
    let cycle = try HarborCycle()
    let sheet = HarborCycle.returned[0]
    let copy = try cycle.file(
      "copy.csv",
      String(decoding: try bytes(ofFile: "\(HarborCycle.folder)/\(sheet)"), as: UTF8.self))
    let ended = try cycle.review(
      ["--returned", sheet, "--decided", copy, "--threads", "\(threads)"])
    #expect(ended.status == 65)
    #expect(ended.errorText.contains("These are the columns of --returned"))
  }

  /// One more file in a published run, and it would not verify.
  @Test(arguments: [".", "rosters", "below", ".."])
  func nothingIsWrittenIntoARun(place: String) throws {
    let cycle = try HarborCycle()
    let run = try cycle.newest(in: cycle.runs)
    let place = "\(run)/\(place)"
    let commands = [
      ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", place],
      ["review", "--run", run, "--cycle", "fy2026.yaml", "--output", place],
      ["template", "--output", place],
      ["synthesize", "--executives", "3", "--seed", "1", "--output", place],
    ]
    let before = try contents(below: cycle.runs)
    for command in commands {
      #expect(try cycle.appraise(command).status == 73, "\(command)")
    }
    #expect(try contents(below: cycle.runs) == before)
    #expect(try cycle.appraise(["verify", cycle.runs]).status == 0)
  }

  /// A board is not told what is wrong with the authority's decision.
  @Test func decisionsAreTheAuthoritysBusiness() throws {
    let cycle = try HarborCycle()
    let decided = try cycle.sheet(
      "decided", "H-06", ["annual_summary_rating": "2", "authority_remarks": ""])
    #expect(
      try cycle.review(folders: ["returned", "decided"], changed: ("decided", decided)).status == 1)
    #expect(try cycle.executive("H-06")["status"] == "held")
    let review = try cycle.newest(in: cycle.reviews)
    func text(_ name: String) throws -> String {
      String(decoding: try bytes(ofFile: "\(review)/\(name)"), as: UTF8.self)
    }
    #expect(try text("sheets/authority/harbor-prb-1.csv").contains("decision-remarks-missing"))
    #expect(try !text("sheets/board/harbor-prb-1.csv").contains("decision-remarks-missing"))
    let page = try text("boards/harbor-prb-1.html")
    #expect(!page.contains("The authority assigns"))
    // Nor what it has assigned so far, and by which files: it is the page of a review without them.
    #expect(!page.contains(">annual<") && !page.contains("decided"))
    #expect(try cycle.review(folders: ["returned"]).status == 0)
    let before = String(
      decoding: try bytes(
        ofFile: "\(try cycle.newest(in: cycle.reviews))/boards/harbor-prb-1.html"), as: UTF8.self)
    // But for the folder that tells files of one name apart.
    #expect(page.replacing("<dd>returned/", with: "<dd>") == before)
    #expect(page.contains("The board recommends a level for each of 7 rated executives."))
  }
}
