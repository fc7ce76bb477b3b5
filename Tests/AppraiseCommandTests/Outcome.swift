import FoundationEssentials
import TestSupport

/// What came out of a command line: what it said, and what it published.
struct Outcome {
  /// A file for each thing to compare, by its path below `expected`.
  private(set) var files: [String: [UInt8]] = [:]
  /// The command's directory for output was named, so that it might have published.
  let mayPublish: Bool
  /// What is wrong whatever is expected.
  private(set) var violations: [String] = []

  /// Says that nothing was published.
  static let nothingPublished = "nothing-published"

  /// Runs a command line in the folder of its case.
  ///
  /// - Parameter setup: The lines that come before it.
  init(of line: CommandLineText, after setup: [CommandLineText], in folder: String) throws {
    let program = try BuiltProgram.located()
    let scratch = try ScratchDirectory()
    let output = "\(scratch.path)/output"
    mayPublish = line.arguments.contains { $0.contains("OUT") }
    let made = "\(scratch.path)/made"
    if !setup.isEmpty {
      try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: false)
    }
    for line in setup {
      let arguments = try line.arguments.map { try Self.withMade($0, at: made) }
      let ended = try program.run(arguments, directory: folder)
      if ended.status > 1 { violations.append("setup: \(line.text)\n\(ended.errorText)") }
    }
    let ended = try program.run(
      try line.arguments.map {
        try Self.withMade($0.replacing("OUT", with: output), at: made)
      }, environment: line.environment,
      directory: folder, input: line.input.map { "\(folder)/\($0)" } ?? "/dev/null")
    files["status"] = Array("\(ended.status)\n".utf8)
    for (name, bytes) in [("stdout", ended.output), ("stderr", ended.errors)] {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        violations.append("\(name) is not UTF-8")
        continue
      }
      if text.unicodeScalars.contains(where: {
        $0 != "\n" && $0.properties.generalCategory == .control
      }) {
        violations.append("\(name) has a control character in it")
      }
      if name == "stdout", line.arguments.contains("json"), !Self.isJSON(bytes) {
        violations.append("stdout is not JSON")
      }
      let shown = Self.withPlaceholders(text, output: output).replacing(made, with: "MADE")
      if !shown.isEmpty { files[name] = Array(shown.utf8) }
    }
    guard mayPublish else { return }
    let current = "\(output)/current"
    guard FileManager.default.fileExists(atPath: current) else {
      files[Self.nothingPublished] = []
      let leftovers = (try? TestSupport.files(below: "\(output)/runs")) ?? []
      if !leftovers.isEmpty { violations.append("there are files of a run: \(leftovers)") }
      return
    }
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: current)
    for name in try TestSupport.files(below: "\(output)/\(run)")
    where !filesThatDescribeOthers.contains(name) {
      let bytes = try bytes(ofFile: "\(output)/\(run)/\(name)")
      if name.hasSuffix(".json"), !Self.isJSON(bytes) { violations.append("\(name) is not JSON") }
      // What is made of a published run names it.
      files["run/\(name)"] =
        setup.isEmpty
        ? bytes
        : Array(Self.withPlaceholders(String(decoding: bytes, as: UTF8.self), output: output).utf8)
    }
    let verified = try program.run(["verify", current])
    if verified.status != 0 { violations.append("verify: \(verified.text)\(verified.errorText)") }
  }

  /// An argument with the place of what was made before in it.
  private static func withMade(_ argument: String, at made: String) throws -> String {
    let path = argument.replacing("MADE", with: made)
    guard let place = path.firstRange(of: "/THE-RUN") else { return path }
    let directory = String(path[..<place.lowerBound])
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/current")
    return "\(directory)/\(run)" + path[place.upperBound...]
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    struct Anything: Decodable {
      init(from decoder: any Decoder) throws {}
    }
    return (try? JSONDecoder().decode(Anything.self, from: Data(bytes))) != nil
  }

  /// A text with everything that changes from run to run replaced.
  private static func withPlaceholders(_ text: String, output: String) -> String {
    text.replacing(output, with: "OUT")
      .replacing(/[0-9]{8}T[0-9]{6}Z(-[0-9]+)?/, with: "RUN-ID")
      .replacing(/(Time: +)[0-9]+(\.[0-9])? m?s\b/) { "\($0.1)DURATION" }
  }

  /// Writes the outcome as what is expected of a case.
  func record(into directory: String) throws {
    let manager = FileManager.default
    let notCompared = try? bytes(ofFile: "\(directory)/not-compared")
    try? manager.removeItem(atPath: directory)
    var recorded = files
    recorded["not-compared"] = notCompared
    for (name, bytes) in recorded {
      let path = "\(directory)/\(name)"
      let parent = "/" + path.split(separator: "/").dropLast().joined(separator: "/")
      try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path))
    }
  }

  /// Everything in which the outcome differs from the files of a directory, in words.
  func differences(from directory: String) throws -> [String] {
    let listed = (try? bytes(ofFile: "\(directory)/not-compared")) ?? []
    let notCompared = String(decoding: listed, as: UTF8.self).split(separator: "\n").map(
      String.init)
    var expected: [String: [UInt8]] = [:]
    for name in (try? TestSupport.files(below: directory)) ?? [] where name != "not-compared" {
      expected[name] = try bytes(ofFile: "\(directory)/\(name)")
    }
    var differences = violations
    for name in Set(expected.keys).union(files.keys).sorted() {
      if notCompared.contains(name.replacing(/^run\//, with: "")) { continue }
      switch (expected[name], files[name]) {
      case (let expected?, let found?):
        if expected != found {
          differences.append("\(name): \(Self.firstDifference(expected, found))")
        }
      case (let expected?, nil):
        differences.append("\(name): expected and not there:\n\(Self.text(expected))")
      case (nil, let found?):
        differences.append("\(name): there and not expected:\n\(Self.text(found))")
      case (nil, nil): continue
      }
    }
    return differences
  }

  private static func firstDifference(_ expected: [UInt8], _ found: [UInt8]) -> String {
    let lines = (
      expected.split(separator: 0x0A, omittingEmptySubsequences: false),
      found.split(separator: 0x0A, omittingEmptySubsequences: false)
    )
    for number in 0..<max(lines.0.count, lines.1.count) {
      let one = number < lines.0.count ? text(lines.0[number]) : "(end)"
      let other = number < lines.1.count ? text(lines.1[number]) : "(end)"
      if one.utf8.elementsEqual(other.utf8) { continue }
      return "line \(number + 1) differs\n  expected  \(one)\n  found     \(other)"
    }
    return "bytes differ"
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }
}
