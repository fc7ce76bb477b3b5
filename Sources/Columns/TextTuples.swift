/// Rows of texts that belong together and are read together, such as an executive's id, name and
/// title. A row that repeats the one before it is kept once: in the long layout each executive comes
/// as many times as there are elements.
///
/// They are collected in a ``TextTuplesBuilder`` and do not change after that.
@usableFromInline package struct TextTuples: Sendable {
  /// The rows without their owner; see ``Column/View``.
  @usableFromInline package struct View: BitwiseCopyable, Sendable {
    @usableFromInline let texts: TextColumn.View
    @usableFromInline let numbers: Column<UInt32>.View
    /// The number of texts in a row.
    @usableFromInline package let width: Int

    @inlinable init(texts: TextColumn.View, numbers: Column<UInt32>.View, width: Int) {
      self.texts = texts
      self.numbers = numbers
      self.width = width
    }

    /// Calls `body` with a text of a row.
    ///
    /// - Precondition: `column` is 0 ..< the number of texts in a row.
    @inline(__always)
    @inlinable package func with<Result>(_ row: Int, column: Int, _ body: (Span<UInt8>) -> Result)
      -> Result
    {
      precondition(column < width, "no such text in a row")
      return texts.with(number(of: row) * width + column, body)
    }

    /// Asks the processor for where the texts of a row stand, which will be read soon.
    @inline(__always)
    @inlinable package func prefetchPlaces(of row: Int) {
      texts.prefetchPlace(of: number(of: row) * width)
    }

    /// Asks the processor for the texts of a row, whose places should be there by now.
    @inline(__always)
    @inlinable package func prefetchTexts(of row: Int) {
      texts.prefetchText(number(of: row) * width)
    }

    /// A number that two rows share only if all their texts are the same.
    @inline(__always)
    @inlinable package func number(of row: Int) -> Int {
      numbers.count == 0 ? row : Int(numbers[row])
    }
  }

  @usableFromInline let texts: TextColumn
  /// For each row its number among those that differ from the one before; none at all where all
  /// rows do.
  @usableFromInline let numbers: Column<UInt32>
  @usableFromInline let width: Int

  /// What a builder holds.
  @inlinable package init(_ draft: borrowing TextTuplesBuilder) {
    texts = TextColumn(draft.texts)
    numbers = Column(draft.numbers)
    width = draft.width
  }

  /// The rows.
  @inlinable package var view: View { View(texts: texts.view, numbers: numbers.view, width: width) }
}

/// Rows of texts in the making.
@usableFromInline package struct TextTuplesBuilder: ~Copyable {
  @usableFromInline var texts = TextColumnBuilder()
  @usableFromInline var numbers = ColumnBuilder<UInt32>()
  @usableFromInline var width = 1
  @usableFromInline var rows = 0

  /// No rows yet.
  package init() {}

  /// The number of rows.
  @inlinable package var count: Int { rows }

  /// Empties it and keeps its memory; rows will have this many texts, at least 1.
  @inlinable package mutating func removeAll(width: Int) {
    self.width = width
    texts.removeAll()
    numbers.removeAll()
    rows = 0
  }

  /// Adds a text to the row that is being made.
  @inline(__always)
  @inlinable package mutating func append(_ text: Span<UInt8>) { texts.append(text) }

  /// Ends a row.
  ///
  /// - Precondition: as many texts were added as a row has.
  @inline(__always)
  @inlinable package mutating func endRow() {
    if numbers.count > 0 { numbers.append(UInt32(texts.count / width - 1)) }
    rows += 1
  }

  /// Adds a row that is the same as the one before it.
  ///
  /// - Precondition: there is one.
  @inline(__always)
  @inlinable package mutating func repeatRow() {
    precondition(rows > 0, "there is no row before")
    if numbers.count == 0 {
      for row in 0..<rows { numbers.append(UInt32(row)) }
    }
    numbers.append(numbers[rows - 1])
    rows += 1
  }
}
