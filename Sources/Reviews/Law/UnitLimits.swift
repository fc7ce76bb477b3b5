import Appraisal
import ReviewBoards
import Runs

/// The limits of all units at all stages, and what is said of them.
struct UnitLimits: Sendable {
  private(set) var limits: [UnitLimit] = []
  private(set) var findings: [ReviewFinding] = []
  /// Whether the appointment of anybody who is rated is not known.
  private(set) var hasUnknownAppointments = false
  /// Whether a limit is a share of a number that is not stated.
  private(set) var lackCareerExecutives = false

  /// Counts.
  ///
  /// - Complexity: O(executives).
  init(
    rosters: SealedRosters, cycle: Cycle, named cycleName: String, units: [Int],
    rules: ReviewRules, isCareer: [Bool], recommended: [Level?], annual: [Level?]
  ) {
    var counts = UnitCounts(in: cycle, under: rules)
    let executives = rosters.executives
    for executive in 0..<executives.count {
      guard let initial = executives.level(of: executive) else { continue }
      counts.add(
        isCareer[executive] ? .career : rosters.appointment(of: executive),
        in: units[executives.board(of: executive)], initial: initial,
        recommended: recommended[executive], annual: annual[executive])
    }
    for unit in cycle.units.indices { add(counts, of: unit, in: cycle, named: cycleName) }
  }

  private mutating func add(
    _ counts: UnitCounts, of unit: Int, in cycle: Cycle, named cycleName: String
  ) {
    let facts = cycle.units[unit]
    func note(_ finding: LimitFinding, related: String) {
      findings.append(
        ReviewFinding(
          finding: .limits(finding), file: cycleName, line: facts.name.place.line,
          row: facts.name.place.line, related: related))
    }
    let unknown = counts.unknown(in: unit)
    if unknown > 0 {
      hasUnknownAppointments = true
      if counts.rule != nil {
        note(.appointmentUnknown(UInt32(unknown), at: counts.levels), related: facts.name.value)
      }
    }
    if counts.lacksCareerExecutives(of: unit) {
      lackCareerExecutives = true
      note(.careerExecutivesNotStated(at: counts.levels), related: facts.name.value)
    }
    let ofUnit = Stage.allCases.map { counts.limit(of: unit, at: $0) }
    limits += ofUnit
    guard let telling = ofUnit.mostTelling, telling.limit.over > 0,
      let allowed = telling.limit.allowed
    else { return }
    let (counted, most) = (UInt32(telling.limit.counted), UInt32(allowed))
    switch (telling.limit.state, telling.stage) {
    case (.exceeded, .annual):
      note(
        .limitExceeded(counted: counted, allowed: most, at: counts.levels),
        related: facts.name.value)
    case (.exceeded, .recommended):
      note(
        .limitExceededSoFar(counted: counted, allowed: most, at: counts.levels),
        related: facts.name.value)
    case (.guidance, _):
      note(
        .guidanceExceeded(counted: counted, allowed: most, at: counts.levels),
        related: facts.name.value)
    case (.waived, .recommended), (.waived, .annual):
      note(
        .limitWaived(counted: counted, allowed: most, at: counts.levels), related: facts.name.value)
    default: break
    }
  }
}
