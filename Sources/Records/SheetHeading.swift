import Columns

/// The lines above the table of our own workbooks: marking, board, what to do, and what the run was made
/// of. Sheets that come back may have them above the header, saved as a workbook or as CSV.
enum SheetHeading {
  /// How many lines are looked at.
  static let mostLines = 12

  /// Whether a line is the last of them: one of its cells ends with the fingerprint of a run's inputs.
  static func isLast(_ cells: some Sequence<ArraySlice<UInt8>>) -> Bool {
    cells.contains { InputFingerprint.ends($0.span) }
  }

  /// Whether any cell of a line can be the one that makes it the last.
  ///
  /// - Parameter line: Its bytes as they stand in a file of CSV.
  static func mayBeLast(_ line: ArraySlice<UInt8>) -> Bool {
    InputFingerprint.mayBe(in: line.span)
  }
}
