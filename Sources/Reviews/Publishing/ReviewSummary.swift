import Appraisal
package import Columns
import ReviewBoards
package import Runs

/// What a review has counted: how far everybody has come, what was changed, the limits, the findings, and
/// what was not given and so not checked.
package struct ReviewSummary: Sendable {
  /// Of all executives with a plan.
  let counts: CycleCounts
  let limits: [UnitLimit]
  let boards: Int
  /// How many boards have recommended anything.
  let boardsThatRecommended: Int
  /// All findings of the review, by code and severity.
  package let findings: FindingCounts
  /// What was not handed over, by its name in `summary.json`.
  package let notGiven: [String]
  /// What of it is checked elsewhere, and who has checked it.
  let checkedElsewhere: [(check: ClosingCheck, by: String)]
  let files: ReviewedFiles
  /// Whether its annual ratings are official.
  package let isClosed: Bool
  let agency: String
  let period: (from: String, to: String)
  let runID: String

  /// The summary of a register.
  ///
  /// - Parameter boards: Of each board what was counted.
  /// - Throws: ``RunError/Kind/inputOutput`` where somebody was lost.
  /// - Complexity: O(boards + findings).
  init(
    of register: Register, boards facts: [BoardFacts], runID: String, isClosed: Bool
  ) throws(RunError) {
    counts = facts.reduce(into: CycleCounts()) { $0.add($1.counts) }
    limits = register.limits
    boards = register.units.count
    boardsThatRecommended = register.recommendations.hasRecommended.count { $0 }
    findings = register.findingCounts
    notGiven = register.notGiven.map(\.key)
    checkedElsewhere = register.checkedElsewhere
    files = ReviewedFiles(of: register)
    self.isClosed = isClosed
    agency = register.cycle.agency
    period = (register.cycle.period.from.description, register.cycle.period.to.description)
    self.runID = runID
    try ControlTotal(
      "executives by status", ReviewStatus.allCases.reduce(0) { $0 + count($1) },
      register.rosters.executives.count
    ).close()
    try ControlTotal(
      "levels after all changes", counts.annualSum, counts.initialSum + counts.steps
    ).close()
  }

  /// How many executives stand somewhere.
  package func count(_ status: ReviewStatus) -> Int { counts.count(status) }

  /// Whether a finding is an error, which makes the exit status 1.
  package var hasErrors: Bool { findings[severity: .error] > 0 }

  /// Writes `summary.json`.
  package func append(json buffer: inout OutputBuffer, depth: Int = 0) {
    var root = JSONObject(indentation: depth + 1, to: &buffer)
    root.add("appraise-review/1", for: "format", to: &buffer)
    root.add(agency, for: "agency", to: &buffer)
    root.begin("period", to: &buffer)
    var object = JSONObject(to: &buffer)
    object.add(period.from, for: "from", to: &buffer)
    object.add(period.to, for: "to", to: &buffer)
    object.end(to: &buffer)
    root.add(runID, for: "run", to: &buffer)
    root.begin("closed", to: &buffer)
    buffer.append(isClosed ? "true" : "false")
    root.add(notGiven, for: "not_given", to: &buffer)
    root.begin("checked_elsewhere", to: &buffer)
    object = JSONObject(to: &buffer)
    for (check, words) in checkedElsewhere { object.add(words, for: check.key, to: &buffer) }
    object.end(to: &buffer)
    root.begin("files", to: &buffer)
    files.append(json: &buffer, depth: depth + 2)
    root.begin("executives", to: &buffer)
    object = JSONObject(to: &buffer)
    object.add(ReviewStatus.allCases.reduce(0) { $0 + count($1) }, for: "with_plan", to: &buffer)
    for status in ReviewStatus.allCases {
      object.add(count(status), for: status.key, to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("stages", to: &buffer)
    object = JSONObject(to: &buffer)
    for stage in Stage.allCases {
      object.add(counts.count(stage), for: stage.rawValue, to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("changes", to: &buffer)
    object = JSONObject(indentation: depth + 2, to: &buffer)
    for (key, changes) in [("recommended", counts.recommended), ("annual", counts.annual)] {
      object.begin(key, to: &buffer)
      var counts = JSONObject(to: &buffer)
      counts.add(changes.raised, for: "raised", to: &buffer)
      counts.add(changes.lowered, for: "lowered", to: &buffer)
      counts.add(changes.unchanged, for: "unchanged", to: &buffer)
      counts.end(to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("boards", to: &buffer)
    object = JSONObject(to: &buffer)
    object.add(boards, for: "boards", to: &buffer)
    object.add(boardsThatRecommended, for: "recommended", to: &buffer)
    object.end(to: &buffer)
    limits.append(to: &root, &buffer, depth: depth + 1)
    root.begin("findings", to: &buffer)
    findings.append(json: &buffer, depth: depth + 2)
    root.end(to: &buffer)
  }
}
