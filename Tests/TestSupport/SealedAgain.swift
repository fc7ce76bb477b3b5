import FoundationEssentials

/// Changes the manifest of a run or a review, and gives it a seal that fits again: nothing but what is read can
/// tell that it is another.
///
/// - Parameter directory: That of the run or the review.
package func sealAgain(
  _ directory: String, _ change: (inout String) throws -> Void = { _ in }
) throws {
  let path = "\(directory)/manifest.json"
  var manifest = String(decoding: try bytes(ofFile: path), as: UTF8.self)
  try change(&manifest)
  guard let seal = manifest.firstRange(of: "\"seal\": ") else {
    throw Program.Failure(description: "\(path) has no seal")
  }
  let sealed = String(manifest[..<seal.upperBound])
  try Data("\(sealed)\"\(try sha256(of: Array(sealed.utf8)))\"\n}\n".utf8)
    .write(to: URL(filePath: path))
}

/// Makes the manifest of a run or a review fit a file of it that was changed.
package func sealAgain(_ directory: String, with name: String) throws {
  let file = try bytes(ofFile: "\(directory)/\(name)")
  try sealAgain(directory) { manifest in
    guard let start = manifest.firstRange(of: "\"name\": \"\(name)\", ")?.upperBound,
      let end = manifest[start...].firstIndex(of: "}")
    else { throw Program.Failure(description: "the manifest of \(directory) has no \(name)") }
    manifest.replaceSubrange(
      start..<end, with: "\"bytes\": \(file.count), \"sha256\": \"\(try sha256(of: file))\"")
  }
}

/// By another program than the one under test.
private func sha256(of bytes: [UInt8]) throws -> String {
  let scratch = try ScratchDirectory()
  let file = try scratch.write(bytes, to: "hashed")
  return String(try Program(path: "/usr/bin/sha256sum").run([file]).text.prefix(64))
}
