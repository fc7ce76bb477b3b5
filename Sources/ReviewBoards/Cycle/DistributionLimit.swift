/// The count of a unit at the levels of a distribution rule, compared with what the rule allows.
package struct DistributionLimit: Hashable, Sendable {
  /// The outcome, under the name that it has in tables.
  package enum State: String, CaseIterable, Decodable, Sendable {
    /// No more than allowed.
    case within
    /// More than a limit allows.
    case exceeded
    /// More than guidance names.
    case guidance
    /// More than a limit allows that the President has waived.
    case waived
    /// The unit has fewer executives than the rule is for.
    case notApplicable = "not-applicable"
    /// There is no rule for the appraisal period, or the population is not known.
    case notChecked = "not-checked"
  }

  /// Whose number the percent is taken of; `nil` where it is not known.
  package let population: Int?
  /// How many of them are at the levels of the rule.
  package let counted: Int
  /// How many may be; `nil` where no limit applies.
  package let allowed: Int?
  /// The same before it is rounded, as an exact decimal: `62.4`; empty where no limit applies.
  package let allowedExact: String
  /// How many are too many.
  package let over: Int
  package let state: State

  /// Compares a count with a rule.
  ///
  /// - Parameters:
  ///   - rule: The rule for the appraisal period; `nil` if there is none.
  ///   - population: Career executives of the unit; `nil` if the rule asks for a number that the agency
  ///     does not state.
  ///   - counted: How many of them are at the rule's levels.
  ///   - isWaived: Whether the President has waived the limit for the unit.
  package init(
    _ rule: ReviewRules.Distribution?, population: Int?, counted: Int, isWaived: Bool = false
  ) {
    self.population = population
    self.counted = counted
    guard let rule, let population, population >= rule.minimumExecutives else {
      (allowed, allowedExact, over) = (nil, "", 0)
      state = rule == nil || population == nil ? .notChecked : .notApplicable
      return
    }
    let exact = rule.percent.tenThousandths(of: population)
    let most = rule.rounding.whole(tenThousandths: exact)
    allowed = most
    allowedExact = Self.decimal(tenThousandths: exact)
    over = max(0, counted - most)
    state =
      if over == 0 { .within } else if rule.force == .guidance { .guidance } else {
        isWaived ? .waived : .exceeded
      }
  }

  /// A comparison that was made before, as a summary has it.
  package init(
    population: Int?, counted: Int, allowed: Int?, allowedExact: String, over: Int, state: State
  ) {
    self.population = population
    self.counted = counted
    self.allowed = allowed
    self.allowedExact = allowedExact
    self.over = over
    self.state = state
  }

  /// Without zeros at the end: 624000 is `62.4`.
  private static func decimal(tenThousandths number: Int) -> String {
    let (whole, rest) = number.quotientAndRemainder(dividingBy: 10_000)
    if rest == 0 { return "\(whole)" }
    var digits = String(10_000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
