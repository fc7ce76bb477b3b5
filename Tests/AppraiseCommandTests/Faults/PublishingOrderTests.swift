import TestSupport
import Testing

/// What would be left after a power cut hangs on the order of a few calls, which no test that only
/// looks at the files can see.
@Suite struct PublishingOrderTests {
  /// The calls of a run, the first one of its directory or a later one, and the run's id.
  private func calls(isFirst: Bool) throws -> (calls: [String], run: String, files: [String]) {
    let batch = try NightlyBatch()
    if !isFirst { try batch.run() }
    let (ended, calls) = try FaultInjector().trace(
      ["run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output", batch.output],
      below: batch.output, directory: NightlyBatch.folder)
    #expect(ended.status == 0, "\(ended.errorText)")
    let target = try batch.target()
    return (
      calls, String(target.dropFirst("runs/".count)), try files(below: try batch.newest())
    )
  }

  /// Everything of a run is on the disk before it gets its name; its name is before `current` leads
  /// to it; and that is before the program says that it is done.
  @Test(arguments: [true, false])
  func eachStepIsDurableBeforeTheNext(isFirst: Bool) throws {
    let (calls, run, files) = try calls(isFirst: isFirst)
    let temporary = "runs/.tmp-\(run)"
    func last(_ call: String) throws -> Int {
      try #require(calls.lastIndex(of: call), "no \(call) in \(calls)")
    }
    for name in files {
      #expect(calls.contains("write \(temporary)/\(name)"), "\(name)")
      #expect(calls.contains("close \(temporary)/\(name)"), "\(name)")
    }
    let changes = ["openat", "mkdirat", "write"]
    let changed = try #require(
      calls.lastIndex { call in changes.contains { call.hasPrefix("\($0) \(temporary)") } })
    let order = [
      changed,
      try last("syncfs \(temporary)"),
      // What is killed after the next call is finished by it.
      try last("symlinkat .tmp-current"),
      // 1 is RENAME_NOREPLACE: what has that name is another's.
      try last("renameat2 \(temporary) runs/\(run) 1"),
      try last("fsync runs"),
      try last("renameat .tmp-current current"),
      try last("fsync ."),
    ]
    #expect(order == order.sorted(), "\(calls)")
    for call in ["renameat .tmp-current current", "fsync runs", "fsync ."] {
      #expect(calls.count { $0 == call } == 1, "\(calls)")
    }
    #expect(!calls[order[1]...].contains { $0.hasPrefix("write ") }, "\(calls)")
  }
}
