import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A review is published like a run: whatever fails, and wherever it is killed, `current` is the review
/// before or the new one, whole.
@Suite struct ReviewFaultTests {
  /// The calls that make a review, of those that a run makes.
  private static let calls = [
    "openat", "mkdirat", "write", "close", "syncfs", "fsync", "renameat", "renameat2", "symlinkat",
    "unlinkat",
  ]

  /// The ten executives, and a sheet that their board handed back.
  private static func inputs(in scratch: ScratchDirectory) throws -> String {
    for name in ["plans.csv", "ratings.csv"] {
      _ = try scratch.write(try bytes(ofFile: "\(NightlyBatch.folder)/\(name)"), to: name)
    }
    _ = try scratch.write(
      Array(
        """
        format: 1
        agency: Ten
        period: {from: 2025-10-01, to: 2026-09-30}
        units:
          - name: All
            boards: rest

        """.utf8), to: "cycle.yaml")
    let plans = String(
      decoding: try bytes(ofFile: "\(NightlyBatch.folder)/plans.csv"), as: UTF8.self)
    let ids = plans.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first }
    let sheet = "executive_id,prb_recommended_rating\n" + ids.map { "\($0),concur\n" }.joined()
    _ = try scratch.write(Array(sheet.utf8), to: "returned.csv")
    return scratch.path
  }

  @Test(arguments: calls)
  func everyCallFailsOnce(call: String) throws {
    let scratch = try ScratchDirectory()
    try FaultLoop(inputs: Self.inputs(in: scratch), isReview: true).run(call, .once(EIO))
  }

  @Test(arguments: calls)
  func processIsKilledAtEveryCall(call: String) throws {
    let scratch = try ScratchDirectory()
    try FaultLoop(inputs: Self.inputs(in: scratch), isReview: true).run(call, .kill)
  }
}
