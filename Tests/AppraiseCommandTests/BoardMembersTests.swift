import FoundationEssentials
import TestSupport
import Testing

/// Who sits on a board, by what the rows of a file of members say in any order, and what is in doubt of it.
@Suite struct BoardMembersTests {
  private static let numbered = ["Harbor PRB 1", "Harbor PRB 2"]

  /// The member who is not counted any more may be the one without whom the board is not lawful.
  @Test(arguments: [
    ("Harbor PBR 1", ["Harbor PRB 1"]), ("harbor pbr  1", ["Harbor PRB 1"]),
    ("Harbor-PRB-1", ["Harbor PRB 1"]), ("Harbor_PRB_1", ["Harbor PRB 1"]),
    ("Harbor PRB 1 (East)", ["Harbor PRB 1"]), ("Harbor PRB", numbered), ("Harbor PRB 3", numbered),
    ("Harbor OG PRB", ["Harbor OIG PRB"]),
    // Capitals and blanks do not count; a board that is called otherwise is another one.
    ("HARBOR PRB1", []), ("Lights PRB", []),
  ])
  func `a row under a name that is nearly a board's puts the board in doubt`(
    name: String, inDoubt: [String]
  ) throws {
    let cycle = try HarborCycle()
    let text = try HarborCycle.text(of: "members.csv")
    let members = try cycle.file(
      "members.csv", text.replacing("Harbor PRB 1,M-02,", with: "\(name),M-02,"))
    let ended = try cycle.review(["--members", members, "--returned"] + HarborCycle.returned)
    #expect(ended.status == (inDoubt.isEmpty ? 0 : 1))
    for board in try cycle.records("boards.csv") {
      let isInDoubt = inDoubt.contains(board["prb"] ?? "")
      #expect(board["lawful"] == (isInDoubt ? "not-checked" : "yes"), "\(board)")
      #expect(board["reasons"] == (isInDoubt ? "board-name-in-doubt" : ""), "\(board)")
    }
    for executive in try cycle.records("register.csv") {
      let isHeld =
        inDoubt.contains(executive["prb"] ?? "") && executive["appointment"] == "Career"
      #expect(executive["status"] == (isHeld ? "held" : "open"), "\(executive)")
      #expect(executive["remarks"]?.hasPrefix("board-name-in-doubt: ") == isHeld)
    }
    let decided = try cycle.decided()
    let closed = try cycle.review(
      cycle: "fy2026-with-waiver.yaml",
      ["--members", members, "--responses", "responses.csv", "--returned"] + HarborCycle.returned
        + ["--decided", decided, "--close"])
    #expect(closed.status == (inDoubt.isEmpty ? 0 : 65))
  }

