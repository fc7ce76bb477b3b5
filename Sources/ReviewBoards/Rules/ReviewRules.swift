package import Appraisal

/// The rules of the board's cycle beyond the appraisal system: boards, distribution, pay, awards,
/// removal and publication, each with the source that it rests on.
///
/// Rules are data, decoded from a YAML file (``decode(_:)``). What changes from year to year is a list of
/// entries with dates, and the cycle's own dates choose the entry: no clock is read.
package struct ReviewRules: Sendable {
  /// Where a rule comes from, and what about it could not be confirmed.
  package typealias Source = AppraisalSystem.Source

  /// One value and its source.
  package struct Cited<Value: Sendable>: Sendable {
    package let value: Value
    package let source: Source
  }

  /// The days on which an entry of a dated list applies.
  package struct Days: Hashable, Sendable {
    /// The first day.
    package let from: CalendarDate
    /// The last day; `nil` where there is no end.
    package let until: CalendarDate?

    /// Whether a day is among them.
    package func hold(_ day: CalendarDate) -> Bool {
      from <= day && (until.map { day <= $0 } ?? true)
    }
  }

  /// Who sits on a board.
  package struct Boards: Sendable {
    /// What share of a board has to be career appointees where it appraises one.
    package enum CareerMajority: String, CaseIterable, Sendable {
      case moreThanHalf = "more-than-half"
      case notRequired = "not-required"
    }

    /// The fewest members, 1–99.
    package let minimumMembers: Cited<Int>
    package let careerMajority: Cited<CareerMajority>
    /// Whether a member steps out for those whom the member rated.
    package let recusesRatingOfficial: Cited<Bool>
  }

  /// Whether a level that differs from the one before needs remarks.
  package enum Remarks: String, CaseIterable, Sendable {
    case required
    case optional
  }

  /// The days after the beginning of an administration on which no career appointee is appraised or
  /// rated.
  package struct Moratorium: Sendable {
    /// The number of days after the first; the last of them is inside. 1–366.
    package let days: Int
    /// The first days of administrations, ascending.
    package let administrations: [CalendarDate]
    package let source: Source

    /// The last day that is inside, of the administration that began on a day.
    package func lastDay(after administration: CalendarDate) -> CalendarDate {
      administration.adding(days: days)
    }
  }

  /// How many of a unit may be at certain levels.
  package struct Distribution: Sendable {
    /// What follows where more are.
    package enum Force: String, CaseIterable, Sendable {
      /// It is noted.
      case guidance
      /// It is an error.
      case limit
    }

    /// Whose number the percent is taken of.
    package enum Population: String, CaseIterable, Sendable {
      /// The career executives who have a rating.
      case careerRated = "career-rated"
      /// The career executives who are on board at the end of the appraisal period, a number that the
      /// agency states in its cycle.
      case careerOnBoard = "career-on-board"
    }

    /// The ends of the appraisal periods for which this applies.
    package let days: Days
    /// The levels that are counted, each once, the highest first.
    package let levels: [Level]
    package let percent: StatedPercent
    /// A unit of fewer has no limit.
    package let minimumExecutives: Int
    package let force: Force
    package let population: Population
    package let rounding: Rounding
    package let source: Source
  }

  /// The range of rates of basic pay.
  package struct Pay: Sendable {
    /// The days on which a rate may take effect under this range.
    package let days: Days
    package let minimum: Dollars
    /// The highest rate where the agency's appraisal system is not certified.
    package let maximum: Dollars
    /// The highest rate where it is.
    package let certifiedMaximum: Dollars
    package let source: Source

    /// The highest rate.
    package func maximum(isCertified: Bool) -> Dollars { isCertified ? certifiedMaximum : maximum }
  }

  /// How long after an adjustment of pay the next may come.
  package struct Adjustment: Sendable {
    /// The months of a period in which pay is adjusted once.
    package let months: Int
    /// The numbers of days since the last adjustment that are noted and no error; fewer are one.
    package let toleratedDays: ClosedRange<Int>
    package let source: Source
  }

  /// The highest raise at Level 3.
  package struct RaiseAtLevel3: Sendable {
    package let percent: StatedPercent
    package let severity: Severity
    package let source: Source
  }

  /// Performance awards.
  package struct Awards: Sendable {
    /// The lowest annual rating with an award.
    package let minimumLevel: Cited<Level>
    /// The smallest award, in percent of the executive's rate of basic pay.
    package let minimumPercent: Cited<StatedPercent>
    /// The largest.
    package let maximumPercent: Cited<StatedPercent>
    /// The most for all awards of a unit: the greater of this percent of the basic pay that was paid to its
    /// career appointees in the fiscal year before …
    package let poolPercent: Cited<StatedPercent>
    /// … and this percent of the average of their rates.
    package let poolAveragePercent: Cited<StatedPercent>
    /// A smaller share of the basic pay paid, as policy has it; without a value where there is none.
    package let policyPoolPercent: Cited<StatedPercent?>
    /// The least share of award money for Levels 4 and 5.
    package let shareOf4And5: Cited<StatedPercent>
  }

  /// So many ratings within so many years in a row, after which an executive is removed.
  package struct Removal: Sendable {
    package let count: Int
    package let years: Int
    package let source: Source
  }

  /// What may be given away of the statistics.
  package struct Publication: Sendable {
    /// The smallest number of executives that a published cell may hold, unless it is 0.
    package let minimumCell: Int
    /// The levels that are published together, from the highest; together all five.
    package let bands: [[Level]]
    package let source: Source
  }

  /// The name that `--rules` takes: `federal-ses`.
  package let name: String
  package let title: String
  package let boards: Boards
  package let remarksWhenDifferent: Cited<Remarks>
  package let moratorium: Moratorium
  /// The earliest first, without a gap between them.
  package let distribution: [Distribution]
  /// The earliest first, without a gap between them.
  package let pay: [Pay]
  package let adjustment: Adjustment
  package let raiseAtLevel3: RaiseAtLevel3
  package let awards: Awards
  /// After ratings at Level 1.
  package let removalAtLevel1: Removal
  /// After ratings below Level 3.
  package let removalBelowLevel3: Removal
  package let publication: Publication
}

extension ReviewRules {
  /// The rule for an appraisal period that ends on a day; `nil` where the rules have none for it.
  ///
  /// - Complexity: O(entries).
  package func distribution(at periodEnd: CalendarDate) -> Distribution? {
    distribution.first { $0.days.hold(periodEnd) }
  }

  /// The range of pay for rates that take effect on a day; `nil` where the rules have none for it: the
  /// rates cannot be checked then.
  ///
  /// - Complexity: O(entries).
  package func pay(at effectiveDay: CalendarDate) -> Pay? {
    pay.first { $0.days.hold(effectiveDay) }
  }

  /// The moratorium in which a day lies: the day on which the administration began, and the last day
  /// on which nobody is rated; `nil` where it lies in none.
  ///
  ///     // From 20 January 2025 and 120 days:
  ///     rules.moratorium(holding: 2025-05-20)   // (2025-01-20, 2025-05-20)
  ///     rules.moratorium(holding: 2025-05-21)   // nil
  ///
  /// - Complexity: O(administrations).
  package func moratorium(
    holding day: CalendarDate
  ) -> (administration: CalendarDate, lastDay: CalendarDate)? {
    for first in moratorium.administrations.reversed() where first <= day {
      let last = moratorium.lastDay(after: first)
      return day <= last ? (first, last) : nil
    }
    return nil
  }
}
