import Testing

@testable import Batch

/// `--max-rejected`: a number, or a share that is compared without rounding.
@Suite struct RejectionLimitTests {
  @Test(
    arguments: [
      ("0", .executives(0)), ("12", .executives(12)), ("007", .executives(7)),
      ("999999999", .executives(999_999_999)), ("0%", .hundredthsOfPercent(0)),
      ("5%", .hundredthsOfPercent(500)), ("0.5%", .hundredthsOfPercent(50)),
      ("0.05%", .hundredthsOfPercent(5)), ("12.25%", .hundredthsOfPercent(1225)),
      ("100%", .hundredthsOfPercent(10_000)), ("100.00%", .hundredthsOfPercent(10_000)),
    ] as [(String, RejectionLimit)])
  func isRead(text: String, limit: RejectionLimit) { #expect(RejectionLimit(text) == limit) }

  @Test(
    arguments: [
      "", "%", "-1", "+1", "1.5", "1e3", "0x5", "5 %", " 5", "5% ", "100.01%", "101%", "0.005%",
      ".5%", "5.%", "1,000", "٣", "10000000000", "5%%", "half",
    ])
  func isNotRead(text: String) { #expect(RejectionLimit(text) == nil) }

  @Test(
    arguments: [
      ("0", 0, 4, false), ("0", 1, 4, true), ("2", 2, 4, false), ("2", 3, 4, true),
      ("50%", 2, 4, false), ("49.99%", 2, 4, true), ("33.33%", 1, 3, true),
      ("33.34%", 1, 3, false), ("0.01%", 1, 10_000, false), ("0.01%", 1, 9_999, true),
      ("0%", 0, 0, false), ("100%", 7, 7, false), ("99.99%", 10_000, 10_000, true),
      ("5%", 50_000, 1_000_000, false), ("5%", 50_001, 1_000_000, true),
    ])
  func border(text: String, rejected: Int, executives: Int, isExceeded: Bool) throws {
    let limit = try #require(RejectionLimit(text))
    #expect(limit.isExceeded(by: rejected, of: executives) == isExceeded)
  }
}
