import ArgumentParser
import Batch
import MadeUp
import Runs

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Empty plan and rating files for a system, with a commented example beside them.",
    discussion: """
        appraise template --output forms
        appraise template --system opm-2025 --output forms
      """)

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp("A built-in system, or a file of your own.", valueName: "name-or-file"))
  var systemName = "opm-basic-2012"

  @Option(help: ArgumentHelp("The directory; made if there is none.", valueName: "dir"))
  var output: String

  @Flag(help: "Say nothing on standard error but errors.")
  var quiet = false

  func run() throws {
    try BlankForms(system: try ChosenSystem.named(systemName).system).write(to: output)
    if !quiet { StandardError.write("Written to \(output): begin with EXAMPLE.md.\n") }
  }
}
