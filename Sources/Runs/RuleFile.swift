import Appraisal
import Columns
import Files

/// A file of rules or facts that a command was given by its path.
enum RuleFile {
  /// The bytes of a file; of one that is too large, as many as show it.
  ///
  /// - Parameters:
  ///   - names: What could have been named instead, for the message.
  ///   - what: What these are: `systems`.
  /// - Throws: ``RunError/Kind/unreadableInput`` where it cannot be read.
  static func bytes(
    of path: String, orBuiltIn names: [String] = [], called what: String = ""
  ) throws(RunError) -> [UInt8] {
    var input: InputFile
    do { input = try InputFile(path: path) } catch {
      guard error.kind == .unreadableInput else { throw error }
      let others = names.isEmpty ? "" : " Built-in \(what): \(names.joined(separator: ", "))."
      let nearest = NearestNames.nearest(to: path, among: names).map { " Is \($0) meant?" } ?? ""
      throw RunError(.unreadableInput, error.description + others + nearest)
    }
    var bytes: [UInt8] = []
    while bytes.count <= RefusedFile.largestFile, try input.append(to: &bytes, atMost: 1 << 16) > 0
    {}
    return bytes
  }

  /// What a file states, with the path in front of everything that is wrong.
  ///
  /// - Throws: ``RunError/Kind/invalidRules`` with all problems, each with the path, line and column.
  static func naming<Stated>(
    _ path: String, _ read: () throws(RefusedFile) -> Stated
  ) throws(RunError) -> Stated {
    do { return try read() } catch {
      throw RunError(
        .invalidRules, lines: error.problems.map { "\(path):\($0)" })
    }
  }
}
