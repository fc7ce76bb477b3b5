import ArgumentParser
import Batch

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Every file of a run against its manifest.",
    discussion: """
      Names each file that was changed, is missing or does not belong there; exit status 65 then.

        appraise verify runs/current
      """)

  @Argument(help: ArgumentHelp("The directory of a run, or a link to it.", valueName: "run"))
  var directory: String

  @Option(help: "How the result is printed: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    let verification = try Verification(run: directory)
    StandardOutput.write(verification.bytes(format))
    if !verification.problems.isEmpty { throw ExitCode(65) }
  }
}
