import Columns

/// What is known of each executive in one regard, a value for each row of ``ExecutiveRows``.
struct ExecutiveColumn<Value: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  /// For each plan record its row, unless that has its number.
  let rows: Column<ExecutiveRow>.View?
  /// By row.
  let values: Column<Value>.View

  /// The row of a plan record.
  @inline(__always)
  func row(of record: PlanRecord) -> ExecutiveRow {
    rows.map { $0[record.index] } ?? ExecutiveRow(record.index)
  }

  /// The plan records that share a row, of which one is the first.
  func records(sharingRowOf first: PlanRecord) -> Range<PlanRecord> {
    var end = first.index + 1
    if let rows {
      while end < rows.count && rows[end] == rows[first.index] { end += 1 }
    }
    return first..<PlanRecord(end)
  }

  /// The value of a row.
  subscript(row: ExecutiveRow) -> Value {
    @inline(__always) get { values[row.index] }
    @inline(__always) nonmutating set(value) { values[row.index] = value }
  }

  /// The value of an executive.
  subscript(executive: Executive) -> Value {
    @inline(__always) get { self[row(of: executive.firstRecord)] }
    @inline(__always) nonmutating set(value) { self[row(of: executive.firstRecord)] = value }
  }
}
