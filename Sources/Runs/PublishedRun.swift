import Appraisal
package import Columns
package import Files
package import Tables

/// A run that was published: its directory, and the manifest that says what stands in it.
package struct PublishedRun: Sendable {
  /// As it was read and found sealed; the other files are compared with it when they are read.
  package let manifest: Manifest
  private let directory: RunDirectory
  /// Its files by their paths.
  private let files: [String: Manifest.File]

  /// How a path leads to a run.
  package enum Way: Sendable {
    /// The path of its own directory, or an id.
    case itself
    /// The path of the link `current` to it.
    case link
    /// The directory of runs, whose newest it is.
    case directoryOfRuns
  }

  /// How the path that was given led to it.
  package let foundBy: Way
  /// Whether the same path leads to another run after the next one.
  package var isFoundByCurrent: Bool { foundBy != .itself }
  /// What a reader of its files should know: somebody else may change them. `nil` for nothing.
  package let warning: String?

  /// Opens a run by a path of the user's.
  ///
  /// - Parameter path: The run's directory, a link to it such as `current`, or a directory of runs, of
  ///   which the newest complete one is taken, to which its link `current` leads.
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is no run,
  ///   ``RunError/Kind/untrustworthyInput`` where its manifest cannot be read.
  package init(at path: String) throws(RunError) {
    guard let resolved = Directory.resolve(path) else {
      throw RunError(.unreadableInput, "\(path): there is nothing here. Name a run's directory.")
    }
    let given = try Self.reading { () throws(RunError) in try Directory(reading: resolved) }
    if let bytes = try given.read(RunFile.manifest.path)?.bytes {
      self.init(
        in: given, by: try Manifest(bytes),
        foundBy: path.split(separator: "/").last == "current" ? .link : .itself,
        warning: Self.warning(of: [given], at: path))
      return
    }
    let runID = try Self.current(in: given, at: path)
    let runs = try Self.reading { () throws(RunError) in try given.directory("runs") }
    guard let directory = try runs.directoryIfAny(runID),
      let bytes = try directory.read(RunFile.manifest.path)?.bytes
    else {
      throw RunError(
        .unreadableInput,
        "\(path)/current: it leads to the run \(runID), which is not there. Name another run below "
          + "\(path)/runs.")
    }
    self.init(
      in: directory, by: try Manifest(bytes), foundBy: .directoryOfRuns,
      warning: Self.warning(of: [given, runs, directory], at: path))
  }

  /// The run that the link `current` of a directory of runs leads to.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where it leads to none, in words that say what could
  ///   be meant.
  private static func current(in directory: Directory, at path: String) throws(RunError) -> String {
    if let run = RunID.inLink(directory.target(ofLink: "current")) { return run }
    if directory.contains("current") {
      throw RunError(
        .unreadableInput, "\(path)/current: this is not a link to a run. Name a run's directory.")
    }
    let runs = try directory.entries().filter(RunID.isOne).sorted(by: RunID.areInOrder)
    if let newest = runs.last {
      throw RunError(
        .unreadableInput,
        "\(path): this is the folder of the runs. Name one of them, such as \(path)/\(newest), or the "
          + "directory above, of which the newest is taken.")
    }
    throw RunError(
      .unreadableInput,
      "\(path): neither a run (there is no manifest.json) nor a directory of runs (there is no link "
        + "'current'). Name what --output named, or the directory of one run.")
  }

  /// What a directory cannot be opened for is here that it cannot be read.
  private static func reading(
    _ body: () throws(RunError) -> Directory
  ) throws(RunError) -> Directory {
    do { return try body() } catch { throw RunError(.unreadableInput, error.description) }
  }

  private static func warning(of directories: [Directory], at path: String) -> String? {
    guard directories.contains(where: \.othersMayWrite) else { return nil }
    return
      "\(path): others may write here and change what was just read. To rely on it, read a copy "
      + "that only you may write to (chmod -R go-w COPY)."
  }

  /// The run in a directory, by its manifest.
  package init(
    in directory: Directory, by manifest: Manifest, foundBy: Way = .itself,
    warning: String? = nil
  ) {
    self.manifest = manifest
    self.foundBy = foundBy
    self.warning = warning
    self.directory = RunDirectory(opening: directory, files: manifest.files.map(\.name))
    files = Dictionary(manifest.files.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The system that the run was made under; `nil` where none is chosen and it is no built-in one.
  ///
  /// - Parameter chosen: The one that the user says it was.
  /// - Throws: ``RunError/Kind/usage`` where it was another.
  package func system(_ chosen: ChosenSystem?) throws(RunError) -> ChosenSystem? {
    if let chosen, chosen.sha256 != manifest.system.sha256 {
      throw RunError(
        .usage,
        "Run \(manifest.made.run): made under another system than this \(chosen.system.name). Name the "
          + "file that the run was made with, unchanged.")
    }
    let known = chosen ?? ChosenSystem.builtIn(named: manifest.system.name)
    return known.flatMap { $0.sha256 == manifest.system.sha256 ? $0 : nil }
  }

  /// The system that the run was made under.
  ///
  /// - Parameter chosen: The one that the user says it was; `nil` for the built-in one that the
  ///   manifest names.
  /// - Throws: ``RunError/Kind/usage`` where it was another, or is not known.
  package func knownSystem(_ chosen: ChosenSystem?) throws(RunError) -> ChosenSystem {
    if let known = try system(chosen) { return known }
    throw RunError(
      .usage,
      "Run \(manifest.made.run): made under \(manifest.system.name), which this program does "
        + "not have built in, or not with the same bytes. Name its file with --system.")
  }

  /// The directory that holds this run and others.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput``.
  package func siblings() throws(RunError) -> Directory {
    try Self.reading { () throws(RunError) in
      try Directory(reading: directory.root.path + "/..")
    }
  }

  /// The run of an id: where a directory of runs was named and its newest is another, the one of this id
  /// in it; else this one, whatever its id.
  package func run(named id: String) -> PublishedRun {
    guard foundBy == .directoryOfRuns, manifest.made.run != id, RunID.isOne(id),
      let siblings = try? siblings(),
      let run = try? PublishedRun(at: "\(siblings.path)/\(id)")
    else { return self }
    return run
  }

  /// The run under review; see ``run(named:)``.
  ///
  /// - Throws: ``RunError/Kind/usage`` where the review is of another one.
  package func reviewed(by review: PublishedRun) throws(RunError) -> PublishedRun {
    guard let named = review.manifest.review?.run else { return self }
    let run = run(named: named.id)
    guard run.manifest.made.run == named.id, try run.manifestSHA256() == named.manifestSHA256 else {
      throw RunError(
        .usage,
        "Run \(run.manifest.made.run): the review is of run \(named.id), with another manifest. Name the "
          + "run under review.")
    }
    return run
  }

  /// The hash of the manifest's bytes.
  ///
  /// - Throws: ``RunError/Kind/inputOutput`` where it is not there any more.
  package func manifestSHA256() throws(RunError) -> String {
    if let found = try directory.read(RunFile.manifest.path) { return found.sha256 }
    throw RunError(.inputOutput, "\(RunFile.manifest.path): gone while the run was read.")
  }

  /// Whether there is such a file, says the manifest.
  package func has(_ name: String) -> Bool { files[name] != nil }

  /// What is wrong with a file; `nil` where nothing is.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where it is there and cannot be read.
  func problem(of file: Manifest.File) throws(RunError) -> Verification.Problem.Kind? {
    switch try directory.isFile(file.name, size: file.bytes, sha256: file.sha256) {
    case nil: .missing
    case true?: nil
    case false?: .changed
    }
  }

  /// The bytes of a file, and what is wrong with it; `nil` where nothing is.
  func read(
    _ file: Manifest.File
  ) throws(RunError) -> (bytes: [UInt8], problem: Verification.Problem.Kind?) {
    guard let found = try directory.read(file.name, size: file.bytes) else { return ([], .missing) }
    return (found.bytes, found.sha256 == file.sha256 ? nil : .changed)
  }

  /// The bytes of a file as they were published.
  ///
  /// - Parameters:
  ///   - name: The path from the run's directory, as in the manifest.
  ///   - undone: What is not done otherwise, as of ``verify(on:orElse:except:)``.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where there is no such file, or another;
  ///   ``RunError/Kind/unreadableInput`` where it cannot be read.
  package func bytes(of name: String, orElse undone: String? = nil) throws(RunError) -> [UInt8] {
    let (bytes, problem) = try files[name].map(read) ?? ([], .missing)
    guard let problem else { return bytes }
    if let undone { throw error(name, problem, orElse: undone) }
    throw RunError(
      .untrustworthyInput,
      "\(name): \(problem.rawValue). The \(manifest.subject.rawValue) is not as it was published; see all of it "
        + "with 'appraise verify'.")
  }

  /// Reads every file and compares it with the manifest.
  ///
  /// - Parameters:
  ///   - undone: What is not done otherwise: `nothing was explained`.
  ///   - others: Files that are compared where they are read: hashing takes most of the time.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where a file is not as it was published,
  ///   ``RunError/Kind/unreadableInput`` where one cannot be read.
  /// - Complexity: O(bytes).
  package func verify(
    on workers: Workers, orElse undone: String, except others: Set<String> = []
  ) async throws(RunError) {
    // The largest first: with `scores.csv` last the other workers would wait for the one that has it.
    let files = manifest.files.filter { !others.contains($0.name) }.sorted { $0.bytes > $1.bytes }
    let wrong = try await workers.map(1 + files.count) {
      piece throws(RunError) -> [(name: String, kind: Verification.Problem.Kind)] in
      guard piece > 0 else { return try extras().map { ($0, .extra) } }
      let file = files[piece - 1]
      return try problem(of: file).map { [(file.name, $0)] } ?? []
    }.joined()
    let first = wrong.min { goesBeforeByBytes($0.name, $1.name) }
    guard let first else { return }
    throw error(first.name, first.kind, orElse: undone)
  }

  private func error(
    _ name: String, _ problem: Verification.Problem.Kind, orElse undone: String
  ) -> RunError {
    RunError(
      .untrustworthyInput,
      "\(manifest.subject.title) \(manifest.made.run): \(name) is \(problem.rawValue), so \(undone). "
        + "See all that is wrong with 'appraise verify'.")
  }

  /// The paths of what is there and not in the manifest.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  func extras() throws(RunError) -> [String] {
    try entries().filter { files[$0] == nil && $0 != RunFile.manifest.path }
  }

  /// The run that the link `current` led to when this one began.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is none, or it is not kept;
  ///   ``RunError/Kind/untrustworthyInput`` where its manifest is another.
  package func previous() throws(RunError) -> PublishedRun {
    let run = manifest.made.run
    guard let previous = manifest.made.previous else {
      throw RunError(
        .unreadableInput,
        "Run \(run): the first of its directory, with no run before it. Name two runs.")
    }
    guard RunID.isOne(previous.run), let before = try siblings().directoryIfAny(previous.run),
      let found = try before.read(RunFile.manifest.path)
    else {
      throw RunError(
        .unreadableInput,
        "Run \(run): the run before it, \(previous.run), is not kept. Name two runs that are.")
    }
    guard found.sha256 == previous.sha256 else {
      throw RunError(
        .untrustworthyInput,
        "Run \(run): the run before it, \(previous.run), has another manifest than it had then. See "
          + "what is wrong with 'appraise verify --chain'.")
    }
    return PublishedRun(in: before, by: try Manifest(found.bytes))
  }

  /// The paths of everything that is there but the folders of the run; see ``RunDirectory/entries()``.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  package func entries() throws(RunError) -> [String] {
    try directory.entries().filter { !directory.isFolder($0) }
  }

  /// A table as it was published.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is another file, or no such table.
  package func rows<Source>(
    of name: String, as table: Table<Source>
  ) throws(RunError) -> TableRows<Source> {
    let bytes = try bytes(of: name)
    do { return try TableRows(bytes, of: table) } catch {
      throw unknown(name, line: error.line)
    }
  }

  /// The end of reading a table that is as it was published, and none that this program would write.
  package func unknown(_ name: String, line: Int) -> RunError {
    RunError(
      .untrustworthyInput,
      "\(name), line \(line): not a table that this program knows. Use the version that made the "
        + "\(manifest.subject.rawValue), appraise \(manifest.program.version)."
    )
  }
}
