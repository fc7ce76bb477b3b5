import Appraisal
import Columns
import ReviewBoards
import Runs

/// What the appointing authority decided, after all decided sheets.
struct Decisions: Sendable {
  /// How an annual summary rating came about.
  enum Basis: String, Sendable {
    /// The authority wrote a level.
    case assigned
    /// The authority wrote that it concurs with the board.
    case concurred
    /// The final element ratings derive it.
    case finalElements = "final-elements"
  }

  let rows: Settlement<DecisionRow>
  /// By executive the annual summary rating; `nil` where none was taken.
  let levels: [Level?]
  let bases: [Basis?]
  /// Whether the day of a decision that was taken is not known.
  let lackDays: Bool
  let findings: [ReviewFinding]
  private let cycle: Cycle

  /// What decisions are judged by.
  struct Grounds: Sendable {
    let rosters: SealedRosters
    let rules: ReviewRules
    let cycle: Cycle
    /// By board what the cycle states of it.
    let boards: [Cycle.Board?]
    let recommendations: Recommendations
    /// By executive whether an error holds the recommendation.
    let isHeld: [Bool]
    let isCareer: [Bool]
  }

  /// Of all rows about an executive the one that counts.
  ///
  /// - Complexity: O(rows + executives).
  static func settled(
    _ files: [SheetFile<DecisionRow>], after recommendations: Recommendations, in cycle: Cycle
  ) -> Settlement<DecisionRow> {
    let recommended = recommendations.levels
    return Settlement(
      files, executives: recommended.count,
      words: .init(
        inOneFile: .decision(.duplicateDecision), differing: .decision(.duplicateDecision),
        agreeing: .sheet(.returnedAgain)),
      says: \.saysSomething
    ) { one, other in
      let before = recommended[Int(one.executive)]
      // Who concurs with another level than the other does not say the same.
      func shown(_ row: DecisionRow) -> Level? {
        row.shownRecommendation == .blank
          ? before : row.shownRecommendation.level(concurringWith: before)
      }
      return shown(one) == shown(other)
        && one.level.level(concurringWith: before) == other.level.level(concurringWith: before)
        && one.finals == other.finals && isSameText(one.remarks, other.remarks)
        && one.day(in: cycle) == other.day(in: cycle)
    }
  }

  /// Takes the decisions of some sheets.
  ///
  /// - Parameter rows: Those that count.
  /// - Complexity: O(executives).
  init(
    _ rows: Settlement<DecisionRow>, by grounds: Grounds, workers: Workers
  ) async throws(RunError) {
    let boards = grounds.rosters.executives.boards
    let taken = try await workers.map(boards.count) { board in
      var taken = Taken()
      for executive in boards[board].executives {
        var decision: (level: Level, basis: Basis)?
        if let (file, row) = rows.toJudge(executive) {
          decision = taken.take(row, at: row.place(in: file), of: executive, by: grounds)
          if decision != nil, row.day(in: grounds.cycle) == nil { taken.lackDays = true }
        }
        taken.levels.append(decision?.level)
        taken.bases.append(decision?.basis)
      }
      return taken
    }
    self.rows = rows
    levels = taken.flatMap(\.levels)
    bases = taken.flatMap(\.bases)
    lackDays = taken.contains(where: \.lackDays)
    findings = rows.findings + taken.flatMap(\.findings)
    cycle = grounds.cycle
  }

  /// The day of an executive's decision, where it is known.
  func decidedOn(of executive: Int) -> CalendarDate? {
    levels[executive] == nil ? nil : rows.row(of: executive)?.day(in: cycle)
  }

  /// What the authority wrote about an executive; empty where nothing was taken.
  func remarks(of executive: Int) -> [UInt8] {
    levels[executive] == nil ? [] : rows.row(of: executive)?.remarks ?? []
  }
}

/// What is taken of the executives of one board.
private struct Taken: Sendable {
  typealias Basis = Decisions.Basis
  typealias Grounds = Decisions.Grounds

  /// In the order of the executives.
  var levels: [Level?] = []
  var bases: [Basis?] = []
  /// Whether the day of one of them is not known.
  var lackDays = false
  var findings: [ReviewFinding] = []

  mutating func note(
    _ finding: DecisionFinding, at place: ReviewFinding.Place, of executive: Int,
    column: String = "annual_summary_rating", value: String = "", related: String = ""
  ) {
    findings.append(
      ReviewFinding(
        .decision(finding), at: place, column: column, value: Array(value.utf8), related: related,
        executive: executive))
  }

  /// Notes something about the sheet of a decision.
  private mutating func note(
    _ finding: ReturnFinding, at place: ReviewFinding.Place, of executive: Int,
    column: String = "prb_recommended_rating", value: [UInt8] = []
  ) {
    findings.append(
      ReviewFinding(
        .sheet(finding), at: place, column: column, value: value, executive: executive))
  }

