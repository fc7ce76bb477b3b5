import ArgumentParser
import Batch
import MadeUp
import Runs

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Writes empty plan and rating files for a system, with an explained example.",
    discussion: """
      CSV files, and if the program was built with TRAITS=Excel workbooks too, which keep ids as text, \
      add up the weights and list the levels.

        appraise template --output forms
        appraise template --system opm-2025 --output forms
      """)

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp("A built-in system, or a file of your own.", valueName: "name-or-file"))
  var systemName = "opm-basic-2012"

  @Option(help: ArgumentHelp("The directory; created if it does not exist.", valueName: "dir"))
  var output: String

  @Flag(help: "Print nothing but errors on standard error.")
  var quiet = false

  func run() throws {
    try BlankForms(system: try ChosenSystem.named(systemName).system).write(to: output)
    if !quiet { StandardError.write("Written to \(output): begin with EXAMPLE.txt.\n") }
  }
}
