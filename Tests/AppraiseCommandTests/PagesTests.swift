import Columns
import FoundationEssentials
import Pages
import Testing
import TestSupport

/// The pages say what the CSV files say, and nothing that stands in an input becomes markup.
@Suite struct PagesTests {
  /// Texts that end elements, attributes, style sheets and templates, or are hard to escape.
  private static let hostileTexts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "<\u{338}img src=x>", "&lt;b&gt; &amp; &#60;", "</table></td><tr>", "{{name}} {{{name}}}",
    "*/}</style><svg onload=alert(1)>", "\\3c script\\3e ", "<!-- ", "]]>", "=SUM(A1)", "@import",
    "<a href=javascript:alert(1)>x</a>", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "👩🏽", "",
  ]

  /// A run over an agency in which every text is hostile: a board, an organization and so on for
  /// each of the texts, some executives not rated, some rejected.
  private static func hostileRun(_ options: String...) throws -> (batch: NightlyBatch, run: String)
  {
    let batch = try NightlyBatch()
    func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    var plans =
      "executive_id,name,organization,position_title,appointment,prb,leading_change,"
      + "leading_people,business_acumen,building_coalitions,results_driven\n"
    var ratings =
      "executive_id,leading_change,leading_people,business_acumen,building_coalitions,"
      + "results_driven\n"
    for number in 0..<6 * hostileTexts.count {
      func text(_ step: Int) -> String {
        quoted(hostileTexts[(number * step + number / 7) % hostileTexts.count])
      }
      let weight = number % 11 == 3 ? 59 : 60
      plans +=
        "ES-<\(number)>&,\(text(1)),\(text(3)),\(text(5)),\(text(7)),\(text(1)),10,10,10,10,"
        + "\(weight)\n"
      if number % 13 != 5 {
        ratings += "ES-<\(number)>&,\(1 + number % 37 % 5),5,4,\(3 + number % 3),5\n"
      }
    }
    // What is unfit for output is spelled out, in the page as in the CSV file.
    plans += "ES-X,a\u{202E}b<\u{7}c,\u{1B}[31m,\u{7F},,<b>,10,10,10,10,60\n"
    ratings += "ES-X,5,5,5,5,5\n"
    let ended = try batch.run(
      plans: try batch.file("plans.csv", plans.utf8),
      ratings: try batch.file("ratings.csv", ratings.utf8), options: ["--quiet"] + options)
    #expect(ended.status == 1, "\(ended.errorText)")
    return (batch, try batch.newest())
  }

  static func agencyRun(_ options: String...) throws -> (batch: NightlyBatch, run: String) {
    let batch = try NightlyBatch(inputs: "\(Repository.fixtures)/agency")
    let ended = try batch.run(options: ["--quiet"] + options)
    #expect(ended.status == 1, "\(ended.errorText)")
    return (batch, try batch.newest())
  }

  /// The records of a CSV file of a run, by the names of their columns.
  static func records(_ path: String) throws -> [[String: String]] {
    let records = try read(try bytes(ofFile: path)).records
    let names = records[0].fields.map { String(decoding: $0, as: UTF8.self) }
    return records.dropFirst().map { record in
      Dictionary(
        uniqueKeysWithValues: zip(
          names, record.fields.map { String(decoding: $0, as: UTF8.self) }))
    }
  }

  private static let runs: [@Sendable () throws -> (batch: NightlyBatch, run: String)] = [
    { try agencyRun() }, { try agencyRun("--appendix", "--marking", "CUI//SP-PRVCY") },
    { try hostileRun("--marking", "\"></style><img src=x>'\\") }, { try hostileRun("--appendix") },
  ]

  // MARK: - The same as the CSV files

  /// Every cell of every roster, in the same order.
  @Test(arguments: runs.indices)
  func rostersSayWhatTheCSVFilesSay(number: Int) throws {
    let (batch, run) = try Self.runs[number]()
    let tables = [("rated", "rated"), ("not-rated", "not-rated"), ("rejected", "rejected")]
    var boards = 0
    for board in try Self.records("\(run)/rosters/index.csv") {
      let slug = try #require(board["file"]).dropLast(".csv".count)
      let records = try Self.records("\(run)/rosters/\(slug).csv")
      let page = PageReader(try bytes(ofFile: "\(run)/rosters/\(slug).html"))
      for (id, status) in tables {
        let expected = records.filter { $0["status"] == status }
        let table = page.table("<table id=\(id) ")
        #expect((table?.rows.count ?? 0) == expected.count, "\(slug) \(id)")
        #expect((table == nil) == expected.isEmpty)
        guard let table, table.rows.count == expected.count else { continue }
        #expect(table.names.contains("executive_id") && table.names.contains("name"))
        for (row, record) in expected.enumerated() {
          for name in table.names {
            var shown = try #require(table.value(name, row: row))
            if name.hasSuffix("_weight"), shown.hasSuffix("%") { shown.removeLast() }
            if shown == "No ratings were given." { shown = "no ratings were given" }
            let field = unguarded(try #require(record[name], "no column \(name)"))
            #expect(shown.utf8.elementsEqual(field.utf8), "\(slug) \(id) \(row) \(name)")
          }
        }
      }
      boards += 1
    }
    #expect(boards > 2)
    withExtendedLifetime(batch) {}
  }

  /// The distributions and the rows of the index.
  @Test(arguments: runs.indices)
  func countsAreThoseOfTheCSVFiles(number: Int) throws {
    let (batch, run) = try Self.runs[number]()
    let index = try Self.records("\(run)/rosters/index.csv")
    let page = PageReader(try bytes(ofFile: "\(run)/index.html"))
    let boards = try #require(page.table("<table id=boards "))
    #expect(boards.rows.count == index.count)
    let scores = try Self.records("\(run)/scores.csv")
    var agency: [String: Int] = [:]
    for score in scores { agency[score["initial_summary_rating"] ?? "", default: 0] += 1 }
    func percent(_ count: Int, _ all: Int) -> String {
      let tenths = all == 0 ? 0 : (count * 2000 + all) / (2 * all)
      return all < 10 ? "–" : "\(tenths / 10).\(tenths % 10)%"
    }
    for (row, record) in index.enumerated() {
      for name in boards.names where name != "prb" {
        let count = record[name] == "0" ? "·" : record[name]
        #expect(boards.value(name, row: row) == count, "\(row) \(name)")
      }
      let file = try #require(record["file"])
      let slug = file.dropLast(".csv".count)
      let roster = PageReader(try bytes(ofFile: "\(run)/rosters/\(slug).html"))
      let rated = Int(record["rated"] ?? "") ?? 0
      let levels = roster.table("<table class=distribution")
      #expect((levels == nil) == (rated == 0))
      for (row, level) in [5, 4, 3, 2, 1].enumerated() {
        guard let levels else { continue }
        let count = Int(record["level_\(level)"] ?? "") ?? -1
        #expect(levels.value("level", row: row) == "\(level)")
        #expect(levels.value("count", row: row) == "\(count)")
        #expect(levels.value("percent", row: row) == percent(count, rated))
        #expect(
          levels.value("agency_percent", row: row)
            == percent(agency["\(level)"] ?? 0, scores.count))
      }
    }
    let overall = try #require(page.table("<table class=distribution"))
    for (row, level) in [5, 4, 3, 2, 1].enumerated() {
      #expect(overall.value("count", row: row) == "\(agency["\(level)"] ?? 0)")
    }
    for id in ["appointments", "organizations"] {
      let groups = try #require(page.table("<table id=\(id) "))
      let sum = groups.rows.indices.reduce(0) {
        $0 + (Int(groups.value("executives", row: $1) ?? "") ?? 0)
      }
      #expect(sum == index.reduce(0) { $0 + (Int($1["executives"] ?? "") ?? 0) })
    }
    let findings = try Self.records("\(run)/findings.csv")
    let codes = try #require(page.table("<table id=findings"))
    #expect(
      Set(codes.rows.map { $0[1][1] }) == Set(findings.map { $0["code"] }))
    for row in codes.rows {
      #expect(row[2] == ["\(findings.count { $0["code"] == row[1][1] })"])
    }
    withExtendedLifetime(batch) {}
  }

  // MARK: - Nothing becomes markup

  /// How the addresses on the pages begin.
  private static let addresses = [
    "#", "../index.html", "rosters/", "data:,", "findings.csv",
  ]
  /// What another roster, and the files of this one, are called.
  private static let file = #"[a-z0-9][a-z0-9-]{0,63}\.(html|csv)"#

  /// The name of an element.
  private static func name(of tag: String) -> Substring {
    tag.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
  }

  /// The elements of pages over hostile texts are those of the templates, with their attributes.
  @Test(arguments: runs.indices)
  func nothingBecomesMarkup(number: Int) throws {
    let (batch, run) = try Self.runs[number]()
    let own = Templates.texts.values.flatMap { text in
      PageReader(Array(text.utf8)).startTags.map(Self.name(of:))
    }
    let pages = try files(below: run).filter { $0.hasSuffix(".html") }
    #expect(pages.count > 3)
    for name in pages {
      let page = try bytes(ofFile: "\(run)/\(name)")
      for tag in PageReader(page).startTags {
        #expect(own.contains(Self.name(of: tag)), "\(name): <\(tag)>")
        #expect(tag.firstMatch(of: /[ "'\/]on[a-z]+ *=/) == nil, "\(name): <\(tag)>")
        #expect(!tag.contains(" style="), "\(name): <\(tag)>")
        for address in tag.matches(of: /(?:href|src)=("[^"]*"|[^ >]*)/) {
          let address = address.1.trimmingPrefix("\"")
          let isFile =
            try Regex(Self.file).wholeMatch(in: String(address.prefix { $0 != "\"" })) != nil
          #expect(
            isFile || Self.addresses.contains { address.hasPrefix($0) }, "\(name): <\(tag)>")
        }
      }
      let text = try #require(String(validating: page, as: UTF8.self), "\(name) is not UTF-8")
      #expect(
        !text.unicodeScalars.contains {
          $0 != "\n" && ($0.properties.generalCategory == .control || $0.value == 0x202E)
        })
      // The patterns of the small bars are part of the page.
      #expect(
        !text.replacing("url(#hatch-", with: "").contains("url(") && !text.contains("@import "),
        "\(name)")
    }
    withExtendedLifetime(batch) {}
  }

  /// The policy lets in the styles of the page, each by its hash, and nothing else.
  @Test(arguments: runs.indices)
  func policyNamesTheStyles(number: Int) throws {
    let (batch, run) = try Self.runs[number]()
    for name in try files(below: run) where name.hasSuffix(".html") {
      let bytes = try bytes(ofFile: "\(run)/\(name)")
      let styles = PageReader(bytes).contents(of: "style")
      #expect(styles.count == 1, "\(name)")
      let hashes = styles.map { "'sha256-\(StyleSheet.hash(of: Array($0.utf8)))'" }
      let policy =
        "default-src 'none'; style-src \(hashes.joined(separator: " ")); img-src data:; "
        + "base-uri 'none'; form-action 'none'"
      #expect(
        bytes.firstRange(of: Array("Content-Security-Policy content=\"\(policy)\"".utf8)) != nil)
    }
    withExtendedLifetime(batch) {}
  }

  // MARK: - Options

  /// A roster on paper is notes of a meeting; that of those without a board is nobody's.
  @Test func aRosterAsksForNoSignature() throws {
    let (batch, _) = try Self.agencyRun()
    let plans = String(decoding: try bytes(ofFile: "\(batch.inputs)/plans.csv"), as: UTF8.self)
    let nobodys = plans.replacing(",Reefs & Bells PRB 1,", with: ",,")
    try batch.run(plans: try batch.file("nobodys.csv", nobodys.utf8), options: ["--quiet"])
    let rosters = "\(try batch.newest())/rosters"
    let notes =
      "<p class=paper>These sheets are notes of the meeting. A blank is no recommendation."
    let kicker = "<p class=kicker>Performance Review Board roster"
    func page(_ slug: String) throws -> String {
      String(decoding: try bytes(ofFile: "\(rosters)/\(slug).html"), as: UTF8.self)
    }
    let board = try page("reefs-bells-prb-2")
    #expect(board.contains(notes) && board.contains(kicker))
    #expect(!board.contains("Signature"))
    let unassigned = try page("unassigned")
    #expect(!unassigned.contains(notes) && !unassigned.contains(kicker))
    #expect(unassigned.contains("<p class=kicker>Executives without a review board"))
    #expect(unassigned.contains("<b>No board was named for these executives.</b>"))
  }

  @Test func noPagesIfNoneAreWanted() throws {
    let (batch, run) = try Self.agencyRun("--pages", "none")
    #expect(try files(below: run).allSatisfy { !$0.hasSuffix(".html") })
    let (other, withPages) = try Self.agencyRun()
    for name in try files(below: run) where name != "manifest.json" {
      #expect(try bytes(ofFile: "\(run)/\(name)") == bytes(ofFile: "\(withPages)/\(name)"))
    }
    #expect(try batch.verify().status == 0 && other.verify().status == 0)
  }

  @Test func threadsChangeNothing() throws {
    let (batch, run) = try Self.hostileRun("--threads", "1", "--appendix")
    let (other, again) = try Self.hostileRun("--threads", "3", "--appendix")
    for name in try files(below: run) where name != "manifest.json" {
      #expect(try bytes(ofFile: "\(run)/\(name)") == bytes(ofFile: "\(again)/\(name)"), "\(name)")
    }
    #expect(try batch.verify().status == 0 && other.verify().status == 0)
  }

  /// As many derivations as rated executives, each with its score.
  @Test func appendixHasEveryDerivation() throws {
    let (batch, run) = try Self.agencyRun("--appendix")
    var count = 0
    for name in try files(below: "\(run)/rosters") where name.hasSuffix(".html") {
      count += PageReader(try bytes(ofFile: "\(run)/rosters/\(name)")).contents(of: "article").count
    }
    #expect(try count == Self.records("\(run)/scores.csv").count)
    let (other, without) = try Self.agencyRun()
    for name in try files(below: "\(without)/rosters") where name.hasSuffix(".html") {
      let page = PageReader(try bytes(ofFile: "\(without)/rosters/\(name)"))
      #expect(page.contents(of: "article").isEmpty)
    }
    withExtendedLifetime((batch, other)) {}
  }

  /// A title stands on every page and in no CSV file.
  @Test func titleStandsOnEveryPage() throws {
    let (batch, run) = try Self.agencyRun("--title", "FY <2026> & \"é\" cycle")
    let (other, untitled) = try Self.agencyRun()
    for name in try files(below: run) where name.hasSuffix(".html") {
      let text = String(decoding: try bytes(ofFile: "\(run)/\(name)"), as: UTF8.self)
      let escaped = "FY &lt;2026&gt; &amp; &quot;é&quot; cycle"
      #expect(text.contains(", \(escaped)</title>"))
      #expect(text.contains(" · \(escaped)</p>"))
      #expect(
        text.contains("<span>\(escaped)</span><span>inputs "))
      let plain = try bytes(ofFile: "\(untitled)/\(name)")
      #expect(!String(decoding: plain, as: UTF8.self).contains("</b><span>FY"))
    }
    for name in try files(below: run) where !name.hasSuffix(".html") && name != "manifest.json" {
      let same = try bytes(ofFile: "\(run)/\(name)") == bytes(ofFile: "\(untitled)/\(name)")
      #expect(same, "\(name)")
    }
    let manifest = String(decoding: try bytes(ofFile: "\(run)/manifest.json"), as: UTF8.self)
    #expect(manifest.contains("\n  \"title\": \"FY <2026> & \\\"é\\\" cycle\",\n"))
    let program = try BuiltProgram.located()
    let report = try program.run(["report", run]).text
    #expect(report.hasPrefix("FY <2026> & \"é\" cycle\nRun "), "found: \(report)")
    #expect(try program.run(["verify", run]).status == 0)
    let json = try program.run(["report", run, "--format", "json"]).text
    #expect(json.contains("\"title\": \"FY <2026> & \\\"é\\\" cycle\","))
    #expect(!(try program.run(["report", untitled]).text.contains("title")))
    withExtendedLifetime((batch, other)) {}
  }

  @Test func markingAndPaper() throws {
    let (batch, run) = try Self.agencyRun("--marking", "CUI//<X> \"é\"", "--paper", "a4")
    for name in try files(below: run) where name.hasSuffix(".html") {
      let text = String(decoding: try bytes(ofFile: "\(run)/\(name)"), as: UTF8.self)
      #expect(
        text.matches(of: /class="marking (top|bottom)">CUI\/\/&lt;X&gt; &quot;é&quot;</).count == 2)
      #expect(text.contains("@page{size:A4 landscape}"))
      #expect(
        text.matches(of: /<p class=banner>CUI\/\/&lt;X&gt; &quot;é&quot;</).count == 2)
    }
    withExtendedLifetime(batch) {}
  }
}