  /// The annual rating that a decision assigns, and its basis; `nil` where it assigns none, or notes why it
  /// cannot be taken.
  ///
  /// Source: 5 U.S.C. 4314(b)(1)(C), (c)(3); 5 CFR 430.305(a)(5).
  mutating func take(
    _ row: DecisionRow, at place: ReviewFinding.Place, of executive: Int, by grounds: Grounds
  ) -> (Level, Basis)? {
    guard row.level != .blank || !row.finals.isEmpty else {
      if !row.remarks.isEmpty, !row.isFaulty {
        note(.remarksWithoutLevel, at: place, of: executive, column: "authority_remarks")
      }
      return nil
    }
    let before = findings.count
    judgeDay(of: row, at: place, of: executive, by: grounds)
    let initial = grounds.rosters.executives.level(of: executive)
    let recommended = recommendation(for: row, at: place, of: executive, initial, by: grounds)
    guard let initial,
      let (level, derived) = level(of: row, at: place, of: executive, recommended, by: grounds),
      let recommended
    else { return nil }
    if level != recommended, row.remarks.isEmpty, !row.hasUnreadable,
      grounds.rules.remarksWhenDifferent.value == .required
    {
      note(
        .decisionRemarksMissing(annual: level.rawValue, recommended: recommended.rawValue),
        at: place, of: executive, column: "authority_remarks")
    }
    guard findings.count == before, !row.isFaulty else { return nil }
    warn(of: row, at: place, of: executive, recommended, in: grounds.cycle)
    if derived == nil, level != initial {
      note(
        .annualRatingWithoutElements(annual: level.rawValue, initial: initial.rawValue), at: place,
        of: executive, value: "\(level.number)")
    }
    return (
      level, derived != nil ? .finalElements : row.level == .concurs ? .concurred : .assigned
    )
  }

  /// What the board recommends, on which a decision rests; `nil` where it cannot rest on it, which is noted.
  private mutating func recommendation(
    for row: DecisionRow, at place: ReviewFinding.Place, of executive: Int, _ initial: Level?,
    by grounds: Grounds
  ) -> Level? {
    let recommended = grounds.recommendations.levels[executive]
    let isHeld = grounds.isHeld[executive]
    // Of a faulty row nobody can tell whether anything else holds the executive.
    if !row.isFaulty, isHeld || recommended == nil {
      note(.decisionWithoutRecommendation(isHeld: isHeld), at: place, of: executive)
    }
    guard let recommended else { return nil }
    let shown = row.shownRecommendation.level(concurringWith: initial)
    guard row.shownRecommendation != .blank, shown != recommended else { return recommended }
    note(
      .recommendationOutdated(recommended: recommended.rawValue), at: place, of: executive,
      value: shown.map { Array("\($0.number)".utf8) } ?? row.unreadableRecommendation)
    // What was meant by the rest of the row, such as concur, rests on the level that was shown.
    return nil
  }

  /// The level that a decision states or derives, and the one that it derives; `nil` where there is none.
  ///
  /// - Parameter recommended: With what the authority may concur; `nil` where that is not known.
  private mutating func level(
    of row: DecisionRow, at place: ReviewFinding.Place, of executive: Int, _ recommended: Level?,
    by grounds: Grounds
  ) -> (level: Level, derived: Level?)? {
    let isRated = grounds.rosters.executives.status(of: executive) == .rated
    let derived =
      isRated && row.areFinalsKnown
      ? grounds.rosters.rating(of: executive, withFinalRatings: row.finals)?.level : nil
    let stated = row.level.level(concurringWith: recommended)
    guard row.level == .blank || stated != nil else { return nil }
    if let stated, let derived, stated != derived {
      note(
        .annualRatingDiffersFromElements(annual: stated.rawValue, derived: derived.rawValue),
        at: place, of: executive, value: "\(stated.number)")
    }
    return (derived ?? stated).map { ($0, derived) }
  }

  /// Notes what is odd in a decision that is taken.
  private mutating func warn(
    of row: DecisionRow, at place: ReviewFinding.Place, of executive: Int, _ recommended: Level,
    in cycle: Cycle
  ) {
    if let day = row.decidedOn.date, let finding = ResponseFinding(outside: cycle.period, day) {
      findings.append(
        ReviewFinding(
          .response(finding), at: place, column: "decided_on", value: Array(day.description.utf8),
          related: cycle.period.to.description, executive: executive))
    }
    // Who wrote `concur` where no level was shown may have seen another one.
    if row.level == .concurs, row.shownRecommendation == .blank {
      note(
        .recommendationNotShown(recommended: recommended.rawValue), at: place, of: executive)
    }
  }

  /// The day of a decision comes after the recommendation and outside of the moratorium.
  private mutating func judgeDay(
    of row: DecisionRow, at place: ReviewFinding.Place, of executive: Int, by grounds: Grounds
  ) {
    guard let day = row.day(in: grounds.cycle) else { return }
    let board = grounds.boards[grounds.rosters.executives.board(of: executive)]
    if let recommendedOn = board?.recommendedOn, day < recommendedOn {
      note(
        .decidedBeforeRecommendation, at: place, of: executive, column: "decided_on",
        value: day.description, related: recommendedOn.description)
    }
    if grounds.isCareer[executive], let moratorium = grounds.rules.moratorium(holding: day) {
      note(
        .ratingWithin120Days(days: UInt16(clamping: grounds.rules.moratorium.days)), at: place,
        of: executive, column: "decided_on", value: day.description,
        related: moratorium.lastDay.description)
    }
  }
}

extension SealedRosters {
  /// The score and the rating of an executive where some element ratings are final ones; `nil` where there
  /// are none.
  ///
  /// - Parameter finals: For each element the final rating, 0 where it is unchanged; empty for none.
  /// - Precondition: the executive is rated.
  /// - Complexity: O(elements).
  func rating(of executive: Int, withFinalRatings finals: [UInt8]) -> SummaryRating? {
    guard !finals.isEmpty else { return nil }
    precondition(executives.status(of: executive) == .rated, "who is not rated has no plan")
    return executives.withWeights(of: executive) { weights in
      executives.withRatings(of: executive) { ratings in
        let levels = zip(finals, ratings.indices).map { $0 == 0 ? ratings[$1] : $0 }
        return rules.rate(weights: weights, ratings: levels.span)
      }
    }
  }
}
