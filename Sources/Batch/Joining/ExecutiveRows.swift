import Columns

/// The rows that plan records take in the columns of the ``Executives``: where plans come in the
/// long layout, records that follow each other with the same executive id share one.
///
/// Of plans in the long layout whose ids are
///
///     record         0  1  2  3  4  5
///     id             A  A  B  A  C  C
///     rows           0  0  1  2  3  3
///     firstRecords   0  2  3  4           by row
///
/// A has the row 0, B 1 and C 3. Record 3 is A's as well, but stands apart from the others: its
/// row, 2, says no more than that A is its executive.
///
/// An executive takes the row of his or her first record. Rows of further records stay empty; with
/// plans in order there are none, and a plan of five records takes the memory of one. Of plans in the
/// wide layout each record has the row of its own number, and no column is needed to say so.
struct ExecutiveRows: Sendable {
  /// The rows without their owner; see ``Column/View``.
  struct View: BitwiseCopyable, Sendable {
    fileprivate let plans: RecordTable<Plans>
    fileprivate let shared: Shared?

    /// Where records share rows.
    fileprivate struct Shared: BitwiseCopyable, Sendable {
      /// By plan record.
      let rows: Column<ExecutiveRow>.View
      /// By row.
      let firstRecords: Column<PlanRecord>.View
      /// The first row of each segment, and the number of all rows at the end: none begins in one
      /// segment and ends in another.
      let ofSegments: Column<ExecutiveRow>.View
    }

    /// Asks the processor for what ``row(of:)`` looks at.
    @inline(__always)
    func prefetch(_ record: PlanRecord) {
      if let shared { shared.rows.prefetch(record.index) }
    }

    /// The row of a plan record.
    @inline(__always)
    func row(of record: PlanRecord) -> ExecutiveRow {
      shared.map { $0.rows[record.index] } ?? ExecutiveRow(record.index)
    }

    /// Whether a plan record is the first of its row.
    @inline(__always)
    func isFirst(_ record: PlanRecord) -> Bool {
      guard let shared, record.index > 0 else { return true }
      return shared.rows[record.index] != shared.rows[record.index - 1]
    }

    /// The first record of a row.
    @inline(__always)
    func firstRecord(of row: ExecutiveRow) -> PlanRecord {
      shared.map { $0.firstRecords[row.index] } ?? PlanRecord(row.index)
    }

    /// The records of a row.
    func records(of row: ExecutiveRow) -> Range<PlanRecord> {
      let first = firstRecord(of: row)
      guard let shared else { return first..<first.advanced(by: 1) }
      let isLast = row.index + 1 == shared.firstRecords.count
      return first..<(isLast ? PlanRecord(plans.count) : shared.firstRecords[row.index + 1])
    }

    /// The rows of the records of a segment.
    func rows(ofSegment segment: Int) -> Range<ExecutiveRow> {
      if let shared { return shared.ofSegments[segment]..<shared.ofSegments[segment + 1] }
      let records = plans.records(of: segment)
      return ExecutiveRow(records.lowerBound.index)..<ExecutiveRow(records.upperBound.index)
    }
  }

  /// The number of rows.
  let count: Int
  /// The rows; valid as long as this.
  let view: View
  private let memory: [any AnyObject & Sendable]

  /// The rows of plans.
  ///
  /// - Parameter areLong: Whether some of them are in the long layout.
  /// - Complexity: O(records) where some are, and otherwise O(1).
  init(_ plans: RecordTable<Plans>, areLong: Bool, workers: Workers) async throws(RunError) {
    guard areLong else {
      count = plans.count
      view = View(plans: plans, shared: nil)
      memory = []
      return
    }
    let rows = Column(inAnyOrder: plans.count, repeating: ExecutiveRow.none)
    let counts = try await workers.map(plans.segmentCount) { [rows = rows.view] segment in
      let first = plans.records(of: segment).lowerBound.index
      let columns = plans.columns(of: segment)
      var count = 0
      for index in 0..<columns.flags.count {
        if index == 0 || !(columns.isLong && columns.repeatsID(index)) { count += 1 }
        rows[first + index] = ExecutiveRow(count - 1)
      }
      return count
    }
    let firstRows = Column(count: counts.count + 1, repeating: ExecutiveRow(0))
    for (segment, count) in counts.enumerated() {
      firstRows[segment + 1] = firstRows[segment].advanced(by: count)
    }
    count = firstRows[counts.count].index
    let firstRecords = Column(inAnyOrder: count, repeating: PlanRecord.none)
    view = View(
      plans: plans,
      shared: View.Shared(
        rows: rows.view, firstRecords: firstRecords.view, ofSegments: firstRows.view))
    memory = [rows, firstRecords, firstRows]
    try await workers.forEach(plans.segmentCount) { [view] segment in
      guard let shared = view.shared else { return }
      let first = shared.ofSegments[segment].index
      var last = ExecutiveRow.none
      for record in plans.records(of: segment) {
        let row = shared.rows[record.index].advanced(by: first)
        shared.rows[record.index] = row
        if row != last { shared.firstRecords[row.index] = record }
        last = row
      }
    }
  }
}
