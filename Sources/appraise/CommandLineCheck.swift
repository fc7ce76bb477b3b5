import ArgumentParser
import FoundationEssentials

/// What the parser takes in silence and nobody can have meant: an option with one value that stands on the command
/// line more than once, of which it would take the last, and a value that is empty.
struct CommandLineCheck {
  /// What the parser tells of a command, as far as it is read.
  private struct Described: Decodable {
    struct Command: Decodable {
      let arguments: [Argument]?
    }

    struct Argument: Decodable {
      struct Name: Decodable { let name: String }

      let kind: String
      let isRepeating: Bool
      let names: [Name]?
      let valueName: String?

      var options: [String] { kind == "option" ? names?.map { "--\($0.name)" } ?? [] : [] }
    }

    let command: Command
  }

  /// The words after the name of the program.
  private let arguments: [String]
  private let command: any ParsableCommand.Type

  /// A check of a command line that the parser has accepted.
  ///
  /// - Parameter command: The command that it chooses.
  init(of arguments: [String], for command: any ParsableCommand.Type) {
    self.arguments = arguments
    self.command = command
  }

  /// Refuses the command line where there is something.
  ///
  /// - Throws: `ValidationError`.
  /// - Complexity: O(arguments); what the options of the command are is only asked where a word is there twice or is
  ///   empty.
  func refuse() throws {
    try refuseRepeatedOptions()
    try refuseEmptyValues()
  }

  private var known: [Described.Argument] {
    get throws {
      try JSONDecoder().decode(Described.self, from: Data(command._dumpHelp().utf8)).command
        .arguments ?? []
    }
  }

  /// Who names two sheets would lose the executives of the first.
  private func refuseRepeatedOptions() throws {
    var seen: Set<Substring> = []
    var repeated: [Substring] = []
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
      let option = word.prefix { $0 != "=" }
      if !seen.insert(option).inserted { repeated.append(option) }
    }
    guard !repeated.isEmpty else { return }
    for argument in try known where !argument.isRepeating {
      guard let option = repeated.first(where: { argument.options.contains(String($0)) }) else {
        continue
      }
      throw ValidationError("\(option) is given more than once, and has one value. Give it once.")
    }
  }

  /// No option takes an empty value, and neither does a command. It is what a script leaves of a variable that is not
  /// set.
  private func refuseEmptyValues() throws {
    guard let place = arguments.firstIndex(of: "") else { return }
    let known = try known
    let option = arguments[..<place].last { $0.hasPrefix("--") }
    let argument = known.first { argument in
      guard let option, argument.options.contains(option) else { return false }
      return argument.isRepeating || arguments[place - 1] == option
    }
    let name =
      if let option, let argument {
        "\(option) <\(argument.valueName ?? "")>"
      } else {
        known.filter { $0.kind == "positional" }.compactMap(\.valueName).map { "<\($0)>" }
          .joined(separator: " ")
      }
    throw ValidationError(
      "The value of '\(name)' is empty. Give one; in a script, a variable may not be set.")
  }
}
