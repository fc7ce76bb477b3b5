import ReviewBoards
import Testing

@Suite struct PercentTests {
  @Test(arguments: [
    (0, 0, "0.0%"), (0, 3, "0.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (3, 3, "100.0%"),
    (999, 1000, "99.9%"), (1, 2000, "0.1%"), (1, 2001, "0.0%"), (5, 3015, "0.2%"),
    (4, 3015, "0.1%"), (24, 31, "77.4%"), (7, 31, "22.6%"),
  ])
  func isRoundedHalfUp(count: Int, all: Int, text: String) {
    #expect(Percent.text(count, of: all) == text)
  }

  /// The nearest tenth, and of two that are as near the higher one, for every share of up to 60.
  @Test func everyShareIsTheNearestTenth() {
    for all in 1...60 {
      for count in 0...all {
        let twice = 2 * (Percent.tenths(count, of: all) * all - 1000 * count)
        #expect(twice <= all && twice > -all, "\(count) of \(all)")
      }
    }
  }

  @Test func countsOfFewStandAlone() {
    #expect(Percent.shown(9, of: 9) == nil)
    #expect(Percent.shown(1, of: 10) == "10.0%")
  }
}
