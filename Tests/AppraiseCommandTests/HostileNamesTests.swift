import FoundationEssentials
import Testing
import TestSupport

/// Names of files and sheets, which senders choose, with what moves a cursor, turns the writing or ends a line.
@Suite struct HostileNamesTests {
  private static let name = "a\nappraise: forged \u{1B}[31m\u{202E}.csv"
  private static let shown = "a<U+000A>appraise: forged <U+001B>[31m<U+202E>.csv"
  private static let elements =
    "leading_change,leading_people,business_acumen,building_coalitions,results_driven"

  /// Nothing but line ends below the blank; no line begins with what the name holds.
  private func expectHarmless(_ text: String, _ place: SourceLocation = #_sourceLocation) {
    let isHarmless = text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}" && !(0x7F..<0xA0 ~= $0.value)
    }
    #expect(isHarmless, sourceLocation: place)
    #expect(!text.contains("\nappraise: forged"), sourceLocation: place)
  }

  @Test func `a file of plans`() throws {
    let scratch = try ScratchDirectory()
    let plans = try scratch.write(
      "executive_id,name,\(Self.elements)\nE1,Ann,10,10,10,10,59\nE2,Bob,10,10,10,10,60\n".utf8,
      to: Self.name)
    let ratings = try scratch.write(
      "executive_id,\(Self.elements)\nE2,3,3,3,3,3\n".utf8, to: "ratings.csv")
    let output = "\(scratch.path)/out"
    let program = try BuiltProgram.located()
    for format in ["text", "csv", "json"] {
      let checked = try program.run(["check", "--plans", plans, "--format", format])
      #expect(checked.text.contains(Self.shown))
      expectHarmless(checked.text + checked.errorText)
    }
    let run = try program.run(
      ["run", "--plans", plans, "--ratings", ratings, "--output", output, "--verbose"])
    #expect(run.status == 1 && run.errorText.contains(Self.shown), "\(run.errorText)")
    expectHarmless(run.errorText)
    let files = try contents(below: "\(output)/current/")
    for (path, bytes) in files where !path.hasSuffix(".html") {
      let text = String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "")
      expectHarmless(text)
      if path == "rosters/unassigned.csv" { #expect(text.contains("(\(Self.shown), line 2)")) }
    }
  }

  @Test func `a sheet in a folder of returned sheets`() throws {
    let cycle = try HarborCycle()
    let scratch = try ScratchDirectory()
    let sheet = try bytes(ofFile: "\(HarborCycle.folder)/\(HarborCycle.returned[0])")
    for (bytes, status) in [(sheet, 0), (Array("x".utf8), 65)] as [([UInt8], Int32)] {
      try scratch.write(bytes, to: Self.name)
      let ended = try cycle.review(["--returned", scratch.path])
      #expect(ended.status == status, "\(ended.errorText)")
      expectHarmless(ended.errorText)
      let checked = try cycle.appraise([
        "check", "--run", cycle.runs, "--cycle", "fy2026.yaml", "--returned", scratch.path,
      ])
      expectHarmless(checked.text + checked.errorText)
    }
  }

  @Test func `the sheets of a workbook`() throws {
    let scratch = try ScratchDirectory()
    var book = MadeWorkbook()
    book.sheets = [
      .init("Plans\u{202E} forged \u{9B}31m", rows: [["executive_id"], ["E1"]])
    ]
    let path = try scratch.write(book.archive.bytes, to: "plans.xlsx")
    for (options, status) in [(["--sheet", "zz"], 66), ([], 65)] as [([String], Int32)] {
      let ended = try BuiltProgram.located().run(["check", "--plans", path] + options)
      #expect(ended.status == status)
      #expect(ended.errorText.contains("Plans<U+202E> forged <U+009B>31m"))
      expectHarmless(ended.text + ended.errorText)
    }
  }
}
