import ArgumentParser
import Batch
import Columns
import Files
import Glibc

@main
struct Appraise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appraise",
    abstract: "Scores the performance appraisals of senior executives, exactly.",
    discussion: """
      Reads performance plans and element ratings from Excel workbooks or CSV files, checks every \
      record, derives the initial summary rating of each executive, and writes a roster for each \
      Performance Review Board. 'appraise review' then takes back what the boards and the appointing \
      authority decided.

        appraise template --output forms    empty files, with an example
        appraise check --plans plans.csv --ratings ratings.csv
        appraise run --plans plans.csv --ratings ratings.csv --output appraisals
        appraise report appraisals
        appraise explain ES-0000042 --run appraisals
        appraise compare appraisals --previous
        appraise review --run appraisals/runs/20261015T020000Z \\
          --cycle fy2026.yaml --output reviews

      Exit status: 0 done; 1 done, and at least one finding is an error (explain: the executive was \
      rejected); 64 wrong usage; 65 an input cannot be trusted as a whole, or a run does not \
      verify; 66 an input is missing; 73 and 74 output cannot be created or written; 75 another \
      run is writing there; 78 a system, rules or cycle file is not valid; 128 + n stopped by signal n.
      """,
    version: Batch.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, ScoreCommand.self, ExplainCommand.self,
      SystemsCommand.self, RulesCommand.self,
      ReviewCommand.self, TemplateCommand.self, SynthesizeCommand.self, ReportCommand.self,
      CompareCommand.self, VerifyCommand.self,
    ])

  /// Taken over in the first thread, before there is another.
  static let stopSignals = StopSignals.watched()

  @MainActor static func main() async {
    openStandardStreams()
    _ = stopSignals
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    umask(0o077)
    refuseMissingArguments()
    do {
      var command = try chosenCommand()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as RunError {
      StandardError.write(error)
      Glibc.exit(error.kind.rawValue)
    } catch let status as ExitCode {
      end(with: status)
    } catch {
      let message = fullMessage(for: error)
      if let script = CompletionScript.completed(message) {
        StandardOutput.write(script + "\n")
        Glibc.exit(EXIT_SUCCESS)
      }
      if let words = Misspelling.words(
        for: message, arguments: CommandLine.arguments, of: Self.self)
      {
        StandardError.write(words + "\n")
        Glibc.exit(exitCode(for: error).rawValue)
      }
      if exitCode(for: error) == .success {
        // Help, or the version.
        StandardOutput.write(message + "\n")
        Glibc.exit(EXIT_SUCCESS)
      }
      exit(withError: error)
    }
  }

  /// Sees to it that nothing else is opened under the numbers of standard input, output and error where the program
  /// was started without them: what is written there or read from there fails, as it would, and harms nobody.
  private static func openStandardStreams() {
    for descriptor in 0..<Int32(3) where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number, so this one.
      _ = unsafe open("/dev/null", (descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY))
    }
  }

  /// Ends the process where it cannot know what it was asked for. Swift reads the arguments from
  /// `/proc/self/cmdline`; where that is not there, the list is empty, and a nightly job that printed the
  /// overview would look as if it had succeeded.
  private static func refuseMissingArguments() {
    guard CommandLine.arguments.isEmpty else { return }
    StandardError.write(
      "appraise: The command line cannot be read, so nothing was done: /proc is not mounted here. Mount "
        + "it: mount -t proc proc /proc\n")
    Glibc.exit(RunError.Kind.inputOutput.rawValue)
  }

  /// Ends the process at once: what a run of a million holds is not given back piece by piece, nor
  /// is the usage written down first, which nobody sees, as `exit(withError:)` does.
  static func end(with status: ExitCode) -> Never { Glibc.exit(status.rawValue) }

  /// The command that the arguments choose, with what they say.
  private static func chosenCommand() throws -> any ParsableCommand {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let command = try parsedCommand(arguments)
    do { try CommandLineCheck(of: arguments, for: type(of: command)).refuse() } catch {
      let usage = usageString(for: type(of: command))
      StandardError.write("Error: \(message(for: error))\n\(usage)\n")
      Glibc.exit(exitCode(for: error).rawValue)
    }
    return command
  }

  /// The command that they begin with parses them alone, in two thirds of the time that all commands
  /// together take. What it does not understand, be it `--help` or a mistake, is for all of them to
  /// answer.
  private static func parsedCommand(_ arguments: [String]) throws -> any ParsableCommand {
    let chosen = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    if let chosen, let command = try? chosen.parseAsRoot(Array(arguments.dropFirst())),
      type(of: command) == chosen
    {
      return command
    }
    return try parseAsRoot()
  }
}
