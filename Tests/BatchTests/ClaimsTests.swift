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
