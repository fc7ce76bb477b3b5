import Appraisal
import Columns
import Files
import Runs
import Synchronization
import Tables

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
  ///   - format: `csv` without a header, `text`, `jsonl`, or `json` with a comma and line end before each.
  ///   - write: Called for each piece, from any task, with its number from 0; pieces may be empty.
  func write(
    _ format: FindingFormat, workers: Workers,
    _ write: @escaping @Sendable (borrowing OutputBuffer, Int) throws(RunError) -> Void
  ) async throws(RunError) -> CountedFindings {
    let pieces = pieces
    let counts = try await workers.map(
      pieces.count, state: { Scratch(writer: FindingWriter(self, format: format)) }
    ) { [self] piece, scratch throws(RunError) in
      scratch.buffer.removeAll()
      var counts = FindingCounts()
      for finding in findings(in: pieces[piece]) {
        counts.add(finding.finding.code, in: finding.file)
        if format == .json { scratch.buffer.append(",\n  ") }
        scratch.writer.append(finding, to: &scratch.buffer)
        if format == .jsonl { scratch.buffer.append("\n") }
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
      findings(in: pieces[piece]).reduce(into: FindingCounts()) {
        $0.add($1.finding.code, in: $1.file)
      }
    }
    return CountedFindings(self, pieces: counts)
  }

  /// Writes `findings.csv`.
  func writeFile(
    to directory: RunDirectory, workers: Workers
  ) async throws(RunError) -> (file: OutputFile.Identity, counted: CountedFindings) {
    let file = OrderedFile(try directory.newFile(RunFile.findings.path))
    var header = CSVRows()
    Table.findings.appendHeader(to: &header)
    try file.write(header.buffer, piece: 0)
    let counted = try await write(.csv, workers: workers) { buffer, piece throws(RunError) in
      try file.write(buffer, piece: piece + 1)
    }
    return (try file.close(as: RunFile.findings.path), counted)
  }
}
