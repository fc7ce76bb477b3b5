import Pages
import TestSupport
import Testing

/// The figures of a roster page that stand in no cell of a CSV file.
extension PagesTests {
  /// The mean level of each element, of the board and of the agency; of fewer than ten there is none.
  @Test func meansOfElementsAreThoseOfTheCSVFiles() throws {
    let (batch, run) = try Self.agencyRun()
    let boards = try Self.records("\(run)/rosters/index.csv").map { board in
      let file = try #require(board["file"])
      return (
        name: file.dropLast(".csv".count),
        rated: try Self.records("\(run)/rosters/\(file)").filter { $0["status"] == "rated" }
      )
    }
    let elements = [
      "leading_change", "leading_people", "business_acumen", "building_coalitions",
      "results_driven",
    ]
    func mean(_ element: String, _ records: [[String: String]]) -> String {
      let sum = records.reduce(0) { $0 + (Int($1["\(element)_rating"] ?? "") ?? 0) }
      let rounded = (200 * sum + records.count) / (2 * records.count)
      return "\(rounded / 100).\(rounded % 100 / 10)\(rounded % 10)"
    }
    let agency = boards.flatMap(\.rated)
    var shown = 0
    for (name, rated) in boards {
      let page = PageReader(try bytes(ofFile: "\(run)/rosters/\(name).html"))
      let table = page.table("<table class=elements")
      #expect((table == nil) == (rated.count < 10), "\(name)")
      guard let table else { continue }
      for (row, element) in elements.enumerated() {
        #expect(table.value("mean", row: row) == mean(element, rated), "\(name) \(element)")
        #expect(table.value("agency_mean", row: row) == mean(element, agency), "\(element)")
      }
      shown += 1
    }
    #expect(shown > 2)
    let (pairs, run2) = try Self.runOverPairs()
    for name in try files(below: "\(run2)/rosters") where name.hasSuffix(".html") {
      #expect(
        PageReader(try bytes(ofFile: "\(run2)/rosters/\(name)")).table("<table class=elements")
          == nil)
    }
    withExtendedLifetime((batch, pairs)) {}
  }

  /// Whose score did not decide is no dot among those whose did, and has a cross in a row below.
  @Test func overridesAreNoDotsBetweenTheRanges() throws {
    let (batch, run) = try Self.runOverPairs()
    var overrides = 0
    for board in try Self.records("\(run)/rosters/index.csv") {
      let file = try #require(board["file"])
      let records = try Self.records("\(run)/rosters/\(file)")
      let overridden = records.filter { $0["remarks"] != "" }
      let text = String(
        decoding: try bytes(ofFile: "\(run)/rosters/\(file.dropLast(3))html"), as: UTF8.self)
      /// The dots are strokes: from the lowest of a stack to a little above the highest.
      let dots = text.matches(
        of: /<path class=dots stroke-width=[0-9]+ stroke-dasharray="0 ([0-9]+)" d="([^"]*)"/
      ).reduce(0) { sum, path in
        let step = Int(path.1) ?? 1
        return path.2.matches(of: /v-([0-9]+)/).reduce(sum) { $0 + (Int($1.1) ?? 0) / step + 1 }
      }
      let crosses = text.matches(of: /<path class=crosses d="([^"]*)"/).reduce(0) {
        $0 + $1.1.count { $0 == "M" }
      }
      #expect(dots == records.count - overridden.count, "\(file)")
      #expect(crosses == overridden.count, "\(file)")
      let scores = overridden.compactMap { $0["summary_score"] }
      let words = " 1 at Level 1 by override, score \(scores.first ?? ""):"
      #expect(text.matches(of: /at Level 1 by override/).count == 2 * overridden.count)
      #expect(text.contains(words) == !overridden.isEmpty, "\(file)")
      overrides += overridden.count
    }
    #expect(overrides == 1)
    withExtendedLifetime(batch) {}
  }

  /// What a page says of scores: how far each is from the next level, in the table where it is near and
  /// in the derivation always, and the lowest, median and highest one of a board, which
  /// are those of `appraise report`.
  @Test func distancesAndMediansAreExact() throws {
    let (batch, run) = try Self.runOverPairs()
    // The minimums of Levels 3, 4 and 5 of the basic system, by the level below.
    let next = [2: 300, 3: 400, 4: 475]
    for board in try Self.records("\(run)/rosters/index.csv") {
      let file = try #require(board["file"])
      let records = try Self.records("\(run)/rosters/\(file)").filter { $0["status"] == "rated" }
      let bytes = try bytes(ofFile: "\(run)/rosters/\(file.dropLast(3))html")
      let page = PageReader(bytes)
      let table = try #require(page.table("<table id=rated "))
      let articles = page.contents(of: "article")
      let rows = PageReader(bytes).pieces(of: "<table id=rated ", from: "<tr><th scope=row>")
        .map { Array($0.utf8) }
      #expect(table.rows.count == records.count && articles.count == records.count)
      for (row, record) in records.enumerated() {
        let score = try #require(Int(record["summary_score"] ?? ""))
        let level = try #require(Int(record["initial_summary_rating"] ?? ""))
        let isOverridden = record["remarks"] != ""
        let distance = isOverridden ? nil : next[level].map { "\($0 - score)" }
        let near = "<small class=near>\(distance ?? "") to Level \(level + 1)</small>"
        let isNear = distance.flatMap(Int.init).map { $0 <= 10 } ?? false
        let isShown = rows[row].firstRange(of: Array(near.utf8)) != nil
        #expect(isShown == isNear, "\(record)")
        #expect(
          articles[row].contains(" below Level ") == (distance != nil), "\(articles[row])")
        if let distance {
          #expect(articles[row].contains(" \(distance) below Level \(level + 1),"))
        }
      }
      let scores = records.compactMap { Int($0["summary_score"] ?? "") }.sorted()
      #expect(scores.count == 2, "an even number of them has two middle ones")
      let sum = scores[0] + scores[1]
      let median = sum % 2 == 0 ? "\(sum / 2)" : "\(sum / 2).5"
      let words =
        "Lowest <b>\(scores[0])</b>, median <b>\(median)</b>, highest <b>\(scores[1])</b>."
      #expect(bytes.firstRange(of: Array(words.utf8)) != nil, "\(words)")
      let report = try BuiltProgram.located().run(
        ["report", run, "--prb", board["prb"] ?? "", "--format", "json"]
      ).text
      #expect(report.contains("\"middle\": \(median),"), "\(report)")
    }
    withExtendedLifetime(batch) {}
  }

  /// A run over boards of two: at and below each border, at the top, and overridden.
  private static func runOverPairs() throws -> (batch: NightlyBatch, run: String) {
    let batch = try NightlyBatch()
    let elements =
      "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
    let pairs = [
      (["10,10,10,10,60", "2,2,2,2,2"], ["10,9,11,10,60", "2,4,3,3,3"]),
      (["20,20,20,20,20", "3,3,3,3,3"], ["5,5,5,6,79", "4,4,4,3,4"]),
      (["20,20,20,20,20", "4,4,4,4,4"], ["5,5,5,11,74", "4,4,4,4,5"]),
      (["5,5,5,10,75", "4,4,4,4,5"], ["20,20,20,20,20", "5,5,5,5,5"]),
      (["5,20,20,20,35", "1,5,5,5,5"], ["10,10,10,10,60", "4,5,3,4,4"]),
      // Ten points below Level 5, and eleven.
      (["5,10,10,10,65", "4,4,4,4,5"], ["5,10,10,11,64", "4,4,4,4,5"]),
    ]
    var plans = "executive_id,prb,\(elements)\n"
    var ratings = "executive_id,\(elements)\n"
    for (board, pair) in pairs.enumerated() {
      for (number, one) in [pair.0, pair.1].enumerated() {
        plans += "ES-\(board)\(number),Board \(board),\(one[0])\n"
        ratings += "ES-\(board)\(number),\(one[1])\n"
      }
    }
    let ended = try batch.run(
      plans: try batch.file("plans.csv", plans.utf8),
      ratings: try batch.file("ratings.csv", ratings.utf8), "--quiet", "--appendix")
    #expect(ended.status == 0, "\(ended.errorText)")
    return (batch, try batch.newest())
  }
}
