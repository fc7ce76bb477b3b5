import Appraisal
import Columns
import Runs
import ReviewBoards

/// The levels of each group at each stage.
struct Statistics: Sendable {
  /// What executives are grouped by.
  enum Grouping: String, CaseIterable, Sendable {
    case agency, unit
    case board = "prb"
    case organization, appointment
    case ratingOfficial = "rating_official"
  }

  /// What is counted of a group at a stage.
  struct Count: Sendable {
    /// How many have a level.
    var executives = 0
    /// From Level 1 to Level 5.
    var levels: [5 of Int] = [0, 0, 0, 0, 0]
    var levelSum = 0
    /// Compared with the stage before.
    var changes = ReviewSummary.Changes()

    /// Counts a level.
    mutating func add(_ level: Level, after before: Level?) {
      executives += 1
      levels[level.number - 1] += 1
      levelSum += level.number
      if let before { changes.add(from: before, to: level) }
    }
  }

  struct Line: Sendable {
    let by: Grouping
    let group: [UInt8]
    let stage: Stage
    let count: Count
  }

  /// By grouping, then by the bytes of the group, then by stage.
  let lines: [Line]

  /// Counts.
  ///
  /// - Complexity: O(executives), O(groups log groups).
  init(of register: Register) {
    let executives = register.rosters.executives
    var counts = Grouping.allCases.map { _ in [[UInt8]: [Count]]() }
    for executive in 0..<executives.count {
      guard let initial = register.level(of: executive, at: .initial) else { continue }
      let board = register.level(of: executive, at: .recommended)
      let annual = register.level(of: executive, at: .annual)
      for (number, grouping) in Grouping.allCases.enumerated() {
        let group = Self.group(of: executive, by: grouping, in: register)
        let none = [Count](repeating: Count(), count: Stage.allCases.count)
        // In place: a copy of the counts of each executive would take longer than counting.
        func count(_ counts: inout [Count]) {
          counts[0].add(initial, after: nil)
          if let board { counts[1].add(board, after: initial) }
          if let annual { counts[2].add(annual, after: board) }
        }
        count(&counts[number][group, default: none])
      }
    }
    var lines: [Line] = []
    for (grouping, groups) in zip(Grouping.allCases, counts) {
      for group in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        for (stage, count) in zip(Stage.allCases, groups[group] ?? []) {
          lines.append(Line(by: grouping, group: group, stage: stage, count: count))
        }
      }
    }
    self.lines = lines
  }

  private static func group(
    of executive: Int, by grouping: Grouping, in register: Register
  ) -> [UInt8] {
    func text(_ field: Int) -> [UInt8] {
      register.rosters.executives.withText(field, of: executive) { $0.array }
    }
    let board = register.rosters.executives.board(of: executive)
    return switch grouping {
    case .agency: Array(register.cycle.agency.utf8)
    case .unit: Array(register.cycle.units[register.units[board]].name.value.utf8)
    case .board: register.rosters.executives.boards[board].name
    case .organization: text(SealedRosters.organizationField)
    case .appointment: text(SealedRosters.appointmentField)
    case .ratingOfficial: text(SealedRosters.ratingOfficialField)
    }
  }
}
