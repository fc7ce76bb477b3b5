public import CLinux
import Glibc

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
  /// What the rows are part of; `nil` where they have memory of their own.
  @usableFromInline let stretch: ColumnMemory.Stretch?

  /// How many rows a column of some rows has memory for: those of a block more, which can then be loaded
  /// from any of its bytes on (``View/block(at:)``).
  @inlinable static func room(for count: Int) -> Int {
    count + (ByteBlock.size + MemoryLayout<Value>.stride - 1) / MemoryLayout<Value>.stride
  }

  /// A column of this many rows, each with the same value.
  ///
  /// - Complexity: O(count).
  @inlinable package init(count: Int, repeating value: Value) {
    unsafe rows = .allocate(capacity: Self.room(for: count))
    stretch = nil
    unsafe rows.initialize(repeating: value)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  /// A column whose rows are looked up in any order: it begins with a line of the processor's cache,
  /// and is in large pages where it is large and the system gives them, so that a look need not find out
  /// first where in memory a small page is.
  ///
  /// Large memory comes from the system full of zeros, when it is first touched. A value of nothing but zeros
  /// is left to it: then no column takes memory before there is something in it, nor holds up anybody who would
  /// have to fill it.
  ///
  /// - Complexity: O(count); O(1) for many values of zeros.
  @inlinable package init(inAnyOrder count: Int, repeating value: Value) {
    let bytes = Self.room(for: count) * MemoryLayout<Value>.stride
    guard bytes >= ColumnMemory.few else {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 64)
      unsafe rows = memory.bindMemory(to: Value.self)
      stretch = nil
      unsafe rows.initialize(repeating: value)
      unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
      return
    }
    let stretch = ColumnMemory.Stretch(ofZeros: bytes)
    unsafe rows = stretch.bytes.bindMemory(to: Value.self)
    self.stretch = stretch
    if !Self.isZero(value) { unsafe rows.initialize(repeating: value) }
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  @inlinable static func isZero(_ value: Value) -> Bool {
    unsafe withUnsafeBytes(of: value) { bytes in unsafe bytes.allSatisfy { $0 == 0 } }
  }

  /// A column with the values of an array.
  ///
  /// - Complexity: O(count).
  @inlinable package init(_ values: [Value]) {
    unsafe rows = .allocate(capacity: Self.room(for: values.count))
    stretch = nil
    _ = unsafe rows.initialize(fromContentsOf: values)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<values.count]))
  }

  /// A column with the values that a builder holds, in memory of just their size.
  ///
  /// - Complexity: O(count).
  @inlinable package convenience init(_ draft: borrowing ColumnBuilder<Value>) {
    var memory = ColumnMemory()
    self.init(draft, in: &memory)
  }

  /// The same, in memory that it shares with other columns.
  @inlinable package convenience init(
    _ draft: borrowing ColumnBuilder<Value>, in memory: inout ColumnMemory
  ) {
    unsafe self.init(copying: draft.filled, in: &memory)
  }

  @unsafe @inlinable init(
    copying values: UnsafeBufferPointer<Value>, in memory: inout ColumnMemory
  ) {
    unsafe (rows, stretch) = memory.allocate(Self.room(for: values.count), of: Value.self)
    _ = unsafe rows.initialize(fromContentsOf: values)
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<values.count]))
  }

  /// A column with the values of several, one after the other.
  ///
  /// - Complexity: O(values).
  @inlinable package init(joining columns: [Column]) {
    let count = columns.reduce(0) { $0 + $1.count }
    unsafe rows = .allocate(capacity: Self.room(for: count))
    stretch = nil
    var next = 0
    for column in columns {
      let part = unsafe UnsafeMutableBufferPointer(rebasing: rows[next..<next + column.count])
      _ = unsafe part.initialize(fromContentsOf: column.rows[..<column.count])
      next += column.count
    }
    unsafe view = View(UnsafeMutableBufferPointer(rebasing: rows[..<count]))
  }

  @inlinable deinit { if stretch == nil { unsafe rows.deallocate() } }

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
  /// The bytes of a buffer.
  ///
  /// - Complexity: O(bytes).
  @inlinable package convenience init(
    _ buffer: borrowing OutputBuffer, in memory: inout ColumnMemory
  ) {
    unsafe self.init(
      copying: UnsafeBufferPointer(start: buffer.start, count: buffer.count), in: &memory)
  }
}

extension Column.View where Value == UInt8 {
  /// The 32 bytes from a row on. Behind the last row of the column come others, which mean nothing.
  ///
  /// - Precondition: `row` is 0 ... `count`; in debug and release.
  @inline(__always)
  @inlinable func block(at row: Int) -> ByteBlock {
    precondition(row >= 0 && row <= count, "rows out of range")
    return unsafe ByteBlock(at: start + row)
  }

