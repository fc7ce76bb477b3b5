import Appraisal
import Testing

@Suite struct GroupedNumberTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (100, "100"),
  ])
  func grouping(number: Int, text: String) {
    #expect(grouped(number) == text)
  }
}
