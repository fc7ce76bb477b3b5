import Appraisal
import ReviewBoards
import Testing

@Suite struct CycleFileTests {
  @Test(arguments: try Goldens.names(in: "cycles/bad"))
  func `a bad file is refused in these words`(name: String) throws {
    let bytes = try Goldens.bytes(of: "cycles/bad/\(name).yaml")
    let error = #expect(throws: RefusedFile.self) { try Cycle.decode(bytes) }
    try Goldens.expect("\(try #require(error))\n", equals: "cycles/bad/\(name).expected")
  }

  @Test func `files are found`() throws {
    #expect(try Goldens.names(in: "cycles/bad").count >= 15)
  }

  @Test func `a full file is read`() throws {
    let cycle = try Cycle.decode(Goldens.bytes(of: "cycles/good/harbors.yaml"))
    #expect(cycle.agency == "Department of Harbors")
    #expect("\(cycle.period.from) \(cycle.period.to)" == "2025-10-01 2026-09-30")
    #expect(cycle.isCertified == true)
    #expect(cycle.payEffective?.description == "2027-01-10")
    #expect(cycle.decidedOn?.description == "2026-12-15")
    #expect(cycle.units.map(\.name.value) == ["Department", "Office of Inspector General"])
    #expect(cycle.units[0].careerBasicPayPaid?.description == "2600000")
    #expect(cycle.units[0].careerAverageRate?.description == "200000")
    #expect(cycle.units[0].careerExecutives == nil)
    #expect(cycle.units[0].waiver == nil)
    #expect(cycle.units[1].careerBasicPayPaid == nil)
    #expect(cycle.boards.map(\.prb.value) == ["Harbor PRB 1"])
    #expect(cycle.boards[0].recommendedOn?.description == "2026-11-04")
    #expect(cycle.boards[0].insufficientCareer == nil)
  }

  @Test func `what is left out is not known`() throws {
    let cycle = try Cycle.decode(Goldens.bytes(of: "cycles/good/least.yaml"))
    #expect(cycle.isCertified == nil)
    #expect(cycle.payEffective == nil)
    #expect(cycle.decidedOn == nil)
    #expect(cycle.boards.isEmpty)
    #expect(cycle.checkedElsewhere.isEmpty)
    #expect(try cycle.resolve(boards: [Array("North".utf8)]).units == [0])
  }

  @Test func `what is checked elsewhere is read with who has checked it`() throws {
    let cycle = try Cycle.decode(Goldens.bytes(of: "cycles/good/checked-elsewhere.yaml"))
    #expect(
      cycle.checkedElsewhere == [
        .members: "General Counsel, memo of 2 November 2026",
        .recommendedOn: "minutes of the boards",
      ])
  }

  /// From the last day of the period to the same day of the next year, ratings are expected; one day before
  /// and one after that are odd.
  @Test(
    arguments: [
      ("2026-09-29", .beforeEnd), ("2026-09-30", .inTime), ("2027-09-30", .inTime),
      ("2027-10-01", .inTime), ("2027-10-02", .late), ("2062-12-15", .late),
      ("2024-12-15", .beforeEnd),
    ] as [(String, Cycle.Period.Place)])
  func `a day lies before, in or after the time for ratings`(
    day: String, place: Cycle.Period.Place
  ) throws {
    let cycle = try Cycle.decode(Goldens.bytes(of: "cycles/good/least.yaml"))
    #expect(cycle.period.place(of: try #require(CalendarDate(iso: day))) == place)
  }

  /// Whatever is cut off, there is a message and no crash.
  @Test func `every beginning of a file is refused or decodes`() throws {
    let good = try Goldens.bytes(of: "cycles/good/harbors.yaml")
    for end in 0..<good.count { _ = try? Cycle.decode(Array(good[..<end])) }
  }
}

@Suite struct CycleBoardsTests {
  private static func cycle(_ units: String, boards: String = "") throws -> Cycle {
    try Cycle.decode(
      Array(
        """
        format: 1
        agency: A
        period: {from: 2025-10-01, to: 2026-09-30}
        units:
        \(units)
        \(boards)
        """.utf8))
  }

  private static func problems(_ cycle: Cycle, _ boards: [String]) throws -> [String] {
    let error = #expect(throws: RefusedFile.self) {
      try cycle.resolve(boards: boards.map { Array($0.utf8) })
    }
    return try #require(error).problems.map(\.description)
  }

  private static let two = """
      - {name: Department, boards: [Harbor PRB 1, Harbor PRB 2]}
      - {name: OIG, boards: [OIG PRB]}
    """
  private static let rest = """
      - {name: OIG, boards: [OIG PRB]}
      - {name: Department, boards: rest}
    """

  @Test func `each board is in its unit`() throws {
    let cycle = try Self.cycle(
      Self.two, boards: "boards: [{prb: oig prb, recommended_on: 2026-11-04}]")
    let found = try cycle.resolve(
      boards: ["Harbor PRB 1", "HARBOR  PRB 2", "OIG\u{A0}PRB"].map { Array($0.utf8) })
    #expect(found.units == [0, 0, 1])
    #expect(found.stated.map { $0?.recommendedOn?.description } == [nil, nil, "2026-11-04"])
  }

  @Test func `the rest takes what no other unit names`() throws {
    let found = try Self.cycle(Self.rest).resolve(
      boards: ["A", "OIG PRB", "unassigned"].map { Array($0.utf8) })
    #expect(found.units == [1, 0, 1])
    #expect(found.stated.allSatisfy { $0 == nil })
  }

  @Test func `a board that no unit names is a mistake`() throws {
    let names = ["Harbor PRB 1", "Harbor PRB 2", "OIG PRB"]
    let cycle = try Self.cycle(Self.two)
    #expect(
      try Self.problems(cycle, names + ["Fleet"]) == [
        "5:3: 1 board of the run is in no unit: `Fleet`. "
          + "Name each in one unit, or write `boards: rest` in one of them."
      ])
    #expect(
      try Self.problems(cycle, names + ["A", "B", "C", "D", "E", "F", "G"]) == [
        "5:3: 7 boards of the run are in no unit: `A`, `B`, `C`, `D`, `E`, and 2 more. "
          + "Name each in one unit, or write `boards: rest` in one of them."
      ])
  }

  @Test func `a name that the run does not have is a mistake`() throws {
    let cycle = try Self.cycle(
      Self.rest, boards: "boards: [{prb: Harbour, recommended_on: 2026-11-04}]")
    #expect(
      try Self.problems(cycle, ["Harbor", "OIG-PRB"]) == [
        "5:26: The run has no board `OIG PRB`. Is `OIG-PRB` meant?",
        "7:16: The run has no board `Harbour`. Is `Harbor` meant?",
      ])
    #expect(
      try Self.problems(cycle, ["Harbour", "Zed"]) == [
        "5:26: The run has no board `OIG PRB`. Write the name as in the plans, or take it away."
      ])
  }
}
