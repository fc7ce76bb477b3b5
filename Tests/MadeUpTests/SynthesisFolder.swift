import MadeUp
import FoundationEssentials
import TestSupport
import Testing

/// A folder for what a test synthesizes; it is gone when the test is over.
final class SynthesisFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    path = folder.path()
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  /// The names in the folder and its subfolders, sorted.
  func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  }

  /// The records of a file with the header first, split by a reader too simple to be wrong about
  /// what a synthesis writes: quotes stand around whole fields and never in them.
  func records(of name: String) throws -> [[String]] {
    var lines = try bytes(of: name).split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(lines.popLast()?.isEmpty == true, "\(name) ends with a line break")
    return lines.map { line in
      var fields: [[UInt8]] = [[]]
      var isQuoted = false
      for byte in line {
        switch byte {
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: ",") where !isQuoted: fields.append([])
        default: fields[fields.count - 1].append(byte)
        }
      }
      return fields.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

/// The folder `fixtures/systems/good`.
let goodSystems = "\(Repository.fixtures)/systems/good"
