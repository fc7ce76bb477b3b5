import Appraisal
import Testing

/// The words and the names of some levels, and the way back.
@Suite struct LevelSetTests {
  @Test(
    arguments: [
      ([.five], "Level 5", "level-5"), ([.five, .four], "Levels 4 and 5", "levels-4-and-5"),
      ([.four, .five, .four], "Levels 4 and 5", "levels-4-and-5"),
      ([.one, .five, .three], "Levels 1, 3 and 5", "levels-1-3-and-5"),
    ] as [([Level], String, String)])
  func `levels have words and a name`(levels: [Level], words: String, name: String) {
    let set = LevelSet(levels)
    #expect(set.words == words && set.name == name)
    #expect(LevelSet(named: name.utf8) == set)
    #expect(Level.allCases.filter { set.contains($0) } == Set(levels).sorted())
  }

  @Test(arguments: ["", "levels", "levels-5-and-4", "level-4-and-5", "level-6", "level-0", "5"])
  func `what is no name gives no levels`(name: String) {
    #expect(LevelSet(named: name.utf8) == nil)
  }
}
