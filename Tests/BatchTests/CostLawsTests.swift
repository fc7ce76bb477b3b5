import Records
import Appraisal
import Columns
import Logging
import TestSupport
import Runs
import Testing

@testable import Batch

/// No input makes a run slow: twice the input, at most 2.5 times the work.
///
/// Work is counted, never timed: steps of the loops whose length an input decides (`WorkMeter`, in
/// debug builds), and the bytes of the run.
@Suite struct CostLawsTests {
  /// An input of any size, as plans and ratings.
  struct Family: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (Int) -> (plans: String, ratings: String)

    init(_ name: String, _ make: @escaping @Sendable (Int) -> (plans: String, ratings: String)) {
      testDescription = name
      self.make = make
    }
  }

  /// The files of one input, and a directory to run in.
  struct Place {
    private let scratch: ScratchDirectory
    private let plans: String
    private let ratings: String

    init(plans: String, ratings: String) throws {
      scratch = try ScratchDirectory()
      self.plans = try scratch.write(Array(plans.utf8), to: "plans.csv")
      self.ratings =
        ratings == "=" ? self.plans : try scratch.write(Array(ratings.utf8), to: "ratings.csv")
    }

    /// Runs, and gives back the files of the run but those that describe others.
    @discardableResult
    func run(key: (UInt64, UInt64)? = nil) async throws -> [String: [UInt8]] {
      var batch = Batch(
        plans: [plans], ratings: [ratings], system: try .named("opm-basic-2012"), threads: 2,
        blockSize: 4096, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      if let key { batch.hash = CaseBlindHash(key: key) }
      let run = try await batch.run(output: "\(scratch.path)/runs")
      return try contents(below: run.path).filter {
        !filesThatDescribeOthers.contains($0.key)
      }
    }
  }

  // MARK: - Inputs

  static let weights = "20,20,20,20,20"
  static let plansHeader = "executive_id,name,organization,prb,appointment,"
  static let elements = AppraisalSystem.opmBasic2012.elements.map(\.id)
  static var columns: String { elements.joined(separator: ",") }

  /// Wide plans and ratings of some ids, each with the same texts unless told otherwise.
  static func wide(
    _ ids: [String], texts: (Int) -> String = { _ in "Name,Unit,Board,career" }
  ) -> (plans: String, ratings: String) {
    var plans = plansHeader + columns + "\n"
    var ratings = "executive_id,\(columns)\n"
    for (number, id) in ids.enumerated() {
      plans += "\(id),\(texts(number)),\(weights)\n"
      ratings += "\(id),3,3,3,3,3\n"
    }
    return (plans, ratings)
  }

  /// Long plans and ratings: the ids and the elements of the records.
  static func long(_ records: [(id: String, element: Int)]) -> (plans: String, ratings: String) {
    var plans = "executive_id,name,organization,prb,element,weight\n"
    var ratings = "executive_id,element,level\n"
    for (id, element) in records {
      plans += "\(id),Name,Unit,Board,\(elements[element]),20\n"
      ratings += "\(id),\(elements[element]),3\n"
    }
    return (plans, ratings)
  }

  /// Ids that were given in any spelling of capitals.
  static func spelled(_ number: Int) -> String {
    String(
      decoding: (0..<20).map { number >> $0 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "A") },
      as: UTF8.self)
  }

  /// A bit of everything, in the wide layout.
  static func everyKind(_ count: Int, seed: UInt64) -> (plans: String, ratings: String) {
    var generator = SplitMix(seed: seed)
    let ids = (0..<count).map { number in
      switch generator.next() % 5 {
      case 0: spelled(Int(generator.next() % 64))
      case 1: "same-\(generator.next() % 8)"
      default: "ES-\(number)"
      }
    }
    var (plans, ratings) = wide(ids) { "Name \($0 % 7),Unit \($0 % 11),Board \($0 % 5),career" }
    ratings += "nobody,1,2,3,4,5\nNobody,1,2,3,4,5\nnobody,1,2,3,4,5\n"
    plans += "unequal,Name,Unit,Board,career,10,20,20,20,20\n"
    return (plans, ratings)
  }

  static let families: [Family] = [
    Family("ordinary ids") { wide((0..<$0).map { "ES-\($0)" }) },
    Family("ids of brackets and braces") { count in
      wide(
        (0..<count).map { number in
          "A" + (0..<16).map { number >> $0 & 1 == 0 ? "[" : "{" }.joined()
        })
    },
    Family("one id in every spelling") { wide((0..<$0).map(spelled)) },
    Family("ratings of nobody, in every spelling") { count in
      (wide(["aaaaaaaaaaaaaaaaaaaa"]).plans, wide((1...count).map(spelled)).ratings)
    },
    Family("ratings whose ids lost their zeros") { count in
      (
        wide((0..<count).map { "00\($0 + 1)" }).plans, wide((0..<count).map { "\($0 + 1)" }).ratings
      )
    },
    Family("one number with any number of zeros, without a plan") { count in
      let zeros = { String(repeating: "0", count: $0 % 60) }
      return (
        wide((0..<count).map { zeros($0) + "7" }).plans,
        wide((0..<count).map { zeros($0 + 1) + "7.0" }).ratings
      )
    },
    Family("columns without a name") { count in
      let (plans, ratings) = wide(["1", "2"])
      let commas = String(repeating: ",", count: count)
      return (plans.replacing("\n", with: commas + "\n"), ratings)
    },
    Family("one id on every line") { wide(Array(repeating: "TBD", count: $0)) },
    Family("one id on every line of one sheet") {
      (wide(Array(repeating: "TBD", count: $0)).plans, "=")
    },
    Family("ratings of one id") { count in
      (wide(["1"]).plans, wide(Array(repeating: "1", count: count)).ratings)
    },
    Family("one id, long") { count in long((0..<count).map { ("1", $0 % 5) }) },
    Family("one id, long, element by element") { count in
      long((0..<count).map { ("1", $0 * 5 / count) })
    },
    Family("two ids in turns, long") { count in long((0..<count).map { ("\($0 % 2)", $0 / 2 % 5) })
    },
    Family("long plans whose texts come later") { count in
      var (plans, ratings) = long((0..<count).map { ("\($0)", 0) })
      plans = plans.replacing("Name,Unit", with: "Name,")
      for number in (0..<count).map({ $0 &* 7919 % count }) {
        plans += "\(number),Name,Unit \(number),Board,\(elements[1]),20\n"
      }
      return (plans, ratings)
    },
    Family("a board for each") { count in
      wide((0..<count).map { "\($0)" }) { "Name,Unit,Board \($0),career" }
    },
    Family("boards with one slug") { count in
      wide((0..<count).map { "\($0)" }) {
        "Name,Unit,b" + String(repeating: ".", count: $0 % 97 + 1)
          + String(repeating: "!", count: $0 / 97) + ",career"
      }
    },
    Family("one text, one name") { wide((0..<$0).map { "\($0)" }) },
    Family("a text for each") { count in
      wide((0..<count).map { "\($0)" }) { "Name \($0),Unit \($0),Board,\($0)[{" }
    },
    Family("a rating official for each, who all have to act") { count in
      let (plans, ratings) = wide((0..<count).map { "\($0)" }) { "Name,Unit,Board,Official \($0)" }
      return (
        plans.replacing("appointment", with: "rating_official")
          .replacing(weights, with: "a,b,c,d,e"), ratings
      )
    },
    Family("blanks around every value") { count in
      wide((0..<count).map { " ES-\($0) " }) { "Name  \($0) , Unit\u{A0},\u{3000}Board  1,career " }
    },
    Family("ids in the first row of all only, long") { count in
      long([("1", 0)] + (1..<count).map { ("", $0 % 5) })
    },
    Family("one element of one id, long, blank") { count in
      let (plans, ratings) = long((0..<count).map { ("1", $0 % 4) })
      return (plans, ratings.split(separator: "\n").joined(separator: " \n") + " \n")
    },
    Family("blank lines") { count in
      let (plans, ratings) = wide(["1"])
      return (
        plans + String(repeating: "\n", count: 20 * count) + "2,b,c,d,e,\(weights)\n", ratings
      )
    },
    Family("blank records") { count in
      let (plans, ratings) = wide(["1"])
      let blank = ",,,,, ,,,,\n"
      return (
        plans + String(repeating: blank, count: 20 * count) + "2,b,c,d,e,\(weights)\n",
        ratings + String(repeating: ",,,,,\n", count: 20 * count)
      )
    },
    Family("every second record blank") { count in
      let (plans, ratings) = wide((0..<count).map { "\($0)" })
      return (plans.replacing("\n", with: "\n,,\n"), ratings.replacing("\n", with: "\n,,\n"))
    },
    Family("rows of totals and headers") { count in
      let (plans, ratings) = wide(["1"])
      let repeated = String(
        repeating: "Total,,,,,\(weights)\n\(plansHeader)\(columns)\n", count: count)
      return (plans + repeated, ratings)
    },
    Family("a board in every spelling") { count in
      wide((0..<count).map { "\($0)" }) { "Name,Unit \($0 % 7),\(spelled($0)),career" }
    },
    Family("a board in every spelling for each of two records") { count in
      wide((0..<count).map { "\($0)" }) {
        "Name,\(String(repeating: " ", count: $0 % 64))x\(spelled($0 / 2)),É\(spelled($0 / 2)),CAREER"
      }
    },
    Family("notes") { count in
      let (plans, ratings) = wide(["1"])
      return (plans + String(repeating: "Prepared by HR,,,,,,,,,\n", count: count), ratings)
    },
    Family("wrong fields") { count in
      let (plans, ratings) = wide((0..<count).map { "\($0)" })
      return (plans.replacing(weights, with: "a,b,c,d,e"), ratings.replacing("3", with: "9"))
    },
  ]

  // MARK: - Laws

  #if DEBUG
    private static let stepsAreCounted = true
  #else
    private static let stepsAreCounted = false
  #endif

  private static func cost(_ family: Family, _ count: Int) async throws -> (steps: Int, bytes: Int)
  {
    let (plans, ratings) = family.make(count)
    let place = try Place(plans: plans, ratings: ratings)
    var bytes = 0
    #if DEBUG
      let steps = try await WorkMeter.steps {
        bytes = try await place.run().reduce(0) { $0 + $1.value.count }
      }
      return (steps, bytes)
    #else
      bytes = try await place.run().reduce(0) { $0 + $1.value.count }
      return (0, bytes)
    #endif
  }

  @Test(arguments: families)
  func twiceTheInputIsAtMostTwoAndAHalfTimesTheWork(family: Family) async throws {
    let (one, two) = (try await Self.cost(family, 1024), try await Self.cost(family, 2048))
    #expect(one.steps > 0 || !Self.stepsAreCounted)
    #expect(two.steps <= one.steps * 5 / 2 + 200, "\(one) and \(two)")
    #expect(two.bytes <= one.bytes * 5 / 2, "\(one) and \(two)")
  }

  /// A sheet that was formatted down to its last row: whatever it has of blank records, the run has
  /// one notice for each file, and takes no memory for them.
  @Test func blankRecordsCostNoOutput() async throws {
    let blank = ",,,,,,,,,\n"
    let (plans, ratings) = Self.wide(["1"])
    func run(_ count: Int) async throws -> [String: [UInt8]] {
      try await Place(
        plans: plans + String(repeating: blank, count: count),
        ratings: ratings + String(repeating: ",,,,,\n", count: count)
      ).run()
    }
    let (one, two) = (try await run(50_000), try await run(100_000))
    for (name, bytes) in two {
      #expect(bytes.count - (one[name]?.count ?? 0) <= 16, "\(name)")
    }
    let findings = String(decoding: try #require(two["findings.csv"]), as: UTF8.self)
    #expect(findings.contains("notice,blank-record,plans.csv,3,2,3,"))
    #expect(findings.contains("The rows on lines 3 to 100,002 are empty"))
    #expect(findings.split(separator: "\n").count { $0.contains("blank-record") } == 2)
  }

  #if DEBUG
    /// Deep paths of which each pair differs in the first component only.
    @Test func namesOfFilesTakeNoSquare() async {
      func steps(_ count: Int) async -> Int {
        let deep = String(repeating: "/same", count: 50)
        let paths = (0..<count).map { "\($0)\(deep)/plans.csv" }
        return await WorkMeter.steps {
          #expect(shortestDistinctNames(of: paths) == paths)
        }
      }
      let (one, two) = (await steps(200), await steps(400))
      #expect(one > 0 && two <= one * 5 / 2)
    }
  #endif

  /// A header with like names is refused in a message of one length.
  @Test func messageAboutAHeaderIsShort() async throws {
    func message(_ count: Int) async throws -> String {
      // Two names are known: it is surely a header, of which what is not known is told.
      let header =
        "executive_id,leading_change,"
        + (0..<count).map { ["x", "X", "x ", " x"][$0 % 4] }.joined(separator: ",")
      let place = try Place(plans: header + "\n", ratings: header + "\n")
      do { try await place.run() } catch { return "\(error)" }
      return ""
    }
    let (one, two) = (try await message(1000), try await message(2000))
    #expect(one.utf8.count > 100 && one.utf8.count < 2000)
    #expect(two.utf8.count < 2000)
    #expect(one.contains("… and "))
  }

  // MARK: - Remarks

  /// The first five errors of an executive, and how many more there are.
  @Test func remarksTellTheFirstErrorsAndHowManyMore() async throws {
    let place = try Place(
      plans: Self.wide(Array(repeating: "TBD", count: 3000)).plans, ratings: "=")
    let files = try await place.run()
    let roster = String(decoding: try #require(files["rosters/board.csv"]), as: UTF8.self)
    let findings = String(decoding: try #require(files["findings.csv"]), as: UTF8.self)
    let errors = findings.split(separator: "\n").count { $0.hasPrefix("error,") }
    #expect(errors > 2999)
    #expect(roster.contains(" | … and \(grouped(errors - 5)) more in findings.csv"))
    #expect(roster.ranges(of: "(plans.csv, line ").count == 5)
  }

  /// A cell of a spreadsheet has 32,767 UTF-16 code units at most.
  @Test(arguments: ["x", "é", "日", "😀", "="])
  func noCellIsLongerThanASpreadsheetOpens(character: String) async throws {
    for count in [32_699, 32_700, 32_701, 65_536 / character.utf8.count] {
      let name = String(repeating: character, count: min(count, 65_536 / character.utf8.count))
      let (plans, ratings) = Self.wide(["1"]) { _ in "\(name),\(name),Board,career" }
      let files = try await Place(plans: plans, ratings: ratings).run()
      let roster = try ReferenceReader().read(try #require(files["rosters/board.csv"])).texts
      for cell in roster[1][2...3] {
        #expect(cell.utf16.count <= 32_767)
        let isWhole = name.utf16.count <= CellText.limit
        let mark = cell.hasSuffix(CellText.mark)
        #expect(mark != isWhole)
        #expect(cell.drop { $0 == "'" }.hasPrefix(String(repeating: character, count: 16_000)))
      }
    }
  }
}
