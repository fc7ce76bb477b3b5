import Appraisal
package import Columns
import Crypto
import Files
package import ReviewBoards

/// A cycle and the bytes of the file that it was decoded from.
package struct ChosenCycle: Sendable {
  /// What the file says.
  package let cycle: Cycle
  /// The path by which it was named.
  package let path: String
  /// The bytes of the file.
  package let file: [UInt8]

  /// Its role among the inputs of a manifest.
  package static let role = "cycle"

  /// The hash of the file, by which a manifest knows the cycle.
  package var sha256: String { SHA256.hash(data: file).hexadecimal }

  /// The cycle in a file.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where it cannot be read, and
  ///   ``RunError/Kind/invalidRules`` with all problems, each with its line and column, where it is no
  ///   cycle file.
  package init(file path: String) throws(RunError) {
    self.path = path
    file = try RuleFile.bytes(of: path)
    cycle = try RuleFile.naming(path) { [file] () throws(RefusedFile) in try Cycle.decode(file) }
  }

  /// What a manifest says of it.
  ///
  /// - Parameter name: What findings and the manifest call it.
  package func input(named name: String) -> Manifest.Input {
    Manifest.Input(role: Self.role, name: name, bytes: file.count, sha256: sha256, records: 1)
  }

  /// The unit of each board of a run; see ``Cycle/resolve(boards:)``.
  ///
  /// - Throws: ``RunError/Kind/invalidRules`` with all problems, each with its line and column.
  package func resolve(boards: [[UInt8]]) throws(RunError) -> CycleBoards {
    try RuleFile.naming(path) { () throws(RefusedFile) in try cycle.resolve(boards: boards) }
  }
}
