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
  if place.hasSuffix("/runs"), let above = try? Directory(opening: parent(of: place)),
    RunID.inLink(above.target(ofLink: "current")) != nil
  {
    throw RunError(
      .cannotCreate,
      "\(path): the runs of \(parent(of: place)) are kept here. Name that directory, or another one."
    )
  }
  // A run, and the deepest directories in one.
  for _ in 0..<4 where !place.isEmpty {
    if let bytes = (try? Directory(opening: place))?.read(RunFile.manifest.path)?.bytes,
      (try? Manifest(bytes)) != nil
    {
      throw RunError(
        .cannotCreate,
        "\(path): this is a published run or review, or a directory in one; nothing may be written there. Name "
          + "another directory.")
    }
    place = parent(of: place)
  }
}

/// The path of the directory that a path is in; empty above the root.
private func parent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? (path.utf8.count > 1 ? "/" : "") : String(path[..<slash])
}
