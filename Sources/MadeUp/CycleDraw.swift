import Appraisal
import Columns
import ReviewBoards
import Tables

/// What the review boards, executives and the authority of a made-up agency hand in after a run over its
/// plans and ratings.
///
/// It is the cycle of fiscal year 2025, for which the share of Levels 4 and 5 is guidance and no limit: the
/// made-up ratings have the distribution of a year without one. All that is handed in is lawful and agrees
/// with the run, so that a review of it can be closed.
struct CycleDraw: Sendable {
  /// Whose sheet it is.
  enum Sheet { case board, authority }

  /// The names in the directory of the agency.
  static let files = ["cycle.yaml", "members.csv", "responses.csv", "returned", "decided"]

  /// In the order of their executives.
  let boards: [ReviewBoard]
  private let draw: ExecutiveDraw
  private let system: AppraisalSystem
  private let roster: Table<RosterSource>
  private let authoritySheet: Table<CycleSheetSource>
  private let idNumbers: [UInt32]?

  /// The cycle of an agency.
  ///
  /// - Complexity: O(boards); O(executives) where their ids were given without regard to boards.
  init(_ draw: ExecutiveDraw, under system: AppraisalSystem) {
    self.draw = draw
    self.system = system
    roster = .roster(under: system)
    authoritySheet = .authoritySheet(under: system)
    idNumbers = draw.idNumbers
    let names = draw.agency.boards.indices.map { Array(draw.agency.name(ofBoard: $0).utf8) }
    let byName = Dictionary(
      ReviewBoard.boards(named: names).map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    boards = names.compactMap { byName[$0] }
    precondition(boards.count == names.count, "the names of boards are distinct")
  }

  /// The name of the file of a board's sheets: `fleet-prb-2.csv`.
  func fileName(ofBoard board: Int) -> String { "\(boards[board].slug).csv" }

  // MARK: - Executives

  /// What the run makes of an executive.
  private struct Initial {
    let weights: [UInt16]
    let levels: [Level]
    let derivation: Derivation

    var level: Level { derivation.rating.level }
  }

  /// What the run makes of an executive; `nil` where the plan was spoiled and is rejected.
  private func initial(of executive: Int) -> Initial? {
    let count = system.elements.count
    let (valid, spoiled) = (draw.weights(of: executive), draw.spoiledWeights(of: executive))
    let drawn = draw.levels(of: executive)
    let weights = (0..<count).map { valid[$0] }
    guard weights == (0..<count).map({ spoiled[$0] }) else { return nil }
    let levels = (0..<count).compactMap { Level(rawValue: drawn[$0]) }
    return Initial(
      weights: weights, levels: levels, derivation: derivation(weights, levels))
  }

  private func derivation(_ weights: [UInt16], _ levels: [Level]) -> Derivation {
    let weights = weights.map { Weight(hundredths: UInt32($0)) }
    guard let plan = try? Plan(weights: weights, under: system) else {
      preconditionFailure("the weights of a made-up plan are valid")
    }
    return system.derive(plan, ratings: levels)
  }

  /// What is thought of an executive after the initial rating.
  private struct Opinion {
    enum Board { case concurs, writes, differs }

    let board: Board
    /// The level that the board recommends.
    let level: Level
    /// Whether the authority keeps the initial rating where the board differs.
    let keepsInitial: Bool
    /// The place in the lists of remarks.
    let remark: Int
  }

  private func opinion(of executive: Int, _ initial: Level) -> Opinion {
    var generator = SeededGenerator(seed: draw.seed, .opinions, index: executive)
    let number = generator.next(below: 100)
    let (keeps, remark) = (generator.next(below: 4) == 0, generator.next(below: 64))
    // Of a hundred boards lower four and raise one; nobody comes to the lowest levels so.
    let level: Level? =
      switch number {
      case 0..<4 where initial >= .four: Level(rawValue: initial.rawValue - 1)
      case 4 where initial == .three || initial == .four: Level(rawValue: initial.rawValue + 1)
      default: nil
      }
    return Opinion(
      board: level != nil ? .differs : number < 10 ? .writes : .concurs, level: level ?? initial,
      keepsInitial: keeps, remark: remark)
  }

  /// Final ratings of the elements that derive a level, with as few changes as one after the other gives; 0
  /// where an element is unchanged, and `nil` where none were found.
  private func finals(of initial: Initial, for target: Level) -> [UInt8]? {
    let step = target < initial.level ? -1 : 1
    var levels = initial.levels
    for _ in 0..<4 {
      for element in levels.indices {
        let before = levels[element]
        guard let level = Level(rawValue: UInt8(Int(before.rawValue) + step)),
          level != system.override?.level
        else { continue }
        levels[element] = level
        let found = derivation(initial.weights, levels).rating.level
        if found == target {
          return levels.indices.map {
            levels[$0] == initial.levels[$0] ? 0 : levels[$0].rawValue
          }
        }
        // Beyond the target, which is between two scores then.
        if found < target && step < 0 || found > target && step > 0 { levels[element] = before }
      }
    }
    return nil
  }

  // MARK: - Sheets

  /// Adds the sheet of a board, in the order of its executives.
  func appendSheet(ofBoard board: Int, for sheet: Sheet, to rows: inout CSVRows) {
    switch sheet {
    case .board: roster.appendHeader(to: &rows)
    case .authority: authoritySheet.appendHeader(to: &rows)
    }
    let first = draw.agency.boards[board].first
    let next =
      board + 1 < boards.count ? draw.agency.boards[board + 1].first : draw.executives
    for executive in first..<next {
      guard let initial = initial(of: executive) else { continue }
      let texts = draw.texts(of: executive)
      let opinion = opinion(of: executive, initial.level)
      switch sheet {
      case .board:
        for source in roster.sources {
          append(source, of: executive, initial, opinion, texts, to: &rows)
        }
      case .authority:
        let differs = opinion.board == .differs && !opinion.keepsInitial
        let finals = differs ? finals(of: initial, for: opinion.level) : nil
        for source in authoritySheet.sources {
          append(source, of: executive, initial, opinion, texts, finals, to: &rows)
        }
      }
      rows.endRow()
    }
  }

  private func id(of executive: Int) -> [UInt8] {
    var id = OutputBuffer()
    draw.appendID(idNumbers.map { Int($0[executive]) } ?? executive, to: &id)
    return id.array
  }

  private func append(_ text: String, to rows: inout CSVRows) {
    let bytes = Array(text.utf8)
    rows.append(text: bytes.span)
  }

  /// A cell as the run writes it, or filled in by the board.
  private func append(
    _ source: RosterSource, of executive: Int, _ initial: Initial, _ opinion: Opinion,
    _ texts: [String: [UInt8]], to rows: inout CSVRows
  ) {
    switch source {
    case .board:
      let name = texts["prb"] ?? []
      rows.append(text: name.span)
    case .executiveID:
      let id = id(of: executive)
      rows.append(text: id.span)
    case .text(let number):
      let text = texts[InputField.onRosters[Int(number)].name] ?? []
      rows.append(text: text.span)
    case .weight(let element): rows.append(hundredths: UInt32(initial.weights[Int(element)]))
    case .rating(let element): rows.append(number: initial.levels[Int(element)].number)
    case .score: rows.append(hundredths: initial.derivation.rating.score.hundredths)
    case .initialRating: rows.append(number: initial.level.number)
    case .label: append(system.definition(of: initial.level).label, to: &rows)
    case .status: append("rated", to: &rows)
    case .remarks:
      let overriding = initial.derivation.overridingElements.map(\.title)
      let level = initial.level.number
      append(
        overriding.isEmpty
          ? ""
          : "level-\(level)-override: \(overriding.joined(separator: ", ")) at Level \(level)",
        to: &rows)
    case .recommendedRating:
      if opinion.board == .concurs {
        append(Vocabulary.concur, to: &rows)
      } else {
        rows.append(number: opinion.level.number)
      }
    case .boardRemarks: append(boardRemarks(initial, opinion), to: &rows)
    }
  }

  /// A cell as a review writes it, or filled in by the authority.
  private func append(
    _ source: CycleSheetSource, of executive: Int, _ initial: Initial, _ opinion: Opinion,
    _ texts: [String: [UInt8]], _ finals: [UInt8]?, to rows: inout CSVRows
  ) {
    let keepsInitial = opinion.board == .differs && opinion.keepsInitial
    switch source {
    case .roster(let source): append(source, of: executive, initial, opinion, texts, to: &rows)
    // For who fills it in to read, and not read back.
    case .respondedOn, .reviewRequested, .reviewerRating, .recused, .heldBecause:
      rows.appendOpen()
    case .recommendation, .recommendedRating: rows.append(number: opinion.level.number)
    case .boardRemarks: append(boardRemarks(initial, opinion), to: &rows)
    case .annualRating:
      if keepsInitial {
        rows.append(number: initial.level.number)
      } else {
        append(Vocabulary.concur, to: &rows)
      }
    case .finalRating(let element):
      let final = finals?[Int(element)] ?? 0
      rows.append(number: final == 0 ? nil : Int(final))
    case .authorityRemarks:
      append(keepsInitial ? "The initial rating rests on the results of the year" : "", to: &rows)
    case .decidedOn: rows.appendOpen()
    }
  }

  private static let whyLowered = [
    "Results were late in the last quarter", "One audit finding is still open",
    "The results are those of the office as a whole", "The plan's measures were met, not exceeded",
  ]
  private static let whyRaised = [
    "The results were reached with half the staff", "The work has become a model for other offices",
  ]

  private func boardRemarks(_ initial: Initial, _ opinion: Opinion) -> String {
    guard opinion.board == .differs else { return "" }
    let reasons = opinion.level < initial.level ? Self.whyLowered : Self.whyRaised
    return reasons[opinion.remark % reasons.count]
  }

  // MARK: - Facts, members, responses

  /// The day on which a board recommended.
  private func recommendedOn(_ board: Int) -> String {
    let day = 3 + board % 10
    return "2025-11-\(day < 10 ? "0" : "")\(day)"
  }

  /// Adds `cycle.yaml`.
  func appendFacts(to buffer: inout OutputBuffer) {
    buffer.append(
      """
      # The facts of the cycle of a made-up agency, for 'appraise review --cycle cycle.yaml'. For a period
      # that ends in 2025 the share of Levels 4 and 5 is guidance; from the next one on it is a limit.
      format: 1
      agency: Made-up agency
      period: {from: 2024-10-01, to: 2025-09-30}
      decided_on: 2025-12-15
      units:
        - name: Agency
          boards: rest

      """)
    if !boards.isEmpty { buffer.append("boards:\n") }
    for (number, board) in boards.enumerated() {
      buffer.append("  - prb: \"")
      buffer.append(board.name)
      buffer.append("\"\n    recommended_on: \(recommendedOn(number))\n")
    }
  }

  /// How many members a board has: one more of them is a career appointee than the majority needs.
  private static let membersOfBoard = 5

  /// Adds `members.csv`.
  func appendMembers(to buffer: inout OutputBuffer) {
    buffer.append(
      "prb,member_id,role,appointment,name,organization,published_on,federal_register,serves_from,"
        + "serves_to\n")
    for (number, board) in boards.enumerated() {
      for member in 0..<Self.membersOfBoard {
        let id = number * Self.membersOfBoard + member
        var generator = SeededGenerator(seed: draw.seed, .members, index: id)
        let role = member == 0 ? "chair" : "member"
        let appointment = member == Self.membersOfBoard - 1 ? "noncareer" : "career"
        buffer.append(field: board.name.span)
        buffer.append(",M-\(id + 1),\(role),\(appointment),")
        draw.appendName(&generator, to: &buffer)
        buffer.append(",Another agency,2025-10-01,90 FR \(47000 + number),2025-10-06,2027-10-05\n")
      }
    }
  }

  /// Adds `responses.csv`: one executive of fifty responds, and every other of them asks for a review.
  ///
  /// - Complexity: O(executives).
  func appendResponses(to buffer: inout OutputBuffer) {
    buffer.append(
      "executive_id,responded_on,review_requested,reviewer,reviewed_on,reviewer_recommended_rating,"
        + "reviewer_remarks\n")
    for executive in 0..<draw.executives {
      var generator = SeededGenerator(seed: draw.seed, .opinions, index: executive)
      // The first numbers are those of the boards.
      for _ in 0..<3 { _ = generator.next() }
      guard generator.next(below: 50) == 0, let initial = initial(of: executive) else { continue }
      let asks = generator.next(below: 2) == 0
      let raises = generator.next(below: 3) == 0 && initial.level < .five
      buffer.append(id(of: executive))
      buffer.append(",2025-10-\(14 + generator.next(below: 7)),\(asks ? "yes" : "no"),")
      guard asks else {
        buffer.append(",,,\n")
        continue
      }
      draw.appendName(&generator, to: &buffer)
      buffer.append(",2025-10-\(23 + generator.next(below: 7)),")
      buffer.append("\(initial.level.number + (raises ? 1 : 0)),")
      buffer.append(
        raises ? "The results exceed the plan\n" : "The initial rating follows from the plan\n")
    }
  }
}
