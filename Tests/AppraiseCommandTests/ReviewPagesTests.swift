import Columns
import FoundationEssentials
import Pages
import Testing
import TestSupport

/// The pages of a review say what its CSV files say, in words, and nothing that somebody wrote becomes
/// markup.
@Suite struct ReviewPagesTests {
  /// Reviews of one run over the made-up Department of Harbors.
  struct Harbor {
    private let batch: NightlyBatch
    let run: String
    let folder = "\(Repository.fixtures)/harbor"

    init() throws {
      batch = try NightlyBatch(inputs: folder)
      let ended = try batch.run("--quiet", "--title", "FY 2026 <cycle>", "--pages", "none")
      #expect(ended.status == 0, "\(ended.errorText)")
      run = try batch.newest()
    }

    /// The options of all files that have come.
    var all: [String] {
      ["--members", "members.csv", "--responses", "responses.csv", "--returned"]
        + ["oig-prb", "prb-1", "prb-2"].map { "returned/harbor-\($0).csv" }
    }

    /// Reviews the run into a directory of this name.
    func review(
      _ name: String, cycle: String = "fy2026.yaml", _ options: [String]
    ) throws -> (ended: Program.Ended, path: String) {
      let output = batch.path(name)
      let ended = try BuiltProgram.located().run(
        ["review", "--run", run, "--cycle", cycle, "--output", output, "--quiet"] + options,
        directory: folder)
      return (ended, "\(output)/current")
    }

    /// A file with these lines.
    func file(_ name: String, _ text: String) throws -> String {
      try batch.file(name, text.utf8)
    }

    /// The cycle file, changed.
    func cycle(_ edits: [(String, String)]) throws -> String {
      var text = String(decoding: try bytes(ofFile: "\(folder)/fy2026.yaml"), as: UTF8.self)
      for (old, new) in edits {
        #expect(text.contains(old))
        text = text.replacing(old, with: new)
      }
      return try file("cycle.yaml", text)
    }
  }

  /// A page without its styles.
  private static func page(_ path: String) throws -> String {
    String(decoding: try bytes(ofFile: path), as: UTF8.self)
      .replacing(/<style>.*?<\/style>/, with: "")
  }

  /// A run that is marked has marked reviews: what a chair signs is no less sensitive than the rosters.
  @Test func aReviewHasTheMarkingOfItsRun() throws {
    let cycle = try HarborCycle()
    func marking(_ options: [String]) throws -> [Bool] {
      try cycle.review(HarborCycle.later + options)
      let review = try cycle.newest(in: cycle.reviews)
      return try ["index.html", "boards/harbor-prb-1.html", "manifest.json"].flatMap { name in
        let text = String(decoding: try bytes(ofFile: "\(review)/\(name)"), as: UTF8.self)
        return [text.contains("CUI//SP-PRVCY"), text.contains("SECRET")]
      }
    }
    #expect(try marking([]) == [false, false, false, false, false, false])
    let run = try cycle.appraise([
      "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", cycle.runs, "--quiet",
      "--marking", "CUI//SP-PRVCY",
    ])
    #expect(run.status == 0)
    #expect(try marking([]) == [true, false, true, false, true, false])
    #expect(try marking(["--marking", "SECRET"]) == [false, true, false, true, false, true])
  }

