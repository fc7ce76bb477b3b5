/// Why a file of rules or facts, such as a system file, is refused: everything that is wrong with it,
/// with the places.
///
/// The run ends with this error; nothing is taken from such a file.
public struct RefusedFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// Everything that is wrong, each with its place, in the order of the file; never empty.
  public let problems: [Statement]

  /// The size that such a file may have, in bytes: 1 MiB.
  package static var largestFile: Int { 1 << 20 }

  /// A refusal for these reasons, which it puts into the order of the file.
  package init(problems: [Statement]) {
    self.problems = problems.sorted { one, other in
      let (place, next) = (one.place ?? .start, other.place ?? .start)
      return place == next ? one.fact < other.fact : place < next
    }
  }

  init(at place: Statement.Place, _ fact: String, _ fix: String) {
    self.init(problems: [Statement(fact, fix: fix, at: place)])
  }

  /// The problems, one on a line, without a line end after the last.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
