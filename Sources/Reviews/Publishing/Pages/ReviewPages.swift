import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// The pages of a review: the index, and for each board its written recommendation.
struct ReviewPages: Sendable {
  private let boards: [PublishedExecutives.Board]
  private let index: ReviewIndexPage
  private let recommendations: RecommendationPages

  /// The pages of a register.
  ///
  /// - Complexity: O(findings), O(groups of the statistics).
  init(
    of register: Register, summary: ReviewSummary, statistics: Statistics,
    facts: [BoardFacts], reasons: ExecutiveReasons, design: PageDesign, origin: PageOrigin,
    review: Manifest.Review
  ) {
    boards = register.rosters.executives.boards
    let cycle = register.reviewedCycle(review)
    index = ReviewIndexPage(
      of: register, summary: summary, statistics: statistics, facts: facts, design: design,
      origin: origin, cycle: cycle, reopened: review.reopened)
    recommendations = RecommendationPages(
      of: register, reasons: reasons, facts: facts,
      skeletons: RecommendationSkeletons(
        system: register.rosters.system, design: design, origin: origin, of: cycle))
  }

  /// Writes them.
  func write(
    to directory: RunDirectory, workers: Workers
  ) async throws(RunError) -> [OutputFile.Identity] {
    let (boards, recommendations) = (boards, recommendations)
    let written = try await workers.map(
      boards.count, state: { OutputBuffer(capacity: 1 << 16) }
    ) { board, buffer throws(RunError) in
      let path = RunFile.recommendationPage.path(of: boards[board].slug)
      var file = try directory.newFile(path)
      try recommendations.write(board, by: &buffer, to: &file)
      return try file.close(as: path)
    }
    var buffer = OutputBuffer(capacity: 1 << 16)
    index.append(to: &buffer)
    return [try directory.write(buffer, to: RunFile.index.path)] + written
  }
}

extension OutputBuffer {
  /// Adds a text of the input as text of HTML, what disturbs a reader spelled out.
  mutating func append(shown text: [UInt8]) { append(html: spelledOut(text)) }
}

extension Register {
  /// What the pages say of all of it.
  fileprivate func reviewedCycle(_ review: Manifest.Review) -> ReviewedCycle {
    let rule = rules.distribution(at: cycle.period.to)
    var units = [[ReviewedCycle.Limit]](repeating: [], count: cycle.units.count)
    for limit in limits {
      func number(_ number: Int?) -> String { number.map { grouped($0) } ?? "–" }
      let facts = cycle.units[limit.unit]
      units[limit.unit].append(
        ReviewedCycle.Limit(
          unit: spelledOut(Array(facts.name.value.utf8)), stage: limit.stage.rawValue,
          population: number(limit.limit.population), counted: grouped(limit.limit.counted),
          allowedExact: limit.limit.allowedExact.isEmpty ? "–" : limit.limit.allowedExact,
          allowed: number(limit.limit.allowed),
          over: limit.limit.allowed == nil ? "–" : grouped(limit.limit.over),
          state: limit.words(under: rule, waiver: facts.waiver)))
    }
    return ReviewedCycle(
      agency: spelledOut(Array(cycle.agency.utf8)),
      period: (cycle.period.from.description, cycle.period.to.description),
      run: (review.run.id, review.run.manifestSHA256),
      rules: (review.rules.name, review.rules.sha256),
      limitRule: ReviewedCycle.LimitRule(
        rule?.sentence ?? "The rules have no limit for this appraisal period: none was checked.",
        source: rule?.source),
      limits: units)
  }
}

extension UnitLimit {
  /// What became of the count.
  fileprivate func words(under rule: ReviewRules.Distribution?, waiver: String?) -> String {
    switch limit.state {
    case .within: "within the limit"
    case .exceeded: "\(limit.over) more than allowed"
    case .guidance: "\(limit.over) more than the guidance names; this is no error"
    case .waived:
      "\(limit.over) more than allowed, waived by the President: "
        + spelledOut(Array((waiver ?? "").utf8))
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

extension ReviewRules.Distribution {
  /// The rule for people.
  fileprivate var sentence: String {
    let levels = levels.map(\.number).sorted()
    let names =
      levels.count == 1
      ? "Level \(levels[0])"
      : "Levels \(levels.dropLast().map(String.init).joined(separator: ", ")) and \(levels[levels.count - 1])"
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
      "Of the \(population), at most \(percent) percent, \(rounded), are at \(names), where a unit "
      + "has at least \(minimumExecutives) of them. \(force) The program counts; it names nobody who "
      + "should be lowered."
  }
}
