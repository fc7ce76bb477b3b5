import Foundation
import Glibc
import Testing
import TestSupport

/// The board's cycle over the made-up Department of Harbors, by the built program: what changes nothing,
/// what nobody may do, and what is never lost.
@Suite struct ReviewTests {
  /// A run of the department, and directories for its reviews.
  private struct Harbor {
    let scratch: ScratchDirectory
    let run: String

    static let folder = "\(Repository.fixtures)/harbor"

    init() throws {
      scratch = try ScratchDirectory()
      let runs = "\(scratch.path)/runs"
      let ended = try BuiltProgram.located().run(
        [
          "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", runs, "--pages",
          "none", "--quiet",
        ], directory: Self.folder)
      #expect(ended.status == 0)
      run =
        "\(runs)/"
        + (try FileManager.default.destinationOfSymbolicLink(atPath: "\(runs)/current"))
    }

    /// Reviews it into a directory.
    @discardableResult
    func review(
      _ output: String = "reviews", cycle: String = "fy2026.yaml", options: [String] = []
    ) throws -> Program.Ended {
      try BuiltProgram.located().run(
        [
          "review", "--run", run, "--cycle", cycle, "--output", "\(scratch.path)/\(output)",
          "--quiet",
        ] + options, directory: Self.folder)
    }

    /// The files of the newest review in a directory but for the manifest.
    func files(_ output: String = "reviews") throws -> [String: [UInt8]] {
      try contents(below: try newest(output)).filter { $0.key != "manifest.json" }
    }

    func newest(_ output: String = "reviews") throws -> String {
      let directory = "\(scratch.path)/\(output)"
      return
        "\(directory)/"
        + (try FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/current"))
    }

    /// A file with these lines.
    func file(_ name: String, _ text: String) throws -> String {
      try scratch.write(Array(text.utf8), to: name)
    }

    /// The cycle with the limit waived, so that a review can be closed.
    func waived() throws -> String {
      let cycle = String(
        decoding: try bytes(ofFile: "\(Self.folder)/fy2026.yaml"), as: UTF8.self)
      return try file(
        "waived.yaml",
        cycle.replacing("    boards: rest\n", with: "    boards: rest\n    waiver: Made up\n"))
    }

    /// A decided sheet in which the authority concurs with everybody.
    func decided() throws -> String {
      let ids = (1...14).map { "H-\($0 < 10 ? "0" : "")\($0)" } + (21...25).map { "H-\($0)" }
      return try file(
        "decided.csv",
        "executive_id,annual_summary_rating,authority_remarks\n"
          + ids.map { "\($0),concur,\n" }.joined())
    }

    static let returned = ["harbor-oig-prb", "harbor-prb-1", "harbor-prb-2"].map {
      "returned/\($0).csv"
    }
  }

  // MARK: - What changes nothing

