import Appraisal
import Columns
import Pages
import ReviewBoards
import Runs
import Tables

/// `index.html` of a review: where the cycle stands.
struct ReviewIndexPage: Sendable {
  private let register: Register
  private let facts: [BoardFacts]
  private let officials: Officials
  private let skeletons: ReviewIndexSkeletons

  /// The index of a register.
  init(
    of register: Register, summary: ReviewSummary, statistics: Statistics, facts: [BoardFacts],
    design: PageDesign, origin: PageOrigin, cycle: ReviewedCycle, reopened: String?
  ) {
    self.register = register
    self.facts = facts
    officials = Officials(of: statistics)
    let executives = ReviewStatus.allCases.map { summary.count($0) }
    skeletons = ReviewIndexSkeletons(
      system: register.rosters.system, design: design, origin: origin, of: cycle,
      figures: ReviewFigures(
        executives: executives.reduce(0, +),
        statuses: zip(ReviewStatus.allCases, executives).map { ($0.heading, $1) },
        stages: Self.stages(of: statistics, summary), isClosed: summary.isClosed,
        reopened: reopened, notGiven: Self.notGiven(in: register),
        boards: facts.count,
        boardsSentence:
          "\(grouped(summary.boardsThatRecommended)) of \(counted(summary.boards, "board")) "
          + "\(summary.boardsThatRecommended == 1 ? "has" : "have") recommended.",
        officialsSentence: officials.sentence,
        hasOfficials: !officials.shown.isEmpty, findings: Self.findings(of: register)))
  }

  /// Adds the page.
  func append(to buffer: inout OutputBuffer) {
    buffer.append(skeletons.page) { slot, _, buffer in
      switch slot {
      case .boards: for board in facts.indices { append(board: board, to: &buffer) }
      case .officials: for official in officials.shown { append(official, to: &buffer) }
      }
    }
  }

  private func append(board: Int, to buffer: inout OutputBuffer) {
    let entry = register.rosters.executives.boards[board]
    let facts = facts[board]
    let hasRecommended = register.recommendations.hasRecommended[board]
    buffer.append(hasRecommended ? skeletons.recommended : skeletons.open) { slot, _, buffer in
      switch slot {
      case .slug: buffer.append(entry.slug)
      case .name: buffer.append(html: entry.name.span)
      case .unit:
        buffer.append(shown: Array(register.cycle.units[register.units[board]].name.value.utf8))
      case .executives: buffer.append(grouped: facts.executives)
      case .recommended: buffer.append(grouped: facts.counts.count(.recommended))
      case .raised: buffer.append(grouped: facts.counts.recommended.raised)
      case .lowered: buffer.append(grouped: facts.counts.recommended.lowered)
      case .unchanged: buffer.append(grouped: facts.counts.recommended.unchanged)
      case .held: buffer.append(grouped: facts.counts.count(.held))
      case .lawful: buffer.append(facts.lawful == "not-checked" ? "not checked" : facts.lawful)
      case .reasons: buffer.append(html: facts.reasons.joined(separator: ", "))
      }
    }
  }

  private func append(_ official: Officials.One, to buffer: inout OutputBuffer) {
    buffer.append(skeletons.official) { slot, _, buffer in
      switch slot {
      case .name: buffer.append(html: official.name.span)
      case .executives: buffer.append(grouped: official.initial.executives)
      case .words: buffer.append(html: official.words(in: officials.agency))
      }
    }
  }

  /// The levels of everybody at each stage.
  private static func stages(
    of statistics: Statistics, _ summary: ReviewSummary
  ) -> [ReviewFigures.Stage] {
    Stage.allCases.map { stage in
      let count =
        statistics.lines.first { $0.by == .agency && $0.stage == stage }?.count
        ?? Statistics.Count()
      let changes = count.changes
      return ReviewFigures.Stage(
        name: stage.rawValue, executives: count.executives, levels: count.levels,
        changes: stage == .initial ? nil : (changes.raised, changes.lowered, changes.unchanged))
    }
  }

  /// What was not given, with what is therefore not checked, and who has checked it elsewhere.
  private static func notGiven(in register: Register) -> [(String, String)] {
    let elsewhere = register.checkedElsewhere
    return register.notGiven.map { thing in
      let by = elsewhere.first { $0.check.key == thing.key }?.by
      return (
        thing.title,
        thing.consequence + (by.map { " The cycle file says who has checked it: \($0)" } ?? "")
      )
    }
  }

  /// How many files are named for a code.
  private static let mostFiles = 5

