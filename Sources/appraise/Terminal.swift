import Appraisal
import ArgumentParser
import Batch
import Columns
import Dispatch
import Files
import Tables

/// Standard output: results, and nothing else.
enum StandardOutput {
  /// Writes all bytes. A reader who went away is not an error: the rest is dropped. Anything else
  /// that fails, such as a full disk, ends the program with status 74.
  static func write(_ bytes: Span<UInt8>) {
    guard let failure = StandardStream.output.write(bytes) else { return }
    StandardError.write("appraise: standard output: \(failure)\n")
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

  /// Writes why a command ended. Names of files and sheets, which senders choose, stand in it with all that would
  /// disturb a reader spelled out.
  static func write(_ error: RunError, after words: String = "") {
    let lines = error.lines.map { spelledOut(Array($0.utf8)) }
    write("appraise: \(words)\(lines.joined(separator: "\n"))\n")
  }

  /// How many columns a person sees; `nil` where nobody is looking.
  static var columns: Int? { StandardStream.error.columns }
}

/// A line on a terminal that shows how far the work is, from its making to ``finish()``.
///
/// It has a thread of its own: the work keeps every thread of Swift's tasks busy, so that a task would not
/// have its turn before the end.
struct ProgressBar: Sendable {
  private let isDone = DispatchSemaphore(value: 0)
  private let isWiped = DispatchSemaphore(value: 0)
  private let isShown: Bool

  /// Shows the progress, if there is a terminal that can go back to the start of a line, and nobody asked
  /// for quiet.
  init(_ progress: Progress, isQuiet: Bool) {
    isShown = !isQuiet && StandardStream.error.canReturn
    guard isShown else { return }
    DispatchQueue(label: "progress").async { [isDone, isWiped] in
      var shown = 0
      func show(_ line: String) {
        // Blanks over what is left of a longer line; no sequence that a terminal would have to know.
        StandardError.write("\r\(padded(line, shown))")
        shown = line.displayWidth
      }
      while isDone.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
        let state = progress.state
        if !state.step.isEmpty { show(state.line(columns: StandardError.columns ?? 80)) }
      }
      if shown > 0 {
        show("")
        StandardError.write("\r")
      }
      isWiped.signal()
    }
  }

  /// Wipes the line.
  func finish() {
    guard isShown else { return }
    isDone.signal()
    isWiped.wait()
  }
}

extension Progress.State {
  /// The step, a bar and the share, shorter than a line of a terminal.
  func line(columns: Int) -> String {
    guard total > 0 else { return String(step.prefix(columns - 1)) }
    let done = min(done, total)
    // Counts of cases go beyond what multiplies without overflow, so the total is divided.
    let percent = min(100, done / max(1, total / 100))
    let share = aligned("\(percent)%", 4)
    let room = min(30, columns - step.displayWidth - share.displayWidth - 5)
    guard room >= 5 else { return String("\(step) \(share)".prefix(columns - 1)) }
    let filled = percent * room / 100
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled)
    return "\(step) [\(bar)] \(share)"
  }
}

/// A span of time in words: `12 ms`, `3.4 s`.
func words(for duration: Duration) -> String {
  let milliseconds =
    duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
  if milliseconds < 1000 { return "\(milliseconds) ms" }
  return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
}
