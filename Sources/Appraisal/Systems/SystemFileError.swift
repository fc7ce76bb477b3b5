/// Why a system file is not a system: everything that is wrong with it, with the places.
///
/// The run ends with this error; nothing is taken from such a file.
public struct SystemFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Everything that is wrong, each with its place, in the order of the file; never empty.
  public let problems: [Statement]

  /// The problems, one on a line, without a line end after the last.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
