package import Appraisal
import Columns
import Files
import Synchronization
import Tables

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
  init(_ counts: [FindingCode: Int]) {
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
  func files(of code: FindingCode) -> [(file: Int, count: Int)] {
    counts.compactMap { key, count in key.code == code ? key.file.map { ($0, count) } : nil }
      .sorted { $0.0 < $1.0 }
  }

  /// Counts a finding.
  mutating func add(_ finding: LocatedFinding) {
    counts[Key(code: finding.finding.code, file: finding.file), default: 0] += 1
  }

  /// Counts the findings that come after these.
  mutating func add(_ later: FindingCounts) {
    counts.merge(later.counts, uniquingKeysWith: +)
  }
}

/// Findings that were counted piece by piece, so that the first of them can be made again without
/// making them all; none of them is kept.
struct CountedFindings: Sendable {
  let findings: Findings
  private let pieces: [FindingCounts]
  /// How many there are in all.
  let counts: FindingCounts

  fileprivate init(_ findings: Findings, pieces: [FindingCounts]) {
    self.findings = findings
    self.pieces = pieces
    counts = pieces.reduce(into: FindingCounts()) { $0.add($1) }
  }

  /// The first finding of each code, in the order of `findings.csv`.
  ///
  /// - Complexity: that of making the findings of as many pieces as there are codes, at most.
  var firstOfEachCode: [FindingCode: LocatedFinding] {
    var firsts: [FindingCode: LocatedFinding] = [:]
    for (piece, counts) in zip(findings.pieces, pieces)
    where FindingCode.allCases.contains(where: { firsts[$0] == nil && counts[code: $0] > 0 }) {
      for finding in findings.findings(in: piece) where firsts[finding.finding.code] == nil {
        firsts[finding.finding.code] = finding
      }
    }
    return firsts
  }

  /// Calls `body` with the first findings of some severities, in the order of `findings.csv`.
  ///
  /// - Complexity: that of making the findings of `limit` pieces, at most.
  func forEach(
    first limit: Int, of severities: [Severity], _ body: (LocatedFinding) -> Void
  ) {
    var rest = limit
    for (piece, counts) in zip(findings.pieces, pieces)
    where severities.contains(where: { counts[severity: $0] > 0 }) {
      guard rest > 0 else { return }
      for finding in findings.findings(in: piece)
      where rest > 0 && severities.contains(finding.finding.code.severity) {
        body(finding)
        rest -= 1
      }
    }
  }
}

extension Findings {
  /// What a task keeps from piece to piece.
  private struct Scratch: ~Copyable {
    var buffer = OutputBuffer()
    var writer: FindingWriter
  }

  /// Makes all findings on all workers, in order, and hands over their bytes piece by piece.
  ///
  /// - Parameters:
  ///   - format: `csv` without a header, or `text`, or `json` with a comma and line end before each.
  ///   - write: Called for each piece, from any task, with its number from 0; pieces may be empty.
  func write(
    _ format: OutputFormat, workers: Workers,
    _ write: @escaping @Sendable (borrowing OutputBuffer, Int) throws(RunError) -> Void
  ) async throws(RunError) -> CountedFindings {
    let pieces = pieces
    let counts = try await workers.map(
      pieces.count, state: { Scratch(writer: FindingWriter(self, format: format)) }
    ) { [self] piece, scratch throws(RunError) in
      scratch.buffer.removeAll()
      var counts = FindingCounts()
      for finding in findings(in: pieces[piece]) {
        counts.add(finding)
        if format == .json { scratch.buffer.append(",\n  ") }
        scratch.writer.append(finding, to: &scratch.buffer)
      }
      try write(scratch.buffer, piece)
      return counts
    }
    return CountedFindings(self, pieces: counts)
  }

  /// Makes all findings on all workers and counts them.
  func counted(on workers: Workers) async throws(RunError) -> CountedFindings {
    let pieces = pieces
    let counts = try await workers.map(pieces.count) { [self] piece in
      findings(in: pieces[piece]).reduce(into: FindingCounts()) { $0.add($1) }
    }
    return CountedFindings(self, pieces: counts)
  }

  /// Writes `findings.csv`.
  func writeFile(
    to directory: Directory, workers: Workers
  ) async throws(RunError) -> (file: OutputFile.Identity, counted: CountedFindings) {
    let file = OrderedFile(try directory.newFile("findings.csv"))
    var header = CSVRows()
    Table.findings.appendHeader(to: &header)
    try file.write(header.buffer, piece: 0)
    let counted = try await write(.csv, workers: workers) { buffer, piece throws(RunError) in
      try file.write(buffer, piece: piece + 1)
    }
    return (try file.close(as: "findings.csv"), counted)
  }
}
