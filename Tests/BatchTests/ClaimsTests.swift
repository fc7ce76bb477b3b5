import Appraisal
import Batch
import Columns
import FoundationEssentials
import Logging
import TestSupport
import Runs
import Testing

/// What comments and documents say about all of the source: claims of exclusivity are the ones that
/// age worst.
@Suite struct ClaimsTests {
  /// The Swift files of `Sources`, by their path below it.
  private static func sources() throws -> [String: String] {
    try contents(below: "\(Repository.root)/Sources").filter { $0.key.hasSuffix(".swift") }
      .mapValues { String(decoding: $0, as: UTF8.self) }
  }

  /// A text that stands below one folder, or in some files, and nowhere else.
  @Test(
    arguments: [
      // CONTRIBUTING, decision 0025.
      ("import CLibCSV", ["CSV/"]), ("csv_init", ["CSV/"]), ("csv_parse(", ["CSV/"]),
      // CONTRIBUTING, decision 0018.
      ("import CXLSXWriter", ["Workbooks/"]), ("lxw_", ["Workbooks/"]),
      // Decision 0005, Column.swift.
      ("nonisolated(unsafe)", ["Columns/Column.swift", "Files/StopSignals.swift"]),
      ("@unchecked Sendable", []),
      // Decision 0017: escaping has one home.
      ("\"&lt;\"", ["Pages/HTMLText.swift"]),
      // CellText.swift.
      ("32_700", ["Columns/CellText.swift"]),
      // CONTRIBUTING: the module Appraisal.
      ("import Foundation\n", []),
    ] as [(String, [String])])
  func standsNowhereElse(text: String, homes: [String]) throws {
    var met = 0
    for (path, source) in try Self.sources() where source.contains(text) {
      met += 1
      #expect(homes.contains { path.hasPrefix($0) }, "\(text) in \(path)")
    }
    #expect(homes.isEmpty || met > 0, "the text is not there any more: \(text)")
  }

  /// CONTRIBUTING: no file of more than 400 lines but one that says at its top why, and no function of more
  /// than 60 but a flat switch.
  @Test func filesAndFunctionsAreShort() throws {
    for folder in ["Sources", "Tests", "fuzz/Sources"] {
      let files = try contents(below: "\(Repository.root)/\(folder)")
      for (path, bytes) in files where path.hasSuffix(".swift") {
        let source = SwiftLines(String(decoding: bytes, as: UTF8.self))
        #expect(source.isShort || source.saysWhyItIsLong, "\(folder)/\(path) has over 400 lines")
        for function in source.longFunctions {
          Issue.record("\(folder)/\(path): a function has over 60 lines: \(function)")
        }
      }
    }
  }

