import Testing
import TestSupport

/// What a person sees on a terminal of any width, and a program in a pipe.
@Suite struct TerminalTests {
  private static let longBoards =
    [
      "Department of Orchards, Canals and Inland Harbors PRB 1",
      "Reefs & Bells PRB",
      "Excellence in Education Foundation for the Commonwealth of Reefs and for its Territories PRB 2",
    ]

  /// A batch of three boards with long names, and with what a summary has to say, and its command line.
  private static func batch() throws -> (batch: NightlyBatch, arguments: [String]) {
    var plans =
      "executive_id,name,prb,leading_change,leading_people,business_acumen,building_coalitions,"
      + "results_driven,notes\n"
    var ratings =
      "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"
    for number in 1...30 {
      let board = longBoards[number % 3]
      // One plan breaks two rules, and is found twice by one of them.
      let weights = number == 5 ? "1,1,20,20,20" : "20,20,20,20,20"
      plans += "E\(number),Doe,\"\(board)\",\(weights),x\n"
      ratings += "E\(number)," + [3, 4, 5, 4, 3].map { "\($0)" }.joined(separator: ",") + "\n"
    }
    let batch = try NightlyBatch()
    return (
      batch,
      batch.arguments(
        plans: try batch.file("plans.csv", plans.utf8),
        ratings: try batch.file("ratings.csv", ratings.utf8))
    )
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The lines that are wider than a terminal, but for those of one word, such as a path.
  private static func tooWide(_ text: String, _ columns: Int) -> [Substring] {
    lines(text).filter { line in
      line.unicodeScalars.count > columns && line.split(separator: " ").count > 1
    }
  }

  private static func words(_ text: String) -> Set<Substring> {
    Set(text.split { $0 == " " || $0 == "\n" || $0 == "," })
  }

  @Test(arguments: [40, 60, 80, 100, 200])
  func aReportFitsTheTerminal(columns: Int) throws {
    let (batch, arguments) = try Self.batch()
    let program = try BuiltProgram.located()
    _ = try program.run(arguments)
    let piped = try program.run(["report", batch.current]).text
    let seen = try program.run(["report", batch.current], onTerminalOf: columns)
    #expect(seen.status == 0)
    #expect(Self.tooWide(seen.screen, columns) == [])
    #expect(!seen.screen.contains("\u{1B}"))
    // Nothing is left out, and no word is cut.
    let bars = Self.words(piped).filter { $0.allSatisfy { $0 == "#" } }
    if columns >= 80 {
      #expect(Self.words(piped).subtracting(bars).isSubset(of: Self.words(seen.screen)))
    }
    for board in Self.longBoards {
      #expect(Self.words(board).isSubset(of: Self.words(seen.screen)))
    }
  }

  @Test func aRowOfAPipeIsALine() throws {
    let (batch, arguments) = try Self.batch()
    let program = try BuiltProgram.located()
    _ = try program.run(arguments)
    let piped = try program.run(["report", batch.current]).text
    for board in Self.longBoards {
      let row = try #require(Self.lines(piped).first { $0.contains(board) })
      #expect(row.hasPrefix("  \(board)"))
      #expect(row.split(separator: " ").suffix(9).allSatisfy { $0.allSatisfy(\.isNumber) })
    }
  }

  /// A terminal that does not say how wide it is has what `COLUMNS` says, or else 80.
  @Test(arguments: [([:], 80), (["COLUMNS": "50"], 50), (["COLUMNS": "wide"], 80)])
  func aTerminalOfUnknownWidth(environment: [String: String], columns: Int) throws {
    let (batch, arguments) = try Self.batch()
    let program = try BuiltProgram.located()
    _ = try program.run(arguments)
    let seen = try program.run(
      ["report", batch.current], onTerminalOf: 0, environment: environment)
    #expect(
      seen.screen == (try program.run(["report", batch.current], onTerminalOf: columns).screen))
  }

  @Test(arguments: [40, 80, 132])
  func theClosingSummaryFitsTheTerminal(columns: Int) throws {
    let (batch, arguments) = try Self.batch()
    let seen = try BuiltProgram.located().run(
      arguments, onTerminalOf: columns, environment: ["TERM": "dumb"])
    #expect(seen.status == 1)
    #expect(Self.tooWide(seen.screen, columns) == [])
    let words = Self.words(seen.screen)
    #expect(words.contains("\(batch.output)/current/index.html"[...]))
    #expect(words.isSuperset(of: ["rosters/*.html", "rosters/*.csv", "unknown-column", "Open:"]))
    #expect(!seen.screen.contains("\r"))
    #expect(!seen.screen.contains("\u{1B}"))
  }

