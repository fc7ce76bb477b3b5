import Appraisal
import Columns
import CSV
import Logging
import ReviewBoards
import TestSupport
import Runs
import Testing

@testable import Batch

/// A run in which somebody was lost is not published.
@Suite struct ControlTotalsTests {
  private static let names = [
    "records of plans.csv", "records of ratings.csv", "plan records", "rating records",
    "executives on rosters", "rated executives on rosters", "rejected executives on rosters",
    "scored executives at Level 1", "scored executives at Level 2", "scored executives at Level 3",
    "scored executives at Level 4", "scored executives at Level 5", "scored executives",
  ]

  private func run(_ alter: @escaping @Sendable (inout ControlTotals) -> Void) async throws
    -> (error: RunError?, published: [String])
  {
    let scratch = try ScratchDirectory()
    var (plans, ratings) = BatchLawsTests.agency(2012, count: 50).wide()
    plans += ",,,,,,,\nTotal,,,,,,,\n"
    ratings += ",,,,,\n"
    var batch = Batch(
      plans: [try scratch.write(Array(plans.utf8), to: "plans.csv")],
      ratings: [try scratch.write(Array(ratings.utf8), to: "ratings.csv")],
      system: try .named("opm-basic-2012"), threads: 2,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    batch.alterTotals = alter
    var error: RunError?
    do throws(RunError) { _ = try await batch.run(output: "\(scratch.path)/runs") } catch let met {
      error = met
    }
    return (error, try files(below: "\(scratch.path)/runs").filter { $0 != ".lock" })
  }

  @Test func totalsOfARunAgree() async throws {
    let ended = try await run { totals in
      #expect(totals.totals.map(\.name) == Self.names)
      #expect(totals.mismatches.isEmpty)
      #expect(totals.totals.contains { $0.one > 0 })
    }
    #expect(ended.error == nil)
    #expect(!ended.published.isEmpty)
  }

  @Test(arguments: names.indices)
  func totalThatDiffersPublishesNothing(index: Int) async throws {
    for isLess in [true, false] {
      let ended = try await run { $0.totals[index].one += isLess ? -1 : 1 }
      let error = try #require(ended.error)
      #expect(error.kind == .inputOutput)
      #expect(error.kind.rawValue == 74)
      #expect(error.description.contains("do not close: \(Self.names[index]), "))
      #expect(ended.published.isEmpty)
    }
  }

  /// Every record read is part of a plan or of ratings, or was passed over.
  @Test func summaryAccountsForEveryRecord() async throws {
    let place = try Workplace()
    let header = "executive_id,name,\(CostLawsTests.columns)\n"
    let plans = header + "A,a,10,10,10,10,60\n,,,,,,\nTotal,,10,10,10,10,60\n" + header + ",,\n  \n"
    let ratings =
      "executive_id,\(CostLawsTests.columns)\nA,3,3,3,3,3\nB,3,3,3,3,3\nAvg,3,3,3,3,3\n,,,,,\n"
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)])
    let summary = try RunSummary(json: try #require(files["summary.json"]))
    #expect(summary.planRecords == 6)
    #expect(summary.passedOverPlanRecords == .init(blank: 3, totals: 1, headers: 1))
    #expect(
      summary.planRecords
        == summary.overall.executives + summary.furtherPlanRecords
        + summary.passedOverPlanRecords.all)
    #expect(summary.ratingRecords == 4)
    #expect(summary.passedOverRatingRecords == .init(blank: 1, totals: 1))
    #expect(
      summary.ratingRecords
        == summary.matchedRatingRecords + summary.strayRatingRecords
        + summary.passedOverRatingRecords.all)
    #expect(summary.overall.executives == 1 && summary.overall.rated == 1)
  }

  /// The second count of a file's records sees no byte of what the parser makes of them.
  @Test(
    arguments: [
      ("id\n1\n2\n", 2), ("id\n1\n2", 2), ("id\n", 0), ("id", 0), ("\n\nid\n\n1\n\n\n2\n\n", 2),
      ("id\r\n1\r\n\r\n2", 2), ("id\n\"a\nb\"\n\"c\"\"\n\"", 2), ("id\n \n", 1), ("id\n\"\"", 1),
    ] as [(String, Int)])
  func quoteParityCountsTheRecords(text: String, records: Int) async throws {
    let scratch = try ScratchDirectory()
    let elements = CostLawsTests.columns
    let header = text.replacing("id", with: "executive_id,\(elements)", maxReplacements: 1)
    let path = try scratch.write(Array(header.utf8), to: "plans.csv")
    for blockSize in [1, 2, 3, 7, 4096] {
      let intake = try await Intake(
        [Input(kind: .plans, path: path)], system: .opmBasic2012, workers: Workers(count: 2),
        blockSize: blockSize)
      #expect(intake.files.map(\.recordEnds) == [records], "block size \(blockSize)")
      #expect(intake.files.map(\.records) == [records], "block size \(blockSize)")
    }
  }
}

/// A segment whose columns do not fit together ends the program: names would move from one executive
/// to the next.
@Suite struct SegmentColumnsTests {
  @Test func missedRowEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var segment = RecordSegmentBuilder(hash: .ofProcess)
      segment.removeAll(for: .ratings)
      segment.texts.append([UInt8(ascii: "1")].span)
      segment.texts.endRow()
      segment.flags.append([])
      // A row of levels is missing.
      _ = RecordSegment(
        &segment, of: .ratings, width: 1, file: 0, block: 0, isLong: false, batch: oneRecord())
    }
  }

  /// The same with all rows there, so that the row is what the other test is about.
  @Test func wholeRowsMakeASegment() {
    var segment = RecordSegmentBuilder(hash: .ofProcess)
    segment.removeAll(for: .ratings)
    segment.texts.append([UInt8(ascii: "1")].span)
    segment.texts.endRow()
    segment.flags.append([])
    segment.levels.append(3)
    let made = RecordSegment(
      &segment, of: .ratings, width: 1, file: 0, block: 0, isLong: false, batch: oneRecord())
    #expect(made.count == 1)
  }
}

/// What the parser makes of a record of two fields.
private func oneRecord() -> RecordBatch {
  var batch = RecordBatch()
  var parser = RecordParser()
  do {
    try parser.parse(Array("1,3\n".utf8).span, startingAt: .file, isLast: true, into: &batch)
  } catch {
    preconditionFailure("a record is sound")
  }
  return batch
}
