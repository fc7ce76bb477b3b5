import Appraisal
import Batch
import Columns
import Runs
import Synchronization
import TestSupport
import Testing

/// A run compared with what it would be under another system.
extension RunComparisonTests {
  static let stricter = "\(Repository.fixtures)/systems/good/level-5-from-480.yaml"
  private static let finer = "\(Repository.fixtures)/systems/good/half-percents.yaml"
  static let agency = "\(Repository.fixtures)/agency"

  static func comparison(
    _ run: String, under system: String, threads: Int = 2
  ) async throws(RunError) -> RunComparison {
    try await RunComparison(
      of: PublishedRun(at: run), under: .named(system), systems: [],
      workers: Workers(count: threads))
  }

  @Test func `Level 5 from 480 takes it from 32 executives`() async throws {
    let place = try PublishedPlace(folder: Self.agency)
    let run = try await place.run()
    let comparison = try await Self.comparison(run, under: Self.stricter)
    let records = try await Self.records(comparison)
    #expect(records.count == 32)
    for record in records {
      #expect(record["changes"] == "level-changed")
      #expect(record["initial_summary_rating_before"] == "5")
      #expect(record["initial_summary_rating_after"] == "4")
      #expect(record["causes"] == "system: Level 5 under opm-basic-2012")
      #expect(record["difference"] == "0")
    }
    // It is what a run under that system is.
    let other = try await place.run(system: .named(Self.stricter), into: "others")
    let runs = try await Self.comparison(run, other, systems: [.named(Self.stricter)])
    #expect(
      try await Self.written(runs, .csv) == Self.written(comparison, .csv))
  }

  /// A plan that the other system refuses is rejected, for the reasons that its rules have.
  @Test func `a plan that the other system refuses is named`() async throws {
    let plans = [
      "H-1,North,5,10,10,10,65", "H-2,North,10,10,10,10,60", "H-3,North,5,10,10,10,65",
      "H-4,North,10,10,10,10,50",
    ]
    let place = try Self.place(plans, ["H-1,4,4,4,4,4", "H-2,4,4,4,4,4", "H-4,4,4,4,4,4"])
    let comparison = try await Self.comparison(try await place.run(), under: Self.finer)
    #expect(
      Self.lines(comparison).filter { $0.hasPrefix("H-") } == [
        "H-1 rated -> rejected, was score 400, Level 4: weight-below-minimum",
        "H-3 not rated -> rejected: weight-below-minimum",
      ])
  }

  /// Other points are the system's part.
  @Test func `points of another system are its part`() async throws {
    let text = String(
      decoding: try #require(AppraisalSystem.builtInFile(named: "opm-basic-2012")), as: UTF8.self)
    let place = try Self.place(["H-1,North,10,10,10,10,60"], ["H-1,4,5,3,4,4"])
    let path = try place.file(
      "system.yaml",
      text.replacing("label: Fully Successful\n    points: 3", with: "label: Good\n    points: 2")
        .replacing(
          "label: Minimally Satisfactory\n    points: 2", with: "label: Low\n    points: 1"
        ).replacing("    minimum: 300\n    maximum: 399\n", with: "    minimum: 200\n")
        .replacing("    minimum: 200\n    maximum: 299\n", with: "    minimum: 100\n")
        .replacing("    maximum: 500\n", with: "").replacing("    maximum: 474\n", with: ""))
    let comparison = try await Self.comparison(try await place.run(), under: path)
    #expect(
      Self.lines(comparison).filter { $0.hasPrefix("H-") } == [
        "H-1 score 400 -> 390, Level 4 -> 3: system: other points (-10), Level 4 under opm-basic-2012"
      ])
    #expect(try await Self.records(comparison).first?["system_part"] == "-10")
  }
}
