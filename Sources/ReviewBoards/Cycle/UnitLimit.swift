package import Appraisal

/// A unit's count at the highest levels, at one stage, compared with what the rules allow.
package struct UnitLimit: Sendable {
  /// The name of the unit, as the cycle file has it.
  package let unit: String
  /// The levels that are counted; their name stands in the column `limit`.
  package let levels: LevelSet
  package let stage: Stage
  package let limit: DistributionLimit
  /// How many career executives of the unit who are rated have not come to the stage.
  package let awaited: Int

  /// A count of a unit.
  package init(
    unit: String, levels: LevelSet, stage: Stage, limit: DistributionLimit, awaited: Int = 0
  ) {
    self.unit = unit
    self.levels = levels
    self.stage = stage
    self.limit = limit
    self.awaited = awaited
  }

  /// Whether there may still be too many at a later stage: those there, and those who have not gone on to it.
  fileprivate func mayBeExceeded(at later: UnitLimit) -> Bool {
    limit.allowed.map { later.limit.counted + (later.awaited - awaited) > $0 } ?? false
  }

  /// What became of the count, for people.
  ///
  /// - Parameter waiver: The citation of the waiver of the unit's limit, fit to be shown.
  package func words(under rule: ReviewRules.Distribution?, waiver: String?) -> String {
    switch limit.state {
    case .within:
      awaited == 0
        ? "within the limit"
        : "within the limit so far; \(grouped(awaited)) \(awaited == 1 ? "is" : "are") still to come"
    case .exceeded: "\(limit.over) more than allowed"
    case .guidance: "\(limit.over) more than the guidance names; this is no error"
    case .waived: "\(limit.over) more than allowed, waived by the President: \(waiver ?? "")"
    case .notApplicable: "no limit: the unit has fewer than \(rule?.minimumExecutives ?? 0)"
    case .notChecked:
      if rule == nil {
        "not checked: there is no rule for the period"
      } else if limit.population == nil {
        "not checked: the number of career executives is not known"
      } else {
        "not counted: nobody has come to this stage"
      }
    }
  }
}

