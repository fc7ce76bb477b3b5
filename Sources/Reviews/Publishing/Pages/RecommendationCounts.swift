import Appraisal
import Columns
import ReviewBoards
import Runs

/// What is counted of a board for its recommendation in writing, and the sentences that say so.
struct RecommendationCounts {
  /// How far the board has come.
  private let counts: CycleCounts
  /// From Level 1 on.
  private(set) var initial: [5 of Int] = [0, 0, 0, 0, 0]
  private(set) var recommended: [5 of Int] = [0, 0, 0, 0, 0]
  /// Unchanged because the board wrote that it concurs.
  private var concurred = 0
  /// Held, by what the board is told of; and those of them whose level was taken all the same.
  private(set) var held = 0
  private var heldWithLevel = 0
  private var responses = 0
  /// Whether responses were handed over.
  private let knowsResponses: Bool

  /// The counts of a board.
  ///
  /// - Complexity: O(executives of the board).
  init(of board: Int, in register: Register, _ facts: BoardFacts) {
    counts = facts.counts
    knowsResponses = !register.notGiven.contains(.responses)
    for executive in register.rosters.executives.boards[board].executives {
      if register.responses.has(executive) { responses += 1 }
      let isHeld = register.status(of: executive, for: .board) == .held
      if isHeld { held += 1 }
      guard let first = register.level(of: executive, at: .initial) else { continue }
      initial[first.number - 1] += 1
      guard let level = register.level(of: executive, at: .recommended) else { continue }
      recommended[level.number - 1] += 1
      if isHeld { heldWithLevel += 1 }
      if level == first, register.recommendations.isConcurrence(of: executive) { concurred += 1 }
    }
  }

  var rated: Int { counts.count(.initial) }
  var withLevel: Int { counts.count(.recommended) }
  private var notRated: Int { counts.count(.notRated) }
  private var rejected: Int { counts.count(.rejected) }
  /// How the board's levels differ from the initial ones.
  var changes: CycleCounts.Changes { counts.recommended }

  /// Neither held nor with a level.
  private var open: Int { rated - withLevel - (held - heldWithLevel) }

  /// Whether the board has said something, and so can have left somebody out.
  var listsOpen: Bool { withLevel > 0 }

  /// Whether anybody is listed of whom the board recommends nothing that counts.
  var leavesOut: Bool { held + notRated + rejected > 0 || listsOpen && open > 0 }

  // MARK: - Sentences

  /// How far the board is.
  var standing: String {
    let rated = counted(self.rated, "rated executive")
    if self.rated == 0 {
      return "No executive of this board is rated: it has nothing to recommend."
    }
    if withLevel == 0 {
      return "This board has not recommended yet: \(rated), \(grouped(open)) of them open"
        + (held > 0 ? " and \(grouped(held)) held." : ".")
    }
    if withLevel == self.rated, held == 0 {
      return "The board recommends a level for each of \(rated)."
    }
    var rest: [String] = []
    if open > 0 { rest.append("\(grouped(open)) without a recommendation") }
    if held > 0 {
      rest.append("\(grouped(held)) held because something has to be corrected first")
    }
    return "This is not complete: the board recommends a level for \(grouped(withLevel)) of "
      + "\(rated); \(rest.joined(separator: ", "))."
  }

  /// Above the list of the levels that differ.
  var differences: String {
    let different = changes.raised + changes.lowered
    let same = withLevel - different - concurred
    var words = "The board concurs in \(counted(concurred, "case"))"
    if same > 0 { words += " and wrote the level of the initial rating in \(grouped(same))" }
    let list = "the table of all executives names them."
    guard different > 0 else { return "There are none. \(words); \(list)" }
    return "\(counted(different, "recommendation")) of \(grouped(withLevel)) "
      + "\(different == 1 ? "differs" : "differ"): \(grouped(changes.lowered)) lowered, "
      + "\(grouped(changes.raised)) raised. \(words); \(list)"
  }

  /// Above the list of those who responded.
  var responded: String {
    if !knowsResponses {
      return "Responses were not given, so whether the board has seen them was not checked."
    }
    guard responses > 0 else { return "No executive of this board has responded." }
    return
      "\(counted(responses, "executive")) responded. The board looks at a response before it "
      + "recommends; a reviewer recommends another level and does not change the rating."
  }

  /// Above the list of those of whom nothing that counts is recommended.
  var leftOut: String {
    [(open, "open"), (held, "held"), (notRated, "not rated"), (rejected, "rejected")]
      .filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ") + "."
  }

  /// Above the signature, or in place of it while anybody is held.
  var signed: String {
    var words =
      "The board recommends the levels on this page for \(counted(withLevel, "executive")): "
      + "\(grouped(changes.raised)) raised, \(grouped(changes.lowered)) lowered and "
      + "\(grouped(changes.unchanged)) unchanged from the initial rating."
    let without = rated - withLevel
    if without > 0 {
      words +=
        " \(counted(without, "rated executive")) without a recommendation "
        + "\(without == 1 ? "is" : "are") not part of it."
    }
    guard held > 0 else { return words }
    return words + " \(counted(held, "executive")) \(held == 1 ? "is" : "are") held: there is "
      + "nothing to sign until what is wrong is corrected and reviewed again."
  }
}
