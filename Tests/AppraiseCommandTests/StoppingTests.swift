import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A run that is told to stop cleans up and says so.
@Suite(.serialized) struct StoppingTests {
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func runInTheMakingIsRemoved(signal: Int32) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let before = try batch.everything()
    // The ratings never come, so the run is in the middle of reading.
    let ended = try BuiltProgram.located().run(
      ["run", "--plans", "plans.csv", "--ratings", "-", "--output", batch.output],
      directory: NightlyBatch.folder, signal: (signal, after: 1.5))
    #expect(ended.status == 128 + signal)
    #expect(
      ended.errorText
        == "appraise: stopped by a signal; nothing was published, the run before is untouched.\n")
    #expect(ended.output.isEmpty)
    #expect(try batch.everything() == before)
    let runs = try batch.runs()
    #expect(runs.count == 1, "no directory of the stopped run: \(runs)")
    #expect(try batch.run().status == 0, "its lock is gone with it")
  }

  @Test func stoppedCheckEndsAtOnce() throws {
    let ended = try BuiltProgram.located().run(
      ["check", "--plans", "-"], signal: (SIGTERM, after: 1.5))
    #expect(ended.status == 128 + SIGTERM)
    #expect(ended.errorText == "appraise: stopped by a signal.\n")
  }

  /// As under `nohup`: who starts a program to outlive the terminal means it.
  @Test func ignoredSignalStaysIgnored() throws {
    let batch = try NightlyBatch()
    let program = try BuiltProgram.located()
    let script = """
      trap '' HUP
      mkfifo "$1" && exec 3<>"$1"
      "$0" run --plans plans.csv --ratings - --output "$2" <"$1" &
      sleep 1.5
      kill -HUP $!
      sleep 0.5
      kill -TERM $!
      wait $!
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, program.path, batch.path("pipe"), batch.output],
      directory: NightlyBatch.folder)
    #expect(ended.status == 128 + SIGTERM)
  }
}
