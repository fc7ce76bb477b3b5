import Appraisal

extension ReviewRules {
  /// The rules in full, for people: every value with its source, and every mark of what is not confirmed
  /// on a line that begins with `NOT CONFIRMED`.
  ///
  /// Lines end with LF, the last one too. Money is in dollars.
  ///
  /// - Complexity: O(length of the text).
  package func described() -> String {
    let sections =
      ["\(name): \(title)\n"] + boardSections + [
        remarksSection, moratoriumSection, distributionSection, paySection, adjustmentSection,
        raiseSection,
      ] + awardSections + [removalSection, publicationSection]
    return sections.joined(separator: "\n")
  }

  /// The days for which each list with dates has a rule, a sentence each, without a line end.
  package var coverage: [String] {
    func days(_ list: [Days]) -> String {
      guard let first = list.first?.from, let last = list.last else { return "on no day" }
      return last.until.map { "from \(first) to \($0)" } ?? "from \(first) on"
    }
    return [
      "distribution: appraisal periods that end \(days(distribution.map(\.days)))",
      "pay: rates that take effect \(days(pay.map(\.days)))",
    ]
  }

  private var boardSections: [String] {
    let majority =
      switch boards.careerMajority.value {
      case .moreThanHalf:
        "More than half of the members are career appointees, where the board appraises one"
      case .notRequired: "No share of the members has to be career appointees"
      }
    let recusal =
      boards.recusesRatingOfficial.value
      ? "A member steps out for the executives whom the member rated"
      : "A member does not have to step out for the executives whom the member rated"
    return [
      section("A board has \(boards.minimumMembers.value) or more members", boards.minimumMembers),
      section(majority, boards.careerMajority), section(recusal, boards.recusesRatingOfficial),
    ]
  }

  private var remarksSection: String {
    let needs = remarksWhenDifferent.value == .required ? "needs" : "needs no"
    return section(
      "A level that differs from the one before, of a board or of the authority, \(needs) remarks",
      remarksWhenDifferent)
  }

  private var moratoriumSection: String {
    let rows = moratorium.administrations.map { first in
      [first.description, moratorium.lastDay(after: first).description]
    }
    return section(
      "No career appointee is appraised or rated within \(moratorium.days) days of a new "
        + "administration", [["administration from", "last of the days"]] + rows,
      [("", moratorium.source)])
  }

  private var distributionSection: String {
    let rows = distribution.map { entry in
      [
        entry.days.from.description, entry.days.until?.description ?? "",
        entry.levels.map { "\($0.number)" }.joined(separator: ", "), entry.percent.description,
        entry.population.rawValue, entry.rounding.rawValue, "\(entry.minimumExecutives)",
        entry.force.rawValue,
      ]
    }
    let heading = [
      "from", "until", "levels", "percent", "of", "rounded", "executives from", "force",
    ]
    return section(
      "Executives at the highest levels, by the end of the appraisal period", [heading] + rows,
      distribution.map { ($0.days.words, $0.source) }, numbers: [3, 6])
  }

  private var paySection: String {
    let rows = pay.map { entry in
      [
        entry.days.from.description, entry.days.until?.description ?? "", entry.minimum.grouped,
        entry.maximum.grouped, entry.certifiedMaximum.grouped,
      ]
    }
    return section(
      "Rates of basic pay, by the day on which they take effect",
      [["from", "until", "minimum", "maximum", "if certified"]] + rows,
      pay.map { ($0.days.words, $0.source) }, numbers: [2, 3, 4])
  }

  private var adjustmentSection: String {
    let days = adjustment.toleratedDays
    return section(
      "Pay is adjusted once in \(adjustment.months) months; \(days.lowerBound) to "
        + "\(days.upperBound) days after the last adjustment the next is noted, and earlier it is an "
        + "error", [],
      [("", adjustment.source)])
  }

  private var raiseSection: String {
    section(
      "A raise of more than \(raiseAtLevel3.percent) percent at Level 3 is "
        + (raiseAtLevel3.severity == .error ? "an error" : "a \(raiseAtLevel3.severity)"),
      [], [("", raiseAtLevel3.source)])
  }

  private var awardSections: [String] {
    [
      section(
        "An award needs an annual summary rating of Level \(awards.minimumLevel.value.number) or "
          + "higher", awards.minimumLevel),
      section(
        "An award is \(awards.minimumPercent.value) to \(awards.maximumPercent.value) percent of the "
          + "rate of basic pay", [],
        [
          ("at least", awards.minimumPercent.source), ("at most", awards.maximumPercent.source),
        ]),
      section(
        "The awards of a unit are at most the greater of \(awards.poolPercent.value) percent of the "
          + "basic pay paid to its career appointees and \(awards.poolAveragePercent.value) percent "
          + "of their average rate", [],
        [
          ("basic pay paid", awards.poolPercent.source),
          ("average rate", awards.poolAveragePercent.source),
        ]),
      section(
        awards.policyPoolPercent.value.map {
          "By policy the awards of a unit are at most \($0) percent of the basic pay paid"
        } ?? "No smaller pool of awards is set by policy", awards.policyPoolPercent),
      section(
        "\(awards.shareOf4And5.value) percent or more of the money for awards is for Levels 4 and 5",
        awards.shareOf4And5),
    ]
  }

  private var removalSection: String {
    section(
      "Annual summary ratings after which an executive is removed",
      [
        ["level", "ratings", "within years"],
        ["1", "\(removalAtLevel1.count)", "\(removalAtLevel1.years)"],
        ["below 3", "\(removalBelowLevel3.count)", "\(removalBelowLevel3.years)"],
      ], [("Level 1", removalAtLevel1.source), ("below Level 3", removalBelowLevel3.source)],
      numbers: [1, 2])
  }

  private var publicationSection: String {
    let bands = publication.bands.map { $0.map { "\($0.number)" }.joined(separator: " and ") }
    return section(
      "A published cell counts no executive, or \(publication.minimumCell) or more; levels "
        + "published together: \(bands.joined(separator: " | "))", [], [("", publication.source)])
  }
}

extension ReviewRules.Days {
  /// `2026-01-11 to 2027-01-09`, or `from 2025-10-15`.
  package var words: String { until.map { "\(from) to \($0)" } ?? "from \(from)" }
}

private func section<Value>(_ title: String, _ rule: ReviewRules.Cited<Value>) -> String {
  section(title, [], [("", rule.source)])
}

private func section(
  _ title: String, _ rows: [[String]], _ sources: [(name: String, source: ReviewRules.Source)],
  numbers: [Int] = []
) -> String {
  describedSection(title, rows, numbers: numbers, sources: sources)
}
