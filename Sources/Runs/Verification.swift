package import Columns
import Files
import Tables

/// Whether a run or a review is as it was published, every file against the manifest; and, if that is
/// asked, whether it came from certain inputs and after certain others, and a review from its run.
package struct Verification: Sendable {
  /// What is wrong with one file.
  package struct Problem: Hashable, Sendable {
    /// How the file differs.
    package enum Kind: String, Sendable {
      case changed, missing, extra
      /// A file that cannot be read, for want of permission or because of the disk; or a manifest that this program
      /// does not understand, beyond which the chain cannot be followed. It may be as it was published.
      case unreadable
    }

    /// The path from the directory of what is verified: `scores.csv`, and
    /// `../20260131T235959Z/scores.csv` in a run before it; of the run that a review names
    /// `run 20260131T235959Z/scores.csv`; of an input the option and its name, `--plans plans.csv`.
    package let name: String
    /// How it differs from what was published.
    package let kind: Kind
    /// What is wrong and what to do, where the kind does not say it.
    let explanation: String?

    fileprivate init(name: String, kind: Kind, explanation: String? = nil) {
      self.name = name
      self.kind = kind
      self.explanation = explanation
    }
  }

  /// Files that something is said to have come from.
  package struct Claim: Sendable {
    /// Their role in the manifest, which is the name of their option.
    let role: String
    let paths: [String]

    /// A claim; with no paths nothing is compared.
    package init(_ role: String, _ paths: [String]) {
      self.role = role
      self.paths = paths
    }

    fileprivate var option: String { "--\(role)" }
  }

  /// One run or review, and those before it, as far as they were verified.
  struct Chain: Sendable {
    /// The newest first.
    fileprivate(set) var ids: [String] = []
    /// The number of files that their manifests name.
    fileprivate(set) var files = 0
    /// The one before the oldest of them, where the chain goes on but it is not kept any more.
    fileprivate(set) var notKept: String?
    fileprivate var problems: [Problem] = []
    /// Of reviews the runs that they name.
    fileprivate var reviewed: [Manifest.Review.Run] = []
    /// The hashes of their manifests by their ids; without that of the first.
    fileprivate var hashes: [String: String] = [:]
  }

  /// What was verified.
  let kind: Manifest.Kind
  /// Whether its directory of runs or reviews was named, so that the result has to say which one it is.
  let isFoundByDirectory: Bool
  let chain: Chain
  /// The run that a review names and, where the chain is followed, those before it; `nil` unless that was
  /// asked.
  private(set) var runs: Chain?
  /// The runs that reviews name and that were not verified.
  private(set) var runsNotVerified: [String] = []
  /// The number of inputs that were compared.
  package private(set) var inputs = 0
  /// Sorted by name; empty when all is as it was published.
  package private(set) var problems: [Problem] = []

  /// Reads a run or a review, all of it.
  ///
  /// - Parameters:
  ///   - published: The run or review.
  ///   - claims: The files that it is said to come from, in the order in which they were given to a run,
  ///     in any order of a review; a role with none is not compared.
  ///   - run: The run that a review is said to be of, or another one of the same directory of runs.
  ///   - followingChain: Whether to go on with the one that was `current` when this one began, and
  ///     so on. Each manifest holds the hash of the one before it, so anyone who keeps one manifest
  ///     safe can prove all that came before.
  /// - Throws: ``RunError/Kind/unreadableInput`` where an input cannot be read, and
  ///   ``RunError/Kind/usage`` where it never comes from such inputs, or is of no run.
  package init(
    of published: PublishedRun, from claims: [Claim] = [], reviewOf run: PublishedRun? = nil,
    followingChain: Bool = false
  ) throws(RunError) {
    let manifest = published.manifest
    kind = manifest.subject
    isFoundByDirectory = published.foundBy == .directoryOfRuns
    try Self.refuse(claims, about: manifest, run: run)
    chain = try Chain(from: published, prefix: "", isFollowed: followingChain)
    problems = chain.problems
    for claim in claims {
      let recorded = manifest.inputs.filter { $0.role == claim.role }
      try verify(claim, by: recorded, isInOrder: kind == .run)
    }
    try verify(run, isFollowed: followingChain)
    problems.sort { goesBeforeByBytes($0.name, $1.name) }
  }

  /// Refuses what nobody can have meant.
  private static func refuse(
    _ claims: [Claim], about manifest: Manifest, run: PublishedRun?
  ) throws(RunError) {
    let kind = manifest.subject
    // A run may have been given a cycle.
    let roles = Set(kind.roles + manifest.inputs.map(\.role))
    let others = claims.filter { !$0.paths.isEmpty && !roles.contains($0.role) }
    if let claim = others.first {
      throw RunError(
        .usage,
        "\(claim.option): this is a \(kind.rawValue), which has no such inputs. Its inputs are named with "
          + "\(kind.roles.map { "--\($0)" }.joined(separator: ", ")).")
    }
    if run != nil, kind == .run {
      throw RunError(.usage, "--run: this is a run itself. Name a review, or leave the option out.")
    }
  }

  // MARK: - Inputs

  /// The inputs of one role.
  private mutating func verify(
    _ claim: Claim, by recorded: [Manifest.Input], isInOrder: Bool
  ) throws(RunError) {
    guard !claim.paths.isEmpty else { return }
    inputs += max(claim.paths.count, recorded.count)
    var given: [(path: String, bytes: Int, sha256: String)] = []
    for path in claim.paths {
      var file = try InputFile(path: path)
      let identity = try file.readWhole()
      given.append((path, identity.bytes, identity.sealedSHA256))
    }
    var left = recorded
    if !isInOrder {
      // A review reads its files in an order of its own: each finds the input that it is.
      given.removeAll { file in
        let same = left.firstIndex { $0.bytes == file.bytes && $0.sha256 == file.sha256 }
        if let same { left.remove(at: same) }
        return same != nil
      }
      left.sort { one, other in
        let places = [one, other].map { input in
          given.firstIndex { spelledOut(Array($0.path.utf8)).hasSuffix(input.name) } ?? .max
        }
        return places[0] < places[1]
      }
    }
    for (file, input) in zip(given, left)
    where file.bytes != input.bytes || file.sha256 != input.sha256 {
      problems.append(Problem(name: "\(claim.option) \(file.path)", kind: .changed))
    }
    for file in given.dropFirst(left.count) {
      problems.append(Problem(name: "\(claim.option) \(file.path)", kind: .extra))
    }
    for input in left.dropFirst(given.count) {
      problems.append(Problem(name: "\(claim.option) \(input.name)", kind: .missing))
    }
  }

  // MARK: - The run under review

  /// The run that the review names, and those before it.
  private mutating func verify(_ given: PublishedRun?, isFollowed: Bool) throws(RunError) {
    guard let named = chain.reviewed.first else { return }
    var verified: [String: String] = [:]
    if let given {
      let run = given.run(named: named.id)
      let id = run.manifest.made.run
      let sha256 = try run.manifestSHA256()
      if id == named.id {
        let runs = try Chain(from: run, prefix: "run \(id)/", isFollowed: isFollowed)
        problems += runs.problems
        verified = runs.hashes
        verified[id] = sha256
        self.runs = runs
      } else {
        let isSame =
          Manifest.Review.Run(run.manifest, sha256: sha256).filesSHA256
          == named.filesSHA256
        problems.append(
          Problem(
            name: "--run \(id)", kind: .changed,
            explanation: "The review is of run \(named.id): name that one"
              + (isSame ? ". This one has the same files, and was made again." : ".")))
      }
    }
    var seen: Set<String> = []
    for run in chain.reviewed where seen.insert(run.id + run.manifestSHA256).inserted {
      guard let sha256 = verified[run.id] else {
        runsNotVerified.append(run.id)
        continue
      }
      if sha256 != run.manifestSHA256 {
        problems.append(
          Problem(
            name: "run \(run.id)/\(RunFile.manifest.path)", kind: .changed,
            explanation: "The review names another manifest of this run, by its hash."))
      }
    }
  }
}

