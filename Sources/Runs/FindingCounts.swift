package import Appraisal
package import Columns

/// How many findings there are of each code.
package struct FindingCounts: Sendable, CustomStringConvertible {
  /// What a count is of.
  private struct Key: Hashable {
    let code: FindingCode
    /// The number of the file in the intake; `nil` where the findings themselves are not at hand.
    let file: Int?
  }

  private var counts: [Key: Int] = [:]

  /// None yet.
  package init() {}

  /// Counts that were read from a summary.
  package init(_ counts: [FindingCode: Int]) {
    self.counts = Dictionary(
      uniqueKeysWithValues: counts.map { (Key(code: $0.key, file: nil), $0.value) })
  }

  /// The number of findings of a code.
  package subscript(code code: FindingCode) -> Int {
    counts.reduce(0) { $0 + ($1.key.code == code ? $1.value : 0) }
  }

  /// The number of findings of a severity.
  package subscript(severity severity: Severity) -> Int {
    counts.reduce(0) { $0 + ($1.key.code.severity == severity ? $1.value : 0) }
  }

  /// In words: `1 error, 0 warnings, 2 notices`.
  package var description: String {
    Severity.allCases.map { counted(self[severity: $0], $0.rawValue) }.joined(separator: ", ")
  }

  /// The files that findings of a code are in, in the order of the intake, and how many.
  package func files(of code: FindingCode) -> [(file: Int, count: Int)] {
    counts.compactMap { key, count in key.code == code ? key.file.map { ($0, count) } : nil }
      .sorted { $0.0 < $1.0 }
  }

  /// Counts a finding.
  ///
  /// - Parameter file: The number of its file in the intake, where it is in one.
  package mutating func add(_ code: FindingCode, in file: Int?) {
    counts[Key(code: code, file: file), default: 0] += 1
  }

  /// Counts the findings that come after these.
  package mutating func add(_ later: FindingCounts) {
    counts.merge(later.counts, uniquingKeysWith: +)
  }

  /// Writes the counts as an object of JSON: by severity, and by code.
  package func append(json buffer: inout OutputBuffer, depth: Int) {
    var object = JSONObject(indentation: depth, to: &buffer)
    for severity in Severity.allCases {
      object.add(self[severity: severity], for: severity.rawValue, to: &buffer)
    }
    object.begin("by_code", to: &buffer)
    var codes = JSONObject(indentation: depth + 1, to: &buffer)
    for code in FindingCode.allCases where self[code: code] > 0 {
      codes.add(self[code: code], for: code.rawValue, to: &buffer)
    }
    codes.end(to: &buffer)
    object.end(to: &buffer)
  }
}
