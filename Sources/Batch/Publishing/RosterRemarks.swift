import Appraisal
import ReviewBoards

/// What stands in the column `remarks` of a roster, in every form of it: that the override applied,
/// that no ratings were given, or why an executive was rejected.
struct RosterRemarks: Sendable {
  private let executives: Executives
  private let findings: Findings
  /// The level that overrides the score: only who is at it, of the rated, has remarks.
  private let override: Level?

  /// The remarks on the executives of these findings.
  init(_ findings: Findings) {
    executives = findings.appraisals.executives
    self.findings = findings
    override = findings.appraisals.system.override?.level
  }

  /// Puts the remarks on an executive into a buffer, in place of what it held; mostly there are none.
  @inline(__always)
  func put(_ executive: Int, into buffer: inout OutputBuffer) {
    buffer.removeAll()
    if let level = executives.rating(of: executive)?.level, level != override { return }
    append(executive, to: &buffer)
  }

  private func append(_ executive: Int, to buffer: inout OutputBuffer) {
    switch executives.status(of: executive) {
    case .rated:
      guard let override else { return }
      executives.withLevels(of: executive) { levels in
        let titles = levels.indices.filter { levels[$0] == override.rawValue }
          .map { findings.appraisals.system.elements[$0].title }
        guard !titles.isEmpty else { return }
        buffer.append("level-\(override.number)-override: ")
        buffer.append(titles.joined(separator: ", ") + " at Level \(override.number)")
      }
    case .notRated:
      buffer.append("no ratings were given")
    case .rejected:
      let writer = FindingWriter(findings, format: .csv)
      findings.forEach(of: executive) { finding in
        guard finding.finding.code.severity == .error else { return }
        writer.appendRemark(finding, to: &buffer)
      }
    }
  }
}
