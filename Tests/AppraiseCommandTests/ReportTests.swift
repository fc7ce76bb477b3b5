import FoundationEssentials
import TestSupport
import Testing

/// `appraise report`: what a run counted, from its own files.
@Suite struct ReportTests {
  private static let mistakes = "\(CommandCase.root)/nightly-batch/five-mistakes"
  private static let oddBoards = "\(CommandCase.root)/values/boards-named-like-anything"
  private static let halfPercents =
    "\(CommandCase.root)/nightly-batch/agency-system-with-half-percents"

  /// The first line of plans and of ratings.
  private static let header =
    "executive_id,prb,leading_change,leading_people,business_acumen,building_coalitions,"
    + "results_driven\n"

  private static func report(_ run: String, _ options: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(["report", run] + options)
  }

  /// A run over the files of a folder.
  private static func batch(over folder: String, _ options: String...) throws -> NightlyBatch {
    let batch = try NightlyBatch(inputs: folder)
    try batch.run(options: options)
    return batch
  }

  @Test func isTheSameByTheDirectoryAndByTheLink() throws {
    let batch = try Self.batch(over: Self.mistakes)
    let ended = try Self.report(batch.current)
    #expect(ended.status == 0)
    #expect(ended.errors.isEmpty)
    #expect(ended.text.contains("Boards: "))
    #expect(try Self.report(try batch.newest()).output == ended.output)
  }

  /// The numbers are those of the closing summary, line by line.
  @Test(arguments: [mistakes, oddBoards])
  func saysWhatTheClosingSummarySaid(folder: String) throws {
    let batch = try NightlyBatch(inputs: folder)
    let ran = try batch.run()
    let reported = Set(try Self.report(batch.current).text.split(separator: "\n"))
    let said = ran.errorText.split(separator: "\n")
    let shared = said.prefix { !$0.hasPrefix("Boards: ") }
    #expect(shared.count >= 9)
    let codes = /\ +[0-9]+\ \ (error|warning|notice).*/
    let findings = said.drop { !$0.hasPrefix("Findings: ") }
      .prefix { $0.hasPrefix("Findings: ") || $0.wholeMatch(of: codes) != nil }
    #expect(!findings.isEmpty)
    for line in shared + findings {
      #expect(reported.contains(line), "not in the report: \(line)")
    }
  }

  @Test func jsonHoldsTheSummaryOfTheRun() throws {
    let batch = try Self.batch(over: Self.mistakes)
    let ended = try Self.report(batch.current, "--format", "json")
    let summary = String(
      decoding: try bytes(ofFile: "\(try batch.newest())/summary.json"), as: UTF8.self)
    let run = try #require(try batch.target().split(separator: "/").last)
    let expected = """
      {
        "schema": "appraise-report/1",
        "run": "\(run)",
        "system": "opm-basic-2012",
        "summary": \(summary.dropLast().replacing("\n", with: "\n  "))
      }

      """
    #expect(ended.text == expected)
  }

  /// Every board can be asked for, whatever its name, and has the file and the counts of the index.
  @Test func everyBoardIsFoundByItsName() throws {
    struct Report: Decodable {
      struct Board: Decodable {
        let prb: String
        let executives, level_3: Int
      }
      struct Summary: Decodable {
        struct Distribution: Decodable {
          let by_board: [Board]
        }
        let distribution: Distribution
      }
      let summary: Summary?
      let board: Board?
      let file: String?
    }
    func decoded(_ ended: Program.Ended) throws -> Report {
      try JSONDecoder().decode(Report.self, from: Data(ended.output))
    }
    let batch = try Self.batch(over: Self.oddBoards)
    let all = try decoded(try Self.report(batch.current, "--format", "json"))
    let boards = try #require(all.summary?.distribution.by_board)
    let index = String(
      decoding: try bytes(ofFile: "\(batch.current)/rosters/index.csv"), as: UTF8.self
    ).split(separator: "\n").dropFirst()
    #expect(boards.count == 22)
    #expect(index.count == boards.count)
    for (board, line) in zip(boards, index) {
      let found = try decoded(
        try Self.report(batch.current, "--prb=\(board.prb)", "--format", "json"))
      #expect(found.board?.prb.utf8.elementsEqual(board.prb.utf8) == true)
      let name = try #require(found.file?.split(separator: "/").last)
      let counts = "\(name),\(board.executives),\(board.executives),0,0,0,0,\(board.level_3),0,0"
      #expect(line.hasSuffix(",\(counts)"), "\(board.prb)")
    }
  }

