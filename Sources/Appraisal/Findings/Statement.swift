/// What is said about an input, a file or a system: the fact and what to do about it, a sentence
/// each, and the place where there is one.
///
///     Statement("The file is empty.", fix: "Begin with a copy of a built-in system.",
///       at: .init(line: 1, column: 1)).description
///     // "1:1: The file is empty. Begin with a copy of a built-in system."
public struct Statement: Hashable, Sendable, CustomStringConvertible {
  /// A place in a text.
  public struct Place: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column in the line, from 1, counted in Unicode scalars.
    public let column: Int

    /// A place in a text, line and column from 1.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    public static func < (one: Place, other: Place) -> Bool {
      (one.line, one.column) < (other.line, other.column)
    }

    /// `12:5`.
    public var description: String { "\(line):\(column)" }
  }

  /// One sentence: what was found and what is expected.
  public let fact: String
  /// One sentence: what to do.
  public let fix: String
  /// `nil` where the statement is about the whole.
  public let place: Place?

  /// A fact, its fix and its place.
  public init(_ fact: String, fix: String, at place: Place? = nil) {
    self.fact = fact
    self.fix = fix
    self.place = place
  }

  /// The place, the fact and the fix: `12:5: … …`.
  public var description: String { (place.map { "\($0): " } ?? "") + "\(fact) \(fix)" }
}
