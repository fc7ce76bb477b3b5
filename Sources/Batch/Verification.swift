import Crypto
import Glibc
import SystemPackage

/// Whether a run is as it was published: every file against the manifest.
package struct Verification: Sendable {
  /// What is wrong with one file of the run.
  package struct Problem: Hashable, Sendable {
    /// How the file differs.
    package enum Kind: String, Sendable {
      case changed, missing, extra
    }

    /// The path in the run's directory.
    package let name: String
    package let kind: Kind
  }

  /// The number of files that the manifest names.
  package let files: Int
  /// Sorted by name; empty when the run is whole.
  package let problems: [Problem]

  /// Reads a run, all of it.
  ///
  /// - Parameter path: The run's directory, or a link to it such as `current`.
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is no run,
  ///   ``RunError/Kind/untrustworthyInput`` where its manifest cannot be read.
  package init(run path: String) throws(RunError) {
    guard let resolved = unsafe realpath(path, nil) else {
      throw RunError(.unreadableInput, "\(path): there is no run here. Name a run's directory.")
    }
    defer { unsafe free(resolved) }
    let directory: Directory
    do { directory = try Directory(opening: unsafe String(cString: resolved)) } catch {
      throw RunError(.unreadableInput, error.description)
    }
    guard let bytes = Self.read("manifest.json", of: directory)?.bytes else {
      throw RunError(
        .unreadableInput, "\(path): there is no manifest.json here. Name a run's directory.")
    }
    let manifest = try Manifest(bytes)
    var problems: [Problem] = []
    var rosters: Directory?
    if directory.contains("rosters") { rosters = try? directory.directory("rosters") }
    for file in manifest.files {
      let inRosters = file.name.hasPrefix("rosters/")
      let name = inRosters ? String(file.name.dropFirst("rosters/".count)) : file.name
      let found = (inRosters ? rosters : directory).flatMap { Self.read(name, of: $0) }
      if let found {
        if found.bytes.count != file.bytes || found.sha256 != file.sha256 {
          problems.append(Problem(name: file.name, kind: .changed))
        }
      } else {
        problems.append(Problem(name: file.name, kind: .missing))
      }
    }
    let known = Set(manifest.files.map(\.name) + ["manifest.json", "rosters"])
    var present = try directory.entries()
    if let rosters { present += try rosters.entries().map { "rosters/\($0)" } }
    for name in present where !known.contains(name) {
      problems.append(Problem(name: name, kind: .extra))
    }
    files = manifest.files.count
    self.problems = problems.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func read(
    _ name: String, of directory: Directory
  ) -> (bytes: [UInt8], sha256: String)? {
    guard let descriptor = directory.openFile(name) else { return nil }
    defer { try? descriptor.close() }
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe (try? descriptor.read(into: .init(rebasing: buffer[filled...]))) ?? 0
      }
      if count == 0 { return nil }
      filled += count
    }
    return (bytes, SHA256.hash(data: bytes).hexadecimal)
  }
}