  @Test func theRecommendationSaysEverythingInWords() throws {
    let harbor = try Harbor()
    let (ended, review) = try harbor.review("reviews", harbor.all)
    #expect(ended.status == 0, "\(ended.errorText)")
    let page = try Self.page("\(review)/boards/harbor-prb-1.html")
    for words in [
      "<h1>Harbor PRB 1</h1>", "Department of Harbors, appraisal period 2025-10-01 to 2026-09-30",
      "<dt>Unit<dd>Department</div>", "<dt>Recommended on<dd>2026-11-04</div>",
      "The board recommends a level for each of 7 rated executives.",
      "<tr><th scope=row>5<small>Outstanding</small><td>3<td>2",
      "1 recommendation of 7 differs: 1 lowered, 0 raised. The board concurs in 5 cases and wrote the "
        + "level of the initial rating in 1;",
      "<b>Baker, Ben</b> <span class=quiet>H-02</span> Level 5 → Level 4 "
        + "<span class=quiet>(lowered by 1)</span></p><p class=written>Remarks: One audit finding is "
        + "open since March; the board weighs it</p>",
      "<b>Abbott, Anna</b> <span class=quiet>H-01</span> responded on 2026-10-20 and asked for a "
        + "review at a higher level. That was before the day on which the board recommended. Pool, Petra recommends "
        + "Level 5 on 2026-10-27; the initial level is 4. The board recommends Level 4.</p>"
        + "<p class=written>Reviewer’s remarks: The harbor opened a season early</p>",
      "5 members sit, 3 of them career appointees.",
      "<b>Fisher, Fay</b> <span class=quiet>H-06</span> sits on this board, and takes no part in his or "
        + "her own case.</p><p class=written>Without the member who steps out, 2 of 4 are career appointees",
      "<tr><th scope=row>Department<td>recommended<td>13<td>5<td>3.9<td>3<td>2<td>2 more than allowed",
      "<b>Not confirmed:</b>", "OPM memorandum on the distribution of ratings",
      "The board recommends the levels on this page for 7 executives: 0 raised, 1 lowered and 6 "
        + "unchanged from the initial rating.", "<th scope=row>Tanner, Tess<td><td></table>",
      "<code>\(try Self.manifestHash(in: review))</code>",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("id=left-out"))
    #expect(try BuiltProgram.located().run(["verify", review]).status == 0)
  }

  /// The hash of the run's manifest, as that of the review has it.
  private static func manifestHash(in review: String) throws -> String {
    let manifest = String(decoding: try bytes(ofFile: "\(review)/manifest.json"), as: UTF8.self)
    let match = try #require(manifest.firstMatch(of: /"manifest_sha256": "([0-9a-f]{64})"/))
    return String(match.1)
  }