  /// One board: its shares compared with the agency's, and where its scores lie.
  @Test func showsABoardComparedWithTheAgency() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try #require(try batch.target().split(separator: "/").last)
    let text = try Self.report(batch.current, "--prb", "Board A")
    #expect(
      text.text == """
        Board A
        Run \(run)

        3 executives with a plan, under opm-basic-2012

          rated               3
          not rated           0
          rejected            0

        Initial summary ratings of 3 rated, percent rounded
                                                          agency
          5 Outstanding                       1       –    20.0%  #############
          4 Exceeds Fully Successful          1       –    30.0%  #############
          3 Fully Successful                  1       –    30.0%  #############
          2 Minimally Satisfactory            0       –    10.0%
          1 Unsatisfactory                    0       –    10.0%

        Summary scores
          highest           500
          median            400  at least half of the rated scored this or more
          lowest            300

        """)
    let json = try Self.report(batch.current, "--prb", "Board A", "--format", "json")
    #expect(
      json.text == """
        {
          "schema": "appraise-report/1",
          "run": "\(run)",
          "system": "opm-basic-2012",
          "board": {"prb": "Board A", "executives": 3, "rated": 3, "not_rated": 0, "rejected": 0, \
        "level_5": 1, "level_4": 1, "level_3": 1, "level_2": 0, "level_1": 0},
          "file": "rosters/board-a.csv",
          "scores": {"highest": 500, "middle": 400, "lowest": 300},
          "agency": {"executives": 10, "rated": 10, "not_rated": 0, "rejected": 0, "level_5": 2, \
        "level_4": 3, "level_3": 3, "level_2": 1, "level_1": 1}
        }

        """)
  }

  /// A board of whom nobody is rated has no scores.
  @Test func aBoardWithoutRatedExecutivesHasNoScores() throws {
    let batch = try NightlyBatch()
    let plans = Self.header + "ES-1,Board A,20,20,20,20,20\n"
    try batch.run(
      plans: try batch.file("p.csv", plans.utf8),
      ratings: try batch.file("r.csv", Self.header.utf8), "--publish-anyway")
    let json = try Self.report(batch.current, "--prb", "Board A", "--format", "json")
    #expect(json.text.contains("\"scores\": null"), "found: \(json.text)\(json.errorText)")
    let text = try Self.report(batch.current, "--prb", "Board A")
    #expect(text.status == 0)
    #expect(!text.text.contains("Summary scores"))
  }

  /// Labels are those of the system whose bytes the manifest names; otherwise levels are numbers.
  @Test func labelsAreThoseOfTheSystemInForce() throws {
    let system = "\(Repository.fixtures)/systems/good/half-percents.yaml"
    let batch = try Self.batch(over: Self.halfPercents, "--system", system)
    let unknown = try Self.report(batch.current)
    #expect(unknown.text.contains("\n  Level 5  "), "found: \(unknown.text)\(unknown.errorText)")
    let known = try Self.report(batch.current, "--system", system)
    #expect(!known.text.contains("\n  Level 5  "))
    let other = try Self.report(batch.current, "--system", "opm-2025")
    #expect(other.status == 64)
    #expect(other.errorText.contains("another system"))
  }

  /// No line is longer than a terminal is wide, and nothing in it can steer one.
  @Test func fitsATerminal() throws {
    let batch = try NightlyBatch()
    let long = String(repeating: "Fleet ", count: 40) + String(repeating: "x", count: 5000)
    let names = [
      long, "Air\u{200D}port", "\u{5BE9}\u{67FB}" + String(repeating: "\u{4F1A}", count: 90),
    ]
    let plans = names.enumerated().map { "ES-\($0),\($1),20,20,20,20,20\n" }.joined()
    let ratings = names.indices.map { "ES-\($0),,5,5,5,5,5\n" }.joined()
    try batch.run(
      plans: try batch.file("p.csv", (Self.header + plans).utf8),
      ratings: try batch.file("r.csv", (Self.header + ratings).utf8))
    let text = try BuiltProgram.located().run(["report", batch.current], onTerminalOf: 100).screen
    #expect(text.contains("Air<U+200D>port"), "found: \(text)")
    for line in text.split(separator: "\n") {
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
      #expect(columns <= 100, "\(line)")
    }
    // Nothing of a name is lost: without the breaks of lines it is there again.
    #expect(text.filter { $0 == "x" }.count >= 5000)
    for name in names {
      #expect(try Self.report(batch.current, "--prb", name).status == 0)
    }
  }

  // MARK: - Runs that are not whole

  /// Something that befell a run, and how the report of it then ends.
  struct Mishap: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var options: [String] = []
    let status: Int32
    let error: String
    let befall: @Sendable (_ run: String) throws -> Void
  }

  private static let mishaps = [
    Mishap(
      testDescription: "one bit of the summary", status: 65, error: "summary.json: changed."
    ) { run in
      var summary = try bytes(ofFile: "\(run)/summary.json")
      summary[summary.count / 2] ^= 1
      try Data(summary).write(to: URL(filePath: "\(run)/summary.json"))
    },
    Mishap(
      testDescription: "an empty summary", status: 65, error: "summary.json: changed."
    ) { run in
      try Data().write(to: URL(filePath: "\(run)/summary.json"))
    },
    Mishap(
      testDescription: "no summary", status: 65, error: "summary.json: missing."
    ) { run in
      try FileManager.default.removeItem(atPath: "\(run)/summary.json")
    },
    Mishap(
      testDescription: "a manifest that is none", status: 65, error: "manifest.json: changed"
    ) { run in
      try Data("{}".utf8).write(to: URL(filePath: "\(run)/manifest.json"))
    },
    Mishap(
      testDescription: "no manifest", status: 66, error: "neither a run (there is no manifest.json)"
    ) { run in
      try FileManager.default.removeItem(atPath: "\(run)/manifest.json")
    },
    Mishap(
      testDescription: "no roster", options: ["--prb", "Board A"], status: 65,
      error: "rosters/board-a.csv: missing."
    ) { run in
      try FileManager.default.removeItem(atPath: "\(run)/rosters/board-a.csv")
    },
    Mishap(
      testDescription: "another roster", options: ["--prb", "Board A"], status: 65,
      error: "rosters/board-a.csv: changed."
    ) { run in
      try Data("prb\n".utf8).write(to: URL(filePath: "\(run)/rosters/board-a.csv"))
    },
    Mishap(
      testDescription: "no such board", options: ["--prb", "Fleet"], status: 64,
      error: "no board of this run has this name."
    ) { _ in },
  ]

  @Test(arguments: mishaps, ["text", "json"])
  func whatIsNotWholeIsRefused(_ mishap: Mishap, format: String) throws {
    let batch = try NightlyBatch()
    try batch.run()
    try mishap.befall(try batch.newest())
    let ended = try BuiltProgram.located().run(
      ["report", batch.current, "--format", format] + mishap.options)
    #expect(ended.status == mishap.status)
    #expect(ended.errorText.hasPrefix("appraise: "))
    #expect(ended.errorText.contains(mishap.error), "found: \(ended.errorText)")
    #expect(ended.output.isEmpty)
  }

  /// Boards that are near are a result: they may be named after people.
  @Test func anUnknownBoardNamesTheNearest() throws {
    let batch = try NightlyBatch()
    try batch.run()
    for (name, words) in [
      ("board a", "differs in capitals"), ("BoardA", "differs in blanks, hyphens or underscores"),
    ] {
      let ended = try Self.report(batch.current, "--prb", name)
      #expect(ended.status == 64)
      #expect(ended.text.hasPrefix("Did you mean:\n  Board A  \(words)\n"), "found: \(ended.text)")
      #expect(!ended.errorText.contains("Board A"))
      #expect(try Self.report(batch.current, "--prb", name, "--format", "json").output.isEmpty)
    }
  }

  /// What the report does not read may be damaged: that is for `verify` to find.
  @Test func otherFilesAreNotRead() throws {
    let batch = try NightlyBatch()
    try batch.run()
    try FileManager.default.removeItem(atPath: "\(try batch.newest())/scores.csv")
    #expect(try Self.report(batch.current).status == 0)
  }

  @Test(arguments: ["/nowhere/at/all", "/", "/dev/null"])
  func whatIsNoRunIsMissing(path: String) throws {
    let ended = try Self.report(path)
    #expect(ended.status == 66)
    #expect(ended.errorText.hasPrefix("appraise: "))
    #expect(ended.output.isEmpty)
  }

  @Test func closedPipeIsNoErrorButFullDiskIs() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let program = try BuiltProgram.located()
    for options in [[], ["--format", "json"], ["--prb", "Board A"]] {
      let left = try program.run(["report", batch.current] + options, output: .closedPipe)
      #expect(left.status == 0)
      #expect(left.errors.isEmpty)
      let full = try program.run(["report", batch.current] + options, output: .file("/dev/full"))
      #expect(full.status == 74)
      #expect(full.errorText.contains("standard output"))
    }
  }
}
