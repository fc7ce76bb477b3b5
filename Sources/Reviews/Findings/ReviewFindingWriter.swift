import Appraisal
import Columns
import Runs
import Tables

/// Writes the findings of a review in one format; see ``FindingForms``.
struct ReviewFindingWriter: Sendable {
  private let rosters: SealedRosters

  /// A writer of the findings of a register.
  init(_ register: Register) { rosters = register.rosters }

  /// Some findings as `findings.csv` has them, as JSON, or as text.
  ///
  /// - Parameter limit: How many of them as text, `nil` for all; the other formats have all.
  func bytes(
    of findings: [ReviewFinding], as format: FindingFormat, first limit: Int?
  ) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .csv:
      out.append(Table.findings.headerLine)
      for finding in findings { appendCSV(finding, to: &out) }
    case .json:
      out.append("[")
      for (number, finding) in findings.enumerated() {
        out.append(number == 0 ? "\n  " : ",\n  ")
        FindingForms.appendJSON(to: &out) { source, text in write(source, of: finding, to: &text) }
      }
      out.append(findings.isEmpty ? "]\n" : "\n]\n")
    case .jsonl:
      for finding in findings {
        FindingForms.appendJSON(to: &out) { source, text in write(source, of: finding, to: &text) }
        out.append("\n")
      }
    case .text:
      let limit = limit ?? findings.count
      for finding in findings.causesFirst.prefix(limit) {
        FindingForms.append(as: FindingForms.wholeText, to: &out) { source, text in
          write(source, of: finding, to: &text)
        }
      }
      if findings.count > limit { out.append("… and \(grouped(findings.count - limit)) more\n") }
    }
    return out.array
  }

  /// Adds `findings.csv`, with its header.
  func append(fileOf findings: [ReviewFinding], to buffer: inout OutputBuffer) {
    buffer.append(byteOrderMark)
    buffer.append(Table.findings.headerLine)
    for finding in findings { appendCSV(finding, to: &buffer) }
  }

  /// A finding in two lines for a log: its place, column and code, and what to do in general. Its own words
  /// may name executives, and levels that a board recommends.
  func brief(_ finding: ReviewFinding) -> String {
    let column = finding.column.isEmpty ? "" : ":\(finding.column)"
    let remedy = finding.code.remedy.split(separator: "`", omittingEmptySubsequences: false)
    return
      "\(finding.place.inList)\(column) \(finding.code.rawValue)\n  \(remedy.joined())\n"
  }

  /// The first errors for a log, in the order given, two lines each; those of one code in one column of one file
  /// are told once, with how many there are.
  ///
  /// - Returns: The lines, and how many errors are not among them.
  /// - Complexity: O(errors).
  func brief(_ errors: [ReviewFinding], first limit: Int) -> (lines: [String], more: Int) {
    var order: [ReviewFinding] = []
    var counts: [[String]: Int] = [:]
    for error in errors {
      let counted = counts[error.kindAndFile, default: 0]
      if counted == 0 { order.append(error) }
      counts[error.kindAndFile] = counted + 1
    }
    var told = 0
    var lines: [String] = []
    for error in order.prefix(limit) {
      let count = counts[error.kindAndFile] ?? 1
      told += count
      var own = brief(error).split(separator: "\n").map { "  \($0)" }
      if count > 1 { own[0] += ", and \(counted(count - 1, "other line"))" }
      lines += own
    }
    return (lines, errors.count - told)
  }

  private func appendCSV(_ finding: ReviewFinding, to out: inout OutputBuffer) {
    FindingForms.appendCSV(to: &out) { source, text in write(source, of: finding, to: &text) }
  }

  /// Writes code, message, fix and place of an error, for the remarks of a register.
  func appendRemark(_ finding: ReviewFinding, to buffer: inout OutputBuffer) {
    finding.place.appendRemark(finding.code, to: &buffer) { appendSentences(finding, to: &$0) }
  }

  /// Writes message and fix of a finding, for those who look at a board and not at files.
  func appendSentences(_ finding: ReviewFinding, to buffer: inout OutputBuffer) {
    writeWords(.message, of: finding, to: &buffer)
    buffer.append(" ")
    writeWords(.fix, of: finding, to: &buffer)
  }

  private func writeWords(
    _ part: FindingText, of finding: ReviewFinding, to text: inout OutputBuffer
  ) {
    finding.finding.write(part, under: rosters.system, related: finding.related, to: &text)
  }

  private func write(
    _ source: FindingSource, of finding: ReviewFinding, to text: inout OutputBuffer
  ) {
    let executives = rosters.executives
    switch source {
    case .severity: text.append(finding.code.severity.rawValue)
    case .code: text.append(finding.code.rawValue)
    case .file: text.append(finding.file)
    case .line: text.append(decimal: finding.line)
    case .record: if let record = finding.record { text.append(decimal: record) }
    case .row: text.append(decimal: finding.row)
    case .column: text.append(finding.column)
    case .executiveID:
      if let executive = finding.executive { executives.withID(of: executive) { text.append($0) } }
    case .value:
      if case .count(let count)? = finding.finding.quantity {
        text.append(decimal: count)
      } else {
        text.append(found: finding.value.span)
      }
    case .message: writeWords(.message, of: finding, to: &text)
    case .fix: writeWords(.fix, of: finding, to: &text)
    case .citation: writeWords(.citation, of: finding, to: &text)
    case .board:
      if let board = finding.executive.map({ executives.board(of: $0) }) ?? finding.board {
        let name = executives.boards[board].name
        text.append(spelledOut: name.span)
      }
    case .organization: write(SealedRosters.organizationField, of: finding, to: &text)
    case .ratingOfficial: write(SealedRosters.ratingOfficialField, of: finding, to: &text)
    }
  }

  private func write(_ field: Int, of finding: ReviewFinding, to text: inout OutputBuffer) {
    guard let executive = finding.executive else { return }
    rosters.executives.withText(field, of: executive) { text.append(spelledOut: $0) }
  }
}

extension Register {
  /// How many findings there are.
  var findingCounts: FindingCounts {
    findings.reduce(into: FindingCounts()) { $0.add($1.code, in: nil) }
  }
}

extension ReviewFinding {
  /// What findings have in common that are told once: those about executives, or about one board.
  fileprivate var kindAndFile: [String] {
    [file, code.rawValue, column, executive == nil ? "\(board ?? -1)" : ""]
  }
}
