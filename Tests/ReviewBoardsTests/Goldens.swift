import FoundationEssentials
import TestSupport
import Testing

/// The files of rules and cycles below `fixtures`, and their expected texts.
enum Goldens {
  /// The names of the YAML files in a folder of `fixtures`, without the ending, sorted.
  static func names(in folder: String) throws -> [String] {
    try files(below: "\(Repository.fixtures)/\(folder)")
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()
  }

  static func bytes(of path: String) throws -> [UInt8] {
    try TestSupport.bytes(ofFile: "\(Repository.fixtures)/\(path)")
  }

  /// Expects that a text equals a file byte for byte; `RECORD=1` writes it, and the test fails then too.
  static func expect(
    _ text: String, equals path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: "\(Repository.fixtures)/\(path)"))
      Issue.record("recorded \(path); run again without RECORD", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try bytes(of: path), as: UTF8.self)
    #expect(text == expected, "\(path)", sourceLocation: sourceLocation)
  }
}
