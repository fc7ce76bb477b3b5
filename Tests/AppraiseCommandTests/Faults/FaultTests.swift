import Batch
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Whatever fails, and wherever the process is killed: `current` is the run before or the new one,
/// whole, and the next run works and leaves nothing behind.
@Suite struct FaultTests {
  private let loop = FaultLoop(inputs: NightlyBatch.folder)

  /// One of the errors at each call, the other at a few dozen; `make torture` has both at each.
  @Test(arguments: FaultLoop.calls)
  func everyCallFailsOnce(call: String) throws {
    let withPages = FaultLoop(inputs: NightlyBatch.folder, pages: "html")
    try withPages.run(call, .once(ENOSPC))
    try withPages.run(call, .once(EIO), at: .doubling)
  }

  /// Some file systems say that a write failed only when the file is closed.
  @Test func everyFileThatCannotBeClosedIsNoticed() throws {
    let batch = try NightlyBatch()
    try batch.run(plans: "plans.csv", "--pages", "none")
    let files = try files(below: try batch.newest())
    #expect(try loop.run("close", .once(EIO)).failures >= files.count)
  }

  /// `make torture` begins with each of the calls.
  @Test(arguments: FaultLoop.calls)
  func everyCallFailsFromThenOn(call: String) throws {
    try loop.run(call, .forEver(EDQUOT), at: .doubling)
  }

  @Test(arguments: FaultLoop.calls)
  func processIsKilledAtEveryCall(call: String) throws { try loop.run(call, .kill) }

  /// The first run of a directory leaves nothing, or a run.
  @Test(arguments: FaultLoop.calls)
  func firstRunIsKilledAtEveryCall(call: String) throws {
    let injector = try FaultInjector()
    for number in 1... {
      let batch = try NightlyBatch()
      let (_, hadFault) = try injector.run(
        loop.arguments(batch), call: call, at: number, effect: .kill, directory: NightlyBatch.folder
      )
      if FileManager.default.fileExists(atPath: batch.current) {
        #expect(try loop.isWhole(batch))
      }
      #expect(try batch.run().status == 0, "after \(call) \(number)")
      #expect(try loop.leftovers(of: batch).isEmpty)
      if !hadFault { return }
    }
  }

  /// A sync that fails before or after `current` is there: the run is not published, and nothing of it
  /// stays.
  @Test(arguments: ["syncfs", "fsync"])
  func firstRunThatIsNotSyncedLeavesNothing(call: String) throws {
    let injector = try FaultInjector()
    for number in 1... {
      let batch = try NightlyBatch()
      let (ended, hadFault) = try injector.run(
        loop.arguments(batch), call: call, at: number, effect: .once(EIO),
        directory: NightlyBatch.folder)
      if !hadFault {
        #expect(number > (call == "fsync" ? 2 : 1), "no fault after the last \(call)")
        return
      }
      #expect(ended.status == 74, "\(call) \(number)")
      #expect((try? batch.target()) == nil, "\(call) \(number)")
      #expect(try batch.runs() == [], "\(call) \(number)")
      #expect(try batch.run().status == 0, "after \(call) \(number)")
    }
  }

  /// A clean-up of a run that was killed is killed itself.
  @Test func cleanUpIsKilledAtEveryCall() throws {
    let injector = try FaultInjector()
    for number in 1... {
      let batch = try NightlyBatch()
      try batch.run()
      // Killed when everything is written, or while it is.
      _ = try injector.run(
        loop.arguments(batch), call: "syncfs", at: 1, effect: .kill, directory: NightlyBatch.folder)
      #expect(try !loop.leftovers(of: batch).isEmpty, "there is something to clean up")
      let (_, hadFault) = try injector.run(
        loop.arguments(batch), call: "unlinkat", at: number, effect: .kill,
        directory: NightlyBatch.folder)
      try loop.expectWhole(batch, "clean-up killed at \(number)")
      if !hadFault { return }
    }
  }

  /// Old runs are removed after the new one is published. Where that fails, the program says that the
  /// run is published, and what is wrong; the next run removes them.
  @Test(arguments: ["openat", "renameat2", "unlinkat"])
  func cleanUpFailsAtEveryCall(call: String) throws {
    let injector = try FaultInjector()
    let batch = try NightlyBatch()
    try batch.run()
    var complaints = 0
    for number in 1... {
      let before = try batch.target()
      let (ended, hadFault) = try injector.run(
        loop.arguments(batch, "--keep", "1"), call: call, at: number, effect: .once(EIO),
        directory: NightlyBatch.folder)
      let place = "\(call) \(number): status \(ended.status), \(ended.errorText)"
      let isNew = try batch.target() != before
      #expect(isNew == (ended.status == 0), "\(place)")
      if ended.errorText.hasPrefix("appraise: the run is published, but: ") {
        complaints += 1
        #expect(ended.status == 0, "\(place)")
      }
      if !hadFault { break }
      try loop.expectWhole(batch, place)
    }
    #expect(complaints > 0, "no fault reached the clean-up")
  }

  /// Interrupted calls and calls that do less than was asked for are gone on with.
  @Test(arguments: ["read", "write"])
  func shortAndInterruptedCallsChangeNothing(call: String) throws {
    let injector = try FaultInjector()
    let batch = try NightlyBatch()
    try batch.run(plans: "plans.csv", "--pages", "none")
    let expected = try loop.contents(of: try batch.newest())
    for effect in [FaultInjector.Effect.short, .once(EINTR)] {
      for number in 1... {
        let (ended, hadFault) = try injector.run(
          loop.arguments(batch, "--keep", "2"), call: call, at: number, effect: effect,
          directory: NightlyBatch.folder)
        #expect(ended.status == 0, "\(call) \(number), \(effect): \(ended.errorText)")
        #expect(try loop.contents(of: try batch.newest()) == expected)
        #expect(try loop.isWhole(batch))
        if !hadFault { break }
      }
    }
  }

  /// A run that writes for a while is synced while it does; no such sync fails unnoticed.
  @Test func everySyncDuringTheWritingFails() throws {
    let agency = try MadeUpInputs(executives: 6000)
    let faults = try FaultLoop(inputs: agency.path).run("syncfs", .once(EIO)).faults
    // In release mode so small a run may be over before the first sync.
    #if DEBUG
      #expect(faults > 1, "no sync but the last")
    #endif
  }
}
