import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// What takes too long for every day: `make torture` runs it, and says the figures. The small
/// versions of all of it are among the other tests.
@Suite(.enabled(if: Torture.isAskedFor, "make torture runs it"), .serialized)
struct TortureTests {
  /// Each call of a small run fails, with what the other tests try at a few dozen of them only.
  @Test(arguments: FaultLoop.calls)
  func callsOfASmallRun(call: String) throws {
    let withPages = FaultLoop(inputs: NightlyBatch.folder, pages: "html")
    let faults = [
      try withPages.run(call, .once(EIO)).faults, try withPages.run(call, .forEver(EDQUOT)).faults,
    ]
    print("torture: \(faults[0]) and \(faults[1]) faults at \(call), ten executives")
  }

  /// Calls all over a large run fail, once and from then on, and are where it is killed.
  @Test(arguments: FaultLoop.calls)
  func callsOfALargeRun(call: String) throws {
    let agency = try MadeUpInputs(executives: Torture.executives)
    let loop = FaultLoop(inputs: agency.path)
    var faults = 0
    for effect in [FaultInjector.Effect.once(ENOSPC), .once(EIO), .forEver(EDQUOT), .kill] {
      faults += try loop.run(call, effect, at: .doubling).faults
    }
    print("torture: \(faults) faults at \(call), \(Torture.executives) executives")
  }

  /// Runs that are killed at random moments, each after the one before: `current` verifies, and the
  /// next run works and leaves nothing behind.
  @Test func killsAtRandomMoments() throws {
    let agency = try MadeUpInputs(executives: Torture.killedExecutives)
    let batch = try NightlyBatch(inputs: agency.path)
    let clock = ContinuousClock()
    var started = clock.now
    #expect(try batch.run().status == 0)
    let whole = (clock.now - started) / .seconds(1)
    var random = SystemRandomNumberGenerator()
    let seed = Torture.number("TORTURE_SEED") ?? Int(random.next() >> 33)
    var moments = SplitMix(seed: UInt64(seed))
    var (killed, published) = (0, 0)
    for kill in 1...Torture.kills {
      let moment = Double.random(in: 0...1.4 * whole, using: &moments)
      let before = try batch.target()
      started = clock.now
      let ended = try BuiltProgram.located().run(
        ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", batch.output]
          + ["--quiet", "--keep", "2"],
        directory: batch.inputs, signal: (SIGKILL, after: moment))
      let place = "seed \(seed), kill \(kill) after \(moment) s: \(ended.errorText)"
      if ended.status == 128 + SIGKILL { killed += 1 }
      #expect([0, 128 + SIGKILL].contains(ended.status), "\(place)")
      if try batch.target() != before { published += 1 }
      #expect(try batch.verify().status == 0, "\(place)")
    }
    #expect(try batch.run(plans: "plans.csv", "--keep", "1").status == 0)
    #expect(try batch.verify().status == 0)
    let left = try batch.runs()
    #expect(left.count == 1, "debris: \(left)")
    #expect(killed > 0, "seed \(seed): no run was killed")
    print(
      "torture: seed \(seed): \(killed) of \(Torture.kills) runs over "
        + "\(Torture.killedExecutives) executives killed, \(published) of all published")
  }

  /// How many bytes of memory a finding may take until it is written: sixteen say what it is and where, four
  /// where the value ends that was found, which here has seven bytes.
  private static let bytesOfEach = 32

  /// Millions of findings are all written, to `findings.csv` and to rosters, in the memory that a
  /// clean file of the size takes, and no more for each than what the field held and a few bytes.
  @Test func findingsAreAllWritten() throws {
    let records = Torture.findings / WrongRecords.findingsOfEach
    let batch = WrongRecords(count: records)
    let clean = try batch.peak(ofRunOver: batch.clean, isInMemory: false)
    #expect(clean.status == 0 && clean.findings == 0)
    let wrong = try batch.peak(ofRunOver: batch.wrong, isInMemory: false)
    #expect(wrong.status == 1)
    #expect(wrong.findings == records * WrongRecords.findingsOfEach)
    #expect(wrong.kilobytes < clean.kilobytes + wrong.findings * Self.bytesOfEach / 1024)
    print(
      "torture: \(wrong.findings) findings, \(wrong.kilobytes / 1024) MiB; "
        + "a clean file of \(records) executives, \(clean.kilobytes / 1024) MiB")
  }
}

/// How large the tests of ``TortureTests`` are, as the environment says.
enum Torture {
  static let isAskedFor = number("TORTURE") == 1
  static let executives = number("TORTURE_EXECUTIVES") ?? 100_000
  static let findings = number("TORTURE_FINDINGS") ?? 10_000_000
  static let kills = number("TORTURE_KILLS") ?? 100
  static let killedExecutives = number("TORTURE_KILLED_EXECUTIVES") ?? 1_000_000

  static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}
