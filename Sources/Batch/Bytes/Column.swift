/// A column of plain values with a fixed number of rows, filled by several tasks at the same time.
///
/// Each row is written by one task only and read after that task is done; who uses a column keeps
/// to this, and the thread sanitizer checks it. That is what makes it possible to share the memory
/// without a lock, and the reason why this type and its ``View`` are the only places where it is
/// shared.
@safe final class Column<Value: BitwiseCopyable & Sendable>: Sendable {
  /// The rows without their owner: a few bytes that can be copied and kept in other columns, so
  /// that a look-up by number touches no reference count. It is valid as long as its column.
  @safe struct View: BitwiseCopyable, Sendable {
    private nonisolated(unsafe) let start: UnsafeMutablePointer<Value>
    /// The number of rows.
    let count: Int

    fileprivate init(_ rows: UnsafeMutableBufferPointer<Value>) {
      unsafe start = rows.baseAddress.unsafelyUnwrapped
      count = rows.count
    }

    /// The value of a row.
    ///
    /// - Precondition: `row` is 0 ..< `count`; in debug and release.
    subscript(row: Int) -> Value {
      @inline(__always) get {
        precondition(row >= 0 && row < count, "row out of range")
        return unsafe start[row]
      }
      @inline(__always) nonmutating set(value) {
        precondition(row >= 0 && row < count, "row out of range")
        unsafe start[row] = value
      }
    }

    /// Calls `body` with the values of some adjacent rows.
    ///
    /// - Precondition: the rows are within the column.
    @inline(__always)
    func withRows<Result, Failure: Error>(
      _ range: Range<Int>, _ body: (Span<Value>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows out of range")
      let part = unsafe UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
      return try body(unsafe part.span)
    }
  }

  /// The rows.
  let view: View
  private nonisolated(unsafe) let rows: UnsafeMutableBufferPointer<Value>

  /// A column of so many rows, each with the same value.
  ///
  /// - Complexity: O(count).
  init(count: Int, repeating value: Value) {
    unsafe rows = .allocate(capacity: max(1, count))
    unsafe rows.initialize(repeating: value)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  /// A column with the values of an array.
  ///
  /// - Complexity: O(count).
  init(_ values: [Value]) {
    unsafe rows = .allocate(capacity: max(1, values.count))
    _ = unsafe rows.initialize(fromContentsOf: values)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<values.count]))
  }

  deinit { unsafe rows.deallocate() }

  /// The number of rows.
  var count: Int { view.count }

  /// The value of a row.
  ///
  /// - Precondition: `row` is 0 ..< `count`; in debug and release.
  subscript(row: Int) -> Value {
    @inline(__always) get { view[row] }
    @inline(__always) set(value) { view[row] = value }
  }

  /// Calls `body` with the values of some adjacent rows.
  @inline(__always)
  func withRows<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<Value>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try view.withRows(range, body)
  }
}
