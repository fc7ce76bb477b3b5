package import Appraisal
import ReviewBoards

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
    let overall = summary.overall
    var lines = [
      "\(counted(overall.executives, "executive")) with a plan, under \(system.name)", "",
    ]
    lines.append("  rated      \(aligned(overall.rated))")
    lines.append("  not rated  \(aligned(overall.notRated))")
    lines.append("  rejected   \(aligned(overall.rejected))")
    let errors = FindingCode.allCases.filter {
      $0.severity == .error && summary.findings[code: $0] > 0
    }
    for code in errors {
      lines.append("    \(aligned(summary.findings[code: code]))  \(code.rawValue)")
    }
    if summary.strayRatingRecords > 0 {
      lines.append("  \(counted(summary.strayRatingRecords, "rating record")) without a plan")
    }
    lines += ["", "Initial summary ratings"]
    for level in Level.allCases.reversed() {
      let count = overall.count(at: level)
      let label = system.definition(of: level).label
      lines.append(
        "  \(level.number) \(padded(label, labelWidth(of: system))) \(aligned(count)) "
          + share(count, of: overall.rated) + bar(count, of: overall.rated))
    }
    lines += ["", "Boards: \(grouped(summary.boards.count))"]
    lines += boardLines
    lines += ["", "Findings: \(summary.findings)"]
    lines += errorLines(first: shownErrors, showsValues: showsValues)
    lines += [
      "Files:    \(path)",
      "          \(hasPages ? "index.html, " : "")scores.csv, findings.csv, rosters/index.csv, "
        + "summary.json, manifest.json",
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
    let largest = summary.boards.enumerated().sorted {
      ($1.element.tally.executives, $0.offset) < ($0.element.tally.executives, $1.offset)
    }
    var lines = largest.prefix(shown).map { board in
      var name = OutputBuffer()
      name.append(spelledOut: board.element.name.span)
      return "  \(aligned(board.element.tally.executives))  "
        + String(decoding: name.array, as: UTF8.self)
    }
    if largest.count > shown {
      lines.append("          and \(grouped(largest.count - shown)) more")
    }
    return lines
  }

  private func labelWidth(of system: AppraisalSystem) -> Int {
    system.levels.map(\.label.unicodeScalars.count).max() ?? 0
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  private func aligned(_ number: Int) -> String {
    let text = grouped(number)
    return String(repeating: " ", count: max(0, 10 - text.utf8.count)) + text
  }

  private func share(_ count: Int, of all: Int) -> String {
    let text = "\(Percent.text(count, of: all)) %"
    return String(repeating: " ", count: max(0, 7 - text.utf8.count)) + text
  }

  /// Two blanks and a bar of at most 40 signs; anybody at all is at least one.
  private func bar(_ count: Int, of all: Int) -> String {
    guard count > 0, all > 0 else { return "" }
    return "  " + String(repeating: "#", count: max(1, count * 40 / all))
  }
}

/// A number and a noun: `1 notice`, `2 notices`.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// A number with its thousands apart: `1,000,000`.
package func grouped(_ number: Int) -> String {
  var text = ""
  for (index, digit) in String(number).reversed().enumerated() {
    if index > 0 && index % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}
