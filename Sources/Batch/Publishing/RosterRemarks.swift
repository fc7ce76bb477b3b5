import Appraisal
import ReviewBoards

/// What stands in the column `remarks` of a roster, in every form of it: that the override applied,
/// that no ratings were given, or why an executive was rejected.
struct RosterRemarks: Sendable {
  private let executives: Executives
  private let system: AppraisalSystem
  private let findings: Findings

  /// The remarks on the executives of these findings.
  init(_ findings: Findings) {
    executives = findings.appraisals.executives
    system = findings.appraisals.system
    self.findings = findings
  }

  /// Puts the remarks on an executive into a buffer, in place of what it held; mostly there are none.
  func put(_ executive: Int, into buffer: inout OutputBuffer) {
    buffer.removeAll()
    switch executives.status(of: executive) {
    case .rated:
      guard let override = system.override?.level,
        executives.rating(of: executive)?.level == override
      else { return }
      executives.withLevels(of: executive) { levels in
        let titles = levels.indices.filter { levels[$0] == override.rawValue }
          .map { system.elements[$0].title }
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
