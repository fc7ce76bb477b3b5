import Testing

/// Enough executives that they are joined with their ratings part by part.
@Suite struct ManyExecutivesTests {
  /// In the long layout an executive may have ratings for some elements only: the others are missing,
  /// whatever the executives before had there.
  @Test func missingRatingStaysWithItsExecutive() async throws {
    let place = try Workplace()
    let count = 9000
    var plans = MixedLayoutTests.wide
    var ratings = "executive_id,element,level\n"
    for number in 0..<count {
      plans += "ES-\(number),10,10,10,10,60\n"
      for (index, element) in Agency.elements.enumerated() where index != number % 10 {
        ratings += "ES-\(number),\(element),4\n"
      }
    }
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    let scores = BatchLawsTests.lines(files["scores.csv"]).dropFirst()
    #expect(scores.count == count / 2)
    #expect(
      scores.allSatisfy { $0.hasSuffix(",400,4,Exceeds Fully Successful,range") },
      "\(scores.first ?? "")")
    let findings = BatchLawsTests.lines(files["findings.csv"])
    #expect(findings.count { $0.hasPrefix("error,missing-rating,") } == count / 2)
  }
}
