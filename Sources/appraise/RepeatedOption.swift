import ArgumentParser
import FoundationEssentials

/// An option that stands on the command line more than once, and can have one value only. The parser would take the
/// last one in silence: who names two sheets would lose the executives of the first.
enum RepeatedOption {
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
    }

    let command: Command
  }

  /// Refuses a command line with such an option.
  ///
  /// - Parameters:
  ///   - arguments: The words after the name of the program.
  ///   - command: The command that they choose.
  /// - Throws: `ValidationError`.
  /// - Complexity: O(arguments); what the options of the command are is only asked where a word is there twice.
  static func refuse(in arguments: [String], of command: any ParsableCommand.Type) throws {
    var seen: Set<Substring> = []
    var repeated: [Substring] = []
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
      let option = word.prefix { $0 != "=" }
      if !seen.insert(option).inserted { repeated.append(option) }
    }
    guard !repeated.isEmpty else { return }
    let described = try JSONDecoder().decode(Described.self, from: Data(command._dumpHelp().utf8))
    for argument in described.command.arguments ?? []
    where argument.kind == "option" && !argument.isRepeating {
      let names = argument.names?.map { "--\($0.name)" } ?? []
      guard let option = repeated.first(where: { names.contains(String($0)) }) else { continue }
      throw ValidationError("\(option) is given more than once, and has one value. Give it once.")
    }
  }
}
