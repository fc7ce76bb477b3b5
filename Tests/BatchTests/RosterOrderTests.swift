import TestSupport
import Testing

/// The order of a roster where all that it goes by is the same.
@Suite struct RosterOrderTests {
  /// Records without an id are executives of their own, whom nothing tells apart: they stand in the
  /// order of the plans.
  @Test func withoutIDsInTheOrderOfThePlans() async throws {
    let place = try Workplace()
    let titles = (0..<100).map { "Title \($0 * 37 % 100)" }
    var plans = "executive_id,position_title,prb," + Agency.elements.joined(separator: ",") + "\n"
    for title in titles { plans += ",\(title),North,10,10,10,10,60\n" }
    for blockSize in [100, 1 << 20] {
      let files = try await place.run(
        plans: [place.file("plans.csv", plans)],
        ratings: [place.file("ratings.csv", MixedLayoutTests.wide)], blockSize: blockSize)
      let roster = try ReferenceReader().read(files["rosters/north.csv"] ?? []).texts
      let column = try #require(roster[0].firstIndex(of: "position_title"))
      #expect(roster.dropFirst().map { $0[column] } == titles, "block size \(blockSize)")
    }
  }
}