  /// The number that four adjacent rows hold, the lowest byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inline(__always)
  @inlinable package func word(at row: Int) -> UInt32 {
    precondition(row >= 0 && row <= count - 4, "rows out of range")
    return UInt32(
      littleEndian: unsafe UnsafeRawPointer(start + row).loadUnaligned(as: UInt32.self))
  }

  /// The number that two adjacent rows hold, the lower byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inline(__always)
  @inlinable package func half(at row: Int) -> UInt16 {
    precondition(row >= 0 && row <= count - 2, "rows out of range")
    return UInt16(
      littleEndian: unsafe UnsafeRawPointer(start + row).loadUnaligned(as: UInt16.self))
  }

  /// Puts a number into two adjacent rows, the lower byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inlinable package func setHalf(at row: Int, to half: UInt16) {
    precondition(row >= 0 && row <= count - 2, "rows out of range")
    unsafe UnsafeMutableRawPointer(start + row).storeBytes(of: half.littleEndian, as: UInt16.self)
  }

  /// Puts a number into four adjacent rows, the lowest byte first.
  ///
  /// - Precondition: the rows are within the column.
  @inlinable package func setWord(at row: Int, to word: UInt32) {
    precondition(row >= 0 && row <= count - 4, "rows out of range")
    unsafe UnsafeMutableRawPointer(start + row).storeBytes(of: word.littleEndian, as: UInt32.self)
  }
}

/// Memory for the columns that one task makes: one after the other, in large pages as soon as there are many.
///
/// Who looks up an executive here and one there, looks into another page each time. Of small ones there are
/// more than the processor can keep in mind, and to find out where one is in memory takes as long as to
/// fetch what is there.
@safe @usableFromInline package struct ColumnMemory: ~Copyable {
  /// Some large pages, which last as long as a column in them does.
  @safe @usableFromInline final class Stretch: Sendable {
    @usableFromInline nonisolated(unsafe) let bytes: UnsafeMutableRawBufferPointer
    /// What of the system's memory it is in.
    private nonisolated(unsafe) let mapping: UnsafeMutableRawBufferPointer

    private static var largePage: Int { 1 << 21 }

    /// So many bytes, all zero, in memory that is taken when it is touched.
    @usableFromInline init(ofZeros byteCount: Int) {
      let all = byteCount + Self.largePage
      let start = unsafe mmap(
        nil, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard unsafe start != MAP_FAILED, let start = unsafe start else {
        preconditionFailure("out of memory")
      }
      unsafe mapping = UnsafeMutableRawBufferPointer(start: start, count: all)
      let skipped = -Int(bitPattern: start) & (Self.largePage - 1)
      unsafe bytes = UnsafeMutableRawBufferPointer(
        rebasing: mapping[skipped..<skipped + byteCount])
      unsafe appraise_prefer_large_pages(bytes.baseAddress, byteCount)
    }

    deinit { unsafe munmap(mapping.baseAddress, mapping.count) }
  }

  @usableFromInline var stretch: Stretch?
  /// The bytes of the stretch that are taken.
  @usableFromInline var taken = 0
  /// All bytes that columns were given.
  @usableFromInline var total = 0

  /// Nothing yet.
  @inlinable package init() {}

  /// Where columns begin to share stretches: a small agency does not need as much as one large page.
  @inlinable static var few: Int { 1 << 20 }
  @inlinable static var stretchSize: Int { 1 << 23 }

  /// Memory for a column, and the stretch that it is in; `nil` where it is to be deallocated by itself.
  @unsafe @inlinable mutating func allocate<Value: BitwiseCopyable>(
    _ count: Int, of type: Value.Type
  ) -> (UnsafeMutableBufferPointer<Value>, Stretch?) {
    let bytes = count * MemoryLayout<Value>.stride
    total += bytes
    guard total > Self.few, bytes <= Self.stretchSize / 8 else {
      return (.allocate(capacity: count), nil)
    }
    if stretch == nil || taken + bytes > Self.stretchSize {
      stretch = Stretch(ofZeros: Self.stretchSize)
      taken = 0
    }
    guard let stretch else { preconditionFailure("there is a stretch") }
    let part = unsafe UnsafeMutableRawBufferPointer(
      rebasing: stretch.bytes[taken..<taken + bytes])
    // Each begins with a line of the processor's cache.
    taken = (taken + bytes + 63) & ~63
    return unsafe (part.bindMemory(to: type), stretch)
  }
}
