import Appraisal
import Columns
import FoundationEssentials
import MadeUp
import Testing

@Suite struct SynthesisTests {
  private static func write(
    _ executives: Int, seed: UInt64 = 1, layout: Synthesis.Layout = .wide,
    order: Synthesis.Order = .boards, wrong: Int = 0,
    system: AppraisalSystem = .opmBasic2012, threads: Int = 2
  ) async throws -> SynthesisFolder {
    let folder = try SynthesisFolder()
    try await Synthesis(
      executives: executives, seed: seed, layout: layout, order: order, wrongPerThousand: wrong,
      system: system,
      threads: threads
    ).write(to: folder.path)
    return folder
  }

  /// Each system in `fixtures/systems/good`, each built-in one, and two with maximums but without
  /// an element that none may outweigh; the second leaves a single valid plan.
  private static let systems: [AppraisalSystem] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: goodSystems)
    let files = (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    let decoded = files.compactMap { name in
      (try? Data(contentsOf: URL(filePath: "\(goodSystems)/\(name)")))
        .flatMap { try? AppraisalSystem.decode(Array($0)) }
    }
    return AppraisalSystem.builtIn + decoded
      + [opm2025(maximums: 30, 20), opm2025(maximums: 40, 15)]
      .compactMap { $0 }
  }()

  private static func opm2025(maximums first: Int, _ others: Int) -> AppraisalSystem? {
    guard let file = AppraisalSystem.builtInFile(named: "opm-2025") else { return nil }
    let text = String(decoding: file, as: UTF8.self)
      .replacing("minimum_weight: 25\n", with: "minimum_weight: 25\n    maximum_weight: \(first)\n")
      .replacing(
        "minimum_weight: 15\n", with: "minimum_weight: 15\n    maximum_weight: \(others)\n")
    return try? AppraisalSystem.decode(Array(text.utf8))
  }

  /// The codes of what is wrong with the weights of a plan.
  private static func codes(
    _ weights: ArraySlice<String>, _ system: AppraisalSystem
  ) -> [FindingCode] {
    let vocabulary = Vocabulary(of: system)
    let cells = weights.map { vocabulary.weight(in: Array($0.utf8).span) }
    guard cells.allSatisfy({ $0 < Sentinel.unreadableWeight }) else { return [.invalidWeight] }
    var codes: [FindingCode] = []
    Judge(of: system).examine(weights: cells.span) { codes.append($0.code) }
    return codes
  }

  @Test(arguments: Synthesis.Layout.allCases)
  func theSameSeedGivesTheSameBytesOnAnyNumberOfThreads(layout: Synthesis.Layout) async throws {
    let one = try await Self.write(20_000, layout: layout, wrong: 3, threads: 1)
    let five = try await Self.write(20_000, layout: layout, wrong: 3, threads: 5)
    #expect(try one.bytes(of: "plans.csv") == five.bytes(of: "plans.csv"))
    #expect(try one.bytes(of: "ratings.csv") == five.bytes(of: "ratings.csv"))
  }

  /// An order changes nothing but the places of the plans; sorted by id, executives get other ids.
  @Test(arguments: Synthesis.Order.allCases, Synthesis.Layout.allCases)
  func orders(order: Synthesis.Order, layout: Synthesis.Layout) async throws {
    let records = layout == .wide ? 1 : 5
    let asNumbered = try await Self.write(3000, layout: layout)
    let folder = try await Self.write(3000, layout: layout, order: order)
    func plans(_ folder: SynthesisFolder) throws -> [Substring] {
      try folder.text(of: "plans.csv").split(separator: "\n").dropFirst().map(\.self)
    }
    let (lines, numbered) = (try plans(folder), try plans(asNumbered))
    let firsts = stride(from: 0, to: lines.count, by: records).map { lines[$0] }
    let ids = firsts.map { String($0.prefix { $0 != "," }) }
    let names = firsts.map { String($0.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }) }
    let isByName = zip(names, names.dropFirst()).allSatisfy {
      !$1.utf8.lexicographicallyPrecedes($0.utf8)
    }
    #expect(lines.count == 3000 * records && Set(ids).count == 3000)
    #expect((ids == ids.sorted()) == (order == .boards || order == .ids))
    #expect(isByName == (order == .names))
    if order != .ids {
      #expect(lines.sorted() == numbered.sorted())
      let ratings = (try folder.text(of: "ratings.csv"), try asNumbered.text(of: "ratings.csv"))
      #expect(
        ratings.0.split(separator: "\n").sorted() == ratings.1.split(separator: "\n").sorted())
    }
    #expect((lines == numbered) == (order == .boards))
  }

  /// Agencies that were measured with once must be the same for ever: these are bytes of the first
  /// version.
  @Test func theBytesOfASeedNeverChange() async throws {
    let folder = try await Self.write(1000)
    let elements =
      "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
    #expect(
      try folder.text(of: "plans.csv").hasPrefix(
        """
        executive_id,name,organization,position_title,appointment,prb,\(elements)
        ES-0000001,"Armstrong, William",Bureau of Research Policy,Executive Director,Noncareer,\
        Agency for Islands & Levees PRB 1,15,10,10,20,45
        ES-0000002,"Espinoza, Raymond",Bureau of Research Policy,Chief Data Officer,Career,\
        Agency for Islands & Levees PRB 1,33,10,10,12,35

        """))
    #expect(
      try folder.text(of: "ratings.csv").hasPrefix(
        """
        executive_id,\(elements)
        ES-0000484,5,3,3,4,5
        ES-0000654,5,5,5,5,5

        """))
  }

  @Test(arguments: Synthesis.Layout.allCases)
  func anotherSeedGivesOtherBytes(layout: Synthesis.Layout) async throws {
    let one = try await Self.write(100, seed: 1, layout: layout)
    let other = try await Self.write(100, seed: 2, layout: layout)
    #expect(try one.bytes(of: "plans.csv") != other.bytes(of: "plans.csv"))
    #expect(try one.bytes(of: "ratings.csv") != other.bytes(of: "ratings.csv"))
  }

  @Test func thereAreSystemsToTest() {
    #expect(Self.systems.map(\.name).contains("seven-elements"))
    #expect(Self.systems.count >= 9)
    #expect(Self.systems.allSatisfy { $0.soundness().isSound })
  }

  @Test(arguments: systems) func everyPlanIsValid(system: AppraisalSystem) async throws {
    let records = try await Self.write(3000, system: system).records(of: "plans.csv")
    #expect(
      records[0]
        == ["executive_id", "name", "organization", "position_title", "appointment", "prb"]
        + system.elements.map(\.id))
    #expect(records.count == 3001)
    for record in records.dropFirst() {
      #expect(record.count == 6 + system.elements.count)
      #expect(Self.codes(record[6...], system).isEmpty, "\(system.name): \(record)")
    }
  }

  @Test(arguments: systems)
  func aWrongPlanIsWrongInItsTotalAlone(system: AppraisalSystem) async throws {
    let folder = try await Self.write(5000, wrong: 200, system: system)
    let records = try folder.records(of: "plans.csv").dropFirst()
    let wrong = records.map { Self.codes($0[6...], system) }.filter { !$0.isEmpty }
    #expect(wrong.count == 1000)
    #expect(wrong.allSatisfy { $0 == [.weightsDoNotTotal100] })
  }

  @Test(arguments: [0, 1, 10, 1000])
  func thatManyOfEachThousandPlansAreWrong(perThousand: Int) async throws {
    let folder = try await Self.write(4000, wrong: perThousand)
    let right = try await Self.write(4000)
    #expect(try folder.bytes(of: "ratings.csv") == right.bytes(of: "ratings.csv"))
    let records = Array(try folder.records(of: "plans.csv").dropFirst())
    let rightRecords = Array(try right.records(of: "plans.csv").dropFirst())
    for thousand in 0..<4 {
      let range = (1000 * thousand)..<(1000 * thousand + 1000)
      let differing = range.filter { records[$0] != rightRecords[$0] }
      #expect(differing.count == perThousand)
      for index in differing {
        #expect(records[index][..<6] == rightRecords[index][..<6])
        let changes = zip(records[index][6...], rightRecords[index][6...]).filter { $0 != $1 }
        let change = try #require(changes.first)
        #expect(changes.count == 1)
        #expect((1...5).contains(abs((Int(change.0) ?? 0) - (Int(change.1) ?? 0))))
      }
    }
  }

  @Test func executivesLookLikeThoseOfAnAgency() async throws {
    let folder = try await Self.write(20_000)
    let records = Array(try folder.records(of: "plans.csv").dropFirst())
    for (index, record) in records.enumerated() {
      let digits = "\(index + 1)"
      #expect(record[0] == "ES-" + String(repeating: "0", count: 7 - digits.count) + digits)
      #expect(record[1].contains(", "))
      #expect(record[2].hasPrefix("Office of ") || record[2].hasPrefix("Bureau of "))
    }
    func count(_ column: Int, where holds: (String) -> Bool) -> Int {
      records.count { holds($0[column]) }
    }
    #expect((11_600...12_400).contains(count(3) { $0.contains(",") }))
    #expect((17_400...17_800).contains(count(4) { $0 == "Career" }))
    #expect((1650...1950).contains(count(4) { $0 == "Noncareer" }))
    #expect((300...500).contains(count(4) { $0 == "Limited Term" }))
    #expect((130...270).contains(count(4) { $0 == "Limited Emergency" }))
    #expect(count(1) { !$0.utf8.allSatisfy { $0 < 0x80 } } > 2000)
    #expect((110...125).contains(try folder.bytes(of: "plans.csv").count / 20_000))
  }

  @Test(arguments: [1, 39, 40, 5000, 60_000])
  func boardsAreAdjacentAndUnique(executives: Int) async throws {
    let folder = try await Self.write(executives)
    var boards: [(name: String, executives: Int)] = []
    for record in try folder.records(of: "plans.csv").dropFirst() {
      if boards.last?.name != record[5] { boards.append((record[5], 0)) }
      boards[boards.count - 1].executives += 1
    }
    #expect(Set(boards.map(\.name)).count == boards.count)
    #expect(boards.allSatisfy { $0.executives <= 300 })
    #expect(executives < 40 || boards.allSatisfy { $0.executives >= 40 })
    guard executives > 10_000 else { return }
    #expect((130...170).contains(executives / boards.count))
    #expect(boards.contains { $0.name.contains("&") })
    #expect(boards.contains { $0.name.contains(",") })
  }

  @Test func weightsAreMostlyMultiplesOfFive() async throws {
    let records = try await Self.write(20_000).records(of: "plans.csv").dropFirst()
    let round = records.count { $0[6...].allSatisfy { (Int($0) ?? 1) % 5 == 0 } }
    #expect((17_500...19_500).contains(round))
    #expect(Set(records.map { $0[6...] }).count > 500)
  }

  @Test func initialSummaryRatingsAreSpreadAsInFiscalYear2023() async throws {
    let system = AppraisalSystem.opmBasic2012
    let rules = Rules(of: system)
    let folder = try await Self.write(20_000, system: system)
    var weights: [String: [UInt16]] = [:]
    for record in try folder.records(of: "plans.csv").dropFirst() {
      weights[record[0]] = record[6...].map { 100 * (UInt16($0) ?? 0) }
    }
    var counts = [Int](repeating: 0, count: 6)
    var vectors: Set<[UInt8]> = []
    for record in try folder.records(of: "ratings.csv").dropFirst() {
      let levels = record[1...].map { UInt8($0) ?? 0 }
      #expect(levels.allSatisfy { (1...5).contains($0) })
      vectors.insert(levels)
      let rated = weights.removeValue(forKey: record[0])
      let plan = try #require(rated)
      counts[rules.rate(weights: plan.span, ratings: levels.span).level.number] += 1
    }
    #expect(weights.isEmpty, "every executive is rated once")
    #expect((12_500...13_100).contains(counts[5]))
    #expect((6100...6700).contains(counts[4]))
    #expect((600...800).contains(counts[3]))
    #expect((30...100).contains(counts[2]))
    #expect((5...45).contains(counts[1]))
    #expect(vectors.count > 200)
  }

  @Test(arguments: systems) func levelsOfEverySystemAreLevels(system: AppraisalSystem) async throws
  {
    let records = try await Self.write(1000, system: system).records(of: "ratings.csv")
    #expect(records[0] == ["executive_id"] + system.elements.map(\.id))
    for record in records.dropFirst() {
      #expect(record.count == 1 + system.elements.count)
      #expect(record[1...].allSatisfy { ["1", "2", "3", "4", "5"].contains($0) })
    }
  }

  @Test func ratingsAreInAnotherOrder() async throws {
    let folder = try await Self.write(10_000)
    let plans = try folder.records(of: "plans.csv").dropFirst().map { $0[0] }
    let ratings = try folder.records(of: "ratings.csv").dropFirst().map { $0[0] }
    #expect(ratings.sorted() == plans)
    #expect(zip(plans, ratings).count { $0 == $1 } < 10)
  }

  @Test func theLongLayoutSaysTheSame() async throws {
    let wide = try await Self.write(500, wrong: 20)
    let long = try await Self.write(500, layout: .long, wrong: 20)
    let elements = AppraisalSystem.opmBasic2012.elements.map(\.id)
    let texts = ["name", "organization", "position_title", "appointment", "prb"]

    var plans = [["executive_id", "element", "weight"] + texts]
    for record in try wide.records(of: "plans.csv").dropFirst() {
      for (element, weight) in zip(elements, record[6...]) {
        plans.append([record[0], element, weight] + record[1..<6])
      }
    }
    #expect(try long.records(of: "plans.csv") == plans)

    var ratings: [[String]] = []
    for record in try wide.records(of: "ratings.csv").dropFirst() {
      for (element, level) in zip(elements, record[1...]) {
        ratings.append([record[0], element, level])
      }
    }
    let records = try long.records(of: "ratings.csv")
    #expect(records[0] == ["executive_id", "element", "level"])
    func sorted(_ records: some Sequence<[String]>) -> [[String]] {
      records.sorted { $0.lexicographicallyPrecedes($1) }
    }
    #expect(sorted(records.dropFirst()) == sorted(ratings))
    let adjacent = zip(records.dropFirst(), records.dropFirst(2)).count { $0[0] == $1[0] }
    #expect(adjacent < 50, "the records of an executive are apart")
  }

  @Test(arguments: Synthesis.Layout.allCases)
  func emptyAgencyHasHeaders(layout: Synthesis.Layout) async throws {
    let folder = try await Self.write(0, layout: layout)
    #expect(try folder.records(of: "plans.csv").count == 1)
    #expect(try folder.records(of: "ratings.csv").count == 1)
  }

  @Test func theDirectoryIsMade() async throws {
    let folder = try SynthesisFolder()
    try await Synthesis(
      executives: 1, seed: 1, layout: .wide, system: .opmBasic2012, threads: 1
    ).write(to: "\(folder.path)/agency")
    #expect(try folder.names() == ["agency", "agency/plans.csv", "agency/ratings.csv"])
  }

  @Test(arguments: ["plans.csv", "ratings.csv"])
  func nothingIsWrittenOver(name: String) async throws {
    let folder = try SynthesisFolder()
    try folder.write("mine", to: name)
    let error = await #expect(throws: RunError.self) {
      try await Synthesis(
        executives: 1, seed: 1, layout: .wide, system: .opmBasic2012, threads: 1
      ).write(to: folder.path)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.description
        == "\(folder.path)/\(name): this is there already and is not overwritten. Choose another "
        + "directory, or move it away.")
    #expect(try folder.names() == [name])
    #expect(try folder.text(of: name) == "mine")
  }
}
