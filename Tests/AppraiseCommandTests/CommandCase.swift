import FoundationEssentials
import TestSupport
import Testing

/// A folder below `fixtures/cases` or `examples` that shows one thing: a command, its input and what comes
/// out.
///
///     command                  what it shows, as a comment, and the command line
///     setup                    command lines that come before, for what reads a published run
///     plans.csv, ratings.csv   whatever the command reads
///     expected/status          the exit status
///     expected/stdout          left out where nothing is written
///     expected/stderr          the same
///     expected/run/            every file of the published run but the manifest and datapackage.json
///     expected/nothing-published   instead of run/, where a run must not be published
///     expected/not-compared    files of the run that differ between the lines of `command`
///
/// `command` may have several lines: all of them must give the same. Of what a shell knows, a line
/// may use quotes, `NAME=value` before the program, and `< FILE`. `OUT` is a directory that does
/// not exist yet. Lines of `setup` publish below `MADE`, and `MADE/runs/THE-RUN` is then the newest run
/// there. In expected texts `OUT`, `RUN-ID` and `DURATION` stand for what changes from run
/// to run.
struct CommandCase: Sendable, CustomTestStringConvertible {
  /// The path below `fixtures/cases`, `findings/blank-line`, or that of an example,
  /// `examples/01-first-run`.
  let name: String

  /// All cases, sorted by name, and then all examples.
  static let all: [CommandCase] = cases(below: root) + examples

  /// What newcomers look at.
  static let examples: [CommandCase] = cases(below: "\(Repository.root)/examples").map {
    CommandCase(name: "examples/\($0.name)")
  }

  private static func cases(below root: String) -> [CommandCase] {
    let paths = (try? files(below: root)) ?? []
    return paths.filter { $0.hasSuffix("/command") }.map {
      CommandCase(name: String($0.dropLast("/command".count)))
    }
  }

  static let root = "\(Repository.fixtures)/cases"

  var folder: String {
    name.hasPrefix("examples/") ? "\(Repository.root)/\(name)" : "\(Self.root)/\(name)"
  }
  var expected: String { "\(folder)/expected" }
  var testDescription: String { name }

  /// The command lines of the case.
  func commandLines() throws -> [CommandLineText] { try lines(of: "command") }

  /// The command lines that come before it; none where the case has no `setup`.
  func setupLines() throws -> [CommandLineText] {
    FileManager.default.fileExists(atPath: "\(folder)/setup") ? try lines(of: "setup") : []
  }

  private func lines(of file: String) throws -> [CommandLineText] {
    let text = String(decoding: try bytes(ofFile: "\(folder)/\(file)"), as: UTF8.self)
    return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      try CommandLineText(String($0))
    }
  }

  /// Whether the first line of `command` says what the case shows.
  func hasComment() throws -> Bool {
    try bytes(ofFile: "\(folder)/command").starts(with: Array("# ".utf8))
  }
}

/// A command line of a case, taken apart as a shell would.
struct CommandLineText: Sendable {
  /// The line as it stands in the file.
  let text: String
  private(set) var environment: [String: String] = [:]
  private(set) var arguments: [String] = []
  private(set) var input: String?

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// Takes a line apart.
  init(_ line: String) throws {
    text = line
    var words = try Self.words(of: line)[...]
    while let word = words.first, let sign = word.firstIndex(of: "="), !word.hasPrefix("-") {
      environment[String(word[..<sign])] = String(word[word.index(after: sign)...])
      words.removeFirst()
    }
    guard words.popFirst() == "appraise" else {
      throw Malformed(description: "not a line that runs appraise: \(line)")
    }
    if words.count >= 2, words[words.endIndex - 2] == "<" {
      input = words.removeLast()
      words.removeLast()
    }
    arguments = Array(words)
  }

  /// The words between blanks; quotes, double or single, keep blanks together.
  private static func words(of line: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Unicode.Scalar?
    for scalar in line.unicodeScalars {
      switch (scalar, quote) {
      case (let closing, let open?) where closing == open: quote = nil
      case (_, _?): word?.unicodeScalars.append(scalar)
      case ("\"", nil), ("'", nil):
        quote = scalar
        word = word ?? ""
      case (" ", nil):
        if let word { words.append(word) }
        word = nil
      default:
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    guard quote == nil else { throw Malformed(description: "a quote is not closed: \(line)") }
    return words + (word.map { [$0] } ?? [])
  }
}
