import Columns

/// The rows that plan records take in the columns of the ``Executives``: where plans come in the
/// long layout, records that follow each other with the same executive id share one.
///
/// Of plans in the long layout whose ids are
///
///     record   0  1  2  3  4  5
///     id       A  A  B  A  C  C
///     row      0  0  1  2  3  3
///
/// A has the row 0, B 1 and C 3. Record 3 is A's as well, but stands apart from the others: its
/// row, 2, says no more than that A is its executive.
///
/// An executive takes the row of his or her first record. Rows of further records stay empty; with
/// plans in order there are none, and a plan of five records takes the memory of one.
struct ExecutiveRows: Sendable {
  /// The number of rows.
  let count: Int
  private let rows: Column<ExecutiveRow>

  /// For each plan record its row.
  var view: Column<ExecutiveRow>.View { rows.view }

  /// The rows of plans of which some are in the long layout.
  ///
  /// - Complexity: O(records).
  init(_ plans: RecordTable<Plans>, workers: Workers) async throws(RunError) {
    let column = Column(count: plans.count, repeating: ExecutiveRow.none)
    let rows = column.view
    let counts = try await workers.map(plans.segmentCount) { segment in
      let first = plans.records(of: segment).lowerBound.index
      let columns = plans.columns(of: segment)
      var row = ExecutiveRow(0)
      for index in 0..<columns.flags.count {
        if index > 0 && !(columns.isLong && columns.repeatsID(index)) {
          row = row.advanced(by: 1)
        }
        rows[first + index] = row
      }
      return columns.flags.count == 0 ? 0 : row.index + 1
    }
    var firstRows: [Int] = []
    var count = 0
    for rows in counts {
      firstRows.append(count)
      count += rows
    }
    self.count = count
    self.rows = column
    try await workers.forEach(plans.segmentCount) { [firstRows] segment in
      for record in plans.records(of: segment) {
        rows[record.index] = rows[record.index].advanced(by: firstRows[segment])
      }
    }
  }
}
