import FoundationEssentials
import Glibc

/// A fresh directory, for nobody but its owner, that goes away with its value.
package final class ScratchDirectory: Sendable {
  /// Its absolute path.
  package let path: String

  /// Makes a directory in memory where the system has a place for that, and else among its
  /// temporary files: the tests make thousands of runs, and each makes its file system durable.
  ///
  /// - Parameter isInMemory: Whether it may be in memory; not so for gigabytes.
  package init(isInMemory: Bool = true) throws {
    let memory = "/dev/shm"
    let parent =
      isInMemory && FileManager.default.isWritableFile(atPath: memory)
      ? memory : FileManager.default.temporaryDirectory.path
    path = URL(filePath: parent).appending(path: "appraise-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }
}

/// The whole content of a file.
package func bytes(ofFile path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(filePath: path)))
}

/// The regular files below a directory, by their paths relative to it, with their bytes.
package func contents(below directory: String) throws -> [String: [UInt8]] {
  var contents: [String: [UInt8]] = [:]
  for name in try files(below: directory) {
    contents[name] = try bytes(ofFile: "\(directory)/\(name)")
  }
  return contents
}

/// The paths of the regular files below a directory, relative to it, sorted by bytes.
///
/// Links are neither listed nor followed.
package func files(below directory: String) throws -> [String] {
  var found: [String] = []
  for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
    switch attributes[.type] as? FileAttributeType {
    case .typeDirectory?:
      found += try files(below: "\(directory)/\(name)").map { "\(name)/\($0)" }
    case .typeRegular?: found.append(name)
    default: continue
    }
  }
  return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The files of a run that describe its other files: they change with the size and hash of any of these. What
/// they say is tested by itself.
package let filesThatDescribeOthers: Set = [
  "manifest.json", "datapackage.json", "rosters/schema.json",
]
