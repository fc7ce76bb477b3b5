import Appraisal
import Columns
import Testing

@testable import Reviews

/// What is said of members of boards that the run does not have, where there are many boards or many members.
@Suite struct UnknownBoardsTests {
  private func place(of line: Int) -> ReviewFinding.Place {
    ReviewFinding.Place(file: "members.csv", line: line, row: line, record: line)
  }

  /// The boards of which something is said of each member, `nil` for any; empty where it is nothing but that
  /// the run does not have the board.
  private func doubts(
    about strangers: [String], among boards: [String]
  ) -> [[Int?]] {
    var unknown = UnknownBoards()
    for (line, name) in strangers.enumerated() {
      unknown.add(
        UnknownBoards.Member(
          board: Array(name.utf8), id: Array("M-\(line)".utf8), role: .member, sits: true,
          place: place(of: line)))
    }
    let findings = unknown.findings(
      besides: boards.map { Array($0.utf8) },
      areWhole: Array(repeating: false, count: boards.count), minimum: 3, mostComparisons: 40_000)
    let byLine = Dictionary(grouping: findings.filter { $0.code == .boardNameInDoubt }, by: \.line)
    return strangers.indices.map { byLine[$0]?.map(\.board) ?? [] }
  }

  /// Five boards are told one by one; where a name may mean more, it may mean any, in one finding.
  @Test(arguments: [1, 5, 6, 500])
  func `a name that many boards have nearly puts all in doubt at once`(count: Int) {
    let boards = (0..<count).map { "Harbor PRB \(Character(UnicodeScalar(0x100 + $0)!))" }
    let found = doubts(about: ["Harbor PRB 1", "Lights", "Harbor PRB 1"], among: boards)
    let expected: [Int?] = count <= 5 ? boards.indices.map { $0 } : [nil]
    #expect(found == [expected, [], expected])
  }

  /// Names are compared up to a number of pairs, here 40,000, and are in doubt beyond that.
  @Test(arguments: [
    (200, 200, false), (200, 201, true), (1, 40_000, false), (1, 40_001, true), (0, 10, false),
  ])
  func `more names than can be compared may mean any board`(
    boards: Int, strangers: Int, mayBeAny: Bool
  ) {
    let found = doubts(
      about: (0..<strangers).map { "S\($0)" },
      among: (0..<boards).map { "Board of the harbors of the north, \($0)" })
    #expect(found == Array(repeating: mayBeAny ? [nil] : [], count: strangers))
  }
}
