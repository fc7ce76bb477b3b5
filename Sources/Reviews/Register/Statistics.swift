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
    var changes = CycleCounts.Changes()

    /// Counts a level.
    mutating func add(_ level: Level, after before: Level?) {
      executives += 1
      levels[level.number - 1] += 1
      levelSum += level.number
      if let before { changes.add(from: before, to: level) }
    }

    /// Counts what another has counted.
    mutating func add(_ other: Count) {
      executives += other.executives
      for level in levels.indices { levels[level] += other.levels[level] }
      levelSum += other.levelSum
      changes.add(other.changes)
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

  /// The counts of the groups of one grouping, by the numbers of the groups.
  private struct Groups {
    var counts: [[Count]] = []

    /// Counts the levels of an executive.
    mutating func add(_ initial: Level, _ board: Level?, _ annual: Level?, to group: Int) {
      while counts.count <= group {
        counts.append(Array(repeating: Count(), count: Stage.allCases.count))
      }
      counts[group][Stage.initial.number].add(initial, after: nil)
      if let board { counts[group][Stage.recommended.number].add(board, after: initial) }
      if let annual { counts[group][Stage.annual.number].add(annual, after: board) }
    }
  }

  /// The texts that executives are grouped by.
  private static let fields: [(Grouping, Int)] = [
    (.organization, SealedRosters.organizationField),
    (.appointment, SealedRosters.appointmentField),
    (.ratingOfficial, SealedRosters.ratingOfficialField),
  ]

  /// Into how many parts the counting is divided: the boards, and each text that executives are grouped by.
  static let partCount = 1 + fields.count

  /// The lines of a part.
  ///
  /// - Complexity: O(executives), O(groups log groups).
  static func lines(ofPart part: Int, _ register: Register) -> [Line] {
    part == 0
      ? linesOfBoards(register)
      : lines(fields[part - 1].0, field: fields[part - 1].1, register)
  }

  /// The lines of the agency, of its units and of its boards.
  private static func linesOfBoards(_ register: Register) -> [Line] {
    let executives = register.rosters.executives
    // A board is counted, and gives its unit and the agency their counts.
    var boards = Groups()
    for executive in 0..<executives.count {
      guard let initial = register.level(of: executive, at: .initial) else { continue }
      boards.add(
        initial, register.level(of: executive, at: .recommended),
        register.level(of: executive, at: .annual), to: executives.board(of: executive))
    }
    let names = executives.boards.map(\.name)
    let units = register.cycle.units.map { Array($0.name.value.utf8) }
    return lines(
      .agency, groups: [Array(register.cycle.agency.utf8)], sums(boards.counts) { _ in 0 })
      + lines(.unit, groups: units, sums(boards.counts) { register.units[$0] })
      + lines(.board, groups: names, boards.counts)
  }

  /// The lines of a grouping by a text.
  private static func lines(_ grouping: Grouping, field: Int, _ register: Register) -> [Line] {
    let executives = register.rosters.executives
    var texts = DistinctTexts(hash: .ofProcess)
    var groups = Groups()
    for executive in 0..<executives.count {
      guard let initial = register.level(of: executive, at: .initial) else { continue }
      let group = executives.withText(field, of: executive) { texts.number(of: $0).number }
      groups.add(
        initial, register.level(of: executive, at: .recommended),
        register.level(of: executive, at: .annual), to: group)
    }
    let column = TextColumn(texts)
    return lines(grouping, groups: (0..<column.count).map { column.array($0) }, groups.counts)
  }

  /// The counts of groups of boards.
  private static func sums(
    _ boards: [[Count]], _ group: (_ board: Int) -> Int
  ) -> [[Count]] {
    var sums: [[Count]] = []
    for (board, counts) in boards.enumerated() {
      let number = group(board)
      while sums.count <= number {
        sums.append(Array(repeating: Count(), count: Stage.allCases.count))
      }
      for stage in counts.indices { sums[number][stage].add(counts[stage]) }
    }
    return sums
  }

  /// The lines of a grouping, by the bytes of the groups; of those that have nobody rated in them there are
  /// none.
  private static func lines(
    _ grouping: Grouping, groups: [[UInt8]], _ counts: [[Count]]
  ) -> [Line] {
    let inOrder = counts.indices.sorted { goesBeforeByBytes(groups[$0], groups[$1]) }
    return inOrder.filter { counts[$0][Stage.initial.number].executives > 0 }.flatMap { group in
      zip(Stage.allCases, counts[group]).map {
        Line(by: grouping, group: groups[group], stage: $0, count: $1)
      }
    }
  }
}
