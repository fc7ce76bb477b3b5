import Batch
import TestSupport
import Testing

/// What must hold whatever the input is: each law over agencies drawn from seeds, which the test's
/// arguments print.
@Suite struct BatchLawsTests {
  static let seeds: [UInt64] = [1, 2012, 430_305]

  static func agency(_ seed: UInt64, count: Int = 300) -> Agency {
    var generator = SplitMix(seed: seed)
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

  /// The number of threads and the size of the blocks change no byte.
  @Test(arguments: seeds)
  func threadsAndBlockSizesChangeNoByte(seed: UInt64) async throws {
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
  }

  /// LF, CRLF or both, a mark and a missing last line end change no byte, but for the notices that
  /// the last line end is missing.
  @Test(arguments: seeds)
  func lineEndsAndOrderMarksChangeNoByte(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    var generator = SplitMix(seed: seed)
    let (plans, ratings) = agency.wide()
    let expected = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    for lineEnds in [["\n"], ["\r\n"], ["\n", "\r\n"]] {
      for mark in ["", "\u{FEFF}"] {
        for isLastThere in [true, false] {
          let files = [plans, ratings].map { text in
            let lines = text.split(separator: "\n")
            return mark
              + lines.indices.map { number in
                let isEnded = isLastThere || number < lines.count - 1
                return lines[number] + (isEnded ? lineEnds.randomElement(using: &generator)! : "")
              }.joined()
          }
          var run = try await place.run(
            plans: [place.file("plans.csv", files[0])],
            ratings: [place.file("ratings.csv", files[1])], blockSize: 1000)
          let variant = "seed \(seed), \(lineEnds), mark \(mark.count), last \(isLastThere)"
          if !isLastThere {
            let notices = Self.lines(run["findings.csv"]).filter { $0.contains("no-final-newline") }
            #expect(notices.count == 2, "\(variant)")
            let others = Self.lines(run["findings.csv"]).filter { !notices.contains($0) }
            #expect(others == Self.lines(expected["findings.csv"]), "\(variant)")
            for name in ["findings.csv", "summary.json"] { run[name] = expected[name] }
          }
          #expect(run == expected, "\(variant)")
        }
      }
    }
  }

  /// Blank rows anywhere, of any width, change no byte of scores and rosters but the lines that
  /// remarks name, and add a notice for each run of them.
  @Test(arguments: seeds, [false, true])
  func blankRowsChangeNoScoreAndNoRoster(seed: UInt64, isLong: Bool) async throws {
    var agency = Self.agency(seed, count: 120)
    // Without errors no remark names a line.
    agency.executives = agency.executives.filter { Agency.reference($0) != nil }
    let place = try Workplace()
    var generator = SplitMix(seed: seed)
    let (plans, ratings) = isLong ? agency.long() : agency.wide()
    let expected = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    for round in 0..<5 {
      var added = 0
      let files = [plans, ratings].map { text in
        var lines = text.split(separator: "\n").map(String.init)
        for _ in 0..<[1, 3, 40][round % 3] {
          let blank = [",", ",,,,,,,", " , ", "\"\",\"\"", "\t", "\u{A0},\u{3000}"].randomElement(
            using: &generator)
          lines.insert(blank ?? ",", at: Int.random(in: 1...lines.count, using: &generator))
          added += 1
        }
        return lines.joined(separator: "\n") + "\n"
      }
      let run = try await place.run(
        plans: [place.file("plans.csv", files[0])], ratings: [place.file("ratings.csv", files[1])],
        blockSize: Int.random(in: 1...3000, using: &generator))
      let variant = "seed \(seed), round \(round), long \(isLong)"
      for (name, bytes) in expected where name == "scores.csv" || name.hasPrefix("rosters/") {
        #expect(run[name] == bytes, "\(variant): \(name)")
      }
      #expect(run.count == expected.count, "\(variant)")
      func codes(_ files: [String: [UInt8]]) -> [Substring] {
        Self.lines(files["findings.csv"]).dropFirst().map { $0.split(separator: ",")[1] }
      }
      #expect(codes(run).filter { $0 != "blank-record" } == codes(expected), "\(variant)")
      let notices = codes(run).count { $0 == "blank-record" }
      #expect(notices > 0 && notices <= added, "\(variant)")
    }
  }

  /// Another spelling of the board of one executive changes no score and no roster, as long as most
  /// spell it as before; it adds one warning.
  @Test(arguments: seeds)
  func anotherSpellingOfABoardChangesNoRoster(seed: UInt64) async throws {
    let agency = Self.agency(seed, count: 150)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let ratingsFile = try place.file("ratings.csv", ratings)
    let expected = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [ratingsFile])
    let members = agency.executives.indices.filter { agency.executives[$0].board == "Board A" }
    #expect(members.count > 5)
    for (number, spelling) in ["board a", "BOARD A", "BoardA", "Boa rd A"].enumerated() {
      var other = agency
      other.executives[members[number]].board = spelling
      let run = try await place.run(
        plans: [place.file("plans.csv", other.wide().plans)], ratings: [ratingsFile],
        blockSize: 100 + number)
      for (name, bytes) in expected where !["findings.csv", "summary.json"].contains(name) {
        #expect(run[name] == bytes, "seed \(seed), \(spelling): \(name)")
      }
      #expect(run.count == expected.count)
      let (before, after) = (Self.lines(expected["findings.csv"]), Self.lines(run["findings.csv"]))
      let added = after.filter { $0.hasPrefix("warning,spelled-differently,plans.csv,") }
      #expect(added.count == 1 && after.filter { $0 != added.first } == before)
    }
  }

