import FoundationEssentials
import TestSupport

/// The made-up Department of Harbors: its run, and its reviews in a directory of their own.
struct HarborCycle {
  /// The directory of all runs, and that of all reviews.
  let runs: String
  let reviews: String
  private let scratch: ScratchDirectory

  /// The folder of its files.
  static let folder = "\(Repository.fixtures)/harbor"

  /// Those that came back from the boards.
  static let returned = ["harbor-prb-1", "harbor-prb-2", "harbor-oig-prb"].map {
    "returned/\($0).csv"
  }

  /// Who sits on the boards, who responded, and what came back.
  static let later =
    ["--members", "members.csv", "--responses", "responses.csv", "--returned"] + returned

  /// One run, and no review yet.
  init() throws {
    scratch = try ScratchDirectory()
    runs = "\(scratch.path)/appraisals"
    reviews = "\(scratch.path)/reviews"
    try run()
  }

  /// Runs the program in the folder of the files.
  func appraise(_ arguments: [String]) throws -> Program.Ended {
    try BuiltProgram.located().run(arguments, directory: Self.folder)
  }

  /// Makes a run.
  func run() throws {
    let ended = try appraise([
      "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", runs, "--quiet",
    ])
    guard ended.status == 0 else { throw Failure(description: ended.errorText) }
  }

  /// Makes a review of the newest run.
  @discardableResult
  func review(cycle: String = "fy2026.yaml", _ options: [String] = later) throws -> Program.Ended {
    try appraise(
      ["review", "--run", try newest(in: runs), "--cycle", cycle, "--output", reviews, "--quiet"]
        + options)
  }

  /// Makes a review in which everybody is done; the President has waived the limit of the department.
  func close() throws {
    let facts = String(
      decoding: try bytes(ofFile: "\(Self.folder)/fy2026.yaml"), as: UTF8.self)
    let cycle = try scratch.write(
      Array(facts.replacing("boards: rest", with: "boards: rest\n    waiver: Waiver 7").utf8),
      to: "waived.yaml")
    let ended = try review(cycle: cycle, Self.later + ["--decided", try decided(), "--close"])
    guard ended.status == 0 else { throw Failure(description: ended.errorText) }
  }

  /// A decided sheet in which the authority concurs with every board.
  func decided() throws -> String {
    var rows = "executive_id,annual_summary_rating\n"
    for number in Array(1...14) + Array(21...25) {
      rows += "H-\(number < 10 ? "0" : "")\(number),concur\n"
    }
    return try scratch.write(Array(rows.utf8), to: "decided.csv")
  }

  /// The path of something in the scratch directory.
  func path(_ name: String) -> String { "\(scratch.path)/\(name)" }

  /// Writes a file into the scratch directory, or into a folder there.
  func file(_ name: String, _ text: String) throws -> String {
    let folder = URL(filePath: path(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try scratch.write(Array(text.utf8), to: name)
  }

  /// The directory that `current` of a directory leads to.
  func newest(in directory: String) throws -> String {
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/current")
    return "\(directory)/\(target)"
  }

  /// The id of the newest run or review of a directory.
  func id(in directory: String) throws -> String {
    String(try newest(in: directory).split(separator: "/").last ?? "")
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
