import Testing

/// Enough executives that several tasks enter their ratings.
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

  /// Ratings in another order than the plans, and among the ids some that differ in capitals, some that
  /// are long and begin alike, some with two plans, two sets of ratings, or no plan: each executive has
  /// his or her own, however many tasks join them.
  @Test func eachHasTheirOwnRatingsInAnyOrder() async throws {
    let place = try Workplace()
    let count = 9000
    func id(_ number: Int) -> String {
      switch number % 4 {
      case 0: "es-\(number / 4)"
      case 1: "ES-\(number / 4)"
      case 2: "executive-office-of-the-agency-\(number)"
      default: "twelve-\(number + 10000)"
      }
    }
    func level(_ number: Int) -> Int { 1 + number % 5 }
    // 7 has no divisor in common with the count, so that each number is met once.
    let inAnotherOrder = (0..<count).map { $0 * 7 % count }
    let isTwice = { (number: Int) in number % 1000 == 999 }
    var plans = MixedLayoutTests.wide
    for number in 0..<count { plans += "\(id(number)),10,10,10,10,60\n" }
    for number in inAnotherOrder where isTwice(number) { plans += "\(id(number)),10,10,10,10,60\n" }
    var ratings = MixedLayoutTests.wide
    for number in inAnotherOrder where number % 100 != 98 {
      ratings += id(number) + String(repeating: ",\(level(number))", count: 5) + "\n"
    }
    for number in 0..<count where number % 100 == 50 {
      ratings += id(number) + ",5,5,5,5,5\n" + "stray-\(number),5,5,5,5,5\n"
    }
    let plansFile = try place.file("plans.csv", plans)
    let ratingsFile = try place.file("ratings.csv", ratings)
    let files = try await place.run(plans: [plansFile], ratings: [ratingsFile], threads: 3)
    let scores = BatchLawsTests.lines(files["scores.csv"]).dropFirst()
    let scored = (0..<count).filter { number in
      !isTwice(number) && number % 100 != 98 && number % 100 != 50
    }
    #expect(scores.count == scored.count)
    for (number, line) in zip(scored, scores) {
      #expect(line.hasPrefix("\(id(number)),"))
      #expect(line.contains(",\(level(number) * 100),\(level(number)),"), "\(line)")
    }
    let findings = BatchLawsTests.lines(files["findings.csv"])
    #expect(findings.count { $0.hasPrefix("error,duplicate-plan,") } == 2 * count / 1000)
    #expect(findings.count { $0.hasPrefix("error,duplicate-rating,") } == 2 * count / 100)
    #expect(findings.count { $0.contains(",rating-without-plan,") } == count / 100)
    for threads in [1, 2] {
      let again = try await place.run(
        plans: [plansFile], ratings: [ratingsFile], threads: threads, blockSize: 4096)
      #expect(again == files, "\(threads) threads")
    }
  }
}
