import Appraisal
import Columns
import ReviewBoards
import Runs

/// A unit's count at the highest levels, at one stage, compared with what the rules allow.
struct UnitLimit: Sendable {
  /// The name in the column `limit`.
  static let name = "levels-4-and-5"

  /// The index of the unit in the cycle.
  let unit: Int
  let stage: Stage
  let limit: DistributionLimit
}

/// The limits of all units at all stages.
///
/// The program counts, and people decide: nobody is ever named as one to be lowered, because a rating rests
/// on performance.
struct UnitLimits: Sendable {
  private(set) var limits: [UnitLimit] = []
  private(set) var findings: [ReviewFinding] = []
  /// Whether the appointment of anybody who is rated is not known.
  private(set) var hasUnknownAppointments = false

  /// The career executives of a unit who are rated, and how many of them are at the rule's levels.
  private struct Count {
    var career = 0
    var unknown = 0
    /// By stage, how many have a level, and how many of these are counted.
    var rated = [0, 0, 0]
    var counted = [0, 0, 0]
  }

  /// Counts.
  ///
  /// - Complexity: O(executives).
  init(
    rosters: SealedRosters, cycle: Cycle, named cycleName: String, units: [Int],
    rules: ReviewRules, isCareer: [Bool], recommended: [Level?], annual: [Level?]
  ) {
    let rule = rules.distribution(at: cycle.period.to)
    let levels = rule?.levels ?? [.five, .four]
    var counts = [Count](repeating: Count(), count: cycle.units.count)
    let executives = rosters.executives
    for executive in 0..<executives.count {
      guard let initial = executives.level(of: executive) else { continue }
      let unit = units[executives.board(of: executive)]
      guard isCareer[executive] else {
        if rosters.appointment(of: executive) == .unknown { counts[unit].unknown += 1 }
        continue
      }
      counts[unit].career += 1
      for (stage, level) in [initial, recommended[executive], annual[executive]].enumerated() {
        guard let level else { continue }
        counts[unit].rated[stage] += 1
        if levels.contains(level) { counts[unit].counted[stage] += 1 }
      }
    }
    for (unit, count) in counts.enumerated() {
      add(count, of: unit, in: cycle, named: cycleName, under: rule)
    }
  }

  private mutating func add(
    _ count: Count, of unit: Int, in cycle: Cycle, named cycleName: String,
    under rule: ReviewRules.Distribution?
  ) {
    let facts = cycle.units[unit]
    func note(_ finding: LimitFinding, related: String) {
      findings.append(
        ReviewFinding(
          finding: .limits(finding), file: cycleName, line: facts.name.place.line,
          row: facts.name.place.line, related: related))
    }
    if count.unknown > 0 {
      hasUnknownAppointments = true
      if rule != nil { note(.appointmentUnknown(UInt32(count.unknown)), related: facts.name.value) }
    }
    let population =
      switch rule?.population {
      case .careerOnBoard: facts.careerExecutives
      case .careerRated: count.unknown > 0 ? nil : count.career
      case nil: Int?.none
      }
    let last = Stage.allCases.last { count.rated[$0.number] > 0 } ?? .initial
    for stage in Stage.allCases {
      // At a stage that nobody has come to nothing is counted, and so nothing is within a limit.
      let isCounted = stage == .initial || count.rated[stage.number] > 0
      let limit = DistributionLimit(
        isCounted ? rule : nil, population: population, counted: count.counted[stage.number],
        isWaived: facts.waiver != nil)
      limits.append(UnitLimit(unit: unit, stage: stage, limit: limit))
      guard stage == last, limit.over > 0, let allowed = limit.allowed else { continue }
      let (counted, most) = (UInt32(limit.counted), UInt32(allowed))
      switch (limit.state, stage) {
      case (.exceeded, .annual):
        note(.limitExceeded(counted: counted, allowed: most), related: facts.name.value)
      case (.exceeded, .recommended):
        note(.limitExceededSoFar(counted: counted, allowed: most), related: facts.name.value)
      case (.guidance, _):
        note(.guidanceExceeded(counted: counted, allowed: most), related: facts.name.value)
      case (.waived, .recommended), (.waived, .annual):
        note(.limitWaived(counted: counted, allowed: most), related: facts.name.value)
      default: break
      }
    }
  }
}
