import Glibc

/// The output directory of the user, locked, with a run in the making below it.
///
///     DIR/.lock
///     DIR/current -> runs/<run id>      the newest complete run
///     DIR/runs/<run id>/                complete runs
///     DIR/runs/.tmp-<run id>/           a run in the making
///
/// Nothing outside the temporary directory changes before ``publish()``, which renames it; whatever
/// happens before that, `current` is the run before.
struct Publication {
  /// The name of the run's directory: the time at which it began, UTC, `20260131T235959Z`.
  let runID: String
  /// Where the files of the run go.
  let staging: Directory
  /// Where its rosters go.
  let rosters: Directory
  private let output: Directory
  private let runs: Directory
  /// Held as long as the publication lives.
  private let lock: DirectoryLock

  /// Opens the output directory, makes it if there is none, takes its lock and begins a run.
  ///
  /// - Throws: ``RunError``: ``RunError/Kind/locked`` where another run holds the lock,
  ///   ``RunError/Kind/cannotCreate`` where the directory cannot be trusted or written to.
  init(output path: String) throws(RunError) {
    try Directory.create(path)
    let output = try Directory(opening: path)
    lock = try output.lock()
    if output.contains("current"), output.target(ofLink: "current")?.hasPrefix("runs/") != true {
      throw RunError(
        .cannotCreate,
        "\(path)/current: this is not the link to a run. Move it away, or use another directory.")
    }
    runs = try output.directory("runs", create: true)
    for name in try runs.entries() where name.utf8.starts(with: ".tmp-".utf8) {
      try runs.remove(name)
    }
    let now = timestamp()
    var runID = now
    var repetition = 1
    while runs.contains(runID) {
      repetition += 1
      runID = "\(now)-\(repetition)"
    }
    staging = try runs.newDirectory(".tmp-\(runID)")
    rosters = try staging.newDirectory("rosters")
    self.runID = runID
    self.output = output
  }

  /// The path of the complete run.
  var path: String { "\(output.path)/runs/\(runID)" }

  /// Makes the run durable, gives it its name and lets `current` lead to it.
  ///
  /// - Throws: ``RunError``; the run before is then still `current`.
  func publish() throws(RunError) {
    try staging.synchronizeFileSystem()
    try runs.rename(".tmp-\(runID)", to: runID)
    try runs.synchronize()
    try output.replaceLink("current", target: "runs/\(runID)")
    try output.synchronize()
  }

  /// Removes what there is of the run.
  func abandon() { try? runs.remove(".tmp-\(runID)") }
}

/// The time now, UTC, in the basic form of ISO 8601: `20260131T235959Z`.
func timestamp() -> String {
  var now = time(nil)
  var fields = unsafe tm()
  _ = unsafe gmtime_r(&now, &fields)
  func digits(_ number: Int32, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
  let date =
    unsafe digits(fields.tm_year + 1900, 4) + digits(fields.tm_mon + 1, 2)
    + digits(fields.tm_mday, 2)
  let time = unsafe digits(fields.tm_hour, 2) + digits(fields.tm_min, 2) + digits(fields.tm_sec, 2)
  return "\(date)T\(time)Z"
}