extension Verification.Chain {
  /// Verifies a run or review, and those before it.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the names of its files.
  ///   - isFollowed: Whether those before it are verified too, as far as they are kept.
  fileprivate init(
    from newest: PublishedRun, prefix: String, isFollowed: Bool
  ) throws(RunError) {
    try verify(newest, prefix: prefix)
    if isFollowed {
      try verify(before: newest.manifest, in: try newest.siblings(), prefix: prefix)
    }
  }

  /// The files of one run or review.
  private mutating func verify(_ run: PublishedRun, prefix: String) throws(RunError) {
    let manifest = run.manifest
    for file in manifest.files {
      do throws(RunError) {
        if let kind = try run.problem(of: file) { add(prefix + file.name, kind) }
      } catch { add(prefix + file.name, .unreadable, explanation: error.description) }
    }
    for name in try run.extras() { add(prefix + name, .extra) }
    files += manifest.files.count
    ids.append(manifest.made.run)
    if let review = manifest.review { reviewed.append(review.run) }
  }

  private mutating func add(
    _ name: String, _ kind: Verification.Problem.Kind, explanation: String? = nil
  ) {
    problems.append(.init(name: name, kind: kind, explanation: explanation))
  }

  /// Those that were `current` before, as far as they are kept.
  private mutating func verify(
    before newest: Manifest, in directory: Directory, prefix: String
  ) throws(RunError) {
    var manifest = newest
    var seen = Set(ids)
    while let previous = manifest.made.previous {
      let folder = "\(prefix)../\(previous.run)/"
      let name = folder + RunFile.manifest.path
      guard RunID.isOne(previous.run), seen.insert(previous.run).inserted else {
        // No run of this program names such a run before it.
        return add(name, .changed)
      }
      guard directory.contains(previous.run) else {
        let hasOlder = try directory.entries().contains {
          RunID.isOne($0) && RunID.areInOrder($0, previous.run)
        }
        if hasOlder { add(name, .missing) } else { notKept = previous.run }
        return
      }
      let read: (run: Directory, manifest: (bytes: [UInt8], sha256: String))?
      do throws(RunError) {
        read = try directory.directoryIfAny(previous.run).flatMap { run throws(RunError) in
          try run.read(RunFile.manifest.path).map { (run, $0) }
        }
      } catch { return add(name, .unreadable, explanation: error.description) }
      guard let (run, found) = read else { return add(name, .missing) }
      if found.sha256 != previous.sha256 { add(name, .changed) }
      let before: Manifest
      do { before = try Manifest(found.bytes) } catch {
        return add(
          name, .unreadable,
          explanation:
            "\(newest.subject.title) \(previous.run): \(error) Neither its files nor the "
            + "\(newest.subject.rawValue)s before it were verified.")
      }
      hashes[previous.run] = found.sha256
      try verify(PublishedRun(in: run, by: before), prefix: folder)
      manifest = before
    }
  }
}
