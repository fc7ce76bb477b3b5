import Batch
import FoundationEssentials
import Glibc
import Runs
import Testing
import TestSupport

/// Lets each system call that a run makes on files fail, the first, the second and so on until a run
/// comes through without having met the fault, as SQLite does it. After each, `current` is the run
/// before or the new one, whole, and the next run works and leaves nothing behind.
struct FaultLoop {
  /// The folder of `plans.csv` and `ratings.csv`, which have no errors in them.
  let inputs: String
  /// Whether the runs write pages: `html` or `none`. Pages are files like the others.
  var pages = "none"
  /// Whether it is a review of a run over these files that is published, and not a run.
  var isReview = false

  private var pageOptions: [String] { isReview ? [] : ["--pages", pages] }

  static let calls = [
    "open", "openat", "mkdir", "mkdirat", "flock", "read", "readdir", "write", "close", "syncfs",
    "fsync",
    "renameat", "renameat2", "symlinkat", "unlinkat",
  ]

  /// What a run may not go on without: ignoring these would publish what is not on the disk.
  private static let syncs: Set = ["syncfs", "fsync"]

  /// Which of the calls of a run fail, one in each run.
  enum Places {
    /// Each of them.
    case each
    /// The first, the second, the fourth and so on, and from there by halves to the last, near which a
    /// run is published: of thousands of calls a few dozen.
    case doubling
  }

  /// Runs with a fault at one call after the other, until a run meets none.
  ///
  /// - Returns: How many faults there were, and how many of the runs said that writing failed.
  @discardableResult
  func run(
    _ call: String, _ effect: FaultInjector.Effect, at places: Places = .each
  ) throws -> (faults: Int, failures: Int) {
    let injector = try FaultInjector()
    let batch = try isReview ? NightlyBatch(reviewing: inputs) : NightlyBatch(inputs: inputs)
    try batch.run(options: pageOptions)
    var (faults, failures) = (0, 0)
    func meetsFault(at number: Int) throws -> Bool {
      let (hadFault, isFailure) = try attempt(call, at: number, effect, injector, batch)
      if hadFault { faults += 1 }
      if isFailure { failures += 1 }
      return hadFault
    }
    // The last call that is known to be made, and the first that is known not to be.
    var (made, notMade) = (0, 1)
    while try meetsFault(at: notMade) {
      made = notMade
      notMade = places == .doubling ? 2 * made : made + 1
    }
    while notMade - made > 1 {
      let middle = (made + notMade) / 2
      if try meetsFault(at: middle) { made = middle } else { notMade = middle }
    }
    #expect(made > 0, "a run makes no such call: \(call)")
    return (faults, failures)
  }

  /// Runs once with a fault at a call, from 1, and expects what has to hold after it.
  ///
  /// - Returns: Whether the run made the call, and whether it said that writing failed.
  private func attempt(
    _ call: String, at number: Int, _ effect: FaultInjector.Effect, _ injector: FaultInjector,
    _ batch: NightlyBatch
  ) throws -> (hadFault: Bool, isFailure: Bool) {
    let before = try batch.everything()
    let runs = try batch.runs()
    let target = try batch.target()
    let (ended, hadFault) = try injector.run(
      arguments(batch), call: call, at: number, effect: effect, directory: inputs)
    let place = "\(call) \(number), \(effect): status \(ended.status), \(ended.errorText)"
    let isNew = try batch.target() != target
    switch ended.status {
    case 0: #expect(isNew, "\(place)")
    // A run of which a file cannot be read does not verify, and is not reviewed.
    case 65 where isReview, 66, 73, 74:
      #expect(ended.errorText.hasPrefix("appraise: "), "\(place)")
      // A run that was not published does not stand among those that were.
      #expect(!isNew, "\(place)")
      #expect(try batch.runs().filter { !$0.hasPrefix(".tmp-") } == runs, "\(place)")
    case 128 + SIGKILL:
      if case .kill = effect { break }
      Issue.record("\(place)")
    default: Issue.record("\(place)")
    }
    // All that was there is there; and nothing is new but below `runs`.
    let after = try batch.everything()
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name) after \(place)") }
    for name in after.keys where before[name] == nil {
      #expect(name.hasPrefix("runs/"), "\(name) after \(place)")
    }
    if hadFault {
      if Self.syncs.contains(call), ended.status != 128 + SIGKILL {
        #expect(ended.status == 74, "\(place)")
      }
      try expectWhole(batch, place)
    } else {
      #expect(ended.status == 0, "\(place)")
    }
    return (hadFault, ended.status == 74)
  }

  /// Expects that the run before or the new one is `current`, that the next run works, and that it
  /// leaves nothing of the one that failed.
  func expectWhole(_ batch: NightlyBatch, _ place: String) throws {
    #expect(try isWhole(batch), "\(place)")
    let next = try batch.run(options: ["--keep", "1"] + (isReview ? [] : ["--pages", "none"]))
    #expect(next.status == 0, "after \(place): \(next.errorText)")
    #expect(try isWhole(batch), "\(place)")
    #expect(try leftovers(of: batch).isEmpty, "\(place)")
    let runs = try batch.runs()
    #expect(runs.count == 1, "after \(place): \(runs)")
  }

  /// What `appraise verify` says of the newest run, without a process for it.
  func isWhole(_ batch: NightlyBatch) throws -> Bool {
    try Verification(of: PublishedRun(at: batch.current)).problems.isEmpty
  }

  /// What is neither a run nor its link, by name.
  func leftovers(of batch: NightlyBatch) throws -> [String] {
    let own = try FileManager.default.contentsOfDirectory(atPath: batch.output)
    let runs = try? batch.runs()
    return (own + (runs ?? [])).filter { $0.hasPrefix(".tmp-") }
  }

  func arguments(_ batch: NightlyBatch, _ options: String...) -> [String] {
    batch.arguments() + ["--quiet"] + pageOptions + options
  }

  /// The files of a run but for the manifest, which knows when it was made.
  func contents(of run: String) throws -> [String: [UInt8]] {
    try TestSupport.contents(below: run).filter { $0.key != "manifest.json" }
  }
}
