import ArgumentParser
import Batch
import Columns
import Files

/// Standard output: results, and nothing else.
enum StandardOutput {
  /// Writes all bytes. A reader who went away is not an error: the rest is dropped. Anything else
  /// that fails, such as a full disk, ends the program with status 74.
  static func write(_ bytes: Span<UInt8>) {
    guard let failure = StandardStream.output.write(bytes) else { return }
    StandardError.write(
      "appraise: standard output: writing failed (\(failure)). Make room and run again.\n")
    Appraise.exit(withError: ExitCode(RunError.Kind.inputOutput.rawValue))
  }

  /// Writes all bytes.
  static func write(_ bytes: [UInt8]) { write(bytes.span) }

  /// Writes a text.
  static func write(_ text: String) { write(Array(text.utf8)) }
}

/// Standard error: everything that is not a result.
enum StandardError {
  /// Writes a text.
  static func write(_ text: String) { _ = StandardStream.error.write(Array(text.utf8).span) }

  /// Whether a person may be looking.
  static var isTerminal: Bool { StandardStream.error.isTerminal }
}

/// A line on a terminal that shows how far the work is, from its making to ``finish()``.
struct ProgressBar {
  private let task: Task<Void, Never>?

  /// Shows the progress, if there is a terminal and nobody asked for quiet.
  init(_ progress: Progress, isQuiet: Bool) {
    guard !isQuiet, StandardError.isTerminal else {
      task = nil
      return
    }
    task = Task.detached {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
        let state = progress.state
        if state.step.isEmpty || Task.isCancelled { continue }
        StandardError.write("\r\(Self.line(for: state))\u{1B}[K")
      }
    }
  }

  /// Wipes the line.
  func finish() async {
    guard let task else { return }
    task.cancel()
    await task.value
    StandardError.write("\r\u{1B}[K")
  }

  private static func line(for state: Progress.State) -> String {
    guard state.total > 0 else { return state.step }
    let done = min(state.done, state.total)
    // Counts of cases go beyond what multiplies without overflow, so the total is divided.
    let percent = min(100, done / max(1, state.total / 100))
    let filled = percent * 30 / 100
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    return "\(state.step) [\(bar)] \(percent) %"
  }
}

/// A span of time in words: `12 ms`, `3.4 s`.
func words(for duration: Duration) -> String {
  let milliseconds =
    duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
  if milliseconds < 1000 { return "\(milliseconds) ms" }
  return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
}
