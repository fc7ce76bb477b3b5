/// Byte strings one after the other: their bytes, and where each ends. They are collected in a
/// ``TextColumnBuilder`` and do not change after that.
@usableFromInline package struct TextColumn: Sendable {
  /// The strings without their owner; see ``Column/View``.
  @usableFromInline package struct View: BitwiseCopyable, Sendable {
    @usableFromInline let bytes: Column<UInt8>.View
    @usableFromInline let ends: Column<UInt32>.View

    @inlinable init(bytes: Column<UInt8>.View, ends: Column<UInt32>.View) {
      self.bytes = bytes
      self.ends = ends
    }

    /// The number of strings.
    @inlinable package var count: Int { ends.count }

    /// Asks the processor for where a string stands, which will be read soon.
    @inline(__always)
    @inlinable package func prefetchPlace(of index: Int) { ends.prefetch(index) }

    /// Asks the processor for a string, and for what comes in the 64 bytes after it began.
    @inline(__always)
    @inlinable package func prefetchText(_ index: Int) {
      let start = index == 0 ? 0 : Int(ends[index - 1])
      if start < bytes.count { bytes.prefetch(start) }
      if start + 64 < bytes.count { bytes.prefetch(start + 64) }
    }

    /// Where the string of an index stands.
    @inline(__always)
    @inlinable func range(of index: Int) -> Range<Int> {
      (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// Calls `body` with the string of an index.
    @inline(__always)
    @inlinable package func with<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
      bytes.withRows(range(of: index), body)
    }
  }

  @usableFromInline let bytes: Column<UInt8>
  @usableFromInline let ends: Column<UInt32>

  /// What a builder holds.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init(_ draft: borrowing TextColumnBuilder) {
    bytes = Column(draft.bytes)
    ends = Column(draft.ends)
  }

  /// Strings that were collected elsewhere.
  ///
  /// - Complexity: O(bytes).
  package init(_ strings: [[UInt8]]) {
    var builder = TextColumnBuilder()
    for string in strings { builder.append(string.span) }
    self.init(builder)
  }

  /// The strings of several columns, one after the other.
  ///
  /// - Precondition: all together stay under 4 GiB (``byteCount``).
  /// - Complexity: O(bytes).
  package init(joining columns: [TextColumn]) {
    bytes = Column(joining: columns.map(\.bytes))
    precondition(bytes.count <= UInt32.max, "the strings of a column are under 4 GiB")
    ends = Column(count: columns.reduce(0) { $0 + $1.count }, repeating: 0)
    var next = 0
    var start: UInt32 = 0
    for column in columns {
      for index in 0..<column.count { ends[next + index] = start + column.ends[index] }
      next += column.count
      start += UInt32(column.byteCount)
    }
  }

  /// The number of bytes of all strings.
  package var byteCount: Int { bytes.count }

  /// The strings.
  @inlinable package var view: View { View(bytes: bytes.view, ends: ends.view) }

  /// The number of strings.
  @inlinable package var count: Int { ends.count }

  /// Calls `body` with the string of an index.
  @inlinable package func with<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    view.with(index, body)
  }

  /// A copy of the string of an index.
  @inlinable package func array(_ index: Int) -> [UInt8] {
    with(index) { text in text.array }
  }
}

/// A text column in the making.
@usableFromInline package struct TextColumnBuilder: ~Copyable {
  @usableFromInline var bytes = ColumnBuilder<UInt8>()
  @usableFromInline var ends = ColumnBuilder<UInt32>()

  /// No strings yet.
  package init() {}

  /// The number of strings.
  @inlinable package var count: Int { ends.count }

  /// Empties it and keeps its memory.
  @inlinable package mutating func removeAll() {
    bytes.removeAll()
    ends.removeAll()
  }

  /// Adds a string.
  ///
  /// - Precondition: all strings together stay under 4 GiB.
  @inline(__always)
  @inlinable package mutating func append(_ string: Span<UInt8>) {
    bytes.append(string)
    ends.append(UInt32(bytes.count))
  }

  /// Calls `body` with the string of an index.
  @inline(__always)
  @inlinable package func with<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    bytes.withRows((index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]), body)
  }
}

/// Whether two byte strings are the same.
///
/// Nearly all are short, and compared eight bytes at a time before a call of `memcmp` would have begun.
///
/// - Complexity: O(bytes).
@inline(__always)
@inlinable package func equals(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
  let count = one.count
  guard count == other.count else { return false }
  let (bytes, others) = unsafe (one.bytes, other.bytes)
  @inline(__always) func areSame<Part: BitwiseCopyable & Equatable>(
    _ type: Part.Type, at offset: Int
  ) -> Bool {
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
      == others.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
  // What does not divide into words ends with one that overlaps the word before it.
  if count >= 8 {
    var offset = 0
    while offset + 8 <= count {
      guard areSame(UInt64.self, at: offset) else { return false }
      offset += 8
    }
    return areSame(UInt64.self, at: count - 8)
  }
  if count >= 4 { return areSame(UInt32.self, at: 0) && areSame(UInt32.self, at: count - 4) }
  for index in 0..<count where one[index] != other[index] { return false }
  return true
}

/// Whether `one` goes before `other` by bytes, a prefix before what it begins; `nil` if equal.
///
/// - Complexity: O(bytes that are the same).
@inlinable package func precedes(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool? {
  let count = min(one.count, other.count)
  let (bytes, others) = unsafe (one.bytes, other.bytes)
  var index = 0
  // Eight bytes at a time while there are eight left: paths and ids begin alike.
  while index + 8 <= count {
    let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    let its = unsafe others.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    if word != its { return UInt64(bigEndian: word) < UInt64(bigEndian: its) }
    index += 8
  }
  while index < count {
    if one[index] != other[index] { return one[index] < other[index] }
    index += 1
  }
  return one.count == other.count ? nil : one.count < other.count
}

/// Whether `one` goes before `other` by bytes.
package func goesBeforeByBytes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  precedes(one.span, other.span) ?? false
}

/// Whether `one` goes before `other` by the bytes of their UTF-8, in an order that no locale changes.
package func goesBeforeByBytes(_ one: String, _ other: String) -> Bool {
  var (one, other) = (one, other)
  return one.withUTF8 { one in other.withUTF8 { unsafe precedes(one.span, $0.span) ?? false } }
}

/// Whether a text is of nothing but printable ASCII: no byte below 0x20, DEL, or above.
@inlinable package func isPrintableASCII(_ text: Span<UInt8>) -> Bool {
  var index = 0
  let bytes = unsafe text.bytes
  // Eight bytes at a time while there are eight left.
  let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
  while index + 8 <= text.count {
    let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    let differsFromDEL = word ^ (ones &* 0x7F)
    let isDEL = (differsFromDEL &- ones) & ~differsFromDEL
    if (word | (word &- 0x2020_2020_2020_2020) | isDEL) & high != 0 { return false }
    index += 8
  }
  while index < text.count {
    if text[index] < 0x20 || text[index] >= 0x7F { return false }
    index += 1
  }
  return true
}
