package import Appraisal
import Synchronization

/// How many findings there are of each code.
package struct FindingCounts: Sendable, CustomStringConvertible {
  private var counts: [FindingCode: Int] = [:]

  /// None yet.
  package init() {}

  /// The number of findings of a code.
  package subscript(code code: FindingCode) -> Int { counts[code] ?? 0 }

  /// The number of findings of a severity.
  package subscript(severity severity: Severity) -> Int {
    counts.reduce(0) { $0 + ($1.key.severity == severity ? $1.value : 0) }
  }

  /// In words: `1 error, 0 warnings, 2 notices`.
  package var description: String {
    Severity.allCases.map { counted(self[severity: $0], $0.rawValue) }.joined(separator: ", ")
  }

  mutating func add(_ code: FindingCode) { counts[code, default: 0] += 1 }

  mutating func add(_ other: FindingCounts) { counts.merge(other.counts, uniquingKeysWith: +) }
}

extension Findings {
  /// What a task keeps from piece to piece.
  private struct Desk: ~Copyable {
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
  ) async throws(RunError) -> FindingCounts {
    let pieces = pieces
    let counts = try await workers.map(
      pieces.count, state: { Desk(writer: FindingWriter(self, format: format)) }
    ) { [self] piece, desk throws(RunError) in
      desk.buffer.removeAll()
      var counts = FindingCounts()
      for finding in findings(in: pieces[piece]) {
        counts.add(finding.finding.code)
        if format == .json { desk.buffer.append(",\n  ") }
        desk.writer.append(finding, to: &desk.buffer)
      }
      try write(desk.buffer, piece)
      return counts
    }
    return counts.reduce(into: FindingCounts()) { $0.add($1) }
  }

  /// Writes `findings.csv`.
  func writeFile(
    to directory: Directory, workers: Workers
  ) async throws(RunError) -> (file: OutputFile.Identity, counts: FindingCounts) {
    let file = OrderedFile(try directory.newFile("findings.csv"))
    var header = OutputBuffer()
    header.append(Rosters.byteOrderMark)
    header.append(FindingWriter.header)
    try file.write(header, piece: 0)
    let counts = try await write(.csv, workers: workers) { buffer, piece throws(RunError) in
      try file.write(buffer, piece: piece + 1)
    }
    return (try file.close(as: "findings.csv"), counts)
  }
}
