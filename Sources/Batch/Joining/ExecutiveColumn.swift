import Columns

/// What is known of each executive in one regard, by any plan record of his or her first row;
/// only ``firstRecords`` are known by all records.
struct ExecutiveColumn<Value: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  /// For each plan record its row, unless that is its number.
  let rows: Column<UInt32>.View?
  /// By row.
  let values: Column<Value>.View

  /// The row of a plan record.
  @inline(__always)
  func row(of record: Int) -> Int { rows.map { Int($0[record]) } ?? record }

  /// The plan records that share a row, of which one is the first.
  func records(sharingRowOf first: Int) -> Range<Int> {
    var end = first + 1
    if let rows {
      while end < rows.count && rows[end] == rows[first] { end += 1 }
    }
    return first..<end
  }

  subscript(record: Int) -> Value {
    @inline(__always) get { values[row(of: record)] }
    @inline(__always) nonmutating set(value) { values[row(of: record)] = value }
  }
}
