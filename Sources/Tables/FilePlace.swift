package import Appraisal
package import Columns

/// Where something stands in a file, in words for people: with the row that a spreadsheet shows where it has another
/// number than the line, as below cells with line breaks. A workbook has rows and no lines.
package struct FilePlace: Hashable, Sendable {
  private let file: String
  private let line: Int
  private let row: Int

  /// A place; the file by its name in findings, in which a workbook has its sheet in brackets: `plans.xlsx[Plans]`.
  package init(file: String, line: Int, row: Int) {
    self.file = file
    self.line = line
    self.row = row
  }

  /// `plans.csv, line 14, row 5 in a spreadsheet`; `plans.xlsx[Plans], row 14`
  package var words: String {
    "\(file), \(unit) \(grouped(line))" + (row == line ? "" : ", \(rowWords)")
  }

  /// `line 14 of plans.csv`, `line 14 (row 5 in a spreadsheet) of plans.csv`, `row 14 of plans.xlsx[Plans]`
  package var wordsInSentence: String {
    "\(unit) \(grouped(line))" + (row == line ? "" : " (\(rowWords))") + " of \(file)"
  }

  /// `plans.csv:14`, `plans.csv:14, row 5`: at the beginning of a line.
  package var inList: String { "\(file):\(line)" + (row == line ? "" : ", row \(row)") }

  private var unit: String { file.hasSuffix("]") ? "row" : "line" }

  private var rowWords: String { "row \(grouped(row)) in a spreadsheet" }

  /// Adds what a finding says to the remarks on an executive, after those that are there: its code, its sentences and
  /// its place.
  package func appendRemark(
    _ code: FindingCode, to buffer: inout OutputBuffer, sentences: (inout OutputBuffer) -> Void
  ) {
    if buffer.count > 0 { buffer.append(" | ") }
    buffer.append("\(code.rawValue): ")
    sentences(&buffer)
    buffer.append(" (\(words))")
  }
}
