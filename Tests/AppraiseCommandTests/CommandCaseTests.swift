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
      let outcome = try Outcome(of: line, in: example.folder)
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
          #expect(!beginsFormula(field), "\(name): \(field)")
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
    where name == "run/findings.csv"
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
}
