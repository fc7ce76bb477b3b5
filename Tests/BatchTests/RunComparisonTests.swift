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
  private static func place(_ plans: [String], _ ratings: [String]) throws -> PublishedPlace {
    try PublishedPlace(
      plans: "executive_id,prb," + columns + plans.map { $0 + "\n" }.joined(),
      ratings: "executive_id," + columns + ratings.map { $0 + "\n" }.joined())
  }

  private static func comparison(
    _ before: String, _ after: String, systems: [ChosenSystem] = [], threads: Int = 2
  ) async throws(RunError) -> RunComparison {
    try await RunComparison(
      of: PublishedRun(at: before), with: PublishedRun(at: after), systems: systems,
      workers: Workers(count: threads))
  }

  private static func written(
    _ comparison: RunComparison, _ format: OutputFormat, threads: Int = 2
  ) async throws(RunError) -> String {
    let bytes = Mutex<[UInt8]>([])
    try await comparison.write(format, workers: Workers(count: threads)) { piece in
      bytes.withLock { all in for index in piece.indices { all.append(piece[index]) } }
    }
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// The records of the CSV form by the id, each by the names of the columns.
  private static func records(
    _ comparison: RunComparison
  ) async throws -> [[String: String]] {
    let table = try ReferenceReader().read(Array(try await written(comparison, .csv).utf8)).texts
    return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(table[0], $0)) }
  }

  private static func lines(_ comparison: RunComparison) -> [String] {
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

  // MARK: - Laws

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

  // MARK: - Another system

  private static let stricter = "\(Repository.fixtures)/systems/good/level-5-from-480.yaml"
  private static let finer = "\(Repository.fixtures)/systems/good/half-percents.yaml"
  private static let agency = "\(Repository.fixtures)/agency"

  private static func comparison(
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
    try place.seal(other, name)
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
    try place.seal(first, "summary.json")
    try place.write(
      Array(
        String(decoding: try bytes(ofFile: "\(first)/manifest.json"), as: UTF8.self)
          .replacing("\"host\": \"", with: "\"host\": \"x").utf8), to: "\(first)/manifest.json")
    let changed = #expect(throws: RunError.self) { try run.previous() }
    #expect(changed?.kind == .untrustworthyInput)
  }
}
