package import Columns
package import Files

/// A run that was published: its directory, and the manifest that says what stands in it.
package struct PublishedRun {
  package let manifest: Manifest
  private let directory: RunDirectory

  /// Opens a run by a path of the user's.
  ///
  /// - Parameter path: The run's directory, or a link to it such as `current`.
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is no run,
  ///   ``RunError/Kind/untrustworthyInput`` where its manifest cannot be read.
  package init(at path: String) throws(RunError) {
    guard let resolved = Directory.resolve(path) else {
      throw RunError(.unreadableInput, "\(path): there is no run here. Name a run's directory.")
    }
    let directory: Directory
    do { directory = try Directory(opening: resolved) } catch {
      throw RunError(.unreadableInput, error.description)
    }
    guard let bytes = directory.read(RunFile.manifest.path)?.bytes else {
      throw RunError(
        .unreadableInput, "\(path): there is no manifest.json here. Name a run's directory.")
    }
    self.init(in: directory, by: try Manifest(bytes))
  }

  /// The run in a directory, by its manifest.
  package init(in directory: Directory, by manifest: Manifest) {
    self.manifest = manifest
    self.directory = RunDirectory(opening: directory, files: manifest.files.map(\.name))
  }

  /// The directory that holds this run and others.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput``.
  package func siblings() throws(RunError) -> Directory {
    do { return try Directory(opening: directory.root.path + "/..") } catch {
      throw RunError(.unreadableInput, error.description)
    }
  }

  /// The bytes of a file, and what is wrong with it; `nil` where nothing is.
  package func read(_ file: Manifest.File) -> (bytes: [UInt8], problem: Verification.Problem.Kind?)
  {
    guard let found = directory.read(file.name) else { return ([], .missing) }
    let isUnchanged = found.bytes.count == file.bytes && found.sha256 == file.sha256
    return (found.bytes, isUnchanged ? nil : .changed)
  }

  /// The bytes of a file as they were published.
  ///
  /// - Parameter name: The path from the run's directory, as in the manifest.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where there is no such file, or another.
  package func bytes(of name: String) throws(RunError) -> [UInt8] {
    let file = manifest.files.first { $0.name == name }
    let (bytes, problem) = file.map(read) ?? ([], .missing)
    guard let problem else { return bytes }
    throw RunError(
      .untrustworthyInput,
      "\(name): \(problem.rawValue). The run is not as it was published; see all of it with "
        + "'appraise verify'.")
  }

  /// The paths of everything that is there but the folders of the run; see ``RunDirectory/entries()``.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  package func entries() throws(RunError) -> [String] {
    try directory.entries().filter { !directory.isFolder($0) }
  }
}
