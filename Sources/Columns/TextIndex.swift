/// Finds the texts of a column by their bytes.
///
///     let index = TextIndex(of: TextColumn([Array("ES-1".utf8), Array("ES-2".utf8)]))
///     index.number(of: Array("ES-2".utf8).span)   // 1
package struct TextIndex: Sendable {
  private let texts: TextColumn
  private let slots: Column<UInt32>
  private let hash: CaseBlindHash
  /// Whether some texts of the column are equal.
  package let hasRepeats: Bool

  /// The index of all texts of a column. Of equal ones it has the first.
  ///
  /// - Complexity: O(bytes).
  package init(of texts: TextColumn, hash: CaseBlindHash = .ofProcess) {
    self.texts = texts
    self.hash = hash
    // At most half of the slots are taken, and their number is a power of two.
    var count = 64
    while count < 2 * texts.count { count *= 2 }
    slots = Column(inAnyOrder: count, repeating: 0)
    let (view, entries) = (texts.view, slots.view)
    var repeats = false
    // Each slot is asked for some texts before it is looked at, and is there by then.
    let ahead = 16
    var hashes = [UInt64](repeating: 0, count: ahead)
    for number in 0..<texts.count + ahead {
      if number >= ahead {
        let inserted = number - ahead
        view.with(inserted) { text in
          let slot = Self.slot(of: text, from: hashes[inserted % ahead], in: view, entries)
          if entries[slot] == 0 { entries[slot] = UInt32(inserted + 1) } else { repeats = true }
        }
      }
      if number < texts.count {
        let start = view.with(number) { hash.exact($0) }
        hashes[number % ahead] = start
        entries.prefetch(Int(truncatingIfNeeded: start) & (count - 1))
      }
    }
    hasRepeats = repeats
  }

  /// The number of a text in the column, of the first where there are equal ones; `nil` where there is
  /// none.
  ///
  /// - Complexity: O(bytes of the text).
  package func number(of text: Span<UInt8>) -> Int? {
    let slot = Self.slot(of: text, from: hash.exact(text), in: texts.view, slots.view)
    let entry = slots.view[slot]
    return entry == 0 ? nil : Int(entry) - 1
  }

  @inline(__always)
  private static func slot(
    of text: Span<UInt8>, from hash: UInt64, in texts: TextColumn.View, _ slots: Column<UInt32>.View
  ) -> Int {
    TextSlots.slot(from: hash, among: slots.count) { slot in
      slots[slot]
    } isText: { number in
      texts.with(number) { equals($0, text) }
    }
  }
}

/// Open addressing for tables of texts: each slot holds the number of a text + 1, or 0 where it is free.
@usableFromInline enum TextSlots {
  /// The slot of a text, or the free one in which it belongs.
  ///
  /// - Parameters:
  ///   - hash: Of the text.
  ///   - count: The number of slots, a power of two; one of them is free.
  ///   - entry: What a slot holds.
  ///   - isText: Whether the text has this number.
  @inline(__always)
  @inlinable static func slot(
    from hash: UInt64, among count: Int, _ entry: (_ slot: Int) -> UInt32,
    isText: (_ number: Int) -> Bool
  ) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (count - 1)
    while true {
      let entry = entry(slot)
      if entry == 0 { return slot }
      WorkMeter.step()
      if isText(Int(entry) - 1) { return slot }
      slot = (slot + 1) & (count - 1)
    }
  }
}
