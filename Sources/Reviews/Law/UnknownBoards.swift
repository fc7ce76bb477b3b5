import Appraisal
import Columns
import Tables

/// Members of boards that the run does not have.
///
/// Most are of boards that review nobody in this run. But a name may be misspelled, and then a board of the run lacks a
/// member: it is in doubt where its name is near to an unknown one. Boards are often called nearly alike, such as those
/// with numbers. A board has one chair and so many members as the law asks for: where both the unknown one and that of
/// the run have these, they are two.
struct UnknownBoards {
  /// A row of such a member.
  struct Member: Sendable {
    /// The name of the board, as it stands in the file.
    let board: [UInt8]
    let id: [UInt8]
    /// `nil` where it cannot be read.
    let role: BoardMember.Role?
    /// Whether the member sits, as far as it can be read.
    let sits: Bool
    let place: ReviewFinding.Place
  }

  private var byName: [SpellingKey: [Member]] = [:]

  /// The most boards that one name puts in doubt, and the most pairs of names that are compared: a second's work.
  /// Beyond these any board may be meant.
  private static let mostNear = 5
  static let mostComparisons = 4_000_000

  /// Takes a member among them.
  mutating func add(_ member: Member) {
    byName[SpellingKey(of: member.board.span), default: []].append(member)
  }

  /// Whether a board lacks nobody, as far as its own rows tell.
  ///
  /// - Parameter sitting: The ids and roles of those who sit.
  static func isWhole(
    sitting: some Sequence<(id: [UInt8], role: BoardMember.Role?)>, minimum: Int
  ) -> Bool {
    var ids: Set<[UInt8]> = []
    var hasChair = false
    for member in sitting where member.role != nil {
      ids.insert(member.id)
      if member.role == .chair { hasChair = true }
    }
    return hasChair && ids.count >= minimum
  }

  /// What is said of the members: once for each board that one may be on, and once where there is none.
  ///
  /// - Parameters:
  ///   - boards: The names of the boards of the run.
  ///   - areWhole: Of each whether it lacks nobody.
  ///   - minimum: How many members the law asks of a board.
  ///   - mostComparisons: How many pairs of names are compared at most.
  /// - Complexity: O(members + boards), and O(boards) more for each name that the run does not have, up to a bound.
  func findings(
    besides boards: [[UInt8]], areWhole: [Bool], minimum: Int,
    mostComparisons: Int = Self.mostComparisons
  ) -> [ReviewFinding] {
    guard byName.count <= mostComparisons / max(1, boards.count) else {
      return byName.values.joined().map {
        Self.finding(.boardNameInDoubt(mayBeAny: true), about: $0)
      }
    }
    let names = byName.isEmpty ? [] : boards.map { folded($0) }
    return byName.values.flatMap { members -> [ReviewFinding] in
      let isWhole = Self.isWhole(
        sitting: members.lazy.filter(\.sits).map { ($0.id, $0.role) }, minimum: minimum)
      let near = Self.nearest(to: folded(members[0].board), among: names).filter {
        !(isWhole && areWhole[$0])
      }
      return members.flatMap { member in
        switch near.count {
        case 0: return [Self.finding(.membersWithoutBoard, about: member)]
        case ...Self.mostNear:
          return near.map {
            Self.finding(
              .boardNameInDoubt(mayBeAny: false), about: member, related: spelledOut(boards[$0]),
              board: $0)
          }
        default: return [Self.finding(.boardNameInDoubt(mayBeAny: true), about: member)]
        }
      }
    }
  }

  /// The places of the names for which one may be meant, those that are as near as none other; all are folded.
  private static func nearest(to asked: [UInt8], among names: [[UInt8]]) -> [Int] {
    let equal = names.indices.filter { names[$0] == asked }
    guard equal.isEmpty else { return equal }
    let misses = names.map { name in
      // Either may go on where the other ends.
      NearMiss(asked.span, name.span) ?? NearMiss(name.span, asked.span)
    }
    guard let best = misses.compactMap(\.self).min() else { return [] }
    return misses.indices.filter { misses[$0] == best }
  }

  private static func finding(
    _ finding: BoardFinding, about member: Member, related: String = "", board: Int? = nil
  ) -> ReviewFinding {
    ReviewFinding(
      .board(finding), at: member.place, column: "prb", value: member.board, related: related,
      board: board)
  }
}
