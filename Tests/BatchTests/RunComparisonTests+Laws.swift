import Appraisal
import Batch
import Columns
import Runs
import Synchronization
import TestSupport
import Testing

/// What holds of any two runs.
extension RunComparisonTests {
  /// Two random agencies, of which the second is the first with some of everything changed.
  private static func agencies(seed: UInt64) -> (Agency, Agency) {
    var generator = SplitMix(seed: seed)
    let before = Agency(count: 250, generator: &generator)
    let other = Agency(count: 250, generator: &generator)
    var after = before
    for index in after.executives.indices {
      let drawn = other.executives[index]
      switch generator.next() % 10 {
      case 0: after.executives[index].weights = drawn.weights
      case 1: after.executives[index].ratings = drawn.ratings
      case 2: after.executives[index].board = drawn.board
      case 3:
        after.executives[index] = drawn
        after.executives[index].id = "NEW-\(index)"
      case 4:
        (after.executives[index].weights, after.executives[index].ratings) = (
          drawn.weights, drawn.ratings
        )
      default: break
      }
    }
    return (before, after)
  }

  private static func run(_ agency: Agency, threads: Int = 2) async throws -> (
    PublishedPlace, String
  ) {
    let (plans, ratings) = agency.wide()
    let place = try PublishedPlace(plans: plans, ratings: ratings)
    return (place, try await place.run(threads: threads))
  }

  private static func hundredths(_ text: String?) throws -> Int {
    let text = try #require(text)
    let digits = text.hasPrefix("-") ? String(text.dropFirst()) : text
    guard let number = parsedHundredths(of: Array(digits.utf8).span, wholeDigits: 7) else {
      throw Program.Failure(description: "'\(text)' is no number of points")
    }
    return text.hasPrefix("-") ? -Int(number) : Int(number)
  }

  @Test(arguments: [1, 2, 3])
  func `the parts add up, and everybody is accounted for`(seed: UInt64) async throws {
    let (before, after) = Self.agencies(seed: seed)
    let (early, late) = (try await Self.run(before), try await Self.run(after))
    let comparison = try await Self.comparison(early.1, late.1)
    let records = try await Self.records(comparison)
    var scored = 0
    for record in records where record["difference"] != "" {
      let difference = try Self.hundredths(record["difference"])
      #expect(
        try Self.hundredths(record["summary_score_after"])
          - Self.hundredths(record["summary_score_before"]) == difference)
      #expect(
        try Self.hundredths(record["ratings_part"]) + Self.hundredths(record["weights_part"])
          == difference)
      #expect(record["system_part"] == "0")
      scored += difference == 0 ? 0 : 1
    }
    #expect(scored > 10)
    // The slow way: by the scores of the reference.
    func scores(_ agency: Agency) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: agency.executives.map { ($0.id, Agency.reference($0) ?? "") })
    }
    let (old, new) = (scores(before), scores(after))
    for (change, expected) in [
      ("appeared", Set(new.keys).subtracting(old.keys)),
      ("left", Set(old.keys).subtracting(new.keys)),
      (
        "score-changed",
        Set(
          old.filter { id, line in
            guard let other = new[id], !line.isEmpty, !other.isEmpty else { return false }
            return line.split(separator: ",")[1] != other.split(separator: ",")[1]
          }.keys)
      ),
      (
        "level-changed",
        Set(
          old.filter { id, line in
            guard let other = new[id], !line.isEmpty, !other.isEmpty else { return false }
            return line.split(separator: ",")[2] != other.split(separator: ",")[2]
          }.keys)
      ),
      (
        "became-rated",
        Set(old.filter { id, line in line.isEmpty && new[id]?.isEmpty == false }.keys)
      ),
    ] {
      let found = records.filter {
        $0["changes"]?.split(separator: " ").contains(Substring(change)) == true
      }.compactMap { $0["executive_id"] }
      #expect(Set(found) == expected && found.count == expected.count, "\(change)")
      #expect(!expected.isEmpty, "\(change)")
    }
    let text = Self.lines(comparison)
    let all = Set(old.keys).union(new.keys).count
    #expect(text.contains("\(all) executives in one run or both"))
    let same = try #require(text.first { $0.hasPrefix("  same ") }?.split(separator: " ").last)
    #expect(Int(same) == all - records.count)
  }

  @Test func `a run compared with itself is the same`() async throws {
    let (place, run) = try await Self.run(Self.agencies(seed: 4).0)
    let comparison = try await Self.comparison(run, run)
    #expect(try await Self.records(comparison).isEmpty)
    #expect(try await Self.written(comparison, .json).hasSuffix("\"executives\": []\n}\n"))
    withExtendedLifetime(place) {}
  }

  /// From B to A everything is the other way round.
  @Test func `the other way round is the mirror`() async throws {
    let (before, after) = Self.agencies(seed: 5)
    let (early, late) = (try await Self.run(before), try await Self.run(after))
    let mirrored = ["appeared": "left", "left": "appeared"]
    func state(_ record: [String: String], _ end: String) -> [String?] {
      ["prb", "status", "summary_score", "initial_summary_rating"].map { record["\($0)_\(end)"] }
    }
    func described(_ records: [[String: String]], mirror: Bool) throws -> Set<String> {
      Set(
        try records.map { record in
          let (one, other) = (state(record, "before"), state(record, "after"))
          var changes = record["changes"]?.split(separator: " ").map(String.init) ?? []
          // Who becomes rated one way, becomes what he or she was the other way.
          changes = changes.filter { !$0.hasPrefix("became") }
          if mirror { changes = changes.map { mirrored[$0] ?? $0 } }
          let difference =
            record["difference"] == "" ? 0 : try Self.hundredths(record["difference"])
          return "\(record["executive_id"] ?? "") \(changes) \(mirror ? other : one) "
            + "\(mirror ? one : other) \(mirror ? -difference : difference)"
        })
    }
    let there = try await Self.records(try await Self.comparison(early.1, late.1))
    let back = try await Self.records(try await Self.comparison(late.1, early.1))
    #expect(try described(there, mirror: false) == described(back, mirror: true))
    #expect(there.count == back.count && there.count > 50)
  }

  @Test func `order and threads change no byte`() async throws {
    let (before, after) = Self.agencies(seed: 6)
    var shuffled = (before, after)
    var generator = SplitMix(seed: 7)
    shuffled.0.executives.shuffle(using: &generator)
    shuffled.1.executives.shuffle(using: &generator)
    let (early, late) = (try await Self.run(before), try await Self.run(after))
    let others = (
      try await Self.run(shuffled.0, threads: 1), try await Self.run(shuffled.1, threads: 5)
    )
    func withoutRuns(_ text: String) -> String {
      text.replacing(/[0-9]{8}T[0-9]{6}Z(-[0-9]+)?/, with: "RUN")
    }
    for format in [OutputFormat.text, .csv, .json] {
      let expected = withoutRuns(
        try await Self.written(try await Self.comparison(early.1, late.1), format))
      for threads in [1, 3, 8] {
        let comparison = try await Self.comparison(others.0.1, others.1.1, threads: threads)
        let found = withoutRuns(try await Self.written(comparison, format, threads: threads))
        #expect(found == expected, "\(format) with \(threads) threads")
      }
    }
  }
}