  /// What the claim above refuses.
  @Test func lengthsAreCounted() {
    let top = "/// Longer than most files because every line of it is the same.\n"
    func file(_ lines: Int) -> SwiftLines {
      SwiftLines(String(repeating: "let a = 1\n", count: lines))
    }
    #expect(file(400).isShort && !file(401).isShort && !file(401).saysWhyItIsLong)
    #expect(SwiftLines("import A\n\n" + top + "struct B {}\n").saysWhyItIsLong)
    #expect(!SwiftLines("struct B {}\n" + top).saysWhyItIsLong)
    func function(_ lines: Int, _ first: String, in body: String = "") -> SwiftLines {
      let inside = String(repeating: "    call()\n", count: lines - 2)
      return SwiftLines(
        "protocol P {\n  func \(first)\n}\n\nextension P {\n  \(body)func \(first) {\n\(inside)  }\n}\n"
      )
    }
    #expect(function(60, "a()").longFunctions == [])
    #expect(function(61, "a()").longFunctions == ["func a() {"])
    #expect(
      function(60, "a(\n    b: Int\n  )", in: "@inlinable ").longFunctions == ["@inlinable func a("]
    )
    let flat =
      "func a() {\n  switch b {\n" + String(repeating: "  case c: d\n", count: 90) + "  }\n}\n"
    #expect(SwiftLines(flat).longFunctions == [])
    for (part, other) in [
      ("  }\n}", "  }\n  e()\n}"), ("switch b", "while b"),
      ("d\n  }", "d\n" + String(repeating: "    e()\n", count: 20) + "  }"),
    ] {
      #expect(SwiftLines(flat.replacing(part, with: other)).longFunctions == ["func a() {"])
    }
  }

  /// CONTRIBUTING: `Appraisal` has no input or output, no clock and no Foundation.
  @Test func appraisalImportsNothingOfTheSystem() throws {
    let imports = try Self.sources().filter { $0.key.hasPrefix("Appraisal/") }.values
      .flatMap { $0.split(separator: "\n").filter { $0.contains("import ") && !$0.contains("//") } }
    #expect(Set(imports.map { $0.split(separator: " ").last ?? "" }) == ["Yams"])
  }

  /// The example of ``Batch``, as it stands there.
  @Test func exampleOfTheBatchCompiles() async throws {
    func example() async throws -> Batch.Run {
      let batch = Batch(
        plans: ["plans.csv"], ratings: ["ratings.csv"], system: try .named("opm-basic-2012"),
        threads: 2, log: Logger(label: "appraise"))
      let run = try await batch.run(output: "runs")
      return run
    }
    let source = try #require(Self.sources()["Batch/Batch.swift"])
    let this = String(decoding: try bytes(ofFile: #filePath), as: UTF8.self)
    let lines = source.split(separator: "\n").filter { $0.hasPrefix("///     ") }
      .map { $0.dropFirst(8) }
    #expect(lines.count == 4)
    for line in lines {
      #expect(this.contains("      \(line)\n"), "the example is not what compiles here: \(line)")
    }
  }
}

/// The lines of a file as the formatter has them: what a line opens ends with the next one that closes at the
/// same indentation.
private struct SwiftLines {
  private let lines: [Substring]

  init(_ source: String) {
    lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Whether it has at most 400 lines; after the last line end there is none.
  var isShort: Bool { lines.count <= 401 }

  /// Whether the comment on the first declaration, or one before it, gives a reason for the length.
  var saysWhyItIsLong: Bool {
    lines.prefix { $0.isEmpty || $0.hasPrefix("//") || $0.contains("import ") }
      .contains { $0.contains("Longer than most files because ") }
  }

  /// The first lines of functions and computed properties of more than 60 lines that are no flat switch.
  var longFunctions: [String] {
    lines.indices.compactMap { start in
      guard let end = end(of: start), end - start >= 60, !isFlatSwitch(start...end) else {
        return nil
      }
      return lines[start].drop { $0 == " " }.description
    }
  }

  /// Where a function or a computed property that begins in a line ends; `nil` where none begins, or it has no
  /// body, or one of this line.
  private func end(of start: Int) -> Int? {
    let line = lines[start]
    let words = line.split(separator: " ")
    let begins =
      words.first?.hasPrefix("//") == false
      && words.contains { word in
        ["func", "deinit"].contains(word)
          || ["init(", "init<", "init?(", "subscript("].contains { word.hasPrefix($0) }
          || word == "var" && line.hasSuffix("{")
      }
    guard begins, !line.hasSuffix("}") else { return nil }
    let indentation = line.prefix { $0 == " " }
    let last = lines[(start + 1)...].firstIndex {
      $0.hasPrefix("\(indentation)}") || !$0.isEmpty && !$0.hasPrefix(indentation)
    }
    return last.flatMap { lines[$0].hasPrefix("\(indentation)}") ? $0 : nil }
  }

  /// Whether a function ends with a switch whose cases are short, and is short without it.
  private func isFlatSwitch(_ function: ClosedRange<Int>) -> Bool {
    let inner = "\(lines[function.lowerBound].prefix { $0 == " " })  "
    let body = function.filter { lines[$0].hasPrefix(inner) && !lines[$0].hasPrefix(inner + " ") }
    guard let first = body.last(where: { lines[$0].hasPrefix(inner + "switch ") }) else {
      return false
    }
    let cases = body.filter { $0 > first }
    return first - function.lowerBound < 60 && cases.last == function.upperBound - 1
      && cases.allSatisfy { line in
        ["case ", "default:", "}"].contains { lines[line].dropFirst(inner.count).hasPrefix($0) }
      } && zip(cases, cases.dropFirst()).allSatisfy { $1 - $0 <= 20 }
  }
}