  @Test(arguments: seeds)
  func orderOfTheRatingsChangesNoScoreAndNoRosterOfTheRated(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    var generator = SplitMix(seed: seed)
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
    // What was rejected is told by the lines of the ratings, which are others now.
    func rated(_ files: [String: [UInt8]]) -> [String: [[String]]] {
      files.filter { $0.key.hasPrefix("rosters/") && $0.key != "rosters/index.csv" }
        .mapValues { bytes in
          ((try? ReferenceReader().read(bytes).texts) ?? []).filter { $0[20] == "rated" }
        }
    }
    #expect(rated(files) == rated(expected))
    #expect(rated(files).values.contains { $0.count > 10 })
  }

  @Test(arguments: seeds)
  func longAndWideGiveTheSameScores(seed: UInt64) async throws {
    let agency = Self.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = agency.wide()
    let (longPlans, longRatings) = agency.long()
    let wide = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    var generator = SplitMix(seed: seed)
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

  /// Raising one rating of everybody, at random, lowers no score and no level.
  @Test(arguments: seeds)
  func raisingARatingNeverLowersAScoreOrALevel(seed: UInt64) async throws {
    var agency = Self.agency(seed)
    let place = try Workplace()
    var generator = SplitMix(seed: seed)
    func scores() async throws -> [String: (score: Int, level: Int)] {
      let (plans, ratings) = agency.wide()
      let files = try await place.run(
        plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
      let records = Self.lines(files["scores.csv"]).dropFirst().map { line in
        let end = line.split(separator: ",").suffix(4).compactMap { Int($0) }
        return (String(line.prefix { $0 != "," }), (score: end[0], level: end[1]))
      }
      return Dictionary(uniqueKeysWithValues: records)
    }
    var before = try await scores()
    var (raised, higher) = (0, 0)
    for round in 0..<4 {
      for number in agency.executives.indices {
        let element = Int.random(in: 0..<5, using: &generator)
        guard let rating = agency.executives[number].ratings?[element], let level = Int(rating),
          level < 5
        else { continue }
        agency.executives[number].ratings?[element] =
          "\(Int.random(in: level + 1...5, using: &generator))"
        raised += 1
      }
      let after = try await scores()
      for (id, old) in before {
        let new = try #require(after[id], "seed \(seed), round \(round): \(id) is not scored")
        #expect(new.score >= old.score, "seed \(seed), round \(round): \(id)")
        #expect(new.level >= old.level, "seed \(seed), round \(round): \(id)")
        if new.level > old.level { higher += 1 }
      }
      before = after
    }
    #expect(raised > 300 && higher > 30)
  }

  /// A new executive, rated, not rated or rejected, on a board that there is or a new one, adds one
  /// line to each file that is about everybody, one to the roster, and one to the totals; every other
  /// byte stays.
  @Test(arguments: seeds)
  func addingAnExecutiveChangesNoOtherLine(seed: UInt64) async throws {
    var generator = SplitMix(seed: seed)
    for round in 0..<6 {
      var agency = Self.agency(seed &+ UInt64(round), count: 60)
      let place = try Workplace()
      let (plans, ratings) = agency.wide()
      let before = try await place.run(
        plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
      let outcome = ["rated", "not-rated", "rejected"][round % 3]
      let new = Agency.Executive(
        id: "NEW-1", name: "New", board: round < 3 ? "Board A" : "A board of its own",
        weights: outcome == "rejected"
          ? ["10", "10", "10", "10", "59"] : ["10", "10", "10", "10", "60"],
        ratings: outcome == "not-rated" ? nil : (0..<5).map { _ in "\(2 + generator.next() % 4)" })
      agency.executives.append(new)
      let (morePlans, moreRatings) = agency.wide()
      let after = try await place.run(
        plans: [place.file("plans.csv", morePlans)],
        ratings: [place.file("ratings.csv", moreRatings)])
      let roster = round < 3 ? "rosters/board-a.csv" : "rosters/a-board-of-its-own.csv"
      let variant = "seed \(seed), round \(round), \(outcome)"
      for name in Set(after.keys).union(before.keys) {
        let (old, lines) = (Self.lines(before[name]), Self.lines(after[name]))
        let added = lines.filter { $0.hasPrefix("NEW-1,") || $0.contains(",NEW-1,") }
        let isAboutNew =
          switch name {
          case "scores.csv": outcome == "rated"
          case "findings.csv": outcome != "rated"
          default: name == roster
          }
        switch name {
        case "summary.json", "rosters/index.csv":
          // Numbers grow by one or stay; there is no other change but the line of a new board, and
          // that of the code of the new executive's finding, if it is the first.
          let names = ["A board of its own", "\"weights-do-not-total-100\": 1,"]
          let known = lines.filter { line in
            !names.contains { name in line.contains(name) && !old.contains { $0.contains(name) } }
          }
          #expect(known.count == old.count, "\(variant): \(name)")
          for (one, other) in zip(old, known) { expectSameButForOneMore(one, other, variant) }
        case roster where before[name] == nil:
          #expect(lines.count == 2 && added.count == 1, "\(variant): \(name)")
        default:
          #expect(added.count == (isAboutNew ? 1 : 0), "\(variant): \(name)")
          #expect(lines.filter { !added.contains($0) } == old, "\(variant): \(name)")
        }
      }
    }
  }

  /// Two lines whose words are the same, and whose numbers are so or one more.
  private func expectSameButForOneMore(_ old: String, _ new: String, _ variant: String) {
    func parts(_ line: String) -> (words: [Substring], numbers: [Int]) {
      let words = line.split { $0.isNumber }
      return (words, line.split { !$0.isNumber }.compactMap { Int($0) })
    }
    let (one, other) = (parts(old), parts(new))
    #expect(one.words == other.words, "\(variant): \(new)")
    #expect(one.numbers.count == other.numbers.count, "\(variant): \(new)")
    #expect(
      zip(one.numbers, other.numbers).allSatisfy { [0, 1].contains($1 - $0) }, "\(variant): \(new)")
  }
}
