import Appraisal
import Batch
import Columns
import Files
import FoundationEssentials
import ReviewBoards
import Runs
import TestSupport
import Testing

/// What is known of a published run is what its rosters say, and nothing is believed that is not as it
/// was published.
@Suite struct PublishedExecutivesTests {
  static let system = AppraisalSystem.opmBasic2012

  /// One executive as texts, cell by cell.
  struct Line: Equatable {
    var board: String
    var id: String
    var fields: [String]
    var weights: [String]
    var ratings: [String]
    var score: String
    var level: String
    var status: String
    var remarks: String
    var place: String
  }

  /// What the rosters of a run say, read by the slow reference.
  private static func reference(_ run: String) throws -> [Line] {
    let index = try ReferenceReader().read(try bytes(ofFile: "\(run)/rosters/index.csv")).texts
    return try index.dropFirst().flatMap { board in
      let rows = try ReferenceReader().read(try bytes(ofFile: "\(run)/rosters/\(board[1])")).texts
      return rows.dropFirst().enumerated().map { number, row in
        let cells = row.map(unguarded)
        let fields = InputField.onRosters.count
        let end = 2 + fields + 2 * system.elements.count
        return Line(
          board: unguarded(board[0]), id: cells[1], fields: Array(cells[2..<2 + fields]),
          weights: Array(cells[2 + fields..<2 + fields + system.elements.count]),
          ratings: Array(cells[2 + fields + system.elements.count..<end]), score: cells[end],
          level: cells[end + 1], status: cells[end + 3], remarks: cells[end + 4],
          place: "rosters/\(board[1]), line \(number + 2)")
      }
    }
  }

  private static func text(_ text: Span<UInt8>) -> String {
    String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
  }

  private static func lines(_ executives: PublishedExecutives) -> [Line] {
    (0..<executives.count).map { one in
      Line(
        board: String(
          decoding: executives.boards[executives.board(of: one)].name, as: UTF8.self),
        id: executives.withID(of: one, text),
        fields: InputField.onRosters.indices.map { executives.withText($0, of: one, text) },
        weights: executives.withWeights(of: one) { weights in
          weights.indices.map { index in
            weights[index] == Sentinel.missingWeight
              ? "" : Weight(hundredths: UInt32(weights[index])).description
          }
        },
        ratings: executives.withRatings(of: one) { ratings in
          ratings.indices.map { ratings[$0] == Sentinel.missingLevel ? "" : "\(ratings[$0])" }
        },
        score: executives.score(of: one)?.description ?? "",
        level: executives.level(of: one)?.number.description ?? "",
        status: executives.status(of: one).name, remarks: executives.withRemarks(of: one, text),
        place: executives.place(of: one))
    }
  }

  private static func executives(
    _ run: String, keeping texts: PublishedExecutives.Texts = [.fields, .remarks], threads: Int = 2
  ) async throws(RunError) -> PublishedExecutives {
    try await PublishedExecutives(
      of: PublishedRun(at: run), under: system, keeping: texts, workers: Workers(count: threads))
  }

  @Test(arguments: [
    "agency", "hostile-agency", "cases/findings/missing-executive-id",
    "cases/findings/invalid-executive-id", "cases/findings/duplicate-plan",
    "cases/values/formulas-of-owasp",
  ])
  func `the columns are those of the rosters`(folder: String) async throws {
    let place = try PublishedPlace(folder: "\(Repository.fixtures)/\(folder)")
    let run = try await place.run()
    let expected = try Self.reference(run)
    #expect(!expected.isEmpty)
    for threads in [1, 2, 5] {
      let executives = try await Self.executives(run, threads: threads)
      #expect(Self.lines(executives) == expected)
      for one in 0..<executives.count {
        let first = expected.firstIndex { $0.id.utf8.elementsEqual(expected[one].id.utf8) }
        #expect(executives.withID(of: one) { executives.index(ofID: $0) } == first)
        let derivation = try executives.derivation(of: one, under: Self.system)
        #expect((derivation?.rating.score.description ?? "") == expected[one].score)
      }
      #expect(executives.index(ofID: Array("nobody".utf8).span) == nil)
    }
  }

  @Test func `a rating that the system does not derive is not believed`() async throws {
    let place = try PublishedPlace(folder: "\(Repository.fixtures)/agency")
    let executives = try await Self.executives(try await place.run(), keeping: [])
    let path = "\(Repository.fixtures)/systems/good/level-5-from-480.yaml"
    let stricter = try ChosenSystem.named(path).system
    let refused = (0..<executives.count).count { one in
      do throws(RunError) {
        _ = try executives.derivation(of: one, under: stricter)
        return false
      } catch {
        return error.kind == .untrustworthyInput
          && error.description.hasPrefix("\(executives.place(of: one)): ")
      }
    }
    #expect(refused == 32)
  }

  @Test(arguments: ["rosters/north.csv", "rosters/index.csv"])
  func `a changed byte is refused`(name: String) async throws {
    let place = try PublishedPlace(plans: Self.plans, ratings: Self.ratings)
    let run = try await place.run()
    for number in [3, 40, 200] {
      var bytes = try bytes(ofFile: "\(run)/\(name)")
      guard number < bytes.count else { continue }
      let before = bytes
      bytes[number] ^= 1
      try place.write(bytes, to: "\(run)/\(name)")
      let found = await #expect(throws: RunError.self) { try await Self.executives(run) }
      #expect(found?.kind == .untrustworthyInput)
      #expect(found?.description.hasPrefix("\(name): changed.") == true)
      try place.write(before, to: "\(run)/\(name)")
    }
    try FileManager.default.removeItem(atPath: "\(run)/\(name)")
    let found = await #expect(throws: RunError.self) { try await Self.executives(run) }
    #expect(found?.kind == .untrustworthyInput)
    #expect(found?.description.hasPrefix("\(name): missing.") == true)
  }

