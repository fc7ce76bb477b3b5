/// Why a command ended without a result.
///
/// The words are for standard error and logs: they name files, lines and columns, and never a
/// name, a rating or an executive id. ``nearMisses`` may.
package struct RunError: Error, Sendable, CustomStringConvertible {
  /// What kind of end it is; each has an exit status of its own.
  package enum Kind: Int32, Sendable {
    /// The arguments do not fit together.
    case usage = 64
    /// An input cannot be trusted as a whole, or a run does not verify; nothing was published.
    case untrustworthyInput = 65
    /// An input is missing, unreadable or not a regular file.
    case unreadableInput = 66
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed, or an input changed under the run.
    case inputOutput = 74
    /// Another run holds the lock of the output directory.
    case locked = 75
    /// A system or rules file is not valid.
    case invalidRules = 78
  }

  /// By it the command ends with its exit status.
  package let kind: Kind
  /// One sentence for the fact, one for the fix; a line for each where several things are wrong. Paths and names stand
  /// in them as senders chose them: what prints a line spells out what would disturb a reader.
  package let lines: [String]
  /// What the user may have meant, a line for each: ids or names that are there and near to the one
  /// that is not. They are a result, for standard output, because they may name people.
  package let nearMisses: [String]

  /// An end of a kind, in words for people.
  package init(_ kind: Kind, _ description: String, nearMisses: [String] = []) {
    self.kind = kind
    lines = [description]
    self.nearMisses = nearMisses
  }

  /// An end for which there are several reasons, a line for each.
  package init(_ kind: Kind, lines: [String]) {
    self.kind = kind
    self.lines = lines
    nearMisses = []
  }

  /// The lines, one below the other, for another message and for tests.
  package var description: String { lines.joined(separator: "\n") }
}
