import Batch
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Whatever fails, and wherever the process is killed: `current` is the run before or the new one,
/// whole, and the next run works and leaves nothing behind.
///
/// Each system call that a run makes on files is made to fail, the first, the second and so on until
/// a run comes through without having met the fault; as SQLite does it. Where every call fails once,
/// the runs write pages; elsewhere they do not, for they are files like the others.
@Suite struct FaultTests {
  private static let calls = [
    "open", "openat", "mkdir", "mkdirat", "flock", "read", "write", "close", "syncfs", "fsync",
    "renameat", "renameat2", "symlinkat", "unlinkat",
  ]

  @Test(arguments: calls)
  func everyCallFailsOnce(call: String) throws {
    for error in [ENOSPC, EIO] { try everyCall(call, .once(error), pages: "html") }
  }

  @Test(arguments: calls)
  func everyCallFailsFromThenOn(call: String) throws {
    try everyCall(call, .forEver(EDQUOT))
  }

  @Test(arguments: calls)
  func processIsKilledAtEveryCall(call: String) throws { try everyCall(call, .kill) }

  /// The first run of a directory leaves nothing, or a run.
  @Test(arguments: calls)
  func firstRunIsKilledAtEveryCall(call: String) throws {
    let injector = try FaultInjector()
    for number in 1... {
      let batch = try NightlyBatch()
      let (_, hadFault) = try injector.run(
        arguments(batch), call: call, at: number, effect: .kill, directory: NightlyBatch.folder)
      if FileManager.default.fileExists(atPath: batch.current) {
        #expect(try isWhole(batch))
      }
      #expect(try batch.run().status == 0, "after \(call) \(number)")
      #expect(try leftovers(of: batch).isEmpty)
      if !hadFault { return }
    }
  }

  /// A clean-up of a run that was killed is killed itself.
  @Test func cleanUpIsKilledAtEveryCall() throws {
    let injector = try FaultInjector()
    for number in 1... {
      let batch = try NightlyBatch()
      try batch.run()
      // Killed when everything is written.
      _ = try injector.run(
        arguments(batch), call: "syncfs", at: 1, effect: .kill, directory: NightlyBatch.folder)
      #expect(try !leftovers(of: batch).isEmpty, "there is something to clean up")
      let (_, hadFault) = try injector.run(
        arguments(batch), call: "unlinkat", at: number, effect: .kill,
        directory: NightlyBatch.folder)
      try expectWhole(batch, "clean-up killed at \(number)")
      if !hadFault { return }
    }
  }

  /// Interrupted calls and calls that do less than was asked for are gone on with.
  @Test(arguments: ["read", "write"])
  func shortAndInterruptedCallsChangeNothing(call: String) throws {
    let injector = try FaultInjector()
    let batch = try NightlyBatch()
    try batch.run(plans: "plans.csv", "--pages", "none")
    let expected = try contents(of: try batch.newest())
    for effect in [FaultInjector.Effect.short, .once(EINTR)] {
      for number in 1... {
        let (ended, hadFault) = try injector.run(
          arguments(batch, "--keep", "2"), call: call, at: number, effect: effect,
          directory: NightlyBatch.folder)
        #expect(ended.status == 0, "\(call) \(number), \(effect): \(ended.errorText)")
        #expect(try contents(of: try batch.newest()) == expected)
        #expect(try isWhole(batch))
        if !hadFault { break }
      }
    }
  }

  // MARK: - The loop

  /// Runs with a fault at each call in turn, until a run meets none.
  private func everyCall(
    _ call: String, _ effect: FaultInjector.Effect, pages: String = "none"
  ) throws {
    let injector = try FaultInjector()
    let batch = try NightlyBatch()
    try batch.run(plans: "plans.csv", "--pages", pages)
    for number in 1... {
      let before = try batch.everything()
      let target = try batch.target()
      let (ended, hadFault) = try injector.run(
        arguments(batch, pages: pages), call: call, at: number, effect: effect,
        directory: NightlyBatch.folder)
      let place = "\(call) \(number), \(effect): status \(ended.status), \(ended.errorText)"
      let isNew = try batch.target() != target
      switch ended.status {
      case 0: #expect(isNew, "\(place)")
      case 66, 73, 74: #expect(ended.errorText.hasPrefix("appraise: "), "\(place)")
      case 128 + SIGKILL:
        if case .kill = effect { break }
        Issue.record("\(place)")
      default: Issue.record("\(place)")
      }
      // All that was there is there; and nothing is new but a whole run or what a run in the
      // making leaves.
      let after = try batch.everything()
      for (name, bytes) in before { #expect(after[name] == bytes, "\(name) after \(place)") }
      if !hadFault {
        #expect(ended.status == 0, "\(place)")
        return
      }
      try expectWhole(batch, place)
    }
  }

  /// Expects that the run before or the new one is `current`, that the next run works, and that it
  /// leaves nothing of the one that failed.
  private func expectWhole(_ batch: NightlyBatch, _ place: String) throws {
    #expect(try isWhole(batch), "\(place)")
    let next = try batch.run(plans: "plans.csv", "--keep", "1", "--pages", "none")
    #expect(next.status == 0, "after \(place): \(next.errorText)")
    #expect(try isWhole(batch), "\(place)")
    #expect(try leftovers(of: batch).isEmpty, "\(place)")
    let runs = try batch.runs()
    #expect(runs.count == 1, "after \(place): \(runs)")
  }

  /// What `appraise verify` says of the newest run, without a process for it.
  private func isWhole(_ batch: NightlyBatch) throws -> Bool {
    try Verification(run: batch.current).problems.isEmpty
  }

  /// What is neither a run nor its link, by name.
  private func leftovers(of batch: NightlyBatch) throws -> [String] {
    let own = try FileManager.default.contentsOfDirectory(atPath: batch.output)
    let runs = try? batch.runs()
    return (own + (runs ?? [])).filter { $0.hasPrefix(".tmp-") }
  }

  private func arguments(
    _ batch: NightlyBatch, pages: String = "none", _ options: String...
  ) -> [String] {
    [
      "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", batch.output,
      "--quiet", "--pages", pages,
    ]
      + options
  }

  /// The files of a run but for the manifest, which knows when it was made.
  private func contents(of run: String) throws -> [String: [UInt8]] {
    try TestSupport.contents(below: run).filter { $0.key != "manifest.json" }
  }
}
