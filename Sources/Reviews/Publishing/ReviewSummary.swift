import Appraisal
package import Columns
import ReviewBoards
package import Runs

/// What a review has counted: how far everybody has come, what was changed, the limits, the findings, and
/// what was not given and so not checked.
package struct ReviewSummary: Sendable {
  /// The executives with a plan, by the number of where they stand.
  private let executives: [Int]
  /// By the number of the stage how many have a level.
  private let stages: [Int]
  /// What changed from the initial to the recommended level, and from that to the annual one.
  private(set) var recommended = Changes()
  private(set) var annual = Changes()
  let limits: [UnitLimit]
  let boards: Int
  /// How many boards have recommended anything.
  let boardsThatRecommended: Int
  package let findings: FindingCounts
  /// What was not handed over, by its name in `summary.json`.
  package let notGiven: [String]
  /// What of it is checked elsewhere, and who has checked it.
  let checkedElsewhere: [(check: ClosingCheck, by: String)]
  let files: ReviewedFiles
  package let isClosed: Bool
  let agency: String
  let period: (from: String, to: String)
  let runID: String

  /// How many levels went up, down, or stayed.
  struct Changes: Sendable {
    var raised = 0
    var lowered = 0
    var unchanged = 0

    /// Counts a change.
    mutating func add(from before: Level, to after: Level) {
      if after > before {
        raised += 1
      } else if after < before {
        lowered += 1
      } else {
        unchanged += 1
      }
    }
  }

  /// The counts of a register.
  ///
  /// - Throws: ``RunError/Kind/inputOutput`` where somebody was lost.
  /// - Complexity: O(executives).
  init(of register: Register, runID: String, isClosed: Bool) throws(RunError) {
    var statuses = ReviewStatus.allCases.map { _ in 0 }
    var stages = Stage.allCases.map { _ in 0 }
    var (initialSum, annualSum, steps) = (0, 0, 0)
    let count = register.rosters.executives.count
    for executive in 0..<count {
      let status = register.status(of: executive)
      statuses[status.number] += 1
      let (initial, board, authority) = (
        register.level(of: executive, at: .initial),
        register.level(of: executive, at: .recommended),
        register.level(of: executive, at: .annual)
      )
      if initial != nil { stages[Stage.initial.number] += 1 }
      if let initial, let board {
        stages[Stage.recommended.number] += 1
        recommended.add(from: initial, to: board)
      }
      if let initial, let board, let authority {
        stages[Stage.annual.number] += 1
        annual.add(from: board, to: authority)
        initialSum += initial.number
        annualSum += authority.number
        steps += (board.number - initial.number) + (authority.number - board.number)
      }
    }
    executives = statuses
    self.stages = stages
    limits = register.limits
    boards = register.units.count
    boardsThatRecommended = register.recommendations.hasRecommended.count { $0 }
    findings = register.findingCounts
    notGiven = register.notGiven.map(\.rawValue)
    checkedElsewhere = register.checkedElsewhere
    files = ReviewedFiles(of: register)
    self.isClosed = isClosed
    agency = register.cycle.agency
    period = (register.cycle.period.from.description, register.cycle.period.to.description)
    self.runID = runID
    try Self.require("executives by status", statuses.reduce(0, +), count)
    try Self.require("levels after all changes", annualSum, initialSum + steps)
  }

  /// Refuses a review in which somebody was lost.
  private static func require(_ name: String, _ one: Int, _ other: Int) throws(RunError) {
    guard one != other else { return }
    throw RunError(
      .inputOutput,
      "The control totals do not close: \(name), \(one) and \(other). Nothing was published; please "
        + "report this.")
  }

  /// How many executives stand somewhere.
  package func count(_ status: ReviewStatus) -> Int { executives[status.number] }

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
      let key = status == .notRated ? "not_rated" : status.rawValue
      object.add(count(status), for: key, to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("stages", to: &buffer)
    object = JSONObject(to: &buffer)
    for stage in Stage.allCases {
      object.add(stages[stage.number], for: stage.rawValue, to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("changes", to: &buffer)
    object = JSONObject(indentation: depth + 2, to: &buffer)
    for (key, changes) in [("recommended", recommended), ("annual", annual)] {
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
