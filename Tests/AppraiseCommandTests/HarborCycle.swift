import FoundationEssentials
import TestSupport
import Testing

/// The made-up Department of Harbors: its run, and its reviews in a directory of their own.
struct HarborCycle {
  /// The directory of all runs, and that of all reviews.
  let runs: String
  let reviews: String
  private let scratch: ScratchDirectory

  /// The folder of its files.
  static let folder = "\(Repository.fixtures)/harbor"

  /// The names of the boards in the names of files.
  static let boards = ["harbor-oig-prb", "harbor-prb-1", "harbor-prb-2"]

  /// Those that came back from the boards.
  static let returned = ["harbor-prb-1", "harbor-prb-2", "harbor-oig-prb"].map {
    "returned/\($0).csv"
  }

  /// Who sits on the boards, who responded, and what came back.
  static let later =
    ["--members", "members.csv", "--responses", "responses.csv", "--returned"] + returned

  /// One run, and no review yet.
  ///
  /// - Parameter title: What the run is of; `nil` to leave it out.
  init(title: String? = nil) throws {
    scratch = try ScratchDirectory()
    runs = "\(scratch.path)/appraisals"
    reviews = "\(scratch.path)/reviews"
    try run(title: title)
  }

  /// Runs the program in the folder of the files.
  func appraise(_ arguments: [String]) throws -> Program.Ended {
    try BuiltProgram.located().run(arguments, directory: Self.folder)
  }

  /// Makes a run.
  func run(title: String? = nil) throws {
    let ended = try appraise(
      ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", runs, "--quiet"]
        + (title.map { ["--title", $0] } ?? []))
    guard ended.status == 0 else { throw Failure(description: ended.errorText) }
  }

  /// Makes a run over other plans, or ratings, and returns how it ended.
  func run(overPlans plans: String, ratings: String = "ratings.csv") throws -> Program.Ended {
    try appraise([
      "run", "--plans", plans, "--ratings", ratings, "--output", runs, "--quiet", "--pages", "none",
    ])
  }

  /// The text of one of its files.
  static func text(of name: String) throws -> String {
    String(decoding: try bytes(ofFile: "\(folder)/\(name)"), as: UTF8.self)
  }

  /// Makes a review of the newest run.
  @discardableResult
  func review(cycle: String = "fy2026.yaml", _ options: [String] = later) throws -> Program.Ended {
    try appraise(
      ["review", "--run", try newest(in: runs), "--cycle", cycle, "--output", reviews, "--quiet"]
        + options)
  }

  /// Makes a review of the sheets of some folders, `returned` or `decided`, and says what it tells people.
  ///
  /// - Parameter changed: The sheet that takes the place of that of the first board in a folder.
  func review(
    cycle: String = "fy2026-with-waiver.yaml", folders: [String],
    changed: (folder: String, path: String)? = nil, options: [String] = []
  ) throws -> Program.Ended {
    var arguments = [
      "review", "--run", try newest(in: runs), "--cycle", cycle, "--members", "members.csv",
      "--responses", "responses.csv", "--output", reviews,
    ]
    for folder in folders {
      arguments.append("--\(folder)")
      arguments += Self.boards.map { board in
        board == "harbor-prb-1" && changed?.folder == folder
          ? changed?.path ?? "" : "\(folder)/\(board).csv"
      }
    }
    return try appraise(arguments + options)
  }

  /// A sheet of the first board with some cells of an executive filled in otherwise.
  func sheet(_ folder: String, _ executive: String, _ cells: [String: String]) throws -> String {
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
    return try file("harbor-prb-1.csv", text.replacing("\u{FEFF}", with: ""))
  }

  // MARK: - What was published

  /// Whether there is a review.
  var hasPublished: Bool { FileManager.default.fileExists(atPath: "\(reviews)/current") }

  /// The records of a file of the newest review.
  func records(_ name: String) throws -> [[String: String]] {
    let table = try ReferenceReader().read(
      try bytes(ofFile: "\(try newest(in: reviews))/\(name)")
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

  /// Puts something in place of what a file of the newest review says, and makes its manifest fit: nothing but
  /// what is read from the file can tell that it is another.
  func forge(_ name: String, _ change: (String) -> String) throws {
    let review = try newest(in: reviews)
    let text = change(String(decoding: try bytes(ofFile: "\(review)/\(name)"), as: UTF8.self))
    try Data(text.utf8).write(to: URL(filePath: "\(review)/\(name)"))
    try sealAgain(review, with: name)
  }

  // MARK: - Further reviews

  /// Makes a review in which everybody is done; the President has waived the limit of the department.
  func close() throws {
    let ended = try review(
      cycle: "fy2026-with-waiver.yaml", Self.later + ["--decided", try decided(), "--close"])
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
