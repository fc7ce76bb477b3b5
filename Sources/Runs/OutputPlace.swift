package import Columns
import Files

/// Refuses to write into a published run or review: one more file or directory, and it is no longer what its
/// manifest says.
///
/// - Parameter path: The directory that is to be written to, which need not be there.
/// - Throws: ``RunError/Kind/cannotCreate`` where it is one, is in one, or is the directory `runs` of all of them.
package func requireOutsideOfRuns(_ path: String) throws(RunError) {
  // The directory itself, or the one in which it is to be made.
  var place = Directory.resolve(path) ?? Directory.resolve(parent(of: path)) ?? ""
  if place.hasSuffix("/runs"), let above = try? Directory(reading: parent(of: place)),
    RunID.inLink(above.target(ofLink: "current")) != nil
  {
    throw RunError(
      .cannotCreate,
      "\(path): the runs of \(parent(of: place)) are kept here. Name that directory, or another one."
    )
  }
  // A run, and the deepest directories in one.
  for _ in 0..<4 where !place.isEmpty {
    if let directory = try? Directory(reading: place), directory.manifest != nil {
      throw RunError(
        .cannotCreate,
        "\(path): this is a published run or review, or a directory in one; nothing may be written there. Name "
          + "another directory.")
    }
    place = parent(of: place)
  }
}

extension Directory {
  /// What a manifest in it says of a run or review; `nil` where there is none, or none that can be read.
  var manifest: Manifest? {
    (try? read(RunFile.manifest.path))?.flatMap { try? Manifest($0.bytes) }
  }
}

/// The path of the directory that a path is in; empty above the root.
private func parent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? (path.utf8.count > 1 ? "/" : "") : String(path[..<slash])
}