  @Test func theClosingSummaryOfAPipeHasWholeSentences() throws {
    let (batch, arguments) = try Self.batch()
    let ended = try BuiltProgram.located().run(arguments + ["--pages", "none"])
    #expect(ended.errorText.contains("Files:    \(batch.output)/runs/"))
    #expect(!ended.errorText.contains("index.html"))
    #expect(!ended.errorText.contains("rosters/*.html"))
    #expect(
      ended.errorText.contains(
        "          scores.csv, findings.csv, rosters/*.csv, rosters/schema.json, summary.json, "
          + "datapackage.json, manifest.json\n"))
    #expect(
      ended.errorText.contains(
        "Findings: 3 errors, 0 warnings, 1 notice (an executive may have several)\n"))
  }

  /// Each step is shown, its share never falls, and the line is wiped in the end.
  @Test(arguments: [30, 80])
  func progressShowsEachStep(columns: Int) throws {
    let program = try BuiltProgram.located()
    let scratch = try ScratchDirectory()
    let inputs = "\(scratch.path)/inputs"
    _ = try program.run(["synthesize", "--executives", "20000", "--seed", "1", "--output", inputs])
    let seen = try program.run(
      [
        "run", "--plans", "\(inputs)/plans.csv", "--ratings", "\(inputs)/ratings.csv", "--output",
        "\(scratch.path)/runs",
      ], onTerminalOf: columns, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(!seen.screen.contains("\u{1B}"))
    let shown = seen.screen.split(separator: "\r").dropLast()
      .map { $0.split(separator: " ", omittingEmptySubsequences: true) }
    let steps = shown.compactMap(\.first)
    let order = ["reading", "scoring", "writing", "publishing"]
    let numbers = steps.compactMap { order.firstIndex(of: String($0)) }
    #expect(numbers == numbers.sorted())
    #expect(Set(steps).isSuperset(of: ["reading", "writing"]))
    for step in ["reading", "writing"] {
      let shares = shown.filter { $0.first == step[...] }.compactMap { $0.last }
        .compactMap { Int($0.dropLast()) }
      #expect(shares == shares.sorted())
      #expect(shares.allSatisfy { 0...100 ~= $0 })
      #expect(shares.contains { 0 < $0 && $0 < 100 }, "\(step): \(shares)")
    }
    #expect(
      seen.screen.split(separator: "\r").allSatisfy { part in
        part.contains("\n") || part.count < columns
      })
    let wiped = try #require(seen.screen.split(separator: "\r").dropLast().last)
    #expect(wiped.allSatisfy { $0 == " " })
  }

  /// A review shows its steps too, in their order, and wipes the line.
  @Test func progressOfAReviewShowsItsSteps() throws {
    let program = try BuiltProgram.located()
    let scratch = try ScratchDirectory()
    func made(_ line: String) throws {
      let ended = try program.run(
        line.split(separator: " ").map(String.init), directory: scratch.path)
      #expect(ended.status <= 1, "\(ended.errorText)")
    }
    try made("synthesize --executives 20000 --seed 1 --cycle --output agency")
    try made(
      "run --plans agency/plans.csv --ratings agency/ratings.csv --output runs --pages none --quiet"
    )
    let seen = try program.run(
      [
        "review", "--run", "\(scratch.path)/runs/current", "--cycle",
        "\(scratch.path)/agency/cycle.yaml", "--output", "\(scratch.path)/reviews",
      ], onTerminalOf: 80, environment: ["TERM": "xterm"])
    #expect(seen.status <= 1, "\(seen.screen)")
    let steps = seen.screen.split(separator: "\r").dropLast()
      .compactMap { $0.split(separator: " ").first }
    let order = ["verifying", "reading", "judging", "writing", "publishing"]
    let numbers = steps.map { order.firstIndex(of: String($0)) ?? -1 }
    #expect(numbers == numbers.sorted() && !numbers.contains(-1), "\(steps)")
    #expect(Set(steps).isSuperset(of: ["verifying", "writing"]), "\(steps)")
    let wiped = try #require(seen.screen.split(separator: "\r").dropLast().last)
    #expect(wiped.allSatisfy { $0 == " " })
  }
}
