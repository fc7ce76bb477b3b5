package import Appraisal
import Columns
import ReviewBoards
import Runs

extension Batch.Run {
  /// What a run tells people when it is done: counts, bars, the first errors, where the files are.
  /// No name, rating of a person or executive id, unless asked for.
  ///
  /// - Parameters:
  ///   - duration: How long it took, in words.
  ///   - system: The system in force, for its labels.
  ///   - shownErrors: How many errors to show, from 0.
  ///   - showsValues: Shows executive ids and what was found with them.
  package func closingSummary(
    duration: String, system: AppraisalSystem, shownErrors: Int, showsValues: Bool
  ) -> String {
    var lines = summary.countLines(under: system.name) + [""]
    lines += summary.overall.distributionLines(of: system)
    lines += ["", "Boards: \(grouped(summary.boards.count))"]
    lines += boardLines
    lines += ["", "Findings: \(summary.findings)"]
    lines += errorLines(first: shownErrors, showsValues: showsValues)
    lines += [
      "Files:    \(path)",
      "          "
        + RunFile.all.filter { !$0.isForEachBoard && ($0.condition == .always || hasPages) }
        .map(\.path).joined(separator: ", "),
      "Time:     \(duration)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first errors, and how many more there are.
  private func errorLines(first limit: Int, showsValues: Bool) -> [String] {
    guard limit > 0 else { return [] }
    var lines: [String] = []
    let writer = FindingWriter(findings.findings, format: .text)
    findings.forEach(first: limit, of: [.error]) { error in
      var text = OutputBuffer(capacity: 512)
      writer.appendBrief(error, showsValues: showsValues, to: &text)
      lines += String(decoding: text.array, as: UTF8.self).split(separator: "\n").map { "  \($0)" }
    }
    let more = summary.findings[severity: .error] - limit
    if more > 0 { lines.append("  … and \(grouped(more)) more in findings.csv") }
    return lines
  }

  /// The largest boards, and how many more there are.
  private var boardLines: [String] {
    let shown = 5
    let boards = summary.boards
    var lines = boards.indicesBySize.prefix(shown).map { board in
      "  \(aligned(boards[board].tally.executives, 10))  \(spelledOut(boards[board].name))"
    }
    if boards.count > shown {
      lines.append("          and \(grouped(boards.count - shown)) more")
    }
    return lines
  }
}
