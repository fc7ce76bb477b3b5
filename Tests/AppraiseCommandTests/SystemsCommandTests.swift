import FoundationEssentials
import TestSupport
import Testing

/// `appraise systems` over the built-in systems and the files of `fixtures/systems`.
@Suite struct SystemsCommandTests {
  private static let builtIn = ["opm-basic-2012", "opm-2025"]

  private static func files(in folder: String) -> [String] {
    let all = (try? TestSupport.files(below: "\(Repository.fixtures)/systems/\(folder)")) ?? []
    return all.filter { $0.hasSuffix(".yaml") }.map { "systems/\(folder)/\($0)" }
  }

  private static func run(_ arguments: String...) throws -> Program.Ended {
    try BuiltProgram.located().run(arguments, directory: Repository.fixtures)
  }

  @Test(arguments: builtIn)
  func builtInSystemIsShown(name: String) throws {
    let ended = try Self.run("systems", "show", name)
    #expect(ended.status == 0)
    // The expected text goes on with the proof, which `systems check` prints.
    let expected = try bytes(ofFile: "\(Repository.fixtures)/systems/built-in/\(name).expected")
    #expect(String(decoding: expected, as: UTF8.self).hasPrefix(ended.text))
    #expect(ended.output.count > 1000)
  }

  /// The file that is shown is the file that is used, and makes the same system again.
  @Test(arguments: builtIn)
  func builtInSystemIsShownAsItsFile(name: String) throws {
    let ended = try Self.run("systems", "show", name, "--format", "yaml")
    #expect(ended.status == 0)
    let file = try bytes(ofFile: "\(Repository.root)/Sources/Appraisal/Systems/\(name).yaml")
    #expect(ended.output == file)
    let scratch = try ScratchDirectory()
    let copy = try scratch.write(ended.output, to: "our-agency.yaml")
    #expect(try Self.run("systems", "check", copy).status == 0)
    #expect(try Self.run("systems", "show", copy).text == Self.run("systems", "show", name).text)
  }

  @Test(arguments: builtIn)
  func builtInSystemIsSound(name: String) throws {
    let ended = try Self.run("systems", "check", name)
    #expect(ended.status == 0)
    #expect(ended.text.hasPrefix("\(name) is sound.\n"))
  }

  @Test(arguments: files(in: "good"))
  func goodFileIsSound(path: String) throws {
    let ended = try Self.run("systems", "check", path)
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(ended.text.contains(" is sound.\n"))
    #expect(try Self.run("systems", "show", path).status == 0)
  }

  @Test(arguments: files(in: "bad"))
  func badFileIsNot(path: String) throws {
    let ended = try Self.run("systems", "check", path)
    #expect(ended.status == 78)
    #expect(ended.errorText.hasPrefix("appraise: \(path)"))
    #expect(ended.output.isEmpty)
  }

  @Test func filesAreFound() {
    #expect(Self.files(in: "good").count >= 5)
    #expect(Self.files(in: "bad").count >= 40)
  }

  /// A system that is not sound scores nobody, whichever command is to use it.
  @Test func unsoundSystemIsNotUsed() throws {
    let system = "\(Repository.fixtures)/systems/bad/gap-between-ranges.yaml"
    let input = ["--plans", "plans.csv", "--ratings", "ratings.csv", "--system", system]
    for command in [["check"], ["explain", "ES-00101"]] {
      let ended = try BuiltProgram.located().run(
        command + input, directory: NightlyBatch.folder)
      #expect(ended.status == 78)
      #expect(ended.output.isEmpty)
    }
  }
}
