package import Columns
package import Files
/// The output directory of the user, locked, with a run in the making below it.
///
///     DIR/.lock
///     DIR/current -> runs/<run id>      the newest complete run
///     DIR/runs/<run id>/                complete runs
///     DIR/runs/.tmp-<run id>/           a run in the making
///
/// Nothing outside the temporary directory changes before ``publish()``, which renames it; whatever
/// happens before that, `current` is the run before. Where a program is killed after it, but before `current` leads
/// to the run, a link that was prepared says so, and the next publication begins by putting it in its place.
package struct Publication {
  /// The name of the run's directory: the time at which it began, UTC, `20260131T235959Z`.
  package let runID: String
  /// Where the files of the run go.
  package let staging: RunDirectory
  private let kind: Manifest.Kind
  private let output: Directory
  private let runs: Directory
  /// Held as long as the publication lives.
  private let lock: DirectoryLock
  private let stopSignals: StopSignals
  /// The run that `current` led to when this one began.
  package let previous: Manifest.Previous?
  /// That run, where the program that made it was killed before `current` led to it, and it does since now.
  package let finished: String?
  /// Its manifest; `nil` where there is none, or none that can be read.
  private let previousManifest: [UInt8]?

  /// Opens the output directory, makes it if there is none, takes its lock and begins a run.
  ///
  /// - Parameters:
  ///   - path: The output directory.
  ///   - kind: What it is to be. A directory holds runs or reviews, and never both: whoever relies on
  ///     `current` would be led to something else.
  ///   - stopSignals: Will remove the run in the making if the program is to stop.
  /// - Throws: ``RunError``: ``RunError/Kind/locked`` where another run holds the lock,
  ///   ``RunError/Kind/cannotCreate`` where the directory cannot be trusted or written to.
  package init(
    output path: String, of kind: Manifest.Kind = .run, stopSignals: StopSignals
  ) throws(RunError) {
    try requireOutsideOfRuns(path)
    try Directory.create(path)
    let output = try Directory(opening: path)
    lock = try output.lock()
    let runs = try output.directory("runs", create: true)
    finished = try Self.finishPublishing(in: output, runs)
    let current = RunID.inLink(output.target(ofLink: "current"))
    if output.contains("current"), current == nil {
      throw RunError(
        .cannotCreate,
        "\(path)/current: this is not a link to a run. Move it away, or use another directory.")
    }
    for name in try runs.entries() where name.utf8.starts(with: ".tmp-".utf8) {
      try runs.remove(name)
    }
    let runID = RunID.next(at: timestamp(), after: try runs.entries())
    self.runID = runID
    self.kind = kind
    self.output = output
    self.stopSignals = stopSignals
    // A run before that nobody can read is no reason to go without one tonight; the chain says so.
    let before = current.flatMap { name in
      (try? runs.directoryIfAny(name)?.read(RunFile.manifest.path)) ?? nil
    }
    if let before, Manifest.Kind(ofManifest: before.bytes) != kind {
      throw RunError(
        .cannotCreate,
        "\(path): this directory holds \(kind == .run ? "reviews" : "runs"), and cannot hold "
          + "\(kind == .run ? "runs" : "reviews") as well. Name another one with --output.")
    }
    previous = current.map { Manifest.Previous(run: $0, sha256: before?.sha256) }
    previousManifest = before?.bytes
    self.runs = runs
    let temporary = ".tmp-\(runID)"
    stopSignals.begin { runs.removeInUse(temporary) }
    do throws(RunError) {
      staging = try RunDirectory(
        making: try runs.newDirectory(temporary), for: kind == .run ? RunFile.all : RunFile.ofReview
      )
    } catch {
      stopSignals.abandon()
      throw error
    }
  }

  /// Lets `current` lead to a run that has its name already and that it was about to lead to when a program was
  /// killed: the one that was made right after that which it leads to.
  ///
  /// - Returns: The run; `nil` where there is none.
  private static func finishPublishing(
    in output: Directory, _ runs: Directory
  ) throws(RunError) -> String? {
    guard let run = RunID.inLink(output.target(ofLinkPreparedFor: "current")),
      let manifest = (try? runs.directoryIfAny(run))?.flatMap(\.manifest),
      manifest.made.run == run,
      manifest.made.previous.map({ "runs/\($0.run)" }) == output.target(ofLink: "current")
    else { return nil }
    try leadCurrent(in: output)
    return run
  }

  /// Lets `current` lead to where the link that was prepared leads.
  private static func leadCurrent(in output: Directory) throws(RunError) {
    try output.replaceByPreparedLink("current")
    try output.synchronize()
  }

  /// What the manifest of the run before says; `nil` where there is none.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it cannot be read.
  package func manifestBefore() throws(RunError) -> Manifest? {
    guard previous != nil else { return nil }
    return try Manifest(previousManifest ?? [])
  }

  /// The path of the complete run.
  package var path: String { "\(output.path)/runs/\(runID)" }

  /// Makes the run durable, gives it its name and lets `current` lead to it.
  ///
  /// - Throws: ``RunError``; the run before is then still `current`.
  package func publish() throws(RunError) {
    try staging.root.synchronizeFileSystem()
    try stopSignals.settle { () throws(RunError) in
      // From here on it is known what was to be published, wherever the program is killed.
      try output.prepareLink("current", target: "runs/\(runID)")
      do throws(RunError) {
        try runs.rename(".tmp-\(runID)", to: runID)
      } catch {
        output.forgetPreparedLink("current")
        throw error
      }
      do throws(RunError) {
        try runs.synchronize()
        try Self.leadCurrent(in: output)
      } catch {
        // Before all else: what is said not to be published must not be by the next one.
        output.forgetPreparedLink("current")
        takeBack()
        throw error
      }
    }
  }

  /// Lets `current` lead to the run before again, if it does not, and removes this run: one that
  /// nobody published must not look like one. It stays where `current` cannot be led away from it.
  private func takeBack() {
    if output.target(ofLink: "current") == "runs/\(runID)" {
      do throws(RunError) {
        if let previous {
          try output.replaceLink("current", target: "runs/\(previous.run)")
        } else {
          try output.remove("current")
        }
      } catch { return }
    }
    runs.removeInUse(runID)
  }

  /// Removes what there is of the run.
  package func abandon() { stopSignals.abandon() }

  /// The complete runs besides this one, the oldest first.
  private func others() throws(RunError) -> [String] {
    try runs.entries().filter { RunID.isOne($0) && $0 != runID }.sorted(by: RunID.areInOrder)
  }

  /// Removes the oldest runs; never this one, which is `current` now, and no review that is for good
  /// (``Manifest/isForGood``) or came after one: each manifest proves the one before it, and that of such a review
  /// has to be proved by all that follow.
  ///
  /// A run to be removed is first renamed to a temporary name: if the program ends in between, the
  /// next run removes the rest, and nobody sees half a run.
  ///
  /// - Parameter kept: How many runs to keep, at least 1.
  /// - Returns: The runs removed, the oldest first.
  /// - Throws: ``RunError/Kind/inputOutput`` and ``RunError/Kind/cannotCreate``; the runs that were not removed are
  ///   whole. ``RunError/Kind/untrustworthyInput`` where the manifest of a review cannot be read: it may be for good,
  ///   and it stays with all that came after it.
  package func prune(keeping kept: Int) throws(RunError) -> [String] {
    precondition(kept > 0, "the newest run stays")
    var removed: [String] = []
    for name in try others().dropLast(kept - 1) {
      if kind == .review {
        guard let manifest = (try? runs.directory(name))?.manifest else {
          throw RunError(
            .untrustworthyInput,
            "\(runs.path)/\(name): its manifest cannot be read, so it was not removed, nor was what came after it. See "
              + "what is wrong with 'appraise verify'.")
        }
        if manifest.isForGood { break }
      }
      try runs.rename(name, to: ".tmp-\(name)")
      try runs.remove(".tmp-\(name)")
      removed.append(name)
    }
    return removed
  }

  /// The newest review that is for good, where `current` leads to none or to an older one: it must not be passed
  /// over.
  package func officialPassedOver() throws(RunError) -> String? {
    try others().last { name in
      if let previous, !RunID.areInOrder(previous.run, name) { return false }
      return (try? runs.directory(name))?.manifest?.isForGood == true
    }
  }
}
