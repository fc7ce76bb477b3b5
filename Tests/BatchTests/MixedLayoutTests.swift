import Testing

/// One executive in a long and in a wide file, where the long record has no element to name.
@Suite struct MixedLayoutTests {
  static let wide =
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"

  @Test func duplicateOfARecordWithoutAnElementIsReported() async throws {
    let place = try Workplace()
    let files = try await place.run(
      plans: [
        place.file("long-plans.csv", "executive_id,element,weight\nES-1,no such element,10\n"),
        place.file("wide-plans.csv", Self.wide + "ES-1,10,10,10,10,60\n"),
      ],
      ratings: [
        place.file("long-ratings.csv", "executive_id,element,level\nES-1,no such element,4\n"),
        place.file("wide-ratings.csv", Self.wide + "ES-1,4,5,3,4,4\n"),
      ])
    let findings = String(decoding: files["findings.csv"] ?? [], as: UTF8.self)
      .split(separator: "\n")
    for (code, file) in [
      ("duplicate-plan", "long-plans.csv"), ("duplicate-plan", "wide-plans.csv"),
      ("duplicate-rating", "long-ratings.csv"), ("duplicate-rating", "wide-ratings.csv"),
    ] {
      #expect(findings.count { $0.hasPrefix("error,\(code),\(file),") } == 1, "\(code) in \(file)")
    }
  }

  @Test func longRatingsBesideWideOnesAreReportedOnceEach() async throws {
    let place = try Workplace()
    let files = try await place.run(
      plans: [place.file("plans.csv", Self.wide + "ES-1,10,10,10,10,60\n")],
      ratings: [
        place.file("long.csv", "executive_id,element,level\nES-1,leading_change,4\n"),
        place.file("wide.csv", Self.wide + "ES-1,4,5,3,4,4\n"),
      ])
    let findings = String(decoding: files["findings.csv"] ?? [], as: UTF8.self)
      .split(separator: "\n")
    for file in ["long.csv", "wide.csv"] {
      #expect(findings.count { $0.hasPrefix("error,duplicate-rating,\(file),") } == 1, "\(file)")
    }
  }
}
