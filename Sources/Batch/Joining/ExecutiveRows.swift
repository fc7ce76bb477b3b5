import Columns

/// The rows that plan records take in the columns of the ``Executives``: where plans come in the
/// long layout, records that follow each other with the same executive id share one.
///
/// An executive takes the row of his or her first record. Rows of further records stay empty; with
/// plans in order there are none, and a plan of five records takes the memory of one.
struct ExecutiveRows: Sendable {
  /// The number of rows.
  let count: Int
  private let rows: Column<UInt32>

  /// For each plan record its row.
  var view: Column<UInt32>.View { rows.view }

  /// The rows of plans of which some are in the long layout.
  ///
  /// - Complexity: O(records).
  init(_ plans: RecordTable, workers: Workers) async throws(RunError) {
    let column = Column<UInt32>(count: plans.count, repeating: 0)
    let rows = column.view
    let counts = try await workers.map(plans.segmentCount) { segment in
      let first = plans.records(of: segment).lowerBound
      let columns = plans.columns(of: segment)
      var row: UInt32 = 0
      for index in 0..<columns.flags.count {
        if index > 0 && !(columns.isLong && columns.repeatsID(index)) { row += 1 }
        rows[first + index] = row
      }
      return columns.flags.count == 0 ? 0 : Int(row) + 1
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
      let first = UInt32(firstRows[segment])
      for record in plans.records(of: segment) { rows[record] += first }
    }
  }
}
