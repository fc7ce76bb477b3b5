import Appraisal
package import Columns
import Crypto
import Files
package import ReviewBoards

/// Rules and the bytes of the file that they were decoded from.
package struct ChosenRules: Sendable {
  /// What the file says.
  package let rules: ReviewRules
  /// The bytes of the file, built in or the agency's own.
  package let file: [UInt8]

  /// The hash of the file, by which a manifest knows the rules.
  package var sha256: String { SHA256.hash(data: file).hexadecimal }

  /// The built-in rules of a name, or else those in the file of that path.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there are neither, and
  ///   ``RunError/Kind/invalidRules`` with all problems, each with its line and column, where the file is
  ///   no rules file.
  package static func named(_ name: String) throws(RunError) -> ChosenRules {
    if let rules = ReviewRules.builtIn(named: name), let file = ReviewRules.builtInFile(named: name)
    {
      return ChosenRules(rules: rules, file: file)
    }
    let file = try RuleFile.bytes(
      of: name, orBuiltIn: ReviewRules.builtInNames, called: "rules")
    return ChosenRules(
      rules: try RuleFile.naming(name) { () throws(RefusedFile) in try ReviewRules.decode(file) },
      file: file)
  }
}
