import ReviewBoards
import Testing

@Suite struct BoardCompositionTests {
  @Test(arguments: [
    (1, 0, false), (1, 1, true), (2, 1, false), (2, 2, true), (3, 1, false), (3, 2, true),
    (4, 2, false), (4, 3, true), (5, 2, false), (5, 3, true), (6, 3, false), (6, 4, true),
    (0, 0, false),
  ])
  func `a majority is more than half`(members: Int, career: Int, isMajority: Bool) {
    #expect(BoardComposition(members: members, career: career).hasCareerMajority == isMajority)
  }

  /// A majority of one is not enough where a career member steps out.
  @Test(arguments: [
    (3, 2, false, true), (5, 3, false, true), (5, 4, true, true), (7, 4, false, true),
    (7, 5, true, true),
  ])
  func `a recusal may cost the majority`(
    members: Int, career: Int, ofCareer: Bool, ofNoncareer: Bool
  ) {
    let board = BoardComposition(members: members, career: career)
    #expect(board.hasCareerMajority)
    #expect(board.without(career: 1).hasCareerMajority == ofCareer)
    #expect(board.without(noncareer: 1).hasCareerMajority == ofNoncareer)
    #expect(board.without(career: 1).members == members - 1)
    #expect(board.without(career: 1, noncareer: 1).career == career - 1)
  }

  /// It survives the recusal of a career member exactly if 2c > m + 1.
  @Test func `the rule of the majority after a recusal holds for all boards`() {
    for members in 1...40 {
      for career in 1...members {
        let board = BoardComposition(members: members, career: career)
        #expect(board.without(career: 1).hasCareerMajority == (2 * career > members + 1))
      }
    }
  }
}
