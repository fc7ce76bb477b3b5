package import Columns
package import Files

/// The directory of a run and its folders: files are made, read and listed by their paths in the run,
/// such as `rosters/index.csv`.
///
/// Folders may stand in folders, `sheets/board`; each is known by its whole path.
package struct RunDirectory: Sendable {
  /// The directory itself.
  package let root: Directory
  private let folders: [String: Directory]
  /// Of folders that are there and cannot be opened, why.
  private var faults: [String: RunError] = [:]

  /// Makes the folders of a new run, or review.
  ///
  /// - Parameter files: The files that it may have.
  /// - Throws: ``RunError/Kind/cannotCreate``.
  package init(making root: Directory, for files: [RunFile]) throws(RunError) {
    self.root = root
    var folders: [String: Directory] = [:]
    for folder in Self.folders(of: files.map(\.path)) {
      let (parent, name) = Self.parts(of: folder)
      folders[folder] = try (parent.flatMap { folders[String($0)] } ?? root).newDirectory(
        String(name))
    }
    self.folders = folders
  }

  /// The folders of some paths, each once, a folder before those in it.
  private static func folders(of paths: [String]) -> [String] {
    var folders: [String] = []
    func add(_ path: Substring?) {
      guard let path, !folders.contains(String(path)) else { return }
      add(parts(of: String(path)).folder)
      folders.append(String(path))
    }
    var last: Substring?
    for path in paths {
      let folder = parts(of: path).folder
      // Files of one folder follow each other.
      if folder != last { add(folder) }
      last = folder
    }
    return folders
  }

  /// The directory of a run that has these files, as far as their folders are there.
  package init(opening root: Directory, files: [String]) {
    self.root = root
    var folders: [String: Directory] = [:]
    for folder in Self.folders(of: files) {
      let (parent, name) = Self.parts(of: folder)
      guard let directory = parent.map({ folders[String($0)] }) ?? root else { continue }
      do throws(RunError) {
        folders[folder] = try directory.directoryIfAny(String(name))
      } catch { faults[folder] = error }
    }
    self.folders = folders
  }

  /// Removes the folders that nothing was written to.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  package func removeEmptyFolders() throws(RunError) {
    // A folder after those in it.
    for folder in folders.keys.sorted(by: { $1.utf8.count < $0.utf8.count }) {
      guard let directory = folders[folder], try directory.entries().isEmpty else { continue }
      let (parent, name) = Self.parts(of: folder)
      try (parent.flatMap { folders[String($0)] } ?? root).remove(String(name))
    }
  }

  /// The directory of a file of a run.
  ///
  /// - Precondition: the folder is one of the run's.
  package func folder(of path: String) -> Directory {
    guard let folder = Self.parts(of: path).folder else { return root }
    guard let directory = folders[String(folder)] else {
      preconditionFailure("the run has no such folder")
    }
    return directory
  }

  /// Makes a new file.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate``, also where there is one of this name.
  package func newFile(_ path: String) throws(RunError) -> OutputFile {
    try folder(of: path).newFile(String(Self.parts(of: path).name))
  }

  /// Writes a file whole.
  ///
  /// - Throws: ``RunError``.
  package func write(
    _ buffer: borrowing OutputBuffer, to path: String
  ) throws(RunError) -> OutputFile.Identity {
    var file = try newFile(path)
    try file.write(buffer)
    return try file.close(as: path)
  }

  /// The bytes of a file and their hash; see ``Directory/read(_:size:)``.
  package func read(
    _ path: String, size: Int? = nil
  ) throws(RunError) -> (bytes: [UInt8], sha256: String)? {
    let (folder, name) = Self.parts(of: path)
    return try opened(folder)?.read(String(name), size: size)
  }

  /// A folder, or the directory itself; `nil` where there is none.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where it cannot be opened.
  private func opened(_ folder: Substring?) throws(RunError) -> Directory? {
    guard let folder else { return root }
    if let fault = faults[String(folder)] { throw fault }
    return folders[String(folder)]
  }

  /// Whether a file has this size and hash; see ``Directory/isFile(_:size:sha256:)``.
  func isFile(_ path: String, size: Int, sha256: String) throws(RunError) -> Bool? {
    let (folder, name) = Self.parts(of: path)
    return try opened(folder)?.isFile(String(name), size: size, sha256: sha256)
  }

  /// The paths of everything that is there, sorted by bytes within each directory; of a folder of the
  /// run what is in it, too.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  package func entries() throws(RunError) -> [String] {
    var paths = try root.entries()
    for folder in folders.keys.sorted() {
      guard let directory = folders[folder] else { continue }
      paths += try directory.entries().map { "\(folder)/\($0)" }
    }
    return paths
  }

  /// Whether an entry is a folder of the run.
  package func isFolder(_ name: String) -> Bool {
    folders[name] != nil || faults[name] != nil
  }

  private static func parts(of path: String) -> (folder: Substring?, name: Substring) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (nil, path[...]) }
    return (path[..<slash], path[path.utf8.index(after: slash)...])
  }
}
