/// A column of texts of which many are the same: each text once, and a number for each record.
/// They are collected in a ``SymbolsDraft`` and do not change after that.
struct Symbols: Sendable {
  /// The column without its owner; see ``Column/View``.
  struct View: BitwiseCopyable, Sendable {
    let texts: Texts.View
    let numbers: Column<UInt32>.View

    /// Calls `body` with the text of a record.
    @inline(__always)
    func with<Result>(_ record: Int, _ body: (Span<UInt8>) -> Result) -> Result {
      texts.with(Int(numbers[record]), body)
    }
  }

  /// The distinct texts, in the order in which they were first met.
  let texts: Texts
  private let numbers: Column<UInt32>

  /// What a draft holds.
  init(_ draft: SymbolsDraft) {
    texts = Texts(draft.texts)
    numbers = Column(draft.numbers)
  }

  /// The column.
  var view: View { View(texts: texts.view, numbers: numbers.view) }
}

/// Symbols in the making.
struct SymbolsDraft {
  fileprivate var texts = TextsDraft()
  fileprivate var numbers: [UInt32] = []
  /// Open addressing: the number + 1 of a text, 0 where a slot is free.
  private var slots: [UInt32] = []

  /// Empties it and keeps its memory.
  mutating func removeAll() {
    texts.removeAll()
    numbers.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }

  /// Adds the text of the next record.
  ///
  /// - Complexity: O(bytes); none but a comparison where it is the text of the record before.
  mutating func append(_ text: Span<UInt8>) {
    if let last = numbers.last, isText(Int(last), text) {
      numbers.append(last)
      return
    }
    if slots.count < 2 * (texts.count + 1) { grow() }
    var slot = Int(truncatingIfNeeded: hash(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if isText(Int(number), text) {
        numbers.append(number)
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    texts.append(text)
    slots[slot] = UInt32(texts.count)
    numbers.append(UInt32(texts.count - 1))
  }

  private func isText(_ number: Int, _ text: Span<UInt8>) -> Bool {
    texts.with(number) { areEqual($0, text) }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: max(64, 2 * slots.count))
    for number in 0..<texts.count {
      var slot = texts.with(number) { Int(truncatingIfNeeded: hash($0)) } & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }
}