/// The career executives of each unit of a cycle who are rated, and how many of them are at the levels of
/// the rule for its appraisal period.
///
/// The program counts, and people decide: nobody is ever named as one to be lowered, because a rating rests
/// on performance.
///
///     var counts = UnitCounts(in: cycle, under: rules)
///     counts.add(.career, in: 0, initial: .five)
///     counts.limit(of: 0, at: .initial).limit.counted   // 1
package struct UnitCounts: Sendable {
  private struct Count {
    var career = 0
    var unknown = 0
    /// By stage, how many have a level, and how many of these are counted.
    var rated: [3 of Int] = [0, 0, 0]
    var counted: [3 of Int] = [0, 0, 0]
  }

  private let units: [Cycle.Unit]
  /// The rule for the appraisal period; `nil` where there is none.
  package let rule: ReviewRules.Distribution?
  /// The levels that are counted: those of the rule, or the two highest where there is none.
  package let levels: LevelSet
  /// By the number of a level whether it is.
  private let isCounted: [Bool]
  private var counts: [Count]

  /// Nobody counted yet.
  package init(in cycle: Cycle, under rules: ReviewRules) {
    units = cycle.units
    let rule = rules.distribution(at: cycle.period.to)
    self.rule = rule
    let levels = rule?.counted ?? LevelSet([.five, .four])
    self.levels = levels
    isCounted = [false] + Level.allCases.map { levels.contains($0) }
    counts = Array(repeating: Count(), count: units.count)
  }

  /// Counts an executive who is rated.
  ///
  /// - Parameters:
  ///   - unit: The number of the unit in the cycle.
  ///   - recommended: The level of the board; `nil` while there is none.
  ///   - annual: The same of the authority.
  package mutating func add(
    _ appointment: Appointment, in unit: Int, initial: Level, recommended: Level? = nil,
    annual: Level? = nil
  ) {
    guard appointment == .career else {
      if appointment == .unknown { counts[unit].unknown += 1 }
      return
    }
    counts[unit].career += 1
    add(initial, at: .initial, in: unit)
    if let recommended { add(recommended, at: .recommended, in: unit) }
    if let annual { add(annual, at: .annual, in: unit) }
  }

  private mutating func add(_ level: Level, at stage: Stage, in unit: Int) {
    counts[unit].rated[stage.number] += 1
    if isCounted[level.number] { counts[unit].counted[stage.number] += 1 }
  }

  /// Counts what another has counted of the same cycle.
  package mutating func add(_ other: UnitCounts) {
    for unit in counts.indices {
      counts[unit].career += other.counts[unit].career
      counts[unit].unknown += other.counts[unit].unknown
      for stage in Stage.allCases.map(\.number) {
        counts[unit].rated[stage] += other.counts[unit].rated[stage]
        counts[unit].counted[stage] += other.counts[unit].counted[stage]
      }
    }
  }

  /// How many rated executives of a unit have an appointment that is not known.
  package func unknown(in unit: Int) -> Int { counts[unit].unknown }

  /// Whether the rule takes the share of the career executives on board of a unit, and the cycle does not state how
  /// many these are, or fewer than are rated.
  package func lacksCareerExecutives(of unit: Int) -> Bool {
    guard rule?.population == .careerOnBoard else { return false }
    return units[unit].careerExecutives.map { $0 < counts[unit].career } ?? true
  }

  /// The count of a unit at a stage, compared with the rule.
  package func limit(of unit: Int, at stage: Stage) -> UnitLimit {
    let (count, facts) = (counts[unit], units[unit])
    let population =
      switch rule?.population {
      case .careerOnBoard:
        count.unknown > 0 || lacksCareerExecutives(of: unit) ? nil : facts.careerExecutives
      case .careerRated: count.unknown > 0 ? nil : count.career
      case nil: Int?.none
      }
    // At a stage that nobody has come to nothing is counted, and so nothing is within a limit; a unit without career
    // executives has no stage to come to.
    let hasCome = stage == .initial || count.rated[stage.number] > 0 || count.career == 0
    return UnitLimit(
      unit: facts.name.value, levels: levels, stage: stage,
      limit: DistributionLimit(
        hasCome ? rule : nil, population: population, counted: count.counted[stage.number],
        isWaived: facts.waiver != nil), awaited: count.career - count.rated[stage.number])
  }
}

extension BidirectionalCollection<UnitLimit> {
  /// Of the counts of a unit, in the order of the stages, the one that tells most: the last one above the limit,
  /// as long as those who have not gone on may still exceed it, so that a first decision does not hide what is
  /// recommended for the others; if there is none, the last stage that was counted.
  package var mostTelling: UnitLimit? {
    let above = indices.last { index in
      self[index].limit.over > 0
        && self[self.index(after: index)...].allSatisfy { self[index].mayBeExceeded(at: $0) }
    }
    return above.map { self[$0] } ?? last { $0.limit.state != .notChecked } ?? first
  }
}

extension ReviewRules.Distribution {
  /// The levels that are counted.
  package var counted: LevelSet { LevelSet(levels) }

  /// The rule for people, in sentences.
  package var sentence: String {
    let population =
      switch population {
      case .careerRated: "career executives of a unit who are rated"
      case .careerOnBoard:
        "career executives of a unit who are on board at the end of the period"
      }
    let rounded =
      switch rounding {
      case .down: "rounded down"
      case .nearest: "rounded to the nearest whole number"
      case .up: "rounded up"
      }
    let force =
      switch force {
      case .limit: "This is a limit."
      case .guidance: "This is guidance and no limit."
      }
    return
      "Of the \(population), at most \(percent) percent, \(rounded), are at \(counted.words), where a unit "
      + "has at least \(minimumExecutives) of them. \(force) The program counts; it names nobody who "
      + "should be lowered."
  }
}
