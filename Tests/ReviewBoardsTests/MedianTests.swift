import ReviewBoards
import Testing

@Suite struct MedianTests {
  @Test(
    arguments: [
      ([7], 7), ([1, 3], 2), ([1, 2], 2), ([1, 2, 9], 2), ([1, 2, 5, 9], 4), ([5, 5, 5, 5], 5),
      ([0, 0, 0, 1], 0), ([39_900, 40_000], 39_950), ([UInt32.max - 1, UInt32.max], UInt32.max),
    ] as [([UInt32], UInt32)])
  func medians(scores: [UInt32], expected: UInt32) {
    #expect(median(ofAscending: scores) == expected)
  }
}
