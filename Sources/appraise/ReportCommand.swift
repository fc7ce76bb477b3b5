import ArgumentParser
import Batch
import Columns
import Files
import Reviews
import Runs

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Reports the counts of a published run or review, or of one of its boards.",
    discussion: """
      Of a run the distribution with bars and the boards; of a review where everybody stands, the \
      levels at each stage, what the boards changed, and the limits of the units. It reads their own \
      files, and scores and judges nothing again. The files that it reads must be as they were \
      published: exit status 65 otherwise. The JSON form names its schema.

        appraise report appraisals
        appraise report reviews
        appraise report appraisals --prb "Fleet PRB 2"
        appraise report appraisals --format json

      With the limits of its units:

        appraise report appraisals --cycle fy2026.yaml
      """)

  @OptionGroup var published: RunArgument

  @Option(
    help: ArgumentHelp(
      "One board, by its name as it stands in the plans: capitals, blanks and punctuation have to be the same. Of a run "
        + "it is compared with the agency.",
      valueName: "name"),
    completion: .boards)
  var prb: String?

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      "The system file that the run was made with, for its labels; not needed for a built-in system.",
      valueName: "name-or-file"),
    completion: .systems)
  var systemName: String?

  @OptionGroup var limits: LimitOptions
  @OptionGroup var processors: ThreadOptions

  @Option(help: "The format of the output: text or json.")
  var format: SummaryFormat = .text

  func validate() throws {
    try limits.requireCycle()
    if prb != nil, limits.cycle != nil {
      throw ValidationError("--cycle is about all boards: leave out --prb.")
    }
  }

  func run() async throws {
    var system: ChosenSystem?
    if let systemName { system = try .named(systemName) }
    do {
      let published = try published.open()
      switch published.manifest.subject {
      case .run:
        var cycle: CountedCycle?
        if let grounds = try limits.grounds {
          cycle = try await RunReport.counted(
            grounds, of: published, system: system, workers: Workers(count: processors.count))
        }
        let report = try RunReport(of: published, board: prb, system: system, cycle: cycle)
        write(text: report.text(columns: StandardStream.output.columns), json: report.json)
      case .review:
        if limits.cycle != nil {
          throw RunError(
            .usage, "--cycle: this is a review, which has a cycle of its own. Leave it out.")
        }
        let report = try ReviewReport(of: published, board: prb, system: system)
        write(text: report.text(columns: StandardStream.output.columns), json: report.json)
      }
    } catch let error as RunError {
      error.offerNearMisses(asText: format == .text)
      throw error
    }
  }

  private func write(text: @autoclosure () -> String, json: @autoclosure () -> [UInt8]) {
    switch format {
    case .text: StandardOutput.write(text())
    case .json: StandardOutput.write(json())
    }
  }
}
