import ReviewBoards
import Testing

@Suite struct PercentTests {
  @Test(arguments: [
    (0, 0, "0.0"), (0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.6"), (3, 3, "100.0"),
    (999, 1000, "99.9"), (1, 2000, "0.0"),
  ])
  func isCutAndNotRounded(count: Int, all: Int, text: String) {
    #expect(Percent.text(count, of: all) == text)
  }
}
