import Appraisal
import TestSupport
import Testing

/// Every finding code has a case whose findings hold it.
@Suite struct FindingCodeTests {
  /// The second fields of all `findings.csv` that cases expect; neither of the first two has
  /// quotes. Where nothing is published, what standard error counts instead.
  private static func expectedCodes() throws -> Set<String> {
    var codes: Set<String> = []
    for example in CommandCase.all {
      guard let bytes = try? bytes(ofFile: "\(example.expected)/run/findings.csv") else {
        let errors = (try? bytes(ofFile: "\(example.expected)/stderr")) ?? []
        let counted = String(decoding: errors, as: UTF8.self).matches(
          of: /\n +[0-9,]+  (?:error|warning|notice) +([a-z0-9-]+)/)
        codes.formUnion(counted.map { String($0.1) })
        continue
      }
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        if fields.count == 3 { codes.insert(String(fields[1])) }
      }
    }
    return codes
  }

  @Test func everyCodeHasACase() throws {
    let expected = try Self.expectedCodes()
    for code in FindingCode.allCases where !expected.contains(code.rawValue) {
      Issue.record("\(code.rawValue) is in no findings.csv below fixtures/cases")
    }
  }

  /// Nobody is told of a code that the source does not have.
  @Test func everyExpectedCodeExists() throws {
    let codes = FindingCode.allCases.map(\.rawValue)
    #expect(try Self.expectedCodes().subtracting(codes).isEmpty)
  }
}
