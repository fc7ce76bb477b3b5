import FoundationEssentials
import Testing

/// The folder `fixtures/systems` and its expected texts.
enum Goldens {
  static let folder: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(4)
    return "/" + parts.joined(separator: "/") + "/fixtures/systems"
  }()

  /// The names of the files in a subfolder that end so, without the ending, sorted.
  static func names(in subfolder: String, endingWith ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")
      .filter { $0.hasSuffix(ending) }
      .map { String($0.dropLast(ending.count)) }
      .sorted()
  }

  static func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
  }

  /// Expects that a text equals a file byte for byte.
  ///
  /// Only `RECORD=1` in the environment writes the file, and the test fails then too, so that a
  /// recorded text is never taken for a tested one.
  static func expect(
    _ text: String, equals path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
      Issue.record("recorded \(path); run again without RECORD", sourceLocation: sourceLocation)
      return
    }
    let expected = try bytes(of: path)
    #expect(
      Array(text.utf8) == expected,
      "\(path) expects:\n\(String(decoding: expected, as: UTF8.self))\nfound:\n\(text)",
      sourceLocation: sourceLocation)
  }
}
