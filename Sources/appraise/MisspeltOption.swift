import Appraisal

/// An option that is missing because it was misspelt. The parser notices first what is missing, and
/// says nothing of what stands there instead.
enum MisspeltOption {
  /// The message of a wrong usage, its first line about the option that was misspelt:
  ///
  ///     Error: Unknown option '--plan'. Did you mean '--plans'?
  ///
  /// - Parameters:
  ///   - message: Names in its first line the options that are missing.
  ///   - arguments: The command line.
  /// - Returns: `nil` where none of the arguments is near to such an option.
  static func words(for message: String, arguments: [String]) -> String? {
    let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("Error: ") else { return nil }
    let missing = first.split { !($0.isLetter || $0 == "-") }.map(String.init)
      .filter { $0.hasPrefix("--") }
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { String($0.prefix { $0 != "=" }) }
    for option in given where !missing.contains(option) {
      guard let meant = NearestNames.nearest(to: option, among: missing) else { continue }
      let rest = lines.count > 1 ? "\n" + lines[1] : ""
      return "Error: Unknown option '\(option)'. Did you mean '\(meant)'?" + rest
    }
    return nil
  }
}