  /// Boards are often called nearly alike: two boards with a chair and enough members each are two.
  @Test(arguments: [
    (["chair", "member", "member"], "", true), (["member", "member", "member"], "", false),
    (["chair", "member", "alternate"], "", false), (["chair", "membr", "member"], "", false),
    // A board whose own chair is missing may have it there.
    (["chair", "member", "member"], "Harbor PRB 1,M-01,chair", false),
  ])
  func `a board that is whole is no other one misspelled`(
    roles: [String], left: String, isOther: Bool
  ) throws {
    let cycle = try HarborCycle()
    var lines = try HarborCycle.text(of: "members.csv").split(separator: "\n").map(String.init)
    if !left.isEmpty { lines.removeAll { $0.hasPrefix(left) } }
    for (number, role) in roles.enumerated() {
      lines.append("Harbor PRB 11,N-\(number),\(role),career,,,2026-10-01,,,,")
    }
    let members = try cycle.file("members.csv", lines.joined(separator: "\n") + "\n")
    try cycle.review(["--members", members])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("members-without-board") == isOther, "\(codes)")
    #expect(codes.contains("board-name-in-doubt") == !isOther, "\(codes)")
  }

  /// Nor is one whole whose members do not sit, or are one.
  @Test(arguments: [
    (["N-1", "N-2", "N-3"], "", true), (["N-1", "N-1", "N-1"], "", false),
    (["N-1", "N-2", "N-3"], "no", false), (["N-1", "N-2", "N-3"], "perhaps", false),
    (["N-1", "N-2", "N-3"], "yes", true),
  ])
  func `whoever does not sit makes no board whole`(
    ids: [String], sits: String, isOther: Bool
  ) throws {
    let cycle = try HarborCycle()
    let header = "prb,member_id,role,appointment,sits\n"
    let own = ["chair", "member", "member"].enumerated().map {
      "Harbor PRB 1,M-\($0),\($1),career,\n"
    }
    let others = ids.enumerated().map {
      "Harbor PRB 11,\($1),\($0 == 0 ? "chair" : "member"),career,\(sits)\n"
    }
    try cycle.review(
      ["--members", try cycle.file("members.csv", header + (own + others).joined())])
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("members-without-board") == isOther, "\(codes)")
    #expect(codes.contains("board-name-in-doubt") == !isOther, "\(codes)")
  }

  /// What the review says of the boards, with the rows as they are and in the opposite order.
  private static func boards(
    of lines: [String]
  ) throws -> (boards: [[String: String]], codes: [String], pages: [String]) {
    func review(_ lines: [String]) throws -> (
      boards: [[String: String]], codes: [String], pages: [String]
    ) {
      let cycle = try HarborCycle()
      let header = try #require(
        try HarborCycle.text(of: "members.csv").split(separator: "\n").first)
      let members = try cycle.file(
        "members.csv", ([String(header)] + lines).joined(separator: "\n") + "\n")
      try cycle.review(["--members", members, "--returned"] + HarborCycle.returned)
      let pages = try HarborCycle.boards.map { board in
        let page = String(
          decoding: try bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/boards/\(board).html"),
          as: UTF8.self)
        // What tells one file from another: hashes, ids and lines.
        return page.replacing(/[0-9]{8}T[0-9]{6}Z|[0-9a-f]{8,}|line [0-9]+/, with: "…")
      }
      return (
        try cycle.records("boards.csv"),
        try cycle.records("findings.csv").compactMap { $0["code"] }.sorted(), pages
      )
    }
    let (one, other) = (try review(lines), try review(lines.reversed()))
    #expect(one.boards == other.boards)
    #expect(one.codes == other.codes)
    // What is found stands there in the order of the lines.
    #expect(one.pages.map(Self.withoutNotes) == other.pages.map(Self.withoutNotes))
    return one
  }

  private static func withoutNotes(_ page: String) -> String {
    page.replacing(/<p class=unconfirmed>[^\n]*/, with: "")
  }

  private static func lines() throws -> [String] {
    try HarborCycle.text(of: "members.csv").split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `members are listed in one order`() throws {
    let result = try Self.boards(of: Self.lines())
    #expect(result.boards[1]["chair"] == "M-01")
    let page = result.pages[1]
    let names = ["Tanner, Tess", "Fisher, Fay", "Lowe, Lee", "Underwood, Uma", "Stone, Sid"]
    let section = try #require(page.ranges(of: "id=members").first.map { page[$0.upperBound...] })
    let places = names.map { section.firstRange(of: $0)?.lowerBound ?? section.endIndex }
    #expect(places == places.sorted() && places.last != section.endIndex)
  }

  /// Two of whom nobody knows who signs are both named, and neither above the signature.
  @Test func `a board with two chairs`() throws {
    let lines = try Self.lines().map { $0.replacing("H-06,member", with: "H-06,chair") }
    let result = try Self.boards(of: lines)
    #expect(result.boards[1]["chair"] == "H-06; M-01")
    #expect(result.boards[1]["reasons"] == "several-chairs" && result.boards[1]["lawful"] == "yes")
    #expect(result.codes.count { $0 == "several-chairs" } == 2)
    #expect(!result.pages[1].contains("<th scope=row>Tanner, Tess<td><td>"))
    // It is said of a board in doubt, too.
    let doubtful = try Self.boards(of: lines + ["Harbor PRB 1,M-20,observer,career,,,,,,,"])
    #expect(doubtful.codes.count { $0 == "several-chairs" } == 2)
  }

  /// Who does not sit signs nothing.
  @Test func `a chair who does not sit is none`() throws {
    let lines = try Self.lines().map { line in
      line.hasPrefix("Harbor PRB 1,M-01") || line.hasPrefix("Harbor PRB 1,M-02")
        ? line + "no" : line
    }
    let result = try Self.boards(of: lines)
    #expect(result.boards[1]["chair"] == "" && result.boards[1]["reasons"] == "no-chair")
    let other = lines.map { $0.replacing("H-12,member", with: "H-12,chair") }
    #expect(try Self.boards(of: other).boards[1]["chair"] == "H-12")
  }

  /// Of two records of a member that differ, one that sits is counted, and no career appointee who may be none.
  @Test(arguments: [
    ("Harbor PRB 2,M-01,chair,noncareer,,,2026-10-01,,,,", "3", "1", "M-01", true),
    ("Harbor PRB 2,M-01,alternate,noncareer,,,2026-10-01,,,,", "3", "2", "M-01", true),
    ("Harbor PRB 2,M-01,member,career,,,2026-10-01,,,,", "3", "2", "M-01", false),
    ("Harbor PRB 2,M-04,member,noncareer,,,2026-10-01,,,,", "4", "2", "M-01", true),
  ])
  func `a member who is there twice`(
    line: String, members: String, career: String, chair: String, isOther: Bool
  ) throws {
    let result = try Self.boards(of: Self.lines() + [line])
    let board = result.boards[2]
    #expect(board["members"] == members && board["career"] == career && board["chair"] == chair)
    #expect(board["lawful"] == "not-checked" && board["reasons"] == "duplicate-member")
    #expect(result.pages[2].contains("with another appointment") == isOther)
  }

  /// The career majority rests on appointments that the run knows as well.
  @Test(arguments: [
    // A noncareer executive of the run who is counted as a career member.
    ("Harbor PRB 2,H-01,member,career", "Harbor PRB 2,H-04,member,career", 1, "not-checked"),
    ("Harbor PRB 2,M-02,member,noncareer", "Harbor PRB 2,H-04,member,career", 1, "yes"),
    ("Harbor PRB 2,M-02,member,noncareer", "Harbor PRB 2,H-04,member,limited", 0, "yes"),
    // A career executive who is counted as another.
    ("Harbor PRB 2,H-01,member,career", "Harbor PRB 2,H-01,member,noncareer", 1, "no"),
    ("Harbor PRB 2,M-04,alternate,career", "Harbor PRB 2,H-02,alternate,other", 1, "yes"),
    ("Harbor PRB 2,M-02,member,noncareer", "Harbor PRB 2,M-99,member,noncareer", 0, "yes"),
  ])
  func `the appointment of a member is compared with the run's`(
    row: String, changed: String, warnings: Int, lawful: String
  ) throws {
    let cycle = try HarborCycle()
    let text = try HarborCycle.text(of: "members.csv")
    #expect(text.contains(row))
    let members = try cycle.file("members.csv", text.replacing(row, with: changed))
    try cycle.review(["--members", members, "--returned"] + HarborCycle.returned)
    let differing = try cycle.records("findings.csv").filter {
      $0["code"] == "member-appointment-differs"
    }
    #expect(differing.count == warnings)
    #expect(differing.allSatisfy { $0["column"] == "appointment" && $0["severity"] == "warning" })
    let board = try #require(
      try cycle.records("boards.csv").first { $0["prb"] == "Harbor PRB 2" })
    #expect(board["lawful"] == lawful)
    // Where nobody knows, it is not closed either.
    let codes = try cycle.records("findings.csv").compactMap { $0["code"] }
    #expect(codes.contains("career-majority-missing") == (lawful != "yes"))
    let isHeld = try cycle.executive("H-08")["status"] == "held"
    #expect(isHeld == (lawful != "yes"))
  }

  /// All that is wrong with a row is said at once.
  @Test func `a row without an id tells its other faults`() throws {
    let cycle = try HarborCycle()
    let members = try cycle.file(
      "members.csv",
      "prb,member_id,role,appointment,published_on\nHarbor PRB 1,,observer,SES,10/1/2026\n")
    try cycle.review(["--members", members])
    let codes = try cycle.records("findings.csv").filter { $0["severity"] == "error" }
      .compactMap { $0["code"] }
    #expect(
      Set(codes).isSuperset(of: [
        "missing-value", "invalid-role", "invalid-member-appointment", "invalid-date",
      ]), "\(codes)")
  }
}
