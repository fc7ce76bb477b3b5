import CSV

/// Lines of a file that follow each other and are no executive's for one and the same reason.
///
/// Only runs are kept, and nothing of the lines themselves: a sheet that was formatted down to its
/// last row has a million records of commas.
struct SkippedRun: Sendable {
  /// Why nobody's.
  enum Reason: UInt8, CaseIterable, Sendable {
    /// Nothing but a line end; no record.
    case blankLine
    /// A record of which every column that is read is blank.
    case blankRecord
    /// A record with a word such as `Total` in place of an executive id, and no name.
    case totals
    /// A record that is the header once more.
    case header
  }

  let reason: Reason
  /// The line and row of the first.
  let line: Int
  let row: Int
  /// The number of the first record, from 1; `nil` for blank lines, which are none.
  let record: Int?
  /// The line on which the last one begins.
  let lastLine: Int
  /// How many lines or records.
  let count: Int

  /// The row after the run.
  private var nextRow: Int { row + count }

  /// The runs of a block, in its order, each with its place in `passedOver`; `nil` for blank lines.
  ///
  /// - Complexity: O(runs).
  static func all(
    of batch: RecordBatch, passedOver: [PassedOverRecords]
  ) -> (runs: [SkippedRun], places: [Int?]) {
    var runs: [SkippedRun] = []
    var places: [Int?] = []
    var blankLines = batch.blankLines[...]
    func appendBlankLines(beforeRow row: Int) {
      while let blank = blankLines.first, blank.row < row {
        blankLines.removeFirst()
        runs.append(
          SkippedRun(
            reason: .blankLine, line: blank.line, row: blank.row, record: nil,
            lastLine: blank.line + blank.count - 1, count: blank.count))
        places.append(nil)
      }
    }
    let positions = batch.positions
    for (place, run) in passedOver.enumerated() {
      let (first, end) = (Int(run.records.lowerBound), Int(run.records.upperBound))
      let row = positions.row(of: first)
      appendBlankLines(beforeRow: row)
      runs.append(
        SkippedRun(
          reason: run.reason, line: positions.line(of: first), row: row,
          record: positions.record(of: first), lastLine: positions.line(of: end - 1),
          count: end - first))
      places.append(place)
    }
    appendBlankLines(beforeRow: .max)
    return (runs, places)
  }

  /// Whether another run goes on where this one ends.
  func isContinued(by other: SkippedRun) -> Bool {
    reason == other.reason && nextRow == other.row
  }
}

/// Records of a batch that follow each other and are passed over for one reason.
struct PassedOverRecords: Sendable {
  let reason: SkippedRun.Reason
  /// Their indices in the batch.
  var records: Range<UInt32>
}
