import Batch
import Columns
import Logging
import Runs
import Testing
import TestSupport

/// Which records are no executive's: a row for each.
@Suite struct NobodysRecordsTests {
  private static let elements = Agency.elements.joined(separator: ",")
  private static let wideHeader = "executive_id,name,prb,note,\(elements)\n"
  private static let longHeader = "executive_id,name,element,note,weight\n"
  private static let weights = "10,10,10,10,60"

  /// The codes of the findings at line 3 of the plans, each once, and how many executives there are.
  private func outcome(
    _ record: String, header: String, before: String, after: String
  ) async throws -> (codes: [String], executives: Int) {
    let place = try Workplace()
    let plans = header + before + record + "\n" + after
    let ratings = "executive_id,\(Self.elements)\nES-1,3,3,3,3,3\n"
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    let findings = try ReferenceReader().read(try #require(files["findings.csv"])).texts
    let rosters = files.filter {
      $0.key.hasPrefix("rosters/") && $0.key.hasSuffix(".csv") && $0.key != "rosters/index.csv"
    }
    let executives = try rosters.values.reduce(0) {
      try $0 + ReferenceReader().read($1).records.count - 1
    }
    let codes = findings.filter { $0[2] == "plans.csv" && $0[3] == "3" }.map { $0[1] }
    return (codes, executives)
  }

  @Test(
    arguments: [
      // Blank in all columns that are read, whatever stands in the others.
      (",,,,,,,,", ["blank-record"], 1), (" ,\t,\u{A0},,\u{3000},\u{FEFF},,,", ["blank-record"], 1),
      ("\"\",\" \",,,,,,,", ["blank-record"], 1), (",,,0,,,,,", ["blank-record"], 1),
      (",,,\"a\nb\",,,,,", ["blank-record"], 1), (",", ["blank-record"], 1),
      ("   ", ["blank-record"], 1), (",,,,,,,,,,,,", ["blank-record"], 1),
      ("\"\"", ["blank-record"], 1),
      // Something stands in a column that is read.
      (",,,,,,,,60", ["missing-executive-id"], 2), (",,,,0,,,,", ["missing-executive-id"], 2),
      ("Total,,,,20,20,20,20,120", ["totals-row"], 1), ("Average,,,,\(weights)", ["totals-row"], 1),
      ("Average, ,Harbor PRB,x,\(weights)", ["totals-row"], 1), ("Total,,,200", ["totals-row"], 1),
      ("Count: 25,,,,,,,,", ["totals-row"], 1), ("GRAND TOTAL:,,,,,,,,", ["totals-row"], 1),
      ("Total", ["totals-row"], 1), ("Subtotal,,,,10%,10%,10%,10%,60%", ["totals-row"], 1),
      (",Total executives: 2,,,,,,,", ["totals-row"], 1),
      (",Grand Total,,,\(weights)", ["totals-row"], 1),
      // Max may be somebody whose id was forgotten.
      (",Max,,,\(weights)", ["missing-executive-id"], 2),
      // With a name it is an executive, and so is an id that only begins like a word.
      ("MAX,\"Planck, Max\",North,,\(weights)", ["plan-without-ratings"], 2),
      ("Grand Total,Ann,North,,\(weights)", ["invalid-executive-id"], 2),
      ("SUM-0001,,North,,\(weights)", ["plan-without-ratings"], 2),
      // A note below the table is one error.
      ("Prepared by HR,,,,,,,,", ["invalid-executive-id"], 2),
      ("\"Source: HR system, 2026-01-31\",,,,,,,,", ["invalid-executive-id"], 2),
      ("Prepared by HR", ["invalid-executive-id"], 2),
      ("Prepared by HR,,,0,,,,,", ["invalid-executive-id"], 2),
      (",Prepared by HR,,,,,,,", ["missing-executive-id"], 2),
      // An id alone is somebody whose weights were forgotten.
      ("Confidential", ["wrong-field-count"], 2),
      // Quotes that went wrong may have swallowed executives.
      ("\"ES 2,A\nES 3,B\",,,,,,,,", ["line-break-in-field"], 2),
      // The header once more.
      (wideHeader.dropLast() + "", ["repeated-header"], 1),
      (wideHeader.uppercased().dropLast() + "", ["repeated-header"], 1),
      ("Executive ID,NAME,Prb,other,\(elements)", ["repeated-header"], 1),
      ("executive_id_,NAME,Prb,other,\(elements)", ["repeated-header"], 1),
      ("EXECUTIVE ID -,NAME,Prb,other,\(elements)", ["repeated-header"], 1),
      ("Executive ID\u{3000},NAME,Prb,other,\(elements)", ["repeated-header"], 1),
    ] as [(String, [String], Int)])
  func wide(record: String, codes: [String], executives: Int) async throws {
    let found = try await outcome(
      record, header: Self.wideHeader, before: "ES-1,Ann,North,,\(Self.weights)\n", after: "")
    // What is wrong with weights, and where there is no board, is not what the table is about.
    let besides = ["missing-weight", "weights-do-not-total-100", "prb-not-given"]
    #expect(found.codes.filter { !besides.contains($0) && !$0.hasPrefix("weight-") } == codes)
    #expect(found.executives == executives)
    if executives == 1 || record.contains("HR") { #expect(found.codes == codes) }
  }

  /// With neither id nor name a record is a subtotal where its only text says so, and nothing else does.
  @Test(
    arguments: [
      (",,,Harbor PRB Total,,,", true), (",,Harbor Average,,,,", true),
      (",,,,\"Boss Total\",,", true),
      (",,,Grand Total,,,", true),
      // Words that are names, or end them.
      (",,Org,PRB A,\"Kim, Min\",,", false), (",,,,\"Weber, Max\",,", false),
      (",,,Board Max,,,", false),
      (",,,Mode,,,", false), (",,Office of the Count,,,,", false),
      (",,Workforce Headcount,,,,", false),
      // Somebody's: there is another text, an element, or a line break that may hide others.
      (",,Org,PRB A Total,,,", false), (",,,PRB A Total,Boss,,", false),
      (",,,PRB A Total,,leading_change,", false), (",,,\"PRB A\nE2 Total\",,,", false),
    ] as [(String, Bool)])
  func subtotals(texts: String, isTotals: Bool) async throws {
    let columns = "executive_id,name,organization,prb,rating_official"
    let isLong = texts.contains("leading_change")
    let wide = String(texts.dropLast(2))
    let header = columns + (isLong ? ",element,weight\n" : ",\(Self.elements)\n")
    let before =
      isLong
      ? "ES-1,Ann,Org,PRB A,Boss,leading_change,10\n" : "ES-1,Ann,Org,PRB A,Boss,\(Self.weights)\n"
    let found = try await outcome(
      isLong ? texts + "10" : "\(wide),\(Self.weights)", header: header, before: before, after: "")
    #expect(found.codes.contains("totals-row") == isTotals)
    #expect(found.codes.contains("missing-executive-id") != isTotals)
    #expect(found.executives == (isTotals ? 1 : 2))
  }

  /// A subtotal is one in either reading of one sheet for both, and in ratings that have a column of boards.
  @Test func subtotalsOfRatings() async throws {
    let place = try Workplace()
    let both = Agency.elements.flatMap { ["\($0)_weight", "\($0)_level"] }.joined(separator: ",")
    let sheet = try place.file(
      "sheet.csv",
      "executive_id,name,prb,\(both)\nE1,Ann,A,10,3,10,3,10,3,10,3,60,3\n,,A Total,10,4,10,4,10,4,10,4,60,4\n"
    )
    let run = try await place.run(plans: [sheet], ratings: [sheet])
    #expect(BatchLawsTests.lines(run["scores.csv"]).count == 2)
    let told = BatchLawsTests.lines(run["findings.csv"]).filter { $0.contains(",sheet.csv,3,") }
    #expect(told.count == 1 && told[0].contains("totals-row") && told[0].contains("A Total"))
  }

  /// An executive with nothing but an id: every weight is missing.
  @Test func idAloneIsSomebodyWhoseWeightsWereForgotten() async throws {
    let found = try await outcome(
      "Confidential,,,,,,,,", header: Self.wideHeader,
      before: "ES-1,Ann,North,,\(Self.weights)\n", after: "")
    #expect(found.executives == 2)
    #expect(found.codes.count { $0 == "missing-weight" } == 5)
  }

  @Test(
    arguments: [
      (",,,,", ["blank-record"], 1), (",,,0,", ["blank-record"], 1), ("", ["blank-line"], 1),
      ("Total,,,,100", ["totals-row"], 1), ("Average,,leading_change,,20", ["totals-row"], 1),
      ("Prepared by HR,,,,", ["invalid-executive-id"], 2),
      (",Prepared by HR,,,", ["missing-executive-id"], 2),
      ("executive_id,name,element,note,weight", ["repeated-header"], 1),
      (",,leading_change,,10", ["missing-executive-id"], 2),
    ] as [(String, [String], Int)])
  func long(record: String, codes: [String], executives: Int) async throws {
    let rest = Agency.elements.dropFirst().map {
      "ES-1,Ann,\($0),,\($0 == "results_driven" ? 60 : 10)\n"
    }
    let found = try await outcome(
      record, header: Self.longHeader, before: "ES-1,Ann,leading_change,,10\n", after: rest.joined()
    )
    #expect(found.codes == codes)
    #expect(found.executives == executives)
  }

  /// In ratings the word alone decides, unless the sheet has a column for names.
  @Test func ratings() async throws {
    let place = try Workplace()
    let plans = "executive_id,name,\(Self.elements)\nMIN,Min,\(Self.weights)\n"
    let ratings = "executive_id,\(Self.elements)\nMAX,3,3,3,3,3\n,,,,,\nMean,3,3,3,3,3\n"
    let alone = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    let findings = BatchLawsTests.lines(alone["findings.csv"])
    #expect(findings.contains { $0.contains("totals-row,ratings.csv,2,1,2,,,MAX,") })
    #expect(findings.contains { $0.contains("blank-record,ratings.csv,3,2,3,") })
    #expect(findings.contains { $0.contains("totals-row,ratings.csv,4,3,4,,,Mean,") })
    let both = Agency.elements.flatMap { ["\($0)_weight", "\($0)_level"] }.joined(separator: ",")
    let sheet = try place.file(
      "sheet.csv",
      "executive_id,name,\(both)\nMAX,Max,10,3,10,3,10,3,10,3,60,3\nAverage,,10,3,10,3,10,3,10,3,60,3\n"
        + ",,,,,,,,,,,\n")
    let run = try await place.run(plans: [sheet], ratings: [sheet])
    #expect(BatchLawsTests.lines(run["scores.csv"]).count == 2)
    // Both readings say the same of the sheet, and it is told once.
    let told = BatchLawsTests.lines(run["findings.csv"]).filter { $0.contains(",sheet.csv,") }
    #expect(told.count { $0.contains("totals-row") } == 1)
    #expect(told.count { $0.contains("blank-record") } == 1)
  }

  /// Whoever has a plan has ratings, though the id is a word of totals and ratings have no names; a row of
  /// totals they are where no plan has the id.
  @Test(
    arguments: [
      ("MAX,Max,\(weights)", "MAX,3,3,3,3,3", [], 1),
      ("Sum,Sum Yi,\(weights)", " Sum ,3,3,3,3,3", ["blanks-trimmed"], 1),
      ("Total,To Tal,\(weights)", "Total,3,3,3,3,3", [], 1),
      ("Count:25,Ann,\(weights)", "Count:25,3,3,3,3,3", [], 1),
      // In other capitals it is another id, and no row of totals either.
      (
        "Sum,Sum Yi,\(weights)", "SUM,3,3,3,3,3",
        ["executive-id-differs-in-case", "rating-without-plan"], 0
      ),
      // The sums of levels are no ratings: nobody is rated by them.
      ("Sum,Sum Yi,\(weights)", "Sum,15,15,15,15,15", ["invalid-rating"], 0),
      // No plan has it.
      ("MAX,Max,\(weights)", "Total,3,3,3,3,3", ["totals-row"], 0),
      ("MAX,Max,\(weights)", "MAX.,3,3,3,3,3", ["totals-row"], 0),
      ("MAX,,\(weights)", "MAX,3,3,3,3,3", ["totals-row"], 0),
      ("Grand Total,Ann,\(weights)", "Grand Total,3,3,3,3,3", ["totals-row"], 0),
    ] as [(String, String, [String], Int)])
  func ratingsOfExecutivesNamedLikeTotals(
    plan: String, rating: String, codes: [String], rated: Int
  ) async throws {
    let place = try Workplace()
    let plans = try place.file("plans.csv", "executive_id,name,\(Self.elements)\n\(plan)\n")
    let wide = try place.file("wide.csv", "executive_id,\(Self.elements)\n\(rating)\n")
    let cells = rating.split(separator: ",")
    let records = zip(Agency.elements, cells.dropFirst()).map { "\(cells[0]),\($0),\($1)\n" }
    let long = try place.file("long.csv", "executive_id,element,level\n\(records.joined())")
    for (ratings, blockSize) in [(wide, nil), (wide, 1), (long, nil), (long, 1)] {
      let run = try await place.run(plans: [plans], ratings: [ratings], blockSize: blockSize)
      let found = try ReferenceReader().read(try #require(run["findings.csv"])).texts
      let told = Set(found.filter { $0[2] == ratings.split(separator: "/").last! }.map { $0[1] })
      #expect(told == Set(codes), "\(ratings)")
      #expect(BatchLawsTests.lines(run["scores.csv"]).count == 1 + rated)
    }
  }

  /// One finding for a run, wherever the blocks are cut; what interrupts it begins another.
  @Test func runsAreToldOnceInBlocksOfAnySize() async throws {
    let place = try Workplace()
    let plans =
      "\n\n" + Self.wideHeader + "\n\n" + ",,,,,,,,\n , \n,,,,,,,,\n" + "\n"
      + ",,,,,,,,\nTotal,,,,,,,,\nAverage,,,,,,,,\nES-1,Ann,North,,10,10,10,10,59\n"
      + ",\n,\n\n\n\n"
    let ratings = try place.file("ratings.csv", "executive_id,\(Self.elements)\n")
    for blockSize in [1, 2, 7, 20, 64, 4096] {
      let run = try await place.run(
        plans: [place.file("plans.csv", plans)], ratings: [ratings], blockSize: blockSize)
      let found = try ReferenceReader().read(try #require(run["findings.csv"])).texts
        .filter { $0[2] == "plans.csv" }.map { $0[1...5].joined(separator: ",") }
      #expect(
        found == [
          "blank-line,plans.csv,1,,1", "unknown-column,plans.csv,3,,3", "blank-line,plans.csv,4,,4",
          "blank-record,plans.csv,6,1,6", "blank-line,plans.csv,9,,9",
          "blank-record,plans.csv,10,4,10", "totals-row,plans.csv,11,5,11",
          "weights-do-not-total-100,plans.csv,13,7,13", "blank-record,plans.csv,14,8,14",
          "blank-line,plans.csv,16,,16",
        ], "blocks of \(blockSize)")
    }
  }

  /// What a delivery announces are records of executives.
  @Test func expectedRecordsAreThoseOfExecutives() async throws {
    let place = try Workplace()
    let plans = try place.file(
      "plans.csv", Self.wideHeader + "ES-1,Ann,North,,\(Self.weights)\n,,,,,,,,\nTotal,,,,,,,,\n")
    for (count, isRight) in [(1, true), (2, false), (3, false)] {
      let batch = Batch(
        plans: [plans], ratings: [], expected: .init(plans: count),
        system: try .named("opm-basic-2012"), threads: 1,
        log: .init(label: "test") { _ in SwiftLogNoOpLogHandler() })
      var error: RunError?
      do throws(RunError) { _ = try await batch.check(first: 0) { _ in } } catch let met {
        error = met
      }
      #expect((error == nil) == isRight, "\(count): \(error?.description ?? "")")
    }
  }
}
