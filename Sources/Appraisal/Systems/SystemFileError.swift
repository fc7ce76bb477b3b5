/// Why a system file is not a system: everything that is wrong with it, with the places.
///
/// The run ends with this error; nothing is taken from such a file.
public struct SystemFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong with a system file.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The line in the file, from 1.
    public let line: Int
    /// The column in the line, from 1, counted in Unicode scalars.
    public let column: Int
    /// The fact, one sentence: what was found and what is expected.
    public let message: String
    /// The mend, one sentence.
    public let fix: String

    /// The place, the fact and the mend: `12:5: … …`.
    public var description: String { "\(line):\(column): \(message) \(fix)" }
  }

  /// Everything that is wrong, in the order of the file; never empty.
  public let problems: [Problem]

  /// The problems, one on a line, without a line end after the last.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
