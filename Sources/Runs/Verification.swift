package import Columns
import Files

/// Whether a run is as it was published, every file against the manifest; and, if that is asked,
/// whether it came from certain inputs and after certain runs.
package struct Verification: Sendable {
  /// What is wrong with one file.
  package struct Problem: Hashable, Sendable {
    /// How the file differs.
    package enum Kind: String, Sendable {
      case changed, missing, extra
      /// A manifest that this program cannot read, though it may be as it was published: the chain
      /// cannot be followed beyond it.
      case unreadable
    }

    /// The path from the run's directory: `scores.csv`, and `../20260131T235959Z/scores.csv` in a
    /// run before it; of an input the option and its name, `--plans plans.csv`.
    package let name: String
    package let kind: Kind
    /// What is wrong and what to do, where the kind does not say it.
    let explanation: String?

    fileprivate init(name: String, kind: Kind, explanation: String? = nil) {
      self.name = name
      self.kind = kind
      self.explanation = explanation
    }
  }

  /// Whether the newest run was found by the link `current` of a directory of runs.
  private(set) var isCurrent = false
  /// The number of files that the manifests name.
  package private(set) var files = 0
  /// The number of inputs that were compared.
  package private(set) var inputs = 0
  /// The runs that were verified, the newest first.
  package private(set) var runs: [String] = []
  /// The run before the oldest of them, where the chain goes on but the run is not kept any more.
  package private(set) var runNotKept: String?
  /// Sorted by name; empty when all is as it was published.
  package private(set) var problems: [Problem] = []

  /// Reads a run, all of it.
  ///
  /// - Parameters:
  ///   - published: The run.
  ///   - plans: The files that it is said to come from, in the order in which they were given to
  ///     it; with none of a role nothing is compared for this role.
  ///   - ratings: The same for the ratings.
  ///   - followingChain: Whether to go on with the run that was `current` when this one began, and
  ///     so on. Each manifest holds the hash of the one before it, so anyone who keeps one manifest
  ///     safe can prove all that came before.
  /// - Throws: ``RunError/Kind/unreadableInput`` where an input cannot be read.
  package init(
    of published: PublishedRun, plans: [String] = [], ratings: [String] = [],
    followingChain: Bool = false
  ) throws(RunError) {
    isCurrent = published.isCurrent
    let manifest = published.manifest
    try verify(published, prefix: "")
    try verify("--plans", plans, by: manifest.inputs.filter { $0.role == "plans" })
    try verify("--ratings", ratings, by: manifest.inputs.filter { $0.role == "ratings" })
    if followingChain {
      try verifyRuns(before: manifest, in: try published.siblings())
    }
    problems.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The files of one run.
  private mutating func verify(_ run: PublishedRun, prefix: String) throws(RunError) {
    let manifest = run.manifest
    for file in manifest.files {
      if let kind = run.read(file).problem {
        problems.append(Problem(name: prefix + file.name, kind: kind))
      }
    }
    for name in try run.extras() {
      problems.append(Problem(name: prefix + name, kind: .extra))
    }
    files += manifest.files.count
    runs.append(manifest.made.run)
  }

  /// The inputs of one role, in their order.
  private mutating func verify(
    _ option: String, _ paths: [String], by recorded: [Manifest.Input]
  ) throws(RunError) {
    guard !paths.isEmpty else { return }
    for (path, input) in zip(paths, recorded) {
      var file = try InputFile(path: path)
      let identity = try file.readWhole()
      if identity.bytes != input.bytes || identity.sha256 != input.sha256 {
        problems.append(Problem(name: "\(option) \(path)", kind: .changed))
      }
    }
    for path in paths.dropFirst(recorded.count) {
      problems.append(Problem(name: "\(option) \(path)", kind: .extra))
    }
    for input in recorded.dropFirst(paths.count) {
      problems.append(Problem(name: "\(option) \(input.name)", kind: .missing))
    }
    inputs += max(paths.count, recorded.count)
  }

  /// The runs that were `current` before, as far as they are kept.
  private mutating func verifyRuns(
    before newest: Manifest, in directory: Directory
  ) throws(RunError) {
    var manifest = newest
    var seen = Set(runs)
    while let previous = manifest.made.previous {
      let name = "../\(previous.run)/manifest.json"
      guard RunID.isOne(previous.run), seen.insert(previous.run).inserted else {
        // No run of this program names such a run before it.
        problems.append(Problem(name: name, kind: .changed))
        return
      }
      guard directory.contains(previous.run) else {
        let hasOlder = try directory.entries().contains {
          RunID.isOne($0) && RunID.areInOrder($0, previous.run)
        }
        if hasOlder {
          problems.append(Problem(name: name, kind: .missing))
        } else {
          runNotKept = previous.run
        }
        return
      }
      guard let run = try? directory.directory(previous.run),
        let found = run.read("manifest.json")
      else {
        problems.append(Problem(name: name, kind: .missing))
        return
      }
      if found.sha256 != previous.sha256 { problems.append(Problem(name: name, kind: .changed)) }
      let before: Manifest
      do { before = try Manifest(found.bytes) } catch {
        problems.append(
          Problem(
            name: name, kind: .unreadable,
            explanation: "Run \(previous.run): \(error) Neither its files nor the runs before it "
              + "were verified."))
        return
      }
      try verify(PublishedRun(in: run, by: before), prefix: "../\(previous.run)/")
      manifest = before
    }
  }
}
