public import CLinux

/// A column in the making: memory that one task fills again and again.
///
/// An array would ask for each value whether somebody else holds it too.
@safe @usableFromInline package struct ColumnBuilder<Value: BitwiseCopyable & Sendable>: ~Copyable {
  @usableFromInline var rows: UnsafeMutableBufferPointer<Value>
  /// The number of values.
  @usableFromInline package internal(set) var count = 0

  /// An empty column with room for a few values.
  @inlinable package init() { unsafe rows = .allocate(capacity: 64) }

  @inlinable deinit { unsafe rows.deallocate() }

  /// Empties it and keeps its memory.
  @inlinable package mutating func removeAll() { count = 0 }

  /// The value of a row.
  ///
  /// - Precondition: `row` is 0 ..< `count`; in debug and release.
  @inlinable package subscript(row: Int) -> Value {
    @inline(__always) get {
      precondition(row >= 0 && row < count, "row out of range")
      return unsafe rows[row]
    }
    @inline(__always) set(value) {
      precondition(row >= 0 && row < count, "row out of range")
      unsafe rows[row] = value
    }
  }

  /// Asks the processor for a row that will be read soon.
  ///
  /// - Precondition: `row` is 0 ..< `count`.
  @inline(__always)
  @inlinable package func prefetch(_ row: Int) {
    precondition(row >= 0 && row < count, "row out of range")
    unsafe appraise_prefetch(rows.baseAddress.unsafelyUnwrapped + row)
  }

  /// Adds a value.
  ///
  /// - Complexity: O(1), amortized.
  @inline(__always)
  @inlinable package mutating func append(_ value: Value) {
    if unsafe count == rows.count { grow(to: count + 1) }
    unsafe rows.baseAddress.unsafelyUnwrapped[count] = value
    count &+= 1
  }

  /// Adds the same value a number of times.
  @inlinable package mutating func append(_ value: Value, times: Int) {
    for _ in 0..<times { append(value) }
  }

  /// Adds values.
  @inline(__always)
  @inlinable package mutating func append(_ values: Span<Value>) {
    if unsafe count + values.count > rows.count { grow(to: count + values.count) }
    unsafe values.withUnsafeBufferPointer { values in
      guard let source = values.baseAddress else { return }
      unsafe (rows.baseAddress.unsafelyUnwrapped + count).update(from: source, count: values.count)
    }
    count &+= values.count
  }

  /// Calls `body` with the values of some adjacent rows.
  ///
  /// - Precondition: the rows are within the builder.
  @inline(__always)
  @inlinable package func withRows<Result>(_ range: Range<Int>, _ body: (Span<Value>) -> Result)
    -> Result
  {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows out of range")
    return body(unsafe UnsafeBufferPointer(rebasing: rows[range]).span)
  }

  @inlinable var filled: UnsafeBufferPointer<Value> {
    unsafe UnsafeBufferPointer(rebasing: rows[..<count])
  }

  @inlinable @inline(never)
  mutating func grow(to needed: Int) {
    let capacity = unsafe max(needed, 2 * rows.count)
    let larger = UnsafeMutableBufferPointer<Value>.allocate(capacity: capacity)
    _ = unsafe larger.moveInitialize(fromContentsOf: rows[..<count])
    unsafe rows.deallocate()
    unsafe rows = larger
  }
}
