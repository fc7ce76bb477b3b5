import Appraisal
import ArgumentParser
import Batch
import Columns
import MadeUp
import Reviews
import Runs

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Writes empty files to fill in, for a run or a review, with an explained example.",
    discussion: """
      CSV files, and if the program was built with TRAITS=Excel workbooks too, which keep ids as text, \
      add up the weights and list the levels.

        appraise template --output forms
        appraise template --system opm-2025 --output forms

      With --cycle the files of the review boards' cycle: cycle.yaml with a comment for each fact, \
      members.csv and responses.csv, and what boards and the authority fill in.

        appraise template --cycle --output cycle-forms
      """)

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp("A built-in system, or a file of your own.", valueName: "name-or-file"),
    completion: .systems)
  var systemName = AppraisalSystem.defaultName

  @Option(
    help: ArgumentHelp("The directory; created if it does not exist.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Flag(help: "Write the files of the review boards' cycle, in place of plans and ratings.")
  var cycle = false

  @Flag(help: "Print nothing but errors on standard error.")
  var quiet = false

  func run() throws {
    let system = try ChosenSystem.named(systemName).system
    try requireOutsideOfRuns(output)
    if cycle {
      try CycleForms(columns: .init(under: system)).write(to: output)
    } else {
      try BlankForms(system: system).write(to: output)
    }
    if !quiet { StandardError.write("Written to \(output): begin with EXAMPLE.txt.\n") }
  }
}

extension CycleForms.Columns {
  /// What the files of the cycle are read by; of the sheets the columns that are filled in.
  init(under system: AppraisalSystem) {
    func columns(_ kind: ReviewInput) -> [CycleForms.Column] {
      ReviewField.fields(of: kind, under: system).filter { !$0.meaning.isEmpty }.map {
        CycleForms.Column(
          $0.name, isRequired: $0.isRequired, example: $0.example, meaning: $0.meaning)
      }
    }
    self.init(
      members: columns(.members), responses: columns(.responses), returned: columns(.returned),
      decided: columns(.decided))
  }
}
