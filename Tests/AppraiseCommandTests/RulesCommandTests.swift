import FoundationEssentials
import TestSupport
import Testing

/// `appraise rules` over the built-in rules and the files of `fixtures/rules`.
@Suite struct RulesCommandTests {
  private static let builtIn = ["federal-ses"]

  private static func files(in folder: String) -> [String] {
    let all = (try? TestSupport.files(below: "\(Repository.fixtures)/rules/\(folder)")) ?? []
    return all.filter { $0.hasSuffix(".yaml") }.map { "rules/\(folder)/\($0)" }
  }

  private static func run(_ arguments: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(arguments, directory: Repository.fixtures)
  }

  private static func expected(_ file: String) throws -> String {
    let path = "\(Repository.fixtures)/\(file.dropLast(".yaml".count)).expected"
    return String(decoding: try bytes(ofFile: path), as: UTF8.self)
  }

  /// The file that is shown is the file that is used, and makes the same rules again.
  @Test(arguments: builtIn)
  func builtInRulesAreShownAsTheirFile(name: String) throws {
    let ended = try Self.run("rules", "show", name, "--format", "yaml")
    #expect(ended.status == 0)
    let file = try bytes(ofFile: "\(Repository.root)/Sources/ReviewBoards/Rules/\(name).yaml")
    #expect(ended.output == file)
    let scratch = try ScratchDirectory()
    let copy = try scratch.write(ended.output, to: "our-rules.yaml")
    #expect(try Self.run("rules", "check", copy).status == 0)
    #expect(try Self.run("rules", "show", copy).text == Self.run("rules", "show", name).text)
  }

  @Test(arguments: files(in: "good"))
  func goodFileIsValid(path: String) throws {
    let ended = try Self.run("rules", "check", path)
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(ended.text.contains(" is valid.\n"))
    #expect(try Self.run("rules", "show", path).text == Self.expected(path))
  }

  /// Every message with the path in front of it, by `check` and by `show`.
  @Test(arguments: files(in: "bad"))
  func badFileIsNot(path: String) throws {
    let problems = try Self.expected(path).split(separator: "\n").map { "\(path):\($0)" }
    for command in ["check", "show"] {
      let ended = try Self.run("rules", command, path)
      #expect(ended.status == 78)
      #expect(ended.errorText == "appraise: \(problems.joined(separator: "\n"))\n")
      #expect(ended.output.isEmpty)
    }
  }

  @Test func filesAreFound() {
    #expect(Self.files(in: "good").count >= 1)
    #expect(Self.files(in: "bad").count >= 40)
  }
}
