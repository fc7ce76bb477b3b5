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

  /// An executive's board, name and appointment may stand on a record of another file, or of another
  /// block of the same. The next executive in the first file has nothing to do with it.
  @Test func textsOfAnotherFileStayWithTheirExecutive() async throws {
    let place = try Workplace()
    let elements = Agency.elements
    // ES-2 is between two of the Board North and career appointees, and has neither on its lines.
    var first = "executive_id,element,weight,prb,appointment\n"
    var second = first
    for (id, texts) in [("ES-1", "North,career"), ("ES-2", ","), ("ES-3", "North,career")] {
      for (element, weight) in zip(elements, [10, 10, 10, 10, 60]) {
        if id == "ES-2", element == elements[4] {
          second += "\(id),\(element),\(weight),South,noncareer\n"
        } else {
          first += "\(id),\(element),\(weight),\(texts)\n"
        }
      }
    }
    let ratings = Self.wide + "ES-1,4,4,4,4,4\nES-2,4,4,4,4,4\nES-3,4,4,4,4,4\n"
    for blockSize in [1, 100, 1 << 20] {
      let files = try await place.run(
        plans: [place.file("first.csv", first), place.file("second.csv", second)],
        ratings: [place.file("ratings.csv", ratings)], blockSize: blockSize)
      let scores = BatchLawsTests.lines(files["scores.csv"]).dropFirst().map {
        $0.split(separator: ",").prefix(2).joined(separator: " ")
      }
      #expect(scores == ["ES-1 North", "ES-2 South", "ES-3 North"], "block size \(blockSize)")
      let summary = String(decoding: files["summary.json"] ?? [], as: UTF8.self)
      #expect(summary.contains("{\"prb\": \"South\", \"executives\": 1,"))
      #expect(summary.contains("{\"appointment\": \"career\", \"executives\": 2,"))
      #expect(summary.contains("{\"appointment\": \"noncareer\", \"executives\": 1,"))
    }
  }

  @Test func longRatingsNextToWideOnesAreReportedOnceEach() async throws {
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
