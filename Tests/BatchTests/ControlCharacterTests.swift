import Testing

/// Which characters in a text reject its executive: those that command a terminal or turn the text
/// around them, and none of their neighbours.
@Suite struct ControlCharacterTests {
  private static let refused: [ClosedRange<UInt32>] = [
    0x01...0x09, 0x0B...0x0C, 0x0E...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069,
  ]
  private static let neighbours: [UInt32] = [
    0x20, 0x7E, 0xA0, 0xBF, 0xC0, 0x200E, 0x200F, 0x2027, 0x202F, 0x2065, 0x206A, 0x20AA,
    0x21A6, 0x21A8, 0x1_2028, 0x1_202A,
  ]

  @Test(arguments: ["name", "position_title", "organization", "appointment", "prb"])
  func eachIsFoundAndItsNeighboursAreNot(column: String) async throws {
    let place = try Workplace()
    let numbers = Self.refused.flatMap { Array($0) } + Self.neighbours
    let scalars = numbers.compactMap(Unicode.Scalar.init)
    #expect(scalars.count == numbers.count)
    var plans = "executive_id,\(column)," + Agency.elements.joined(separator: ",") + "\n"
    for scalar in scalars { plans += "ES-\(scalar.value),A\(scalar)B,10,10,10,10,60\n" }
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)],
      ratings: [place.file("ratings.csv", MixedLayoutTests.wide)])
    let found = BatchLawsTests.lines(files["findings.csv"]).compactMap { line -> UInt32? in
      let fields = line.split(separator: ",")
      guard fields[1] == "control-character" else { return nil }
      return UInt32(fields[7].dropFirst("ES-".count))
    }
    #expect(found == Self.refused.flatMap { Array($0) })
  }
}
