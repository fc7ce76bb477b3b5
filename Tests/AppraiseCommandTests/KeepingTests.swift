import FoundationEssentials
import TestSupport
import Testing

/// `--keep N`: old runs go, the newest stay, and nothing else is touched.
@Suite struct KeepingTests {
  @Test func keepsTheNewest() throws {
    let batch = try NightlyBatch()
    var made: [String] = []
    for _ in 0..<4 {
      try batch.run()
      made.append(try batch.target())
    }
    #expect(try batch.runs().count == 4, "all are kept unless it is asked for")
    #expect(try batch.run(plans: "plans.csv", "--keep", "2").status == 0)
    let newest = try batch.target()
    #expect(try batch.runs() == [made[3], newest].map(name))
    #expect(try batch.verify().status == 0)
    #expect(try batch.run(plans: "plans.csv", "--keep", "1").status == 0)
    #expect(try batch.runs() == [name(try batch.target())])
    #expect(try batch.run(plans: "plans.csv", "--keep", "5").status == 0)
    #expect(try batch.runs().count == 2)
    // However many begin in one second, the last one is the newest.
    for _ in 0..<5 {
      #expect(try batch.run(plans: "plans.csv", "--keep", "1").status == 0)
      #expect(try batch.runs() == [name(try batch.target())])
    }
  }

  /// Numbers behind the time count as numbers: the eleventh run of a second is newer than the
  /// second one.
  @Test func knowsTheOrderOfRuns() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let old = ["20250101T000000Z", "20250101T000000Z-2", "20250101T000000Z-10"]
    let others = ["20250101T000000", "20250101T000000Z-1", "20250101T000000Z-02", "notes", "x.csv"]
    for name in old + others {
      try FileManager.default.createDirectory(
        atPath: "\(batch.output)/runs/\(name)", withIntermediateDirectories: false)
    }
    #expect(try batch.run(plans: "plans.csv", "--keep", "3").status == 0)
    let left = try batch.runs()
    #expect(left.contains("20250101T000000Z-10"))
    #expect(!left.contains("20250101T000000Z-2") && !left.contains("20250101T000000Z"))
    #expect(Set(others).isSubset(of: left), "what is no run is not touched")
  }

  @Test func runThatFailsRemovesNothing() throws {
    let batch = try NightlyBatch()
    try batch.run()
    try batch.run()
    let before = try batch.runs()
    #expect(try batch.run(plans: "missing.csv", "--keep", "1").status == 66)
    #expect(try batch.runs() == before)
  }

  @Test(arguments: ["0", "-1", "x"])
  func keepsAtLeastOne(number: String) throws {
    let batch = try NightlyBatch()
    #expect(try batch.run(plans: "plans.csv", "--keep", number).status == 64)
  }

  private func name(_ target: String) -> String { String(target.dropFirst("runs/".count)) }
}
