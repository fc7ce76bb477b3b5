import Appraisal
import Testing

@Suite struct DollarsTests {
  @Test(arguments: [
    ("209600", 20_960_000), ("10480.05", 1_048_005), ("10480.5", 1_048_050), ("0", 0),
    ("0.01", 1), ("9999999999.99", 999_999_999_999), ("200000.00", 20_000_000),
  ])
  func `an amount is read from its digits`(text: String, cents: Int64) {
    #expect(Dollars(text)?.cents == cents)
  }

  @Test(arguments: [
    "", "$209600", "209,600", "209 600", "-1", "+1", "1e5", "1.", ".5", "1.234", "007", "00",
    "1.2.3", "12345678901", "1.-5", "１", "10480.0O", "209600 ", "0x10", "1..5",
  ])
  func `anything else is refused`(text: String) { #expect(Dollars(text) == nil) }

  @Test(arguments: [
    (20_960_000, "209600", "209,600"), (1_048_005, "10480.05", "10,480.05"),
    (1_048_050, "10480.50", "10,480.50"), (0, "0", "0"), (5, "0.05", "0.05"),
    (-5, "-0.05", "-0.05"), (-200_000_050, "-2000000.50", "-2,000,000.50"),
  ])
  func `an amount is written`(cents: Int64, text: String, words: String) {
    #expect(Dollars(cents: cents).description == text)
    #expect(Dollars(cents: cents).grouped == words)
  }
}
