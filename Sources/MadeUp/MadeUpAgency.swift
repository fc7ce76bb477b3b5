/// The departments, review boards, bureaus and offices that made-up executives belong to.
///
/// As in an export of a personnel system, everyone of a board, and of an office in it, stands
/// together. Where boards begin is worked out once; all else follows from the number of a board or
/// office whenever it is needed.
struct MadeUpAgency: Sendable {
  /// A review board.
  struct Board: Sendable {
    /// The number of its first executive, from 0.
    let first: Int
    fileprivate let department: Int
    /// Its number in the department; `nil` where the department has no other.
    fileprivate let number: Int?
  }

  /// A bureau or office: `Bureau of Fleet Safety`, `Office of Grants`.
  struct Unit: Sendable {
    fileprivate(set) var isBureau = false
    /// The place of what it is about in ``NamePool/fields``.
    fileprivate(set) var field = 0
    /// The place of what it does in ``NamePool/activities``.
    fileprivate(set) var activity = 0
  }

  /// How many executives a board has; the last of an agency may have up to 300.
  private static let boardSizes = 40...260
  /// How many executives a bureau's front office or an office has.
  private static let unitSize = 12

  /// The boards, in the order of their executives; their names are unique.
  let boards: [Board]
  private let seed: UInt64

  /// The agency of so many executives.
  ///
  /// - Complexity: O(boards).
  init(executives: Int, seed: UInt64) {
    self.seed = seed
    var generator = SeededGenerator(seed: seed, .boards)
    var boards: [Board] = []
    var first = 0
    var department = 0
    while first < executives {
      // Departments that share a name, because there are more of them than names, go on counting.
      let offset = department / Self.departmentNames * 10
      let count = 1 + generator.next(below: 9)
      for number in 1...count where first < executives {
        boards.append(
          Board(
            first: first, department: department,
            number: count == 1 && offset == 0 ? nil : offset + number))
        let range = Self.boardSizes
        let size = range.lowerBound + generator.next(below: range.count)
        let isLast = executives - first - size < range.lowerBound
        first = isLast ? executives : first + size
      }
      department += 1
    }
    self.boards = boards
  }

  /// The place in ``boards`` of the board of an executive.
  ///
  /// - Complexity: O(log boards).
  func board(of executive: Int) -> Int {
    var low = 0
    var high = boards.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if boards[middle].first <= executive { low = middle } else { high = middle }
    }
    return low
  }

  /// The name of a board: `Department of Harbors & Canals PRB 3`.
  func name(ofBoard board: Int) -> String {
    let board = boards[board]
    let name = departmentName(board.department)
    return board.number.map { "\(name) PRB \($0)" } ?? "\(name) PRB"
  }

  /// The number, in its board, of an executive's bureau or office.
  func unit(of executive: Int, board: Int) -> Int {
    (executive - boards[board].first) / Self.unitSize
  }

  /// A bureau or office of a board. Each bureau is followed by four offices.
  func unit(_ number: Int, board: Int) -> Unit {
    // A board has fewer than 32 units.
    var generator = SeededGenerator(seed: seed, .units, index: board * 32 + number)
    return Unit(
      isBureau: number % 5 == 0, field: generator.next(below: NamePool.fields.count),
      activity: generator.next(below: NamePool.activities.count))
  }

  /// Each two subjects make a department.
  private static let departmentNames = NamePool.subjects.count * (NamePool.subjects.count / 2)

  private func departmentName(_ department: Int) -> String {
    let name = department % Self.departmentNames
    var generator = SeededGenerator(seed: seed, .departments)
    let order = Permutation(count: Self.departmentNames, key: generator.next())
    // The number of subjects is odd: walking at most half of them on gives every pair once.
    let count = NamePool.subjects.count
    let (distance, first) = order[name].quotientAndRemainder(dividingBy: count)
    let subjects = (0...2).map { NamePool.subjects[(first + $0 * (distance + 1)) % count] }
    generator = SeededGenerator(seed: generator.next(), .departments, index: name)
    let kinds = NamePool.departmentKinds
    let begin = "\(kinds[generator.next(below: kinds.count)])\(subjects[0])"
    return switch generator.next(below: 10) {
    case 0: "\(begin), \(subjects[2]) and \(subjects[1])"
    case 1...3: "\(begin) and \(subjects[1])"
    default: "\(begin) & \(subjects[1])"
    }
  }
}
