import FoundationEssentials
import TestSupport
import Testing

/// The cycle of the made-up Department of Harbors, from the run to the closed review, with the outcomes that
/// were worked out by hand.
@Suite struct WorkedCycleTests {
  /// The department's files, some cells of them filled in otherwise, and a run.
  private struct Department {
    private let scratch: ScratchDirectory
    private let run: String

    static let folder = "\(Repository.fixtures)/harbor"
    static let boards = ["harbor-oig-prb", "harbor-prb-1", "harbor-prb-2"]

    init() throws {
      scratch = try ScratchDirectory()
      let runs = "\(scratch.path)/runs"
      let ended = try BuiltProgram.located().run(
        [
          "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", runs, "--pages",
          "none", "--quiet",
        ], directory: Self.folder)
      try #require(ended.status == 0, "\(ended.errorText)")
      run =
        "\(runs)/"
        + (try FileManager.default.destinationOfSymbolicLink(atPath: "\(runs)/current"))
    }

    /// A sheet of the first board with some cells of an executive filled in otherwise.
    func sheet(
      _ folder: String, _ executive: String, _ cells: [String: String]
    ) throws -> String {
      var table = try ReferenceReader().read(
        try bytes(ofFile: "\(Self.folder)/\(folder)/harbor-prb-1.csv")
      ).texts
      let row = try #require(table.firstIndex { $0[1] == executive })
      for (name, value) in cells {
        table[row][try #require(table[0].firstIndex(of: name))] = value
      }
      let text = table.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
      }.joined()
      return try scratch.write(
        Array(text.replacing("\u{FEFF}", with: "").utf8), to: "harbor-prb-1.csv")
    }

    /// Reviews the run.
    ///
    /// - Parameters:
    ///   - changed: The sheet that takes the place of that of the first board, in `returned` or `decided`.
    func review(
      cycle: String = "fy2026-with-waiver.yaml", folders: [String],
      changed: (folder: String, path: String)? = nil, options: [String] = []
    ) throws -> Program.Ended {
      var arguments = [
        "review", "--run", run, "--cycle", cycle, "--members", "members.csv", "--responses",
        "responses.csv", "--output", "\(scratch.path)/reviews",
      ]
      for folder in folders {
        arguments.append("--\(folder)")
        arguments += Self.boards.map { board in
          board == "harbor-prb-1" && changed?.folder == folder
            ? changed?.path ?? "" : "\(folder)/\(board).csv"
        }
      }
      return try BuiltProgram.located().run(arguments + options, directory: Self.folder)
    }

    /// The records of a file of the newest review.
    func records(_ name: String) throws -> [[String: String]] {
      let table = try ReferenceReader().read(
        try bytes(ofFile: "\(scratch.path)/reviews/current/\(name)")
      ).texts
      let header = table[0].map { $0.replacing("\u{FEFF}", with: "") }
      return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// What the register says of an executive.
    func executive(_ id: String) throws -> [String: String] {
      try #require(try records("register.csv").first { $0["executive_id"] == id })
    }

    /// The codes of the findings about an executive, sorted.
    func codes(of id: String) throws -> [String] {
      try records("findings.csv").filter { $0["executive_id"] == id }.compactMap { $0["code"] }
        .sorted()
    }

    var hasPublished: Bool {
      FileManager.default.fileExists(atPath: "\(scratch.path)/reviews/current")
    }
  }

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
    let department = try Department()
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

  /// Every change, by whom, and none besides.
  @Test func theChangesAreThoseOfTheReviewerAndOfTheBoard() throws {
    let department = try Department()
    _ = try department.review(folders: Self.all)
    let changes = try department.records("changes.csv").map { change in
      ["executive_id", "by", "from", "to"].map { change[$0] ?? "" }
    }
    #expect(changes == [["H-01", "reviewer", "4", "5"], ["H-02", "board", "5", "4"]])
  }

  /// A member whose own case it is steps out, and two career members of four are left.
  @Test func aMemberStepsOut() throws {
    let department = try Department()
    _ = try department.review(folders: Self.all)
    #expect(
      try department.codes(of: "H-06") == ["career-majority-lost-by-recusal", "own-case-recusal"])
    let lost = try department.records("findings.csv").first {
      $0["code"] == "career-majority-lost-by-recusal"
    }
    #expect(lost?["message"]?.contains("2 of 4") == true)
    #expect(try department.executive("H-06")["members_recused"] == "H-06")
  }

  // MARK: - Limits

  /// The Inspector General's office counts apart, and a noncareer executive does not count.
  @Test func unitsHaveLimitsOfTheirOwn() throws {
    let department = try Department()
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
    let department = try Department()
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
    let department = try Department()
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
    let department = try Department()
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
    let department = try Department()
    let sheet = try department.sheet("returned", "H-03", ["prb_recommended_rating": "4"])
    let ended = try department.review(folders: ["returned"], changed: ("returned", sheet))
    #expect(ended.status == 1)
    let executive = try department.executive("H-03")
    #expect(executive["status"] == "held")
    #expect(executive["prb_recommended_rating"] == "")
    #expect(try department.codes(of: "H-03") == ["remarks-missing"])
    #expect(try department.executive("H-01")["prb_recommended_rating"] == "4")
  }

  // MARK: - The files

  /// The decided sheets are those that the review wrote for the authority, with the open columns filled in.
  @Test(arguments: Department.boards)
  func theDecidedSheetsAreThoseOfTheReview(board: String) throws {
    let department = try Department()
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
      try bytes(ofFile: "\(Department.folder)/decided/\(board).csv")
    ).texts
    let header = back[0].map { $0.replacing("\u{FEFF}", with: "") }
    #expect(
      try blanked([header] + back.dropFirst())
        == [header] + sent.map { row in header.map { row[$0] ?? "missing" } })
  }
}