  static let plans = """
    executive_id,name,prb,leading_change,leading_people,business_acumen,building_coalitions,\
    results_driven
    ES-1,"Brown, Ann",North,10,10,10,10,60
    ES-2,Cole,North,10,10,10,10,60
    ES-3,=A1,North,10,10,10,10,50

    """
  static let ratings = """
    executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven
    ES-1,4,5,3,4,4

    """

  /// Rosters that nobody would publish, each with a manifest that fits it: what is written in place of
  /// what, and the line that is named.
  @Test(arguments: [
    ("a row that was cut", "ES-2,Cole,", "ES-2\nES-4,Cole,", 3),
    ("another header", "executive_id", "employee_id", 1),
    ("a column more", "prb_remarks\n", "prb_remarks,more\n", 1),
    ("a cell more", ",rated,,,\n", ",rated,,,,\n", 2),
    (
      "a row less",
      "North,ES-2,Cole,,,,,10,10,10,10,60,,,,,,,,,not-rated,no ratings were given,,\n",
      "", 4
    ),
    ("a row more", "North,ES-2,", "North,ES-2,,,,,,,,,,,,,,,,,,,not-rated,,,\nNorth,ES-9,", 5),
    ("a row of another board", "North,ES-2", "South,ES-2", 3),
    ("a level that is none", ",400,4,", ",400,6,", 2),
    ("a score that is none", ",400,4,", ",4e2,4,", 2),
    ("a weight that is none", ",10,10,10,10,60,4", ",10,10,10,10,6O,4", 2),
    ("a weight beyond all", ",10,10,10,10,60,4", ",10,10,10,10,601,4", 2),
    ("weights that are no plan", ",10,10,10,10,60,4", ",10,10,10,10,50,4", 2),
    ("weights of nothing", ",10,10,10,10,60,4", ",0,0,0,0,0,4", 2),
    ("weights in steps that are none", ",10,10,10,10,60,4", ",10,10,10,10.25,59.75,4", 2),
    ("a rating that is none", ",4,5,3,4,4,", ",4,5,3,4,0,", 2),
    ("rated without a score", ",400,4,", ",,4,", 2),
    ("rated without a level", ",400,4,", ",400,,", 2),
    ("rated without a rating", ",4,5,3,4,4,400", ",4,5,3,4,,400", 2),
    ("not rated, with a score", ",,,not-rated,", "400,,,not-rated,", 3),
    ("a status that is none", ",not-rated,", ",Not-rated,", 3),
    ("a quote that is never closed", "ES-2,Cole,", "ES-2,\"Cole,", 4),
    ("a blank line", "North,ES-2,", "\nNorth,ES-2,", 1),
  ])
  func `another roster is refused with its place`(
    what: String, old: String, new: String, line: Int
  ) async throws {
    let place = try PublishedPlace(plans: Self.plans, ratings: Self.ratings)
    let run = try await place.run()
    let name = "rosters/north.csv"
    let text = String(decoding: try bytes(ofFile: "\(run)/\(name)"), as: UTF8.self)
    let changed = text.replacing(old, with: new)
    #expect(changed != text, "\(what): the roster has no '\(old)'")
    try place.write(Array(changed.utf8), to: "\(run)/\(name)")
    try sealAgain(run, with: name)
    let found = await #expect(throws: RunError.self, "\(what)") {
      try await Self.executives(run)
    }
    #expect(found?.kind == .untrustworthyInput, "\(what)")
    let words = found?.description ?? ""
    #expect(words.hasPrefix("\(name), line \(line): not a table"), "\(what): \(words)")
  }
}

/// A place with inputs and runs over them.
final class PublishedPlace: Sendable {
  private let scratch: ScratchDirectory
  private let inputs: (plans: String, ratings: String)

  /// A place with inputs as text.
  init(plans: String, ratings: String) throws {
    scratch = try ScratchDirectory()
    inputs = (
      try scratch.write(plans.utf8, to: "plans.csv"),
      try scratch.write(ratings.utf8, to: "ratings.csv")
    )
  }

  /// A place for the inputs of a folder.
  init(folder: String) throws {
    scratch = try ScratchDirectory()
    inputs = ("\(folder)/plans.csv", "\(folder)/ratings.csv")
  }

  /// Publishes a run over the inputs, and gives its directory.
  func run(
    system: ChosenSystem? = nil, threads: Int = 2, into output: String = "runs"
  ) async throws(RunError) -> String {
    let usual = try ChosenSystem.named("opm-basic-2012")
    let batch = Batch(
      plans: [inputs.plans], ratings: [inputs.ratings], system: system ?? usual, threads: threads,
      log: Workplace.silence)
    return try await batch.run(output: "\(scratch.path)/\(output)").path
  }

  /// Writes a file besides the runs, and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try scratch.write(text.utf8, to: name)
  }

  /// Writes bytes in place of a file.
  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }
}
