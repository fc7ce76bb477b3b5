/// A template rendered once for a whole run, with what the system and the options decide in it, and
/// open slots for what differs from board to board or from executive to executive.
///
/// Filling it in is copying bytes: Mustache, which looks up every name in dictionaries, never runs
/// for a board or an executive. `Slot` names the slots; a `switch` over it fills each of them.
@usableFromInline package struct PageSkeleton<Slot>: Sendable
where Slot: RawRepresentable<String> & CaseIterable & Sendable {
  /// A slot and the text before it.
  @usableFromInline package struct Part: Sendable {
    /// Where in ``PageSkeleton/text`` the text before the slot ends.
    @usableFromInline package let end: Int
    @usableFromInline package let slot: Slot
    /// Which of several alike: the element, or the level as a number from 0; otherwise 0.
    @usableFromInline package let index: Int
  }

  /// All that stands between the slots, one after the other.
  @usableFromInline package let text: [UInt8]
  /// The slots in their order; what follows the last one's text is the end.
  @usableFromInline package let parts: [Part]

  /// The skeleton that a rendered template makes.
  ///
  /// - Precondition: every mark in it names a slot.
  init(rendered: String) {
    var text: [UInt8] = []
    var parts: [Part] = []
    // Marks stand between two NUL, which no template, no escaped value and no argument can hold.
    let pieces = rendered.utf8.split(separator: 0, omittingEmptySubsequences: false)
    for (number, piece) in pieces.enumerated() {
      if number.isMultiple(of: 2) {
        text += piece
        continue
      }
      let mark = piece.split(separator: UInt8(ascii: " "))
      guard mark.count == 2, let slot = Slot(rawValue: String(decoding: mark[0], as: UTF8.self)),
        let index = Int(String(decoding: mark[1], as: UTF8.self))
      else {
        preconditionFailure("\(String(decoding: piece, as: UTF8.self)) is no slot of \(Slot.self)")
      }
      parts.append(Part(end: text.count, slot: slot, index: index))
    }
    self.text = text
    self.parts = parts
  }
}

extension TemplateValue {
  /// The place of a slot, under whatever name.
  static func slot<Slot: RawRepresentable<String>>(_ slot: Slot) -> TemplateValue {
    .markup("\0\(slot.rawValue) 0\0")
  }
}

extension TemplateContext {
  /// All slots of a kind, each under its own name.
  static func slots<Slot>(_ type: Slot.Type, _ index: Int = 0) -> TemplateContext
  where Slot: RawRepresentable<String> & CaseIterable {
    TemplateContext(
      Dictionary(
        uniqueKeysWithValues: Slot.allCases.map {
          ($0.rawValue, .markup("\0\($0.rawValue) \(index)\0"))
        }))
  }
}
