import TestSupport
import Testing

/// Every finding code has a line of documentation, and a case whose findings hold it.
///
/// The codes are read from the source, as a newcomer would look them up, so that a new one without
/// a case is noticed here.
@Suite struct FindingCodeTests {
  private struct Code {
    let name: String
    let isDocumented: Bool
  }

  private static func codes() throws -> [Code] {
    let path = "\(Repository.root)/Sources/Appraisal/Findings/FindingCode.swift"
    let source = String(decoding: try bytes(ofFile: path), as: UTF8.self)
    var codes: [Code] = []
    var previous = ""
    for line in source.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
      if let match = line.wholeMatch(of: /case [A-Za-z0-9]+ = "([a-z0-9-]+)"/) {
        codes.append(Code(name: String(match.1), isDocumented: previous.hasPrefix("/// ")))
      }
      previous = String(line)
    }
    return codes
  }

  /// The second fields of all `findings.csv` that cases expect; neither of the first two has
  /// quotes.
  private static func expectedCodes() throws -> Set<String> {
    var codes: Set<String> = []
    for example in CommandCase.all {
      guard let bytes = try? bytes(ofFile: "\(example.expected)/run/findings.csv") else { continue }
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        if fields.count == 3 { codes.insert(String(fields[1])) }
      }
    }
    return codes
  }

  @Test func allCodesAreFoundInTheSource() throws {
    #expect(try Self.codes().count >= 26)
  }

  @Test func everyCodeIsDocumented() throws {
    for code in try Self.codes() where !code.isDocumented {
      Issue.record("\(code.name) has no line of documentation before its case")
    }
  }

  @Test func everyCodeHasACase() throws {
    let expected = try Self.expectedCodes()
    for code in try Self.codes() where !expected.contains(code.name) {
      Issue.record("\(code.name) is in no findings.csv below fixtures/cases")
    }
  }

  /// Nobody is told of a code that the source does not have.
  @Test func everyExpectedCodeExists() throws {
    #expect(try Self.expectedCodes().subtracting(Self.codes().map(\.name)).isEmpty)
  }
}
