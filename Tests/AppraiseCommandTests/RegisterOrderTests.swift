import TestSupport
import Testing

/// The register of a review is in the order of boards and ids, both by their bytes.
@Suite struct RegisterOrderTests {
  /// Ids that are alike for long, that begin others, that differ in capitals and in bytes beyond ASCII's letters; and
  /// some that are none, whose executives are rejected.
  private static let ids = [
    "ES-0000000000000002", "ES-0000000000000001", "ES-000000000000000", "ES-00000000000000011",
    "ES-0000000000000001.9", "ES-1", "ES-10", "ES-9", "es-1", "Z", "A", "AB", "A.B", "A-B", "A_B",
    "ABCDEFGH",
    "ABCDEFGHI", "ABCDEFGHH", "", "", "not an id", "ES 1",
  ]

  @Test(arguments: 1...4)
  func theRegisterIsInTheOrderOfIDs(boards: Int) throws {
    let scratch = try ScratchDirectory()
    var plans =
      "executive_id,name,prb,leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"
    for (number, id) in Self.ids.enumerated() {
      // On the roster they stand by their names.
      plans += "\(id),Doe \(90 - number),Board \(number % boards),10,10,10,10,60\n"
    }
    let ratings =
      "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven\n"
      + "Z,4,4,4,4,4\n"
    let cycle = """
      format: 1
      agency: Agency
      period: {from: 2025-10-01, to: 2026-09-30}
      units:
        - name: All
          boards: rest

      """
    let program = try BuiltProgram.located()
    let run = try program.run([
      "run", "--plans", try scratch.write(plans.utf8, to: "plans.csv"), "--ratings",
      try scratch.write(ratings.utf8, to: "ratings.csv"), "--output", "\(scratch.path)/runs",
      "--quiet",
    ])
    #expect(run.status == 1, "\(run.errorText)")
    let review = try program.run([
      "review", "--run", "\(scratch.path)/runs/current", "--cycle",
      try scratch.write(cycle.utf8, to: "cycle.yaml"), "--output", "\(scratch.path)/reviews",
      "--quiet",
    ])
    #expect(review.status == 0, "\(review.errorText)")
    let register = try ReferenceReader().read(
      try bytes(ofFile: "\(scratch.path)/reviews/current/register.csv")
    ).texts.dropFirst()
    #expect(register.count == Self.ids.count)
    let found = register.map { ($0[1], $0[2]) }
    let expected = Self.ids.enumerated().map { ("Board \($0 % boards)", $1) }.sorted { one, other in
      one.0 != other.0 ? one.0 < other.0 : one.1.utf8.lexicographicallyPrecedes(other.1.utf8)
    }
    #expect(found.elementsEqual(expected, by: ==), "\(found)")
  }
}
