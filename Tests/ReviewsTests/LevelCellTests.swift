import Appraisal
import Testing

@testable import Reviews

@Suite struct LevelCellTests {
  private static let vocabulary = Vocabulary(of: .opmBasic2012)

  static let cases: [(text: String, cell: LevelCell)] = [
    ("", .blank), ("  ", .blank), ("4", .level(.four)), ("4.0", .level(.four)),
    ("Level 4", .level(.four)), ("Outstanding", .level(.five)),
    ("5 - Outstanding", .level(.five)), ("concur", .concurs), ("CONCUR", .concurs),
    ("Con-cur", .concurs), ("4.5", .unreadable(.betweenLevels)), ("n/a", .unreadable(.notRated)),
    ("4 or 5", .unreadable(.other)), ("concurs", .unreadable(.other)),
    ("5 - Unsatisfactory", .unreadable(.conflictingLabel)), ("6", .unreadable(.other)),
  ]

  @Test(arguments: cases)
  func readsWhatPeopleWrite(text: String, cell: LevelCell) {
    let bytes = Array(text.utf8)
    #expect(LevelCell(bytes.span, by: Self.vocabulary) == cell)
  }

  /// A final element rating stands for no other level.
  @Test func concurMayMeanNothing() {
    let bytes = Array("concur".utf8)
    #expect(
      LevelCell(bytes.span, by: Self.vocabulary, mayConcur: false) == .unreadable(.other))
  }
}