  /// What a board has not settled is named, and a board that has said nothing signs nothing.
  @Test func openAndHeldExecutivesAreNamed() throws {
    let harbor = try Harbor()
    let sheet = try harbor.file(
      "prb-1.csv",
      "executive_id,prb_recommended_rating,prb_remarks\nH-01,concur,\nH-02,4,One finding is open\n"
        + "H-03,4,\nH-04,,\nH-05,concur,\nH-06,concur,\nH-07,3,\n")
    let (ended, review) = try harbor.review("reviews", ["--returned", sheet])
    #expect(ended.status == 1, "\(ended.errorText)")
    let page = try Self.page("\(review)/boards/harbor-prb-1.html")
    for words in [
      "This is not complete: the board recommends a level for 5 of 7 rated executives; 1 without a "
        + "recommendation, 1 held because something has to be corrected first.",
      "<p>1 open, 1 held.</p>",
      "Carver, Cleo<small>H-03</small><td>held<td><div class=finding>The board recommends Level 4",
      "Dorsey, Dana<small>H-04</small><td>open<td>The board has handed in no level.",
      "Members were not given: who sits on the board, publication and recusals were not checked.",
      "Responses were not given", "<tr><th scope=row>No recommendation<td>–<td>2",
      "2 rated executives without a recommendation are not part of it. 1 executive is held: there is nothing "
        + "to sign until what is wrong is corrected and reviewed again.</p>\n</section>",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("id=signature"))
    let open = try Self.page("\(review)/boards/harbor-oig-prb.html")
    #expect(
      open.contains("This board has not recommended yet: 5 rated executives, 5 of them open."))
    for absent in ["id=signature", "id=differences", "id=left-out"] {
      #expect(!open.contains(absent), "\(absent)")
    }
    let index = try Self.page("\(review)/index.html")
    for words in [
      "19 = 18 open + 1 held + 0 complete + 0 not rated + 0 rejected.",
      "<b>Members of the boards.</b> Not checked: the size of the boards",
      "<td>not checked<small></small>", "1 of 3 boards has recommended.",
      "<a href=\"sheets/board/harbor-oig-prb.csv\">board</a><tr>",
      "<a href=\"sheets/authority/harbor-prb-1.csv\">authority</a>",
      "2 of 9 rating officials rated at least 3 executives.",
      "<th scope=row>Stone, Sam<td>8<td>Mean initial level 3.88 of 8; agency 3.47.",
    ] {
      #expect(index.contains(words), "\(words)")
    }
  }

  /// Closed, and opened again: the index says so, with the reason.
  @Test func theIndexTellsWhyAReviewWasOpenedAgain() throws {
    let harbor = try Harbor()
    let cycle = try harbor.cycle([
      ("boards: rest", "boards: rest\n    waiver: Certification of <2026-12-01>")
    ])
    let decided = try harbor.file(
      "decided.csv",
      "executive_id,annual_summary_rating\n"
        + (Array(1...14) + Array(21...25)).map { "H-\($0 < 10 ? "0" : "")\($0),concur\n" }.joined())
    let options = harbor.all + ["--decided", decided]
    let (closed, review) = try harbor.review("reviews", cycle: cycle, options + ["--close"])
    #expect(closed.status == 0, "\(closed.errorText)")
    let index = try Self.page("\(review)/index.html")
    for words in [
      "Closed: everybody is accounted for", "<a href=annual-ratings.csv>",
      "Everything that can be checked was given.", "19 complete",
      "2 more than allowed, waived by the President: Certification of &lt;2026-12-01&gt;",
    ] {
      #expect(index.contains(words), "\(words)")
    }
    let (reopened, again) = try harbor.review(
      "reviews", cycle: cycle, options + ["--reopen", "An <appeal> was granted"])
    #expect(reopened.status == 0, "\(reopened.errorText)")
    let page = try Self.page("\(again)/index.html")
    #expect(
      page.contains("Reopened after it was closed. The reason: An &lt;appeal&gt; was granted"))
    #expect(!page.contains("Closed: everybody"))
  }

  /// Threads, and the order of the files, change no byte of a page.
  @Test func pagesDependOnWhatTheFilesSay() throws {
    let harbor = try Harbor()
    let (one, first) = try harbor.review("one", harbor.all + ["--threads", "1"])
    let backwards = ["--returned"] + harbor.all.suffix(3).reversed() + harbor.all.prefix(4)
    let (other, second) = try harbor.review("other", backwards + ["--threads", "3"])
    #expect(one.status == 0 && other.status == 0)
    let pages = try files(below: first).filter { $0.hasSuffix(".html") }
    #expect(pages.count == 4)
    for name in pages {
      #expect(
        try bytes(ofFile: "\(first)/\(name)") == bytes(ofFile: "\(second)/\(name)"), "\(name)")
    }
  }

  /// Who came first with a sheet, and how its files are called, is nothing for another board.
  @Test func `a board's page names its own sheets`() throws {
    let cycle = try HarborCycle()
    let many = try (0..<21).map { number in
      try cycle.file("own-\(number).csv", "executive_id,prb_recommended_rating\nH-01,concur\n")
    }
    let own = try cycle.file("alone.csv", "executive_id,prb_recommended_rating\nH-08,concur\n")
    let nobodys = try cycle.file("lost.csv", "executive_id,prb_recommended_rating\nX-1,concur\n")
    func pages(_ files: [String]) throws -> [String] {
      try cycle.review(["--members", "members.csv", "--returned"] + files)
      let review = try cycle.newest(in: cycle.reviews)
      return try ["index.html"].map { try Self.page("\(review)/\($0)") }
        + HarborCycle.boards.map { try Self.page("\(review)/boards/\($0).html") }
    }
    let few = try pages([many[0], many[1], own, nobodys])
    let names = ["own-0.csv", "own-1.csv", "alone.csv", "lost.csv", "members.csv"]
    #expect(
      few.map { page in names.filter { page.contains("<dd>\($0), ") } }
        == [
          names.sorted(), ["members.csv"], ["own-0.csv", "own-1.csv", "members.csv"],
          ["alone.csv", "members.csv"],
        ].map { found in names.filter { found.contains($0) } })
    let counted = try pages(many + [own])
    #expect(counted[2].contains("<dt>returned<dd>21 files, 21 records; manifest.json names each"))
    #expect(counted[3].contains("<dd>alone.csv, 1 record <code>"))
    #expect(!counted[3].contains("own-") && !counted[3].contains("21 files"))
  }

  @Test func noPagesIfNoneAreWanted() throws {
    let harbor = try Harbor()
    let (with, pages) = try harbor.review("with", harbor.all)
    let (without, none) = try harbor.review("without", harbor.all + ["--pages", "none"])
    #expect(with.status == 0 && without.status == 0)
    let names = try files(below: pages)
    #expect(try files(below: none) == names.filter { !$0.hasSuffix(".html") })
    for name in names where !name.hasSuffix(".html") && name != "manifest.json" {
      #expect(try bytes(ofFile: "\(pages)/\(name)") == bytes(ofFile: "\(none)/\(name)"), "\(name)")
    }
    for options in [["--marking", "CUI"], ["--paper", "a4"]] {
      let (refused, _) = try harbor.review("none", options + ["--pages", "none"])
      #expect(refused.status == 64 && refused.errorText.contains("leave out --pages none"))
    }
  }

  @Test func markingPaperAndTitle() throws {
    let harbor = try Harbor()
    let (ended, review) = try harbor.review(
      "reviews", harbor.all + ["--marking", "CUI//<X>", "--paper", "a4"])
    #expect(ended.status == 0, "\(ended.errorText)")
    for name in try files(below: review) where name.hasSuffix(".html") {
      let text = String(decoding: try bytes(ofFile: "\(review)/\(name)"), as: UTF8.self)
      #expect(text.matches(of: /class="marking (top|bottom)">CUI\/\/&lt;X&gt;</).count == 2)
      #expect(text.contains("@page{size:A4 portrait}"))
      #expect(text.matches(of: /<p class=banner>CUI\/\/&lt;X&gt;</).count == 2)
      #expect(text.contains("<span>FY 2026 &lt;cycle&gt;</span><span>inputs "))
      #expect(text.contains(", FY 2026 &lt;cycle&gt;</title>"))
    }
  }

  /// The elements of pages over hostile texts are those of the templates, and the policy lets in the styles
  /// of the page and nothing else.
  @Test func nothingBecomesMarkup() throws {
    let harbor = try Harbor()
    let hostile = [
      "<script>alert(1)</script>", "\"\"><img src=x onerror=alert(1)>", "<\u{338}img src=x>",
      "</style><svg onload=alert(1)>", "{{name}} {{{name}}}", "a\nb</p></li>", "=SUM(A1)",
    ]
    var sheet = "executive_id,prb_recommended_rating,prb_remarks\n"
    var responses =
      "executive_id,responded_on,review_requested,reviewer,reviewer_recommended_rating,"
    responses += "reviewer_remarks\n"
    var members = "prb,member_id,role,appointment,name,federal_register\n"
    for number in 1...7 {
      let text = hostile[number - 1]
      let line = text.replacing("\n", with: " ")
      sheet += "H-0\(number),1,\"\(text)\"\n"
      responses += "H-0\(number),2026-10-20,yes,\"\(line)\",5,\"\(text)\"\n"
      members += "Harbor PRB 1,\"M-\(number)\(line)\",member,career,\"\(line)\",\"\(line)\"\n"
    }
    let cycle = try harbor.cycle([
      ("agency: Department of Harbors", "agency: '<b>Ships</b> & {{name}}'"),
      ("name: Department\n", "name: '<img src=x>'\n"),
    ])
    let (ended, review) = try harbor.review(
      "reviews", cycle: cycle,
      [
        "--returned", try harbor.file("returned.csv", sheet), "--responses",
        try harbor.file("responses.csv", responses), "--members",
        try harbor.file("members.csv", members),
      ])
    // The other boards have no members, which is an error.
    #expect(ended.status == 1, "\(ended.errorText)")
    let own = Templates.texts.values.flatMap { text in
      PageReader(Array(text.utf8)).startTags.map(Self.name(of:))
    }
    let pages = try files(below: review).filter { $0.hasSuffix(".html") }
    #expect(pages.count == 4)
    for name in pages {
      let page = try bytes(ofFile: "\(review)/\(name)")
      for tag in PageReader(page).startTags {
        #expect(own.contains(Self.name(of: tag)), "\(name): <\(tag)>")
        #expect(tag.firstMatch(of: /[ "'\/]on[a-z]+ *=/) == nil, "\(name): <\(tag)>")
      }
      #expect(
        String(decoding: page, as: UTF8.self).contains("&lt;b&gt;Ships&lt;/b&gt; &amp; {{name}}"))
      let styles = PageReader(page).contents(of: "style")
      #expect(styles.count == 1)
      let hashes = styles.map { "'sha256-\(StyleSheet.hash(of: Array($0.utf8)))'" }
      let policy = "default-src 'none'; style-src \(hashes.joined(separator: " ")); img-src data:; "
      #expect(page.firstRange(of: Array("content=\"\(policy)".utf8)) != nil, "\(name)")
    }
    let page = try Self.page("\(review)/boards/harbor-prb-1.html")
    #expect(page.matches(of: /&lt;script&gt;alert\(1\)&lt;\/script&gt;/).count >= 4)
    #expect(page.contains("a\nb&lt;/p&gt;&lt;/li&gt;"))
  }

  private static func name(of tag: String) -> Substring {
    tag.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
  }
}
