import Appraisal
import Batch
import Columns
import Runs
import Synchronization
import TestSupport
import Testing

/// Who moved between two runs, and exactly why.
@Suite struct RunComparisonTests {
  static let columns =
    "leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"

  /// Plans and ratings of executives as `id,board,weights` and `id,levels`.
  static func place(_ plans: [String], _ ratings: [String]) throws -> PublishedPlace {
    try PublishedPlace(
      plans: "executive_id,prb," + columns + plans.map { $0 + "\n" }.joined(),
      ratings: "executive_id," + columns + ratings.map { $0 + "\n" }.joined())
  }

  static func comparison(
    _ before: String, _ after: String, systems: [ChosenSystem] = [], threads: Int = 2
  ) async throws(RunError) -> RunComparison {
    try await RunComparison(
      of: PublishedRun(at: before), with: PublishedRun(at: after), systems: systems,
      workers: Workers(count: threads))
  }

  static func written(
    _ comparison: RunComparison, _ format: OutputFormat, threads: Int = 2
  ) async throws(RunError) -> String {
    let bytes = Mutex<[UInt8]>([])
    try await comparison.write(format, workers: Workers(count: threads)) { piece in
      bytes.withLock { all in for index in piece.indices { all.append(piece[index]) } }
    }
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// The records of the CSV form by the id, each by the names of the columns.
  static func records(
    _ comparison: RunComparison
  ) async throws -> [[String: String]] {
    let table = try ReferenceReader().read(Array(try await written(comparison, .csv).utf8)).texts
    return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(table[0], $0)) }
  }

  static func lines(_ comparison: RunComparison) -> [String] {
    String(decoding: comparison.text(first: .max), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  // MARK: - One executive

  /// What an executive was, what he or she is, and the line that says so.
  static let moves: [(before: (String?, String?), after: (String?, String?), line: String?)] = [
    (
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      ("H-01,North,20,10,10,10,50", "H-01,5,5,3,4,4"),
      "H-01 score 400 -> 420, Level 4 stays: rating of Leading Change 4 -> 5 (+10); weights: "
        + "Leading Change 10 -> 20, Results Driven 60 -> 50 (+10)"
    ),
    (
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"), nil
    ),
    (
      ("H-01,North,20,20,20,20,20", "H-01,5,5,5,5,4"),
      ("H-01,North,20,20,20,20,20", "H-01,5,4,5,5,4"),
      "H-01 score 480 -> 460, Level 5 -> 4: rating of Leading People 5 -> 4 (-20)"
    ),
    (
      ("H-01,North,20,20,20,20,20", "H-01,5,5,5,5,5"),
      ("H-01,South,20,20,20,20,20", "H-01,5,1,5,5,5"),
      "H-01 moved from North to South, score 500 -> 420, Level 5 -> 1: rating of Leading People 5 -> 1 "
        + "(-80); override: Leading People at Level 1"
    ),
    (
      ("H-01,North,20,20,20,20,20", "H-01,5,1,5,5,1"),
      ("H-01,North,20,20,20,20,20", "H-01,5,2,5,5,2"),
      "H-01 score 340 -> 380, Level 1 -> 3: ratings: Leading People 1 -> 2, Results Driven 1 -> 2 "
        + "(+40); no override any more: Leading People, Results Driven at Level 1"
    ),
    (
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      ("H-01,South,10,10,10,10,60", "H-01,4,5,3,4,4"), "H-01 moved from North to South"
    ),
    (
      ("H-01,North,20,20,20,20,20", "H-01,4,4,3,3,3"),
      ("H-01,North,20,20,20,20,20", "H-01,3,3,4,4,3"),
      "H-01 score 340 stays, Level 3 stays: ratings: Leading Change 4 -> 3, Leading People 4 -> 3, "
        + "Business Acumen 3 -> 4, Building Coalitions 3 -> 4 (0)"
    ),
    (
      (nil, nil), ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      "H-01 appeared: rated, score 400, Level 4, on North"
    ),
    (
      ("H-01,North,10,10,10,10,60", nil), (nil, nil), "H-01 left: was not rated, on North"
    ),
    (
      ("H-01,North,10,10,10,10,60", nil), ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      "H-01 not rated -> rated, score 400, Level 4: ratings were given"
    ),
    (
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"), ("H-01,North,20,10,10,10,50", nil),
      "H-01 rated -> not rated, was score 400, Level 4: no ratings any more; weights: Leading Change "
        + "10 -> 20, Results Driven 60 -> 50"
    ),
    (
      ("H-01,North,10,10,10,10,50", "H-01,4,5,3,4,4"),
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      "H-01 rejected -> rated, score 400, Level 4: no more weights-do-not-total-100; weight of Results "
        + "Driven 50 -> 60"
    ),
    (
      ("H-01,North,10,10,10,10,60", "H-01,4,5,3,4,4"),
      ("H-01,North,70,4,10,10,5", "H-01,4,5,3,4,6"),
      "H-01 rated -> rejected, was score 400, Level 4: weights-do-not-total-100, "
        + "weight-above-heaviest-element, weight-below-minimum, invalid-rating; weights: Leading "
        + "Change 10 -> 70, Leading People 10 -> 4, Results Driven 60 -> 5"
    ),
    (
      ("H-01,North,10,10,10,10,50", nil), ("H-01,North,10,10,10,10,60", nil),
      "H-01 rejected -> not rated: no more weights-do-not-total-100; weight of Results Driven 50 -> 60"
    ),
    (
      ("H-01,North,10,10,10,10,60", nil), ("H-01,North,20,10,10,10,50", nil),
      "H-01 not rated as before: weights: Leading Change 10 -> 20, Results Driven 60 -> 50"
    ),
    (
      ("H-01,North,10,10,10,10,50", nil), ("H-01,North,x,10,10,10,50", nil),
      "H-01 rejected as before: weight of Leading Change 10 -> none"
    ),
  ]

  @Test(arguments: moves.indices)
  func `one line says what happened and why`(number: Int) async throws {
    let (before, after, line) = Self.moves[number]
    // Somebody has to be rated for a run to be published.
    let other = (["X-1,North,10,10,10,10,60"], ["X-1,3,3,3,3,3"])
    let early = try Self.place(
      other.0 + (before.0.map { [$0] } ?? []), other.1 + (before.1.map { [$0] } ?? []))
    let late = try Self.place(
      other.0 + (after.0.map { [$0] } ?? []), other.1 + (after.1.map { [$0] } ?? []))
    let comparison = try await Self.comparison(try await early.run(), try await late.run())
    let lines = Self.lines(comparison).filter { $0.hasPrefix("H-01") }
    #expect(lines == (line.map { [$0] } ?? []))
  }

  // MARK: - What is refused

  @Test func `systems with other elements are refused`() async throws {
    let seven = "\(Repository.fixtures)/systems/good/seven-elements.yaml"
    let place = try PublishedPlace(folder: Self.agency)
    let run = try await place.run()
    let error = await #expect(throws: RunError.self) {
      try await Self.comparison(run, under: seven)
    }
    #expect(error?.kind == .usage)
    #expect(error?.description.contains("Compare under systems with the same elements") == true)
  }

  @Test func `a system that is not known, or of no run, is refused`() async throws {
    let place = try PublishedPlace(folder: Self.agency)
    let run = try await place.run()
    let own = try await place.run(system: .named(Self.stricter), into: "others")
    let unknown = await #expect(throws: RunError.self) { try await Self.comparison(run, own) }
    #expect(unknown?.kind == .usage)
    #expect(unknown?.description.contains("Name its file with --system.") == true)
    let wrong = await #expect(throws: RunError.self) {
      try await Self.comparison(run, run, systems: [.named(Self.stricter)])
    }
    #expect(wrong?.kind == .usage)
    #expect(wrong?.description.hasPrefix("--system: no run here was made under this") == true)
  }

  /// Also a file that no comparison reads.
  @Test(arguments: ["scores.csv", "summary.json", "index.html", "rosters/reefs-bells-prb-2.csv"])
  func `a run that is not as it was published is refused`(name: String) async throws {
    let place = try PublishedPlace(folder: Self.agency)
    let (run, other) = (try await place.run(), try await place.run())
    guard (try? bytes(ofFile: "\(other)/\(name)")) != nil else { return }
    try place.write(try bytes(ofFile: "\(other)/\(name)") + [0x20], to: "\(other)/\(name)")
    for pair in [(run, other), (other, run)] {
      let error = await #expect(throws: RunError.self) {
        try await Self.comparison(pair.0, pair.1)
      }
      #expect(error?.kind == .untrustworthyInput)
      #expect(
        error?.description.contains("\(name) is changed, so nothing was compared.") == true)
    }
  }

  /// A score that the system does not derive would make the parts a lie.
  @Test func `a rating that is not derived is refused`() async throws {
    let place = try Self.place(["H-1,North,10,10,10,10,60"], ["H-1,4,5,3,4,4"])
    let (run, other) = (try await place.run(), try await place.run())
    let name = "rosters/north.csv"
    let text = String(decoding: try bytes(ofFile: "\(other)/\(name)"), as: UTF8.self)
    try place.write(Array(text.replacing(",400,4,", with: ",401,4,").utf8), to: "\(other)/\(name)")
    try sealAgain(other, with: name)
    let error = await #expect(throws: RunError.self) { try await Self.comparison(run, other) }
    #expect(error?.kind == .untrustworthyInput)
    #expect(error?.description.contains("\(name), line 2: this version of the program") == true)
  }

  /// Records without an id of their own are nobody whom one could find again.
  @Test func `who has no id is counted and not compared`() async throws {
    let plans = [
      "H-1,North,10,10,10,10,60", ",North,10,10,10,10,60", ",North,10,10,10,10,60",
      "H 2,North,10,10,10,10,60", "H 2,North,20,20,20,20,20",
    ]
    let place = try Self.place(plans, ["H-1,4,5,3,4,4"])
    let run = try await place.run()
    let comparison = try await Self.comparison(run, run)
    let line = Self.lines(comparison).first { $0.contains("for want of an id") }
    #expect(line?.hasSuffix(": 3 records before, 3 after") == true)
    #expect(try await Self.records(comparison).isEmpty)
  }

  // MARK: - The run before

  @Test func `the run before is the one that the manifest names`() async throws {
    let place = try PublishedPlace(folder: Self.agency)
    let first = try await place.run()
    let second = try await place.run()
    let run = try PublishedRun(at: second)
    #expect(
      try run.previous().manifest.made.run == first.split(separator: "/").last.map(String.init))
    let none = #expect(throws: RunError.self) { try PublishedRun(at: first).previous() }
    #expect(none?.kind == .unreadableInput)
    try sealAgain(first, with: "summary.json")
    try place.write(
      Array(
        String(decoding: try bytes(ofFile: "\(first)/manifest.json"), as: UTF8.self)
          .replacing("\"host\": \"", with: "\"host\": \"x").utf8), to: "\(first)/manifest.json")
    let changed = #expect(throws: RunError.self) { try run.previous() }
    #expect(changed?.kind == .untrustworthyInput)
  }
}
