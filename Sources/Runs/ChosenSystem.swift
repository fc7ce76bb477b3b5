package import Appraisal
package import Columns
import Crypto
import Files

/// A system and the bytes of the file that it was decoded from.
package struct ChosenSystem: Sendable {
  /// What the file says; ``named(_:)`` refuses one that is not sound.
  package let system: AppraisalSystem
  /// The bytes of the file, built in or the agency's own.
  package let file: [UInt8]

  /// The hash of the file, by which a manifest knows the system.
  package var sha256: String { SHA256.hash(data: file).hexadecimal }

  /// The built-in system of a name, or else the one in the file of that path.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is neither, and
  ///   ``RunError/Kind/invalidRules`` with all problems, each with its line and column, where the
  ///   file is no system or the system is not sound.
  package static func named(_ name: String) throws(RunError) -> ChosenSystem {
    // The tests prove the built-in systems; a file has to prove itself.
    if let builtIn = builtIn(named: name) { return builtIn }
    let chosen = try ChosenSystem(file: name)
    let problems = chosen.system.soundness().problems
    guard problems.isEmpty else {
      throw RunError(unsound: name, problems)
    }
    return chosen
  }

  /// The built-in system of a name; `nil` if there is none.
  package static func builtIn(named name: String) -> ChosenSystem? {
    guard let system = AppraisalSystem.builtIn(named: name),
      let file = AppraisalSystem.builtInFile(named: name)
    else { return nil }
    return ChosenSystem(system: system, file: file)
  }

  /// The system in a file, sound or not.
  ///
  /// - Throws: As ``named(_:)``, but for soundness.
  package init(file path: String) throws(RunError) {
    file = try RuleFile.bytes(of: path, orBuiltIn: AppraisalSystem.builtInNames, called: "systems")
    system = try RuleFile.naming(path) { [file] () throws(RefusedFile) in
      try AppraisalSystem.decode(file)
    }
  }

  private init(system: AppraisalSystem, file: [UInt8]) {
    self.system = system
    self.file = file
  }
}

extension RunError {
  /// The refusal of a system that is not sound.
  ///
  /// - Parameter problems: What is wrong; some in two lines, of which the second shows a plan.
  package init(unsound path: String, _ problems: [Soundness.Problem]) {
    self.init(
      .invalidRules,
      lines: problems.flatMap { problem in
        let lines = problem.description.split(separator: "\n").map(String.init)
        return ["\(path): \(lines[0])"] + lines.dropFirst()
      })
  }
}
