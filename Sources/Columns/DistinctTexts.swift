/// Texts of which each is kept once, under a number: from 0 in the order in which they were first met.
///
/// It is memory that one task fills; what it holds becomes a ``TextColumn``.
@usableFromInline package struct DistinctTexts: ~Copyable {
  @usableFromInline var texts = TextColumnBuilder()
  /// By number: what was found out about the text when it was met first.
  @usableFromInline var isFit = ColumnBuilder<Bool>()
  /// By number: how many times it was asked for.
  @usableFromInline var uses = ColumnBuilder<UInt32>()
  /// Open addressing: the number + 1 of a text, 0 where a slot is free.
  @usableFromInline var slots = ColumnBuilder<UInt32>()
  /// The number that was asked for last: neighbours mostly have the same text.
  @usableFromInline var last = 0
  @usableFromInline let hash: CaseBlindHash

  /// No texts yet.
  package init(hash: CaseBlindHash) { self.hash = hash }

  /// How many there are.
  @inlinable package var count: Int { texts.count }

  /// Empties it and keeps its memory.
  @inlinable package mutating func removeAll() {
    texts.removeAll()
    isFit.removeAll()
    uses.removeAll()
    for slot in 0..<slots.count { slots[slot] = 0 }
    last = 0
  }

  /// The number of a text, which is added where it is new.
  ///
  /// - Parameters:
  ///   - uses: How many times it is asked for at once.
  ///   - examine: Says whether a text that was not met before is fit for use.
  /// - Returns: The number, and whether the text is fit.
  /// - Complexity: O(bytes); no more than a comparison where it is the text that was asked for last.
  @inline(__always)
  @inlinable package mutating func number(
    of text: Span<UInt8>, uses: UInt32 = 1, _ examine: (Span<UInt8>) -> Bool = { _ in true }
  ) -> (number: Int, isFit: Bool) {
    if last >= count || !isText(last, text) { last = find(text, examine) }
    self.uses[last] &+= uses
    return (last, isFit[last])
  }

  /// Counts one more use of the text that was asked for last.
  ///
  /// - Precondition: one was.
  @inline(__always)
  @inlinable package mutating func repeatLast() { uses[last] &+= 1 }

  /// How many times each text was asked for, by number.
  @inlinable package var useCounts: [UInt32] { (0..<count).map { uses[$0] } }

  @inlinable mutating func find(
    _ text: Span<UInt8>, _ examine: (Span<UInt8>) -> Bool
  ) -> Int {
    if slots.count < 2 * (texts.count + 1) { grow() }
    let slot = TextSlots.slot(from: hash.exact(text), among: slots.count) { slot in
      slots[slot]
    } isText: {
      isText($0, text)
    }
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    texts.append(text)
    isFit.append(examine(text))
    uses.append(0)
    slots[slot] = UInt32(texts.count)
    return texts.count - 1
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
      let start = texts.with(number) { hash.exact($0) }
      let slot = TextSlots.slot(from: start, among: larger) { slot in
        slots[slot]
      } isText: { _ in
        false
      }
      slots[slot] = UInt32(number + 1)
    }
  }
}

extension TextColumn {
  /// The texts by their numbers.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init(_ distinct: borrowing DistinctTexts) { self.init(distinct.texts) }
}
