import Batch
import Testing

/// What must hold whatever the input is: each law over agencies drawn from seeds, which the test's
/// arguments print.
@Suite struct BatchLawsTests {
  static let seeds: [UInt64] = [1, 2012, 430_305]

  static func agency(_ seed: UInt64, count: Int = 300) -> Agency {
    var generator = SplitMix(state: seed)
    return Agency(count: count, generator: &generator)
  }

  static func lines(_ bytes: [UInt8]?) -> [String] {
    String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: seeds)
  func scoresAgreeWithASlowReference(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    // The board may hold commas and quotes; the score, level, label and basis do not.
    let scored = Self.lines(files["scores.csv"]).dropFirst().map { line in
      let end = line.split(separator: ",").suffix(4)
      let id = line.prefix { $0 != "," }
      return "\(id),\(end.first ?? ""),\(end.dropFirst().first ?? "")"
    }
    #expect(scored == agency.executives.compactMap(Agency.reference))
    #expect(scored.count > 100 && scored.count < 290)
  }

  /// Threads, blocks, line ends, marks, layouts and the order of the ratings change no byte.
  @Test(arguments: seeds)
  func nothingButTheInputMatters(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let plansFile = try place.file("plans.csv", plans)
    let ratingsFile = try place.file("ratings.csv", ratings)
    let expected = try await place.run(plans: [plansFile], ratings: [ratingsFile], threads: 1)
    for blockSize in [1, 7, 64, 1000, 4096] {
      for threads in [1, 2, 5] {
        let files = try await place.run(
          plans: [plansFile], ratings: [ratingsFile], threads: threads, blockSize: blockSize)
        #expect(files == expected, "block size \(blockSize), \(threads) threads")
      }
    }
    let other = try Workplace()
    let (windowsPlans, windowsRatings) = agency.wide(lineEnd: "\r\n", mark: true)
    let windows = try await other.run(
      plans: [other.file("plans.csv", windowsPlans)],
      ratings: [other.file("ratings.csv", windowsRatings)])
    #expect(windows == expected)
  }

  @Test(arguments: seeds)
  func orderOfTheRatingsChangesNoScoreAndNoRosterOfTheRated(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    var generator = SplitMix(state: seed)
    var lines = ratings.split(separator: "\n")
    let header = lines.removeFirst()
    lines.shuffle(using: &generator)
    let shuffled = ([header] + lines).joined(separator: "\n") + "\n"
    let plansFile = try place.file("plans.csv", plans)
    let expected = try await place.run(
      plans: [plansFile], ratings: [place.file("ratings.csv", ratings)])
    let files = try await place.run(
      plans: [plansFile], ratings: [place.file("ratings.csv", shuffled)])
    #expect(files["scores.csv"] == expected["scores.csv"])
    #expect(files["summary.json"] == expected["summary.json"])
    #expect(files["rosters/index.csv"] == expected["rosters/index.csv"])
  }

  @Test(arguments: seeds)
  func longAndWideGiveTheSameScores(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let (longPlans, longRatings) = agency.long()
    let wide = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    var generator = SplitMix(state: seed)
    var lines = longRatings.split(separator: "\n")
    let header = lines.removeFirst()
    lines.shuffle(using: &generator)
    let shuffled = ([header] + lines).joined(separator: "\n") + "\n"
    let long = try await place.run(
      plans: [place.file("long-plans.csv", longPlans)],
      ratings: [place.file("long-ratings.csv", shuffled)], blockSize: 512)
    #expect(long["scores.csv"] == wide["scores.csv"])
    #expect(long["rosters/index.csv"] == wide["rosters/index.csv"])
  }

  @Test(arguments: seeds)
  func everybodyStandsOnExactlyOneRoster(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    var met: [String: Int] = [:]
    for (name, bytes) in files where name.hasPrefix("rosters/") && name != "rosters/index.csv" {
      for line in Self.lines(bytes).dropFirst() {
        // The board is the first column; a quoted one holds commas.
        let rest =
          line.hasPrefix("\"") ? line.dropFirst().drop { $0 != "E" } : line.drop { $0 != "E" }
        if let id = rest.split(separator: ",").first(where: { $0.hasPrefix("ES-") }) {
          met[String(id), default: 0] += 1
        }
      }
    }
    #expect(met.count == agency.executives.count)
    #expect(met.values.allSatisfy { $0 == 1 })
  }

  @Test func addingAnExecutiveChangesNobodyElse() async throws {
    var agency = Self.agency(77)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let before = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    agency.executives.append(
      Agency.Executive(
        id: "NEW-1", name: "New", board: "Board A", weights: ["10", "10", "10", "10", "60"],
        ratings: ["4", "5", "3", "4", "4"]))
    let (morePlans, moreRatings) = agency.wide()
    let after = try await place.run(
      plans: [place.file("plans.csv", morePlans)],
      ratings: [place.file("ratings.csv", moreRatings)])
    for name in ["scores.csv", "rosters/board-a.csv", "findings.csv"] {
      let added = Self.lines(after[name]).filter { !Self.lines(before[name]).contains($0) }
      #expect(added.allSatisfy { $0.contains("NEW-1") })
      #expect(Self.lines(before[name]).allSatisfy { Self.lines(after[name]).contains($0) })
    }
    let untouched = ["rosters/board-b.csv", "rosters/unassigned.csv", "rosters/board-a-2.csv"]
    for name in untouched { #expect(after[name] == before[name]) }
  }
}
