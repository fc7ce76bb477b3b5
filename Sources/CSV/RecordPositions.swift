/// Where the records of one block start: their line, row and number.
///
/// As long as each record takes one line, all three follow from those of the first record, and
/// nothing is stored. What breaks the rule, a blank line or a record over several lines, is one
/// entry that holds from the next record on:
///
///     line 1  a,b          record 0
///     line 2  "c           record 1
///     line 3  d",e
///     line 4               (blank)
///     line 5  f,g          record 2    from record 2 on: 2 lines and 1 row more
///
/// Records can be taken out (``removing(_:)``), a run of them for one entry; those that are left keep
/// their lines, rows and numbers.
///
/// - Complexity: a look-up is a binary search among the entries; memory is 32 bytes an entry.
package struct RecordPositions: Sendable, Equatable {
  /// From the record `index` on, this many lines and rows more than one for each record, and records
  /// that were taken out.
  private struct Irregularity: Equatable {
    var index = 0
    var extraLines = 0
    var extraRows = 0
    var removed = 0
  }

  private let firstLine: Int
  private let firstRow: Int
  private let firstRecord: Int
  /// Sorted by index, which is unique.
  private var irregularities: [Irregularity] = []

  /// The number of records appended.
  package private(set) var count = 0

  /// No records yet, where the block starts at this line, row and record number.
  package init(firstLine: Int, firstRow: Int, firstRecord: Int) {
    self.firstLine = firstLine
    self.firstRow = firstRow
    self.firstRecord = firstRecord
  }

  /// Appends a record that takes `lines` physical lines, at least 1. A spreadsheet shows it as one
  /// row in any case.
  ///
  /// - Complexity: O(1), amortized.
  package mutating func appendRecord(lines: Int = 1) {
    count += 1
    if lines != 1 {
      precondition(lines > 1, "a record takes at least one line")
      append(extraLines: lines - 1, extraRows: 0)
    }
  }

  /// Appends records of one line each.
  ///
  /// - Complexity: O(1).
  mutating func appendRecords(_ number: Int) {
    count += number
  }

  /// Appends a blank line: a line and a row, but no record.
  ///
  /// - Complexity: O(1), amortized.
  package mutating func appendBlankLine() {
    append(extraLines: 1, extraRows: 1)
  }

  private mutating func append(extraLines: Int, extraRows: Int) {
    var entry = irregularities.last ?? Irregularity()
    entry.extraLines += extraLines
    entry.extraRows += extraRows
    if let last = irregularities.last, last.index == count {
      irregularities[irregularities.count - 1] = entry
    } else {
      entry.index = count
      irregularities.append(entry)
    }
  }

  /// The physical line, from 1 in the file, on which the record at `index` starts. For the index
  /// `count`: the line after all that was appended.
  ///
  /// - Precondition: `index` is in `0...count`.
  /// - Complexity: O(log *n*) for *n* blank lines and records over several lines.
  package func line(of index: Int) -> Int {
    firstLine + index + (irregularity(at: index)?.extraLines ?? 0)
  }

  /// The row, from 1 in the file, that a spreadsheet shows for the record at `index`. For the
  /// index `count`: the row after all that was appended.
  ///
  /// - Precondition: `index` is in `0...count`.
  /// - Complexity: as ``line(of:)``.
  package func row(of index: Int) -> Int {
    firstRow + index + (irregularity(at: index)?.extraRows ?? 0)
  }

  /// The number of the record at `index`: that of the block's first record, plus `index` and the
  /// records that were taken out before it.
  ///
  /// - Precondition: `index` is in `0...count`.
  /// - Complexity: as ``line(of:)``.
  package func record(of index: Int) -> Int {
    firstRecord + index + (irregularity(at: index)?.removed ?? 0)
  }

  /// The positions of the records that are left without some, each with its line, row and number.
  ///
  /// - Parameter runs: The records to take out, by index: in order, none twice, no run empty.
  /// - Precondition: no record was taken out before.
  /// - Complexity: O(entries + runs).
  package func removing(_ runs: some Sequence<Range<Int>>) -> RecordPositions {
    var left = RecordPositions(
      firstLine: firstLine, firstRow: firstRow, firstRecord: firstRecord)
    var (next, lines, rows, removed) = (0, 0, 0, 0)
    func enter(_ index: Int) {
      if left.irregularities.last?.index == index - removed { left.irregularities.removeLast() }
      left.irregularities.append(
        Irregularity(
          index: index - removed, extraLines: lines + removed, extraRows: rows + removed,
          removed: removed))
    }
    func passEntries(before end: Int, _ body: (Int) -> Void) {
      while next < irregularities.count, irregularities[next].index < end {
        (lines, rows) = (irregularities[next].extraLines, irregularities[next].extraRows)
        body(irregularities[next].index)
        next += 1
      }
    }
    for run in runs {
      passEntries(before: run.lowerBound, enter)
      // What holds from inside the run on, holds from the first record after it on.
      passEntries(before: run.upperBound + 1) { _ in }
      removed += run.count
      enter(run.upperBound)
    }
    passEntries(before: count + 1, enter)
    left.count = count - removed
    return left
  }

  /// The entry that holds for the record at `index`.
  private func irregularity(at index: Int) -> Irregularity? {
    precondition(index >= 0 && index <= count, "no such record")
    let after = irregularities.partitioningIndex { $0.index > index }
    return after == 0 ? nil : irregularities[after - 1]
  }
}
