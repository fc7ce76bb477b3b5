import Appraisal
import ReviewBoards

/// How far some executives have come, and what was changed of them: those of a board, or of all boards.
struct CycleCounts: Sendable {
  /// By the number of where they stand.
  private(set) var statuses = [Int](repeating: 0, count: ReviewStatus.allCases.count)
  /// By the number of the stage how many have a level.
  private(set) var stages = [Int](repeating: 0, count: Stage.allCases.count)
  /// What changed from the initial to the recommended level, and from that to the annual one.
  private(set) var recommended = Changes()
  private(set) var annual = Changes()
  /// Of those with an annual rating the sums of the initial and of the annual levels, and of all steps between
  /// them.
  private(set) var initialSum = 0
  private(set) var annualSum = 0
  private(set) var steps = 0

  /// How many levels went up, down, or stayed.
  struct Changes: Sendable {
    var raised = 0
    var lowered = 0
    var unchanged = 0

    /// Counts a change.
    mutating func add(from before: Level, to after: Level) {
      if after > before {
        raised += 1
      } else if after < before {
        lowered += 1
      } else {
        unchanged += 1
      }
    }

    /// Counts what another has counted.
    mutating func add(_ other: Changes) {
      raised += other.raised
      lowered += other.lowered
      unchanged += other.unchanged
    }
  }

  /// How many stand somewhere.
  func count(_ status: ReviewStatus) -> Int { statuses[status.number] }

  /// How many have a level at a stage.
  func count(_ stage: Stage) -> Int { stages[stage.number] }

  /// Counts an executive.
  mutating func add(_ executive: Int, of register: Register) {
    statuses[register.status(of: executive).number] += 1
    guard let initial = register.level(of: executive, at: .initial) else { return }
    stages[Stage.initial.number] += 1
    guard let board = register.level(of: executive, at: .recommended) else { return }
    stages[Stage.recommended.number] += 1
    recommended.add(from: initial, to: board)
    guard let authority = register.level(of: executive, at: .annual) else { return }
    stages[Stage.annual.number] += 1
    annual.add(from: board, to: authority)
    initialSum += initial.number
    annualSum += authority.number
    steps += (board.number - initial.number) + (authority.number - board.number)
  }

  /// Counts what another has counted.
  mutating func add(_ other: CycleCounts) {
    for status in statuses.indices { statuses[status] += other.statuses[status] }
    for stage in stages.indices { stages[stage] += other.stages[stage] }
    recommended.add(other.recommended)
    annual.add(other.annual)
    initialSum += other.initialSum
    annualSum += other.annualSum
    steps += other.steps
  }
}
