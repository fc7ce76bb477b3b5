import Appraisal
import FoundationEssentials
import TestSupport
import Testing

/// The guide `Findings.md` lists every code in the words of the code.
@Suite struct FindingsDocumentTests {
  static let path = "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Findings.md"

  /// The table of a severity.
  static func table(of severity: Severity) -> [String] {
    ["| code | meaning | what to do |", "| --- | --- | --- |"]
      + FindingCode.allCases.filter { $0.severity == severity }.map {
        "| `\($0.rawValue)` | \($0.meaning) | \($0.remedy) |"
      }
  }

  /// The guide with its tables as the codes have them: `RECORD=1` writes it, and fails.
  @Test func `the guide lists the codes`() throws {
    let text = String(decoding: try bytes(ofFile: Self.path), as: UTF8.self)
    var lines: [String] = []
    var severity: Severity?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        severity = Severity.allCases.first { "## \($0.rawValue)s" == line.lowercased() }
      }
      guard let current = severity, line.hasPrefix("|") else {
        lines.append(String(line))
        continue
      }
      if line.hasPrefix("| code") { lines += Self.table(of: current) }
    }
    let expected = lines.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(expected.utf8).write(to: URL(filePath: Self.path))
      Issue.record("recorded \(Self.path); run again without RECORD")
      return
    }
    for code in FindingCode.allCases {
      let isListed = expected.contains("| `\(code.rawValue)` |")
      #expect(isListed, "\(code.rawValue) has no row")
    }
    let shown = Set(text.split(separator: "\n"))
    let missing = expected.split(separator: "\n").filter { !shown.contains($0) }
    #expect(
      text.utf8.elementsEqual(expected.utf8),
      "RECORD=1 swift test --filter FindingsDocumentTests writes the lines \(missing)")
  }
}
