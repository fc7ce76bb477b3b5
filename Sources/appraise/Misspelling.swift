import Appraisal
import ArgumentParser

/// A command or an option that was misspelt, where the parser does not say what may be meant.
enum Misspelling {
  /// The message of a wrong usage, its first line about the word that was misspelt:
  ///
  ///     Error: Unknown option '--plan'. Did you mean '--plans'?
  ///     Error: There is no command 'chek'. Did you mean 'check'?
  ///
  /// - Parameters:
  ///   - message: What the parser says.
  ///   - arguments: The command line.
  ///   - root: The command with all others below it.
  /// - Returns: `nil` where none of the arguments is near to a word that could stand there.
  static func words(
    for message: String, arguments: [String], of root: any ParsableCommand.Type
  ) -> String? {
    let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("Error: ") else { return nil }
    let words =
      command(in: arguments, of: root) ?? missingOption(first, given: arguments)
      ?? standingOption(first)
    let rest = lines.count > 1 ? "\n" + lines[1] : ""
    return words.map { $0 + rest }
  }

  /// A command that is none: the first word, or the one after a command that has others below it.
  private static func command(
    in arguments: [String], of root: any ParsableCommand.Type
  ) -> String? {
    var commands = root.configuration.subcommands
    for word in arguments.dropFirst() {
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      let names = commands.map { $0._commandName }
      guard let place = names.firstIndex(of: word) else {
        return NearestNames.nearest(to: word, among: names + ["help"]).flatMap { meant in
          meant == word ? nil : "Error: There is no command '\(word)'. Did you mean '\(meant)'?"
        }
      }
      commands = commands[place].configuration.subcommands
    }
    return nil
  }

  /// An option that has to be there and was misspelt. The parser notices first what is missing, and says
  /// nothing of what stands there instead.
  private static func missingOption(_ message: Substring, given arguments: [String]) -> String? {
    let missing = message.split { !($0.isLetter || $0 == "-") }.map(String.init)
      .filter { $0.hasPrefix("--") }
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { String($0.prefix { $0 != "=" }) }
    for option in given where !missing.contains(option) {
      if let meant = NearestNames.nearest(to: option, among: missing) {
        return unknown(option, meant: meant)
      }
    }
    return nil
  }

  /// An option that every command has, which the parser does not think of.
  private static func standingOption(_ message: Substring) -> String? {
    let begin = "Error: Unknown option '"
    guard message.hasPrefix(begin), message.hasSuffix("'") else { return nil }
    let option = String(message.dropFirst(begin.count).dropLast())
    return NearestNames.nearest(to: option, among: ["--help", "--version"])
      .map { unknown(option, meant: $0) }
  }

  private static func unknown(_ option: String, meant: String) -> String {
    "Error: Unknown option '\(option)'. Did you mean '\(meant)'?"
  }
}