  /// Each code that there are findings of, errors first, with its files and what to do.
  private static func findings(of register: Register) -> [IndexFigures.Finding] {
    var files: [FindingCode: [String: Int]] = [:]
    for finding in register.findings {
      files[finding.code, default: [:]][finding.file, default: 0] += 1
    }
    return Severity.allCases.flatMap { severity in
      FindingCode.allCases.filter { $0.severity == severity && files[$0] != nil }
    }.map { code in
      let counts = files[code] ?? [:]
      let names = counts.keys.sorted(by: goesBeforeByBytes)
      var places = names.prefix(mostFiles).map { "\($0) (\(grouped(counts[$0] ?? 0)))" }
      if names.count > mostFiles {
        places.append("\(grouped(names.count - mostFiles)) other files")
      }
      return IndexFigures.Finding(
        severity: code.severity.rawValue, code: code.rawValue, count: counts.values.reduce(0, +),
        files: places.joined(separator: "; "), first: code.remedy.replacing("`", with: ""))
    }
  }
}

/// The rating officials who are shown: how high they rate, and what the boards made of it.
///
/// There is no test of significance and no label: the groups are small, and a reader would take either for
/// a verdict.
private struct Officials: Sendable {
  /// One of them.
  struct One: Sendable {
    let name: [UInt8]
    let initial: Statistics.Count
    let recommended: Statistics.Count

    /// What is known of the official, compared with all executives.
    func words(in agency: Statistics.Count) -> String {
      var words =
        "Mean initial level \(initial.mean) of \(grouped(initial.executives)); agency \(agency.mean)."
      if recommended.executives > 0 {
        words +=
          " The boards lowered \(grouped(recommended.changes.lowered)) and raised "
          + "\(grouped(recommended.changes.raised)) of \(grouped(recommended.executives))."
      }
      return words
    }
  }

  /// Of a smaller group a mean would be the rating of one or two executives.
  private static let fewest = 3
  /// How many are shown: those with the most executives.
  private static let most = 200

  let shown: [One]
  let agency: Statistics.Count
  let sentence: String

  init(of statistics: Statistics) {
    var agency = Statistics.Count()
    var all: [One] = []
    let lines = statistics.lines
    for (index, line) in lines.enumerated() where line.stage == .initial {
      if line.by == .agency { agency = line.count }
      guard line.by == .ratingOfficial, !line.group.isEmpty else { continue }
      all.append(
        One(name: line.group, initial: line.count, recommended: lines[index + 1].count))
    }
    let large = all.indices.filter { all[$0].initial.executives >= Self.fewest }
    let largest = large.sorted {
      (all[$1].initial.executives, $0) < (all[$0].initial.executives, $1)
    }.prefix(Self.most).sorted()
    shown = largest.map { all[$0] }
    self.agency = agency
    let named = counted(all.count, "rating official")
    sentence =
      if all.isEmpty {
        "The run names no rating officials."
      } else if large.isEmpty {
        "None of \(named) rated \(Self.fewest) executives, so no means are shown."
      } else {
        "\(grouped(large.count)) of \(named) rated at least \(Self.fewest) executives"
          + (large.count > Self.most ? "; the \(Self.most) with the most are shown." : ".")
      }
  }
}

extension Statistics.Count {
  /// The mean level with two decimals, rounded half up: `4.60`.
  fileprivate var mean: String {
    guard executives > 0 else { return "–" }
    let hundredths = (levelSum * 200 + executives) / (2 * executives)
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

extension ReviewStatus {
  /// What it is called above a number.
  fileprivate var heading: String {
    switch self {
    case .open: "Open"
    case .held: "Held"
    case .complete: "Complete"
    case .notRated: "Not rated"
    case .rejected: "Rejected"
    }
  }
}

extension Register.NotGiven {
  /// What it is.
  fileprivate var title: String {
    switch self {
    case .members: "Members of the boards."
    case .publication: "Publication of the appointments."
    case .responses: "Responses."
    case .respondedOn: "The day of the response, for at least one executive."
    case .returned: "Returned sheets."
    case .recommendedOn: "The day of the recommendation, for at least one board."
    case .decided: "Decided sheets."
    case .decidedOn: "The day of the decision, for at least one executive."
    case .appointment: "A known appointment of at least one rated executive."
    case .careerExecutives: "The number of career executives on board of at least one unit."
    case .distribution: "A limit for the appraisal period."
    }
  }

  /// What is therefore not checked.
  fileprivate var consequence: String {
    switch self {
    case .members:
      "Not checked: the size of the boards, the career majority, publication, terms and recusals."
    case .publication:
      "Not checked: whether the members were published before the board recommended."
    case .responses: "Not checked: whether the boards saw the responses before they recommended."
    case .respondedOn: "Not checked there: whether it comes before the recommendation."
    case .returned: "Nothing is known of what the boards recommend."
    case .recommendedOn:
      "Not checked there: whether it comes after publication and responses, before the decision, and "
        + "outside of the 120 days."
    case .decided: "Nothing is known of what the authority assigned."
    case .decidedOn:
      "Not checked there: whether it comes after the recommendation and outside of the 120 days."
    case .appointment:
      "Not checked: the limits of its unit; and for such an executive the career majority of the board and the 120 "
        + "days."
    case .careerExecutives: "Not checked: the limits of such a unit."
    case .distribution: "Not checked: the limits of all units; the rules have none for this period."
    }
  }
}
