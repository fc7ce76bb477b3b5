import FoundationEssentials
import TestSupport
import Testing

/// What the README and the guide to the cycle show is what a reader gets: every command in them is run, in
/// order, and its output compared.
@Suite struct ReadmeTests {
  /// A command of a ```console block and the lines shown below it.
  struct Example {
    let command: String
    var output: [String] = []
  }

  static func examples(of document: String) throws -> [Example] {
    let text = String(decoding: try bytes(ofFile: "\(Repository.root)/\(document)"), as: UTF8.self)
    var examples: [Example] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2))))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output.append(String(line))
      }
    }
    return examples
  }

  /// A line without what changes from run to run, and without a byte order mark.
  static func stable(_ line: some StringProtocol) -> String {
    var line = String(line)
    if line.hasPrefix("Time:") { return "Time:" }
    if line.hasPrefix("\u{FEFF}") { line = String(line.dropFirst()) }
    while line.hasSuffix(" ") { line = String(line.dropLast()) }
    return line.replacing(/[0-9]{8}T[0-9]{6}Z(-[0-9]+)?/, with: "RUN")
  }

  @Test(arguments: ["README.md", "Sources/Appraisal/Appraisal.docc/Cycle.md"])
  func everyCommandGivesWhatIsShown(document: String) throws {
    let scratch = try ScratchDirectory()
    let folder = try BuiltProgram.located().path.split(separator: "/").dropLast()
    let program = "/" + folder.joined(separator: "/")
    let path = "\(program):/usr/bin:/bin"
    // The commands write into .build/demo; the test has one of its own.
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/.build", withIntermediateDirectories: false)
    for entry in ["fixtures", "README.md"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(scratch.path)/\(entry)",
        withDestinationPath: "\(Repository.root)/\(entry)")
    }
    var ran = 0
    for example in try Self.examples(of: document)
    where !example.command.hasPrefix("make") && !example.command.hasPrefix("export") {
      let ended = try Program(path: "/bin/sh").run(
        ["-c", "exec 2>&1; \(example.command)"], environment: ["PATH": path],
        directory: scratch.path)
      let shown = example.output.map { Self.stable($0) }.filter { !$0.isEmpty }
      let printed = String(decoding: ended.output, as: UTF8.self)
        .split(separator: "\n").map { Self.stable($0) }.filter { !$0.isEmpty }
      #expect(shown == printed, "$ \(example.command)")
      ran += 1
    }
    #expect(ran >= 8)
  }
}
