import ArgumentParser
import Batch
import ReviewBoards
import Runs

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists, shows and checks the rules of the review boards' cycle.",
    discussion: """
      Rules are a YAML file: boards, distribution of ratings, pay, awards, removal and publication, \
      each with its citation, and with dates where they change. Start your own from the built-in \
      ones:

        appraise rules show federal-ses --format yaml > our-rules.yaml
        appraise rules check our-rules.yaml
      """,
    subcommands: [ListRules.self, ShowRules.self, CheckRules.self])
}

struct ListRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the built-in rules.")

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    let rules = ReviewRules.builtInNames.compactMap { ReviewRules.builtIn(named: $0) }
    StandardOutput.write(BuiltInList(rules).bytes(format))
  }
}

struct ShowRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one set of rules in full, with citations and what is not confirmed.")

  @Argument(help: "Built-in rules, or a file of your own.", completion: .rules)
  var rules = ReviewRules.defaultName

  @Option(help: "text for people, or yaml: the file itself.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, yaml }

  func run() throws {
    let chosen = try ChosenRules.named(rules)
    switch format {
    case .text: StandardOutput.write(chosen.rules.described())
    case .yaml: StandardOutput.write(chosen.file)
    }
  }
}

struct CheckRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a rules file, and says for which days it has rules.",
    discussion: """
      Valid means: every value is possible and has its citation; the entries of a list with dates \
      follow each other without gaps and overlaps; no limit on ratings applies to a period for \
      which a forced distribution was prohibited.
      """)

  @Argument(help: "A rules file, or built-in rules.", completion: .rules)
  var file: String

  func run() throws {
    let rules = try ChosenRules.named(file).rules
    StandardOutput.write("\(rules.name) is valid.\n\n")
    StandardOutput.write(rules.coverage.map { "  \($0)\n" }.joined())
  }
}
