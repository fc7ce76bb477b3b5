package import Appraisal
import Columns
import ReviewBoards
import Runs

extension Batch.Run {
  /// The run's summary as JSON, with the run's directory.
  package var json: [UInt8] {
    Manifest.Kind.run.json(at: path) { summary.append(json: &$0, depth: 1) }
  }

  /// What a run tells people when it is done: counts, bars, findings by code, the first errors, where
  /// the files are. Nothing that stands in a field, unless asked for: it often ends in a log.
  ///
  /// - Parameters:
  ///   - duration: How long it took, in words.
  ///   - system: The system in force, for its labels.
  ///   - shownErrors: How many errors to show, from 0.
  ///   - showsValues: Shows executive ids and what was found with them.
  ///   - columns: Those of the terminal; `nil` for a pipe, whose lines have any length.
  package func closingSummary(
    duration: String, system: AppraisalSystem, shownErrors: Int, showsValues: Bool, columns: Int?
  ) -> String {
    var lines = summary.countLines(under: system.name) + [""]
    lines += summary.overall.distributionLines(of: system, columns: columns)
    lines += ["", boardLine] + (summary.cycle?.limits.lines ?? []) + [""] + summary.findingLines
    lines += errorLines(first: shownErrors, showsValues: showsValues)
    let holds = RunFile.Condition(hasPages: hasPages, hasWorkbooks: hasWorkbooks)
    let files = RunFile.all.filter { holds.isSuperset(of: $0.condition) }
    lines += closingLines(of: files, at: path, opensIndex: hasPages, duration: duration)
    return lines.flatMap { fitted($0, columns) }.joined(separator: "\n") + "\n"
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

  /// How many boards there are, and how large: their names stand in a field of the input, which a
  /// wrong column may have filled with names of people.
  private var boardLine: String {
    let sizes = summary.boards.map(\.tally.executives)
    guard let smallest = sizes.min(), let largest = sizes.max() else { return "Boards: 0" }
    let range =
      smallest == largest
      ? counted(largest, "executive") : "\(grouped(smallest)) to \(grouped(largest)) executives"
    return "Boards: \(grouped(sizes.count)), of \(range)"
      + (sizes.count > 1 && smallest == largest ? " each" : "")
  }
}
