public import CLinux

/// A column of plain values with a fixed number of rows, filled by several tasks at the same time.
///
/// Each row is written by one task only and read after that task is done; users of a column keep
/// to this, and the thread sanitizer checks it. That is what makes it possible to share the memory
/// without a lock. `ClaimsTests` sees to it that this file alone does so, besides that of the signals.
@safe @usableFromInline package final class Column<Value: BitwiseCopyable & Sendable>: Sendable {
  /// The rows without their owner: a few bytes that can be copied and kept in other columns, so
  /// that a look-up by number touches no reference count.
  ///
  /// A view does not keep its memory alive: its holder also holds its ``Column``, as a
  /// property of the same value or of the one that hands the view out. That is why it cannot be
  /// made without `unsafe`, and only by a column.
  @safe @usableFromInline package struct View: BitwiseCopyable, Sendable {
    @usableFromInline nonisolated(unsafe) let start: UnsafeMutablePointer<Value>
    /// The number of rows.
    @usableFromInline package let count: Int

    @unsafe @inlinable init(_ rows: UnsafeMutableBufferPointer<Value>) {
      unsafe start = rows.baseAddress.unsafelyUnwrapped
      count = rows.count
    }

    /// The value of a row.
    ///
    /// - Precondition: `row` is 0 ..< `count`; in debug and release.
    @inlinable package subscript(row: Int) -> Value {
      @inline(__always) get {
        precondition(row >= 0 && row < count, "row out of range")
        return unsafe start[row]
      }
      @inline(__always) nonmutating set(value) {
        precondition(row >= 0 && row < count, "row out of range")
        unsafe start[row] = value
      }
    }

    /// Asks the processor for the memory of a row that will be read soon, and does not wait for it.
    ///
    /// - Precondition: `row` is 0 ..< `count`.
    @inline(__always)
    @inlinable package func prefetch(_ row: Int) {
      precondition(row >= 0 && row < count, "row out of range")
      unsafe appraise_prefetch(start + row)
    }

    /// Calls `body` with the values of some adjacent rows.
    ///
    /// - Precondition: the rows are within the column.
    @inline(__always)
    @inlinable package func withRows<Result, Failure: Error>(
      _ range: Range<Int>, _ body: (Span<Value>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows out of range")
      let part = unsafe UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
      return try body(unsafe part.span)
    }
  }

  /// The rows.
  @usableFromInline package let view: View
  @usableFromInline nonisolated(unsafe) let rows: UnsafeMutableBufferPointer<Value>

  /// A column of this many rows, each with the same value.
  ///
  /// - Complexity: O(count).
  @inlinable package init(count: Int, repeating value: Value) {
    unsafe rows = .allocate(capacity: max(1, count))
    unsafe rows.initialize(repeating: value)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  /// A column whose rows are looked up in any order: it begins with a line of the processor's cache,
  /// and is in large pages where it is large and the system gives them, so that a look need not find out
  /// first where in memory a small page is.
  ///
  /// - Complexity: O(count).
  @inlinable package init(inAnyOrder count: Int, repeating value: Value) {
    let bytes = max(1, count) * MemoryLayout<Value>.stride
    let largePage = 1 << 21
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes, alignment: bytes < largePage ? 64 : largePage)
    if bytes >= largePage { unsafe appraise_prefer_large_pages(memory.baseAddress, bytes) }
    unsafe rows = memory.bindMemory(to: Value.self)
    unsafe rows.initialize(repeating: value)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  /// A column with the values of an array.
  ///
  /// - Complexity: O(count).
  @inlinable package init(_ values: [Value]) {
    unsafe rows = .allocate(capacity: max(1, values.count))
    _ = unsafe rows.initialize(fromContentsOf: values)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<values.count]))
  }

  /// A column in memory that was allocated elsewhere, and is the column's from now on.
  ///
  /// - Precondition: the first `count` values are initialized.
  @unsafe @inlinable init(owning memory: UnsafeMutableBufferPointer<Value>, count: Int) {
    unsafe rows = memory
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: memory[..<count]))
  }

  /// A column with the values that a builder holds, in memory of just their size.
  ///
  /// - Complexity: O(count).
  @inlinable package init(_ draft: borrowing ColumnBuilder<Value>) {
    unsafe rows = .allocate(capacity: max(1, draft.count))
    _ = unsafe rows.initialize(fromContentsOf: draft.filled)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<draft.count]))
  }

  /// A column with the values of several, one after the other.
  ///
  /// - Complexity: O(values).
  @inlinable package init(joining columns: [Column]) {
    let count = columns.reduce(0) { $0 + $1.count }
    unsafe rows = .allocate(capacity: max(1, count))
    var next = 0
    for column in columns {
      let part = unsafe UnsafeMutableBufferPointer(rebasing: rows[next..<next + column.count])
      _ = unsafe part.initialize(fromContentsOf: column.rows[..<column.count])
      next += column.count
    }
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  @inlinable deinit { unsafe rows.deallocate() }

  /// The number of rows.
  @inlinable package var count: Int { view.count }

  /// The value of a row.
  ///
  /// - Precondition: `row` is 0 ..< `count`; in debug and release.
  @inlinable package subscript(row: Int) -> Value {
    @inline(__always) get { view[row] }
    @inline(__always) set(value) { view[row] = value }
  }

  /// Calls `body` with the values of some adjacent rows.
  @inline(__always)
  @inlinable package func withRows<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<Value>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try view.withRows(range, body)
  }
}

extension Column where Value == UInt8 {
  /// The bytes of a buffer, in its memory; the buffer becomes empty, and gets memory for as many bytes
  /// and some more.
  ///
  /// - Complexity: O(1).
  @inlinable package convenience init(taking buffer: inout OutputBuffer) {
    let count = buffer.count
    unsafe self.init(owning: buffer.takeMemory(replacingBy: count + count / 16), count: count)
  }
}

extension Column.View where Value == UInt8 {
  /// The number that four adjacent rows hold, the lowest byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inline(__always)
  @inlinable package func word(at row: Int) -> UInt32 {
    precondition(row >= 0 && row <= count - 4, "rows out of range")
    return UInt32(
      littleEndian: unsafe UnsafeRawPointer(start + row).loadUnaligned(as: UInt32.self))
  }

  /// Puts a number into four adjacent rows, the lowest byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inlinable package func setWord(at row: Int, to word: UInt32) {
    precondition(row >= 0 && row <= count - 4, "rows out of range")
    unsafe UnsafeMutableRawPointer(start + row).storeBytes(of: word.littleEndian, as: UInt32.self)
  }
}

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
