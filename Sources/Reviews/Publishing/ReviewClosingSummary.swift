import Appraisal
import Columns
import ReviewBoards
import Runs

extension Review.Published {
  /// What a review tells people when it is done: where everybody stands, the limits, what was not given, the
  /// first errors, where the files are. Nothing that names anybody: it often ends in a log.
  ///
  /// - Parameters:
  ///   - duration: How long it took, in words.
  ///   - shownErrors: How many errors to show, from 0.
  ///   - columns: Those of the terminal; `nil` for a pipe, whose lines have any length.
  package func closingSummary(duration: String, shownErrors: Int, columns: Int?) -> String {
    var lines = summary.standingLines + [""] + summary.files.lines
    let limitLines = summary.limits.lines
    lines += limitLines.isEmpty ? [] : limitLines + [""]
    let notGiven = summary.notGivenLines
    lines += notGiven.isEmpty ? [] : notGiven + [""]
    lines += summary.findings.lines
    let errors = register.findings.errors
    let (told, more) = ReviewFindingWriter(register).brief(errors, first: shownErrors)
    lines += told
    if shownErrors > 0, more > 0 { lines.append("  … and \(grouped(more)) more in findings.csv") }
    let ofAuthority = [RunFile.authoritySheet.path, RunFile.authorityWorkbook.path]
    let holds = RunFile.Condition(
      hasPages: hasPages, hasWorkbooks: hasWorkbooks, isClosed: summary.isClosed)
    let files = RunFile.ofReview.filter {
      if ofAuthority.contains($0.path), summary.boardsThatRecommended == 0 { return false }
      return holds.isSuperset(of: $0.condition)
    }
    lines += closingLines(of: files, at: path, opensIndex: hasPages, duration: duration)
    return lines.flatMap { fitted($0, columns) }.joined(separator: "\n") + "\n"
  }

  /// The summary as JSON, with the review's directory.
  package var json: [UInt8] {
    Manifest.Kind.review.json(at: path) { summary.append(json: &$0, depth: 1) }
  }
}

extension ReviewSummary {
  /// How many executives stand where, and how far the boards are.
  var standingLines: [String] {
    let all = ReviewStatus.allCases.reduce(0) { $0 + count($1) }
    let title = isClosed ? "Review of run \(runID), closed" : "Review of run \(runID)"
    var lines = [title, "Executives \(aligned(all, 16))"]
    for status in ReviewStatus.allCases {
      lines.append("  \(padded(status.title, 14)) \(aligned(count(status), 10))")
    }
    lines.append("Boards: \(grouped(boardsThatRecommended)) of \(grouped(boards)) have recommended")
    let changes = counts.recommended
    if changes.raised + changes.lowered > 0 {
      lines.append(
        "  raised \(grouped(changes.raised)), lowered \(grouped(changes.lowered)), unchanged "
          + grouped(changes.unchanged))
    }
    return lines
  }
}

extension ReviewSummary {
  /// What was not given, and what of it is checked elsewhere.
  var notGivenLines: [String] {
    Self.lines(ofNotGiven: notGiven, checkedElsewhere: checkedElsewhere.map(\.check.key))
  }

  /// The same, of names as `summary.json` has them.
  static func lines(ofNotGiven notGiven: [String], checkedElsewhere elsewhere: [String]) -> [String]
  {
    guard !notGiven.isEmpty else { return [] }
    return ["Not given, and so not checked: \(notGiven.joined(separator: ", "))"]
      + (elsewhere.isEmpty
        ? [] : ["Checked elsewhere, says the cycle file: \(elsewhere.joined(separator: ", "))"])
  }
}

extension ReviewStatus {
  /// What it is called where people read it.
  var title: String { self == .notRated ? "not rated" : rawValue }
}
