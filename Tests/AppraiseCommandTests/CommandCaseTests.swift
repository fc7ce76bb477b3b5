import Columns
import FoundationEssentials
import TestSupport
import Testing

/// The built program over every case of `fixtures/cases`, everything compared byte for byte.
@Suite struct CommandCaseTests {
  /// `RECORD=1` takes what comes out for what is expected, in all cases, or `RECORD=findings/` in
  /// those whose names begin so; and fails so that nobody takes a recording for a test. Read what
  /// changed before it is committed.
  private static func isRecording(_ example: CommandCase) -> Bool {
    guard let cases = ProcessInfo.processInfo.environment["RECORD"], !cases.isEmpty else {
      return false
    }
    return cases == "1" || example.name.hasPrefix(cases)
  }

  @Test(arguments: CommandCase.all)
  func givesWhatIsExpected(_ example: CommandCase) throws {
    let lines = try example.commandLines()
    #expect(!lines.isEmpty, "\(example.name): command has no line")
    #expect(try example.hasComment(), "\(example.name): command does not say what it shows")
    for (number, line) in lines.enumerated() {
      let outcome = try Outcome(
        of: line, after: example.setupLines(), in: example.folder)
      if number == 0 && Self.isRecording(example) {
        try outcome.record(into: example.expected)
        Issue.record("recorded \(example.name); read it, and run again without RECORD")
      }
      for difference in try outcome.differences(from: example.expected) {
        Issue.record("\(line.text)\n\(difference)")
      }
    }
  }

  @Test func casesAreFound() {
    #expect(CommandCase.all.count > 50, "fixtures/cases is looked for at \(CommandCase.root)")
  }

  /// A golden of a run or its absence: a case must say which.
  @Test(arguments: CommandCase.all)
  func saysWhetherItPublishes(_ example: CommandCase) throws {
    let expected = try files(below: example.expected)
    let publishes = expected.contains { $0.hasPrefix("run/") }
    let mayPublish = try example.commandLines().contains { line in
      line.arguments.contains { $0.contains("OUT") }
    }
    #expect(mayPublish == (publishes || expected.contains(Outcome.nothingPublished)))
    #expect(!(publishes && expected.contains(Outcome.nothingPublished)))
  }

  /// Of all CSV files that any case writes.
  @Test(arguments: CommandCase.all)
  func noCellIsAFormula(_ example: CommandCase) throws {
    for name in try files(below: example.expected) where name.hasSuffix(".csv") {
      let table = try ReferenceReader().read(try bytes(ofFile: "\(example.expected)/\(name)")).texts
      for fields in table.dropFirst() {
        for field in fields {
          // A step of -1 is a number to a spreadsheet too.
          #expect(!beginsFormula(field) || Int(field) != nil, "\(name): \(field)")
          #expect(!field.hasPrefix("\r") && !field.hasPrefix("\n"), "\(name): \(field)")
        }
      }
    }
  }

  /// What ends in a log has no id and no name in it, unless it was asked for.
  @Test(arguments: CommandCase.all)
  func standardErrorNamesNoExecutive(_ example: CommandCase) throws {
    let lines = try example.commandLines()
    if lines.contains(where: { $0.arguments.contains("--show-values") }) { return }
    guard let errors = try? bytes(ofFile: "\(example.expected)/stderr") else { return }
    func isOfWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "-"
    }
    let words = Set(String(decoding: errors, as: UTF8.self).split { !isOfWord($0) })
    for name in try files(below: example.expected)
    where name == "run/findings.csv" || name == "run/register.csv"
      || (name.contains("/rosters/") && !name.hasSuffix("/index.csv"))
    {
      let table = try ReferenceReader().read(try bytes(ofFile: "\(example.expected)/\(name)")).texts
      for column in table[0].indices
      where
        ["executive_id", "name", "prb", "organization", "rating_official"].contains(
          table[0][column])
      {
        for fields in table.dropFirst() {
          let field = fields[column]
          guard field.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
          let isWord = field.allSatisfy(isOfWord)
          // A board may be called `A` or `index`.
          if isWord, table[0][column] == "prb" { continue }
          // `Ann` in "cannot" is nobody.
          let isNamed =
            isWord
            ? words.contains(Substring(field)) : errors.firstRange(of: Array(field.utf8)) != nil
          #expect(!isNamed, "\(name): \(field)")
        }
      }
    }
  }

  /// Whoever has to act is the same in findings and on rosters, in every run of any case.
  @Test func findingsNameTheBoardsAndOfficialsOfTheRosters() throws {
    let columns = ["prb", "organization", "rating_official"]
    func rows(_ path: String) throws -> [[String: String]] {
      let table = try ReferenceReader().read(try bytes(ofFile: path)).texts
      let header = table[0].map { $0.replacing("\u{FEFF}", with: "") }
      return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
    var compared = 0
    for example in CommandCase.all {
      let names = try files(below: example.expected)
      guard names.contains("run/findings.csv") else { continue }
      // Of a review the register has everybody.
      let isReview = names.contains("run/register.csv")
      let lists =
        isReview
        ? ["run/register.csv"]
        : names.filter {
          $0.hasPrefix("run/rosters/") && $0.hasSuffix(".csv") && $0 != "run/rosters/index.csv"
        }
      let listed = try lists.flatMap { try rows("\(example.expected)/\($0)") }
      let executives = Dictionary(listed.map { ($0["executive_id"], $0) }) { first, _ in first }
      for finding in try rows("\(example.expected)/run/findings.csv") {
        guard let id = finding["executive_id"], !id.isEmpty else {
          // Of a file, or of a record whose executive has no id.
          if finding["record"] == "", !isReview {
            #expect(columns.allSatisfy { finding[$0] == "" })
          }
          continue
        }
        let executive = executives[id]
        for column in columns {
          let expected = executive.map { $0[column] ?? "" } ?? ""
          // Of the rated, rosters have texts as they are, and findings spell them out.
          if expected.utf8.allSatisfy({ $0 < 0x80 }) {
            #expect(finding[column] == expected, "\(example.name): \(finding)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 200)
  }
}
