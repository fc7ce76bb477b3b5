/// A column of texts, many of them the same: each text once, and a number for each record.
/// They are collected in a ``DictionaryColumnBuilder`` and do not change after that.
@usableFromInline package struct DictionaryColumn: Sendable {
  /// The column without its owner; see ``Column/View``.
  @usableFromInline package struct View: BitwiseCopyable, Sendable {
    @usableFromInline package let texts: TextColumn.View
    @usableFromInline package let numbers: Column<UInt32>.View

    @inlinable init(texts: TextColumn.View, numbers: Column<UInt32>.View) {
      self.texts = texts
      self.numbers = numbers
    }

    /// Calls `body` with the text of a record.
    @inline(__always)
    @inlinable package func with<Result>(_ record: Int, _ body: (Span<UInt8>) -> Result) -> Result {
      texts.with(Int(numbers[record]), body)
    }
  }

  /// The distinct texts, in the order in which they were first met.
  @usableFromInline package let texts: TextColumn
  @usableFromInline let numbers: Column<UInt32>

  /// What a builder holds.
  @inlinable package init(_ draft: borrowing DictionaryColumnBuilder) {
    texts = TextColumn(draft.texts)
    numbers = Column(draft.numbers)
  }

  /// The column.
  @inlinable package var view: View { View(texts: texts.view, numbers: numbers.view) }
}

/// A dictionary column in the making.
@usableFromInline package struct DictionaryColumnBuilder: ~Copyable {
  @usableFromInline var texts = TextColumnBuilder()
  @usableFromInline var numbers = ColumnBuilder<UInt32>()
  /// By number: what was found out about the text when it was met first.
  @usableFromInline var isFit = ColumnBuilder<Bool>()
  /// Open addressing: the number + 1 of a text, 0 where a slot is free.
  @usableFromInline var slots = ColumnBuilder<UInt32>()
  @usableFromInline let hash: CaseBlindHash

  /// No texts yet.
  package init(hash: CaseBlindHash) { self.hash = hash }

  /// The number of records.
  @inlinable package var count: Int { numbers.count }

  /// Empties it and keeps its memory.
  @inlinable package mutating func removeAll() {
    texts.removeAll()
    numbers.removeAll()
    isFit.removeAll()
    for slot in 0..<slots.count { slots[slot] = 0 }
  }

  /// Adds the text of the next record.
  ///
  /// - Parameter examine: Says whether a text that was not met before is fit for use.
  /// - Returns: Whether the text is.
  /// - Complexity: O(bytes); no more than a comparison where it is the text of the record before.
  @inlinable package mutating func append(_ text: Span<UInt8>, _ examine: (Span<UInt8>) -> Bool)
    -> Bool
  {
    let number = number(of: text, examine)
    numbers.append(number)
    return isFit[Int(number)]
  }

  /// Adds the text of the next record.
  ///
  /// - Returns: The number of the text, from 0 in the order in which the texts were first met.
  /// - Complexity: O(bytes).
  @inlinable package mutating func append(numbered text: Span<UInt8>) -> Int {
    let number = number(of: text) { _ in true }
    numbers.append(number)
    return Int(number)
  }

  /// Adds for the next record the text of the one before it.
  ///
  /// - Precondition: there is one.
  @inline(__always)
  @inlinable package mutating func repeatLast() { numbers.append(numbers[numbers.count - 1]) }

  @inlinable mutating func number(
    of text: Span<UInt8>, _ examine: (Span<UInt8>) -> Bool
  ) -> UInt32 {
    if numbers.count > 0 {
      let last = numbers[numbers.count - 1]
      if isText(Int(last), text) { return last }
    }
    if slots.count < 2 * (texts.count + 1) { grow() }
    var slot = Int(truncatingIfNeeded: hash.exact(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      WorkMeter.step()
      let number = slots[slot] - 1
      if isText(Int(number), text) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    texts.append(text)
    isFit.append(examine(text))
    slots[slot] = UInt32(texts.count)
    return UInt32(texts.count - 1)
  }

  @inline(__always)
  @inlinable func isText(_ number: Int, _ text: Span<UInt8>) -> Bool {
    texts.with(number) { equals($0, text) }
  }

  @inlinable mutating func grow() {
    let larger = max(64, 2 * slots.count)
    slots.removeAll()
    slots.append(0, times: larger)
    for number in 0..<texts.count {
      var slot = texts.with(number) { Int(truncatingIfNeeded: hash.exact($0)) } & (larger - 1)
      while slots[slot] != 0 {
        WorkMeter.step()
        slot = (slot + 1) & (larger - 1)
      }
      slots[slot] = UInt32(number + 1)
    }
  }
}
