import ArgumentParser
import Batch
import Runs

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Reports the counts of a published run, or of one board: distribution, bars, boards.",
    discussion: """
      Reads the run's own files and scores nothing again. The files that it reads must be as they \
      were published: exit status 65 otherwise. The JSON form names its schema.

        appraise report appraisals
        appraise report appraisals --prb "Fleet PRB 2"
        appraise report appraisals --format json
      """)

  @OptionGroup var published: RunArgument

  @Option(
    help: ArgumentHelp(
      "One board, compared with the agency; its name byte by byte as in the plans.",
      valueName: "name"))
  var prb: String?

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The system file that the run was made with, for its labels; not needed for a built-in system.",
      valueName: "name-or-file"))
  var systemName: String?

  @Option(help: "The format of the output: text or json.")
  var format: SummaryFormat = .text

  func run() throws {
    var system: ChosenSystem?
    if let systemName { system = try .named(systemName) }
    let report: RunReport
    do {
      report = try RunReport(of: try published.open(), board: prb, system: system)
    } catch {
      error.offerNearMisses(asText: format == .text)
      throw error
    }
    switch format {
    case .text: StandardOutput.write(report.text)
    case .json: StandardOutput.write(report.json)
    }
  }
}