  @Test func orderOfFilesAndRowsAndThreadsChangesNothing() throws {
    let harbor = try Harbor()
    let others = ["--members", "members.csv", "--responses", "responses.csv", "--returned"]
    try harbor.review("a", options: others + Harbor.returned + ["--threads", "1"])
    let expected = try harbor.files("a")
    try harbor.review("b", options: others + Harbor.returned.reversed() + ["--threads", "3"])
    #expect(try harbor.files("b") == expected)
    // Rows and columns of a sheet.
    let table = try ReferenceReader().read(
      try bytes(ofFile: "\(Harbor.folder)/returned/harbor-prb-1.csv")
    ).texts
    let turned = [table[0]] + table.dropFirst().reversed()
    let text = turned.map { row in
      row.reversed().map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }.joined(separator: "\n")
    _ = try harbor.scratch.write(
      Array((text.replacing("\u{FEFF}", with: "") + "\n").utf8), to: "harbor-prb-1.csv")
    try harbor.review(
      "c",
      options: others + [
        "\(harbor.scratch.path)/harbor-prb-1.csv", Harbor.returned[0], Harbor.returned[2],
      ])
    var found = try harbor.files("c")
    // The lines of that sheet are others.
    found["changes.csv"] = expected["changes.csv"]
    found["places.csv"] = expected["places.csv"]
    // So are then the sizes and hashes in the description of the files.
    found["datapackage.json"] = expected["datapackage.json"]
    #expect(Set(found.keys) == Set(expected.keys))
    // Pages begin with a fingerprint of the inputs, and end with where they come from: both have the hash of
    // that sheet.
    func body(_ bytes: [UInt8]?) -> String? {
      bytes.map { bytes in
        let end = bytes.firstRange(of: Array("<footer>".utf8))?.lowerBound ?? bytes.endIndex
        return String(decoding: bytes[..<end], as: UTF8.self)
          .replacing(/>inputs [0-9a-f·]+</, with: "")
      }
    }
    for (name, bytes) in found { #expect(body(bytes) == body(expected[name]), "\(name)") }
  }

  @Test func aSheetOfOneBoardChangesNoRecordOfAnother() throws {
    let harbor = try Harbor()
    func records(_ output: String, of board: String) throws -> [String] {
      String(decoding: try harbor.files(output)["register.csv"] ?? [], as: UTF8.self)
        .split(separator: "\n").map(String.init).filter { $0.contains(",\(board),") }
    }
    let all = ["--members", "members.csv", "--returned"]
    try harbor.review("a", options: all + [Harbor.returned[2]])
    try harbor.review("b", options: all + [Harbor.returned[2], Harbor.returned[1]])
    let one = try records("a", of: "Harbor PRB 2")
    #expect(one.count == 7)
    #expect(try records("b", of: "Harbor PRB 2") == one)
    #expect(try records("b", of: "Harbor PRB 1") != records("a", of: "Harbor PRB 1"))
  }

  // MARK: - Closing

  @Test func aClosedReviewIsNotOverwritten() throws {
    let harbor = try Harbor()
    let (cycle, decided) = (try harbor.waived(), try harbor.decided())
    let sheets = ["--returned"] + Harbor.returned + ["--decided", decided]
    // Nobody knows whether the boards are lawful, and whether somebody responded.
    let unchecked = try harbor.review(cycle: cycle, options: sheets + ["--close"])
    #expect(unchecked.status == 65)
    #expect(unchecked.errorText.contains("2  error    not-checked"))
    let all = sheets + ["--members", "members.csv", "--responses", "responses.csv"]
    #expect(try harbor.review(cycle: cycle, options: all + ["--close"]).status == 0)
    let closed = try harbor.newest()
    let ratings = String(
      decoding: try bytes(ofFile: "\(closed)/annual-ratings.csv"), as: UTF8.self)
    #expect(ratings.split(separator: "\n").count == 20)
    let before = try contents(below: "\(harbor.scratch.path)/reviews")
    let again = try harbor.review(cycle: cycle, options: all)
    #expect(again.status == 65)
    #expect(again.errorText.contains("is closed"))
    #expect(try contents(below: "\(harbor.scratch.path)/reviews") == before)
    // With a reason it is opened again, and the reason stands in the manifest.
    let reopened = try harbor.review(
      cycle: cycle, options: all + ["--reopen", "One decision was typed wrong"])
    #expect(reopened.status == 0)
    let manifest = String(
      decoding: try bytes(ofFile: "\(try harbor.newest())/manifest.json"), as: UTF8.self)
    #expect(manifest.contains("\"reopened\": \"One decision was typed wrong\""))
    #expect(try harbor.files()["annual-ratings.csv"] == nil)
    // It is open now.
    #expect(try harbor.review(cycle: cycle, options: all).status == 0)
    #expect(try harbor.review(cycle: cycle, options: all + ["--reopen", "Why not"]).status == 64)
    let verified = try BuiltProgram.located().run(
      ["verify", "\(harbor.scratch.path)/reviews", "--chain"])
    #expect(verified.status == 0, "\(verified.text)")
  }

  @Test func nobodyIsClosedWhoIsNotDone() throws {
    let harbor = try Harbor()
    let ended = try harbor.review(
      cycle: try harbor.waived(), options: ["--returned"] + Harbor.returned + ["--close"])
    #expect(ended.status == 65)
    #expect(ended.errorText.contains("not-assigned"))
    #expect(!FileManager.default.fileExists(atPath: "\(harbor.scratch.path)/reviews/current"))
    let runs = try FileManager.default.contentsOfDirectory(
      atPath: "\(harbor.scratch.path)/reviews/runs")
    #expect(runs.isEmpty)
  }

  // MARK: - Directories

  @Test func runsAndReviewsDoNotShareADirectory() throws {
    let harbor = try Harbor()
    try harbor.review()
    let into = try harbor.review("runs")
    #expect(into.status == 73)
    #expect(into.errorText.contains("holds runs"))
    let run = try BuiltProgram.located().run(
      [
        "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output",
        "\(harbor.scratch.path)/reviews",
      ], directory: Harbor.folder)
    #expect(run.status == 73)
    #expect(run.errorText.contains("holds reviews"))
  }

  @Test func nobodyElseMayRead() throws {
    let harbor = try Harbor()
    let program = try BuiltProgram.located()
    let output = "\(harbor.scratch.path)/reviews"
    let ended = try Program(path: "/bin/sh").run(
      [
        "-c", "umask 0; exec \"$0\" \"$@\"", program.path, "review", "--run", harbor.run, "--cycle",
        "fy2026.yaml", "--output", output, "--returned", Harbor.returned[1],
      ], directory: Harbor.folder)
    #expect(ended.status == 0)
    var pending = [output]
    var seen = 0
    while let path = pending.popLast() {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue
      if attributes[.type] as? FileAttributeType == .typeSymbolicLink { continue }
      let isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
      #expect(mode == (isDirectory ? 0o700 : 0o600), "\(path)")
      seen += 1
      if isDirectory {
        pending += try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
      }
    }
    #expect(seen > 12)
  }

  @Test func aChangedRunIsNotReviewed() throws {
    let harbor = try Harbor()
    let path = "\(harbor.run)/rosters/harbor-prb-1.csv"
    var roster = try bytes(ofFile: path)
    roster[roster.count / 2] ^= 1
    try Data(roster).write(to: URL(filePath: path))
    let ended = try harbor.review()
    #expect(ended.status == 65)
    #expect(ended.errorText.contains("rosters/harbor-prb-1.csv is changed"))
    #expect(!FileManager.default.fileExists(atPath: "\(harbor.scratch.path)/reviews/current"))
  }

  // MARK: - Usage

  @Test func mistakesOfTheCommandLineAreNamed() throws {
    let harbor = try Harbor()
    let twice = try harbor.review(options: ["--returned", Harbor.returned[0], Harbor.returned[0]])
    #expect(twice.status == 64)
    #expect(twice.errorText.contains("named twice by --returned"))
    #expect(try harbor.review(options: ["--returned", "not-there.csv"]).status == 66)
    #expect(try harbor.review(options: ["--rules", "federal-sex"]).status == 66)
    let cycle = try harbor.file("no-unit.yaml", "format: 1\nagency: A\n")
    #expect(try harbor.review(cycle: cycle).status == 78)
    let missing = try harbor.file(
      "missing.yaml",
      """
      format: 1
      agency: A
      period: {from: 2025-10-01, to: 2026-09-30}
      units:
        - name: One
          boards: [Harbor PRB 1]

      """)
    let ended = try harbor.review(cycle: missing)
    #expect(ended.status == 78)
    #expect(ended.errorText.contains("in no unit"))
  }

  /// Every record of a sheet is taken or named, every executive stands somewhere, whatever was done to the
  /// sheet.
  @Test(arguments: 1...12)
  func nobodyIsLost(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let harbor = try Harbor()
    let table = try ReferenceReader().read(
      try bytes(ofFile: "\(Harbor.folder)/returned/harbor-prb-2.csv")
    ).texts
    var rows = Array(table.dropFirst())
    for _ in 0..<random.number(below: 8) {
      let row = random.number(below: rows.count)
      let column = random.number(below: table[0].count)
      switch random.number(below: 6) {
      case 0: rows.remove(at: row)
      case 1: rows.append(rows[row])
      case 2:
        rows[row][column] =
          ["", "5", "H-01", "H-8", "concur", "=1", "x,y"][random.number(below: 7)]
      case 3: rows[row].removeLast()
      case 4: rows.swapAt(row, random.number(below: rows.count))
      default:
        rows[row][table[0].count - 2] = ["1", "2", "3", "4", "5", "6"][random.number(below: 6)]
      }
      if rows.isEmpty { break }
    }
    let text = ([table[0]] + rows).map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }.joined()
    let sheet = try harbor.file("sheet.csv", text.replacing("\u{FEFF}", with: ""))
    let ended = try harbor.review(options: ["--returned", sheet])
    #expect([0, 1].contains(ended.status), "\(ended.errorText)\n\(text)")
    func records(_ name: String) throws -> [[String: String]] {
      let table = try ReferenceReader().read(try #require(try harbor.files()[name])).texts
      let header = table[0].map { $0.replacing("\u{FEFF}", with: "") }
      return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
    let register = try records("register.csv")
    #expect(register.count == 19)
    let findings = try records("findings.csv")
    let named = Set(findings.filter { $0["file"] == "sheet.csv" }.compactMap { $0["record"] })
    let taken = register.filter { !($0["prb_recommended_rating"] ?? "").isEmpty }
    let heldOrOpen = register.filter { ["held", "open"].contains($0["status"]) }
    #expect(heldOrOpen.count == 19, "nothing was decided")
    for (number, row) in rows.enumerated() {
      let isNamed = named.contains("\(number + 1)")
      let id = row[table[0].firstIndex(of: "executive_id") ?? 1]
      let isTaken = taken.contains { $0["executive_id"] == id }
      // A blank cell says nothing.
      let isBlank = row.count == table[0].count && row[row.count - 2].isEmpty
      #expect(
        isNamed || isTaken || isBlank, "record \(number + 1) is neither taken nor named\n\(text)")
    }
    // Whoever is not on the sheet any more is named.
    for executive in register where executive["prb"] == "Harbor PRB 2" {
      let id = executive["executive_id"]
      let isHeld = executive["status"] == "held"
      let isTaken = taken.contains { $0["executive_id"] == id }
      #expect(isHeld || isTaken || rows.isEmpty, "\(id ?? "")\n\(text)")
    }
  }
}

/// Numbers that are the same for the same seed.
private struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return limit == 0 ? 0 : Int(state >> 33) % limit
  }
}
