import FoundationEssentials
import TestSupport
import Testing

/// What surrounds the program is not as usual, or what it reads is larger than anybody makes it.
@Suite struct UnusualSurroundingsTests {
  private static let header =
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"

  /// A directory with a plan and ratings.
  private static func place() throws -> ScratchDirectory {
    let scratch = try ScratchDirectory()
    try scratch.write(Array("\(header)E1,10,10,10,10,60\n".utf8), to: "plans.csv")
    try scratch.write(Array("\(header)E1,4,5,3,4,4\n".utf8), to: "ratings.csv")
    return scratch
  }

  private static func shell(_ script: String, in directory: String) throws -> Program.Ended {
    try Program(path: "/bin/sh").run(
      ["-c", script, try BuiltProgram.located().path], directory: directory)
  }

  /// Nothing else is opened under their numbers: what is written there would be read as signals, and what is read
  /// there would never end.
  @Test(arguments: [">&- 2>&-", "<&- 2>&-", "<&- >&-", "<&- >&- 2>&-"], ["", "--verbose"])
  func aRunNeedsNoStandardStreams(closed: String, option: String) throws {
    let place = try Self.place()
    let ended = try Self.shell(
      "\"$0\" run --plans plans.csv --ratings ratings.csv --output runs --pages none \(option) \(closed)",
      in: place.path)
    #expect(ended.status == 0)
    let verified = try BuiltProgram.located().run(["verify", "\(place.path)/runs"])
    #expect(verified.status == 0)
  }

  @Test func inputThatIsNotThereEnds() throws {
    let place = try Self.place()
    let ended = try Self.shell(
      "timeout 20 \"$0\" run --plans - --ratings ratings.csv --output runs --quiet <&-",
      in: place.path)
    #expect(ended.status == 74)
    #expect(!FileManager.default.fileExists(atPath: "\(place.path)/runs/current"))
  }

  @Test(arguments: ["--help", "--version", "run --help", "systems list"])
  func whatCannotBeWrittenIsSaid(arguments: String) throws {
    let ended = try Self.shell("\"$0\" \(arguments) >/dev/full", in: "/")
    #expect(ended.status == 74)
    #expect(ended.errorText.contains("standard output: writing failed"))
  }

  @Test(arguments: [("0", 64), ("1025", 64), ("5000000", 64), ("1024", 0)])
  func threadsHaveABound(threads: String, status: Int32) throws {
    let place = try Self.place()
    let ended = try BuiltProgram.located().run(
      ["score", "--plans", "plans.csv", "--ratings", "ratings.csv", "--threads", threads],
      directory: place.path)
    #expect(ended.status == status)
    // It is there until then.
    #expect(!place.path.isEmpty)
  }

  /// A record may have as many fields as it has bytes.
  @Test(arguments: [0, 65_529, 65_530, 65_531, 70_000])
  func aFaultIsToldOfAnyColumn(before: Int) throws {
    let scratch = try ScratchDirectory()
    let commas = String(repeating: ",", count: before)
    try scratch.write(
      Array("\(commas)\(Self.header)\(commas)E1,abc,10,10,10,60\n".utf8), to: "plans.csv")
    let ended = try BuiltProgram.located().run(
      ["check", "--plans", "plans.csv", "--format", "csv"], directory: scratch.path)
    #expect(ended.status == 1)
    #expect(ended.text.contains("error,invalid-weight,plans.csv,2,1,2,leading_change,E1,abc,"))
  }

  /// A summary with a count that is none is refused, also where it was sealed again.
  @Test(
    arguments: [
      ("\"plan_records\": 1", "\"plan_records\": -5"),
      ("\"rated\": 1", "\"rated\": 9223372036854775807"),
      ("\"rated\": 1", "\"rated\": 4294967296"),
    ])
  func countsThatAreNoneAreRefused(count: String, changed: String) throws {
    let place = try Self.place()
    let made = try BuiltProgram.located().run(
      ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", "runs", "--quiet"],
      directory: place.path)
    #expect(made.status == 0)
    let run = "\(place.path)/runs/current"
    let summary = String(decoding: try bytes(ofFile: "\(run)/summary.json"), as: UTF8.self)
    #expect(summary.contains(count))
    try Data(summary.replacing(count, with: changed).utf8)
      .write(to: URL(filePath: "\(run)/summary.json"))
    try sealAgain(run, with: "summary.json")
    for format in ["text", "json"] {
      let ended = try BuiltProgram.located().run(["report", run, "--format", format])
      #expect(ended.status == 65, "\(ended.errorText)")
    }
  }
}
