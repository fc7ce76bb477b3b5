/// Texts of which each is kept once, under a number: from 0 in the order in which they were first met.
///
/// It is memory that one task fills; what it holds becomes a ``TextColumn``.
///
/// Nearly all texts are short (``ShortText``), and found without a look at their bytes elsewhere. Each
/// slot of the table has a list of those whose hashes fall to it:
///
///     slots      0  3  0  2           number + 1 of the first text of each, or 0
///     next             0  0  1        by number: number + 1 of the one after it, or 0
@usableFromInline package struct DistinctTexts: ~Copyable {
  @usableFromInline var texts = TextColumnBuilder()
  /// By number: a short text once more; ``ShortText/none`` for one that is not short.
  @usableFromInline var shortTexts = ColumnBuilder<ShortText>()
  /// By number: what was found out about the text when it was met first.
  @usableFromInline var isFit = ColumnBuilder<Bool>()
  /// By number: how many times it was asked for.
  @usableFromInline var uses = ColumnBuilder<UInt32>()
  @usableFromInline var slots = ColumnBuilder<UInt32>()
  @usableFromInline var next = ColumnBuilder<UInt32>()
  /// The number that was asked for last: neighbours mostly have the same text.
  @usableFromInline var last = 0
  /// The slots of the texts that were expected last, that of the next in place of the oldest.
  @usableFromInline var expected: [4 of UInt32] = .init(repeating: 0)
  @usableFromInline var expectations = 0
  @usableFromInline let hash: CaseBlindHash
  @usableFromInline let shortHash: ShortTextHash

  /// No texts yet.
  package init(hash: CaseBlindHash) {
    self.hash = hash
    shortHash = ShortTextHash(by: hash)
  }

  /// How many there are.
  @inlinable package var count: Int { texts.count }

  /// Empties it and keeps its memory.
  @inlinable package mutating func removeAll() {
    texts.removeAll()
    shortTexts.removeAll()
    isFit.removeAll()
    uses.removeAll()
    next.removeAll()
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
  @inlinable package mutating func number(
    of text: Span<UInt8>, uses: UInt32 = 1, _ examine: (Span<UInt8>) -> Bool = { _ in true }
  ) -> (number: Int, isFit: Bool) {
    if let short = ShortText(text) { return number(of: short, uses: uses, examine) }
    if last >= count || !isText(last, text) { last = find(text, examine) }
    self.uses[last] &+= uses
    return (last, isFit[last])
  }

  /// The same of a short text.
  @inline(__always)
  @inlinable package mutating func number(
    of text: ShortText, uses: UInt32 = 1, _ examine: (Span<UInt8>) -> Bool
  ) -> (number: Int, isFit: Bool) {
    if last >= count || shortTexts[last] != text { last = find(text, examine) }
    self.uses[last] &+= uses
    return (last, isFit[last])
  }

  /// With how many texts a look at one may have to wait for the memory: more of the short ones fill half of
  /// what a processor has next to it.
  @inlinable static var fewToExpect: Int { 256 }
  /// How many texts before its own a text is to be expected.
  @inlinable package static var lookAhead: Int { 8 }

  /// Asks the processor for what is needed to find a text that is asked for ``lookAhead`` texts later: for its
  /// slot, and for what the slot says of the text that was expected four texts before.
  ///
  /// - Parameter text: The text, if there is one; where there are few texts it is not asked.
  @inline(__always)
  @inlinable package mutating func expect(_ text: () -> ShortText?) {
    guard count > Self.fewToExpect, let text = text() else { return }
    let place = expectations & 3
    let number = slots[Int(expected[place])]
    if number != 0 { shortTexts.prefetch(Int(number) - 1) }
    let slot = slot(of: text)
    slots.prefetch(slot)
    expected[place] = UInt32(truncatingIfNeeded: slot)
    expectations &+= 1
  }

  /// Counts one more use of the text that was asked for last.
  ///
  /// - Precondition: one was.
  @inline(__always)
  @inlinable package mutating func repeatLast() { uses[last] &+= 1 }

  /// How many times each text was asked for, by number.
  @inlinable package var useCounts: [UInt32] { (0..<count).map { uses[$0] } }

  @inline(__always)
  @inlinable mutating func find(
    _ text: ShortText, _ examine: (Span<UInt8>) -> Bool
  ) -> Int {
    if slots.count > 0 {
      var place = slots[slot(of: text)]
      while place != 0 {
        WorkMeter.step()
        let number = Int(place) - 1
        if shortTexts[number] == text { return number }
        place = next[number]
      }
    }
    return text.withBytes { add($0, text, examine) }
  }

  @inline(never)
  @usableFromInline mutating func find(
    _ text: Span<UInt8>, _ examine: (Span<UInt8>) -> Bool
  ) -> Int {
    var place = slots.count > 0 ? slots[slot(of: text)] : 0
    while place != 0 {
      WorkMeter.step()
      let number = Int(place) - 1
      if isText(number, text) { return number }
      place = next[number]
    }
    return add(text, .none, examine)
  }

  /// Adds a text that is not there.
  @inline(never)
  @usableFromInline mutating func add(
    _ text: Span<UInt8>, _ short: ShortText, _ examine: (Span<UInt8>) -> Bool
  ) -> Int {
    texts.append(text)
    shortTexts.append(short)
    isFit.append(examine(text))
    uses.append(0)
    next.append(0)
    if slots.count < 2 * texts.count { grow() } else { link(texts.count - 1) }
    return texts.count - 1
  }

  @inline(__always)
  @inlinable func isText(_ number: Int, _ text: Span<UInt8>) -> Bool {
    texts.with(number) { equals($0, text) }
  }

  @inline(__always)
  @inlinable func slot(of text: ShortText) -> Int { Int(shortHash(text)) & (slots.count - 1) }

  @inlinable func slot(of text: Span<UInt8>) -> Int {
    Int(truncatingIfNeeded: hash.exact(text)) & (slots.count - 1)
  }

  /// Puts a text at the head of its list.
  @usableFromInline mutating func link(_ number: Int) {
    WorkMeter.step()
    let short = shortTexts[number]
    let place = short == .none ? texts.with(number) { slot(of: $0) } : slot(of: short)
    next[number] = slots[place]
    slots[place] = UInt32(number + 1)
  }

  @usableFromInline mutating func grow() {
    let larger = max(64, 2 * slots.count)
    slots.removeAll()
    slots.append(0, times: larger)
    for number in 0..<texts.count { link(number) }
  }
}

extension TextColumn {
  /// The texts by their numbers.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init(_ distinct: borrowing DistinctTexts) { self.init(distinct.texts) }
}
