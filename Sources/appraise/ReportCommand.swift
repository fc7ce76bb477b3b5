import ArgumentParser
import Batch
import Runs

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The counts of a published run, or of one board: distribution, bars, boards.",
    discussion: """
      Reads the run's own files and scores nothing anew. The files that it reads have to be as they \
      were published: exit status 65 otherwise. The JSON form names its schema.

        appraise report runs/current
        appraise report runs/current --prb "Fleet PRB 2"
        appraise report runs/current --format json
      """)

  @Argument(help: ArgumentHelp("The directory of a run, or a link to it.", valueName: "run"))
  var directory: String

  @Option(
    help: ArgumentHelp(
      "One board, its name byte by byte as in the plans; its shares stand beside the agency's.",
      valueName: "name"))
  var prb: String?

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The system file that the run was made with, for its labels; a built-in one is known.",
      valueName: "name-or-file"))
  var systemName: String?

  @Option(help: "How it is printed: text or json.")
  var format: SummaryFormat = .text

  func run() throws {
    var system: ChosenSystem?
    if let systemName { system = try .named(systemName) }
    let report = try RunReport(run: directory, board: prb, system: system)
    switch format {
    case .text: StandardOutput.write(report.text)
    case .json: StandardOutput.write(report.json)
    }
  }
}
