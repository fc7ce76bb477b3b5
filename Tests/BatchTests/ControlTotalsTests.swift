import Appraisal
@testable import Batch
import Columns
import ReviewBoards
import Testing

/// A run whose control totals do not close is not published.
@Suite struct ControlTotalsTests {
  private typealias Miscount =
    @Sendable (_ scored: inout Int, _ tallies: inout [Tally]) -> Void

  private static func tally(_ statuses: [(RosterStatus, Level?)]) -> Tally {
    var tally = Tally()
    for (status, level) in statuses { tally.add(status, level: level) }
    return tally
  }

  /// What each part of the program counted wrongly, and the total that says so.
  private static let miscounts: [(name: String, miscount: Miscount)] = [
    ("scored executives", { scored, _ in scored -= 1 }),
    ("scored executives", { scored, _ in scored += 1 }),
    ("executives on rosters", { _, tallies in tallies.removeLast() }),
    ("executives on rosters", { _, tallies in tallies[0].add(.notRated, level: nil) }),
    (
      "rated executives on rosters",
      { _, tallies in tallies[0] = tally([(.notRated, nil), (.rejected, nil)]) }
    ),
    (
      "rejected executives on rosters",
      { _, tallies in tallies[0] = tally([(.rated, .four), (.notRated, nil)]) }
    ),
  ]

  @Test func eachMiscountIsNoticed() async throws {
    let place = try Workplace()
    let workers = Workers(count: 1)
    let header = "executive_id,prb," + Agency.elements.joined(separator: ",") + "\n"
    let intake = try await Intake(
      plans: [
        place.file(
          "plans.csv",
          header + "ES-1,North,10,10,10,10,60\nES-2,North,10,10,10,10,59\n"
            + "ES-3,South,10,10,10,10,60\n")
      ],
      ratings: [
        place.file("ratings.csv", MixedLayoutTests.wide + "ES-1,4,4,4,4,4\nES-3,4,4,4,4,4\n")
      ], system: .opmBasic2012, workers: workers)
    let appraisals = try await Appraisals(intake, workers: workers)
    let distribution = try await Distribution(
      of: appraisals, byOrganization: false, workers: workers)
    let tallies = [
      Self.tally([(.rated, .four), (.rejected, nil)]), Self.tally([(.rated, .four)]),
    ]
    func close(_ scored: Int, _ tallies: [Tally]) throws(RunError) {
      _ = try RunSummary(
        of: appraisals, distribution, scored: scored, tallies: tallies, findings: FindingCounts())
    }
    try close(2, tallies)
    for (name, miscount) in Self.miscounts {
      var (scored, counted) = (2, tallies)
      miscount(&scored, &counted)
      do throws(RunError) {
        try close(scored, counted)
        Issue.record("\(name) are not compared")
      } catch {
        #expect(error.kind == .inputOutput)
        #expect(error.description.contains("do not close: \(name), "), "\(error)")
      }
    }
  }
}
