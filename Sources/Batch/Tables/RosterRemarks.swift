import Appraisal
import Columns
import ReviewBoards
import Runs

/// What stands in the column `remarks` of a roster, in every form of it: that the override applied,
/// that no ratings were given, or why an executive was rejected.
///
/// It is a class, so that it is not copied for each line.
final class RosterRemarks: Sendable {
  /// How many errors of one executive are told; there may be as many as the input has records.
  private static let shownErrors = 5

  private let executives: Executives
  private let findings: Findings

  /// The remarks on the executives of these findings.
  init(_ findings: Findings) {
    executives = findings.appraisals.executives
    self.findings = findings
  }

  /// What a task keeps from executive to executive.
  struct Scratch: ~Copyable {
    /// The remarks on one of them.
    fileprivate(set) var text = OutputBuffer()
    let writer: FindingWriter

    init(_ remarks: RosterRemarks) {
      writer = remarks.writer()
    }
  }

  /// A writer of the findings, for one task.
  func writer() -> FindingWriter { FindingWriter(findings, format: .csv) }

  /// Puts the remarks on an executive into the scratch, in place of what it held; mostly there are none.
  ///
  /// They are short enough for a cell of a spreadsheet; see ``CellText``.
  /// - Returns: Whether there are some.
  @inline(__always)
  func put(_ place: RosterPlace, into scratch: inout Scratch) -> Bool {
    scratch.text.removeAll()
    let level = place.rating?.level
    if let level, !executives.isOverridden(place.member, ratedAt: level) { return false }
    append(place.member, place.status, level, to: &scratch.text, by: scratch.writer)
    CellText.cut(&scratch.text)
    return true
  }

  /// - Parameter level: The initial summary rating; `nil` unless the executive is rated.
  private func append(
    _ executive: Executive, _ status: RosterStatus, _ level: Level?,
    to buffer: inout OutputBuffer, by writer: borrowing FindingWriter
  ) {
    switch status {
    case .rated:
      guard let level = level?.number else { preconditionFailure("who is rated has a level") }
      let elements = findings.appraisals.system.elements
      let titles = executives.overridingElements(of: executive).map { elements[$0].title }
      buffer.append("level-\(level)-override: ")
      buffer.append(titles.joined(separator: ", ") + " at Level \(level)")
    case .notRated:
      buffer.append("no ratings were given")
    case .rejected:
      let more = forEachReason(of: executive) { writer.appendRemark($0, to: &buffer) }
      if more > 0 { buffer.append(" | … and \(grouped(more)) more in findings.csv") }
    }
  }

  /// Calls `body` with the first reasons why an executive was rejected.
  ///
  /// - Returns: How many more there are.
  func forEachReason(
    of executive: Executive, _ body: (LocatedFinding) -> Void
  ) -> Int {
    var errors = 0
    findings.forEach(of: executive, errorsOnly: true) { finding in
      guard finding.finding.code.severity == .error else { return }
      errors += 1
      if errors <= Self.shownErrors { body(finding) }
    }
    return max(0, errors - Self.shownErrors)
  }
}
