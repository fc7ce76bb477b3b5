/// How a name that was asked for, and that nobody has, differs from one that is there.
///
/// The one place that says what is near: for executive ids, boards, systems and options. The nearest
/// come first.
package enum NearMiss: Int, CaseIterable, Comparable, Sendable {
  /// In capitals alone: `es-1` and `ES-1`.
  case capitals
  /// In blanks, hyphens and underscores, and perhaps capitals: `opm2025` and `opm-2025`.
  case blanks
  /// In zeros at the beginning or `.0` at the end, which spreadsheets take away and add: `123` and
  /// `00123`.
  case zeros
  /// In one character, which is another, missing, too many, or exchanged with the one before.
  case oneCharacter
  /// In that the other goes on: `Harbor` and `Harbor PRB`.
  case beginning

  /// How one name differs from another; `nil` where they are equal or too far from each other.
  ///
  ///     NearMiss(Array("--plan".utf8).span, Array("--plans".utf8).span)   // .oneCharacter
  ///
  /// - Precondition: both are valid UTF-8.
  /// - Complexity: O(bytes), without memory of its own; mostly O(1).
  package init?(_ asked: Span<UInt8>, _ other: Span<UInt8>) {
    let isSameLength = asked.count == other.count
    if isSameLength, Self.differs(asked, other, in: lowercased) == nil {
      guard Self.differs(asked, other, in: { $0 }) != nil else { return nil }
      self = .capitals
    } else if Self.areEqualWithoutSeparators(asked, other) {
      self = .blanks
    } else if Self.areEqual(asked, Self.significant(of: asked), other, Self.significant(of: other))
    {
      self = .zeros
    } else if Self.isOneCharacter(asked, other) {
      self = .oneCharacter
    } else if asked.count >= 3, asked.count < other.count,
      Self.differs(asked, other.extracting(first: asked.count), in: lowercased) == nil
    {
      self = .beginning
    } else {
      return nil
    }
  }

  package static func < (one: NearMiss, other: NearMiss) -> Bool { one.rawValue < other.rawValue }

  /// In words, after the name that is there: `differs in capitals`.
  package var words: String {
    switch self {
    case .capitals: "differs in capitals"
    case .blanks: "differs in blanks, hyphens or underscores"
    case .zeros: "differs in zeros at the beginning, or in .0 at the end"
    case .oneCharacter: "differs in one character"
    case .beginning: "begins like it"
    }
  }

  // MARK: - Comparing

  /// The first byte in which two names of the same length differ; `nil` where they do not.
  private static func differs(
    _ one: Span<UInt8>, _ other: Span<UInt8>, in folding: (UInt8) -> UInt8
  ) -> Int? {
    one.indices.first { folding(one[$0]) != folding(other[$0]) }
  }

  private static func separatorLength(of name: Span<UInt8>, at index: Int) -> Int {
    let byte = name[index]
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") ? 1 : name.blankLength(at: index)
  }

  private static func areEqualWithoutSeparators(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    /// The next byte that counts.
    func next(_ name: Span<UInt8>, _ index: inout Int) -> UInt8? {
      while index < name.count {
        let byte = name[index]
        // Only where a character begins can a blank begin.
        let length = byte & 0xC0 == 0x80 ? 0 : separatorLength(of: name, at: index)
        if length == 0 {
          index += 1
          return lowercased(byte)
        }
        index += length
      }
      return nil
    }
    var (first, second) = (0, 0)
    var count = 0
    while true {
      let byte = next(one, &first)
      guard byte == next(other, &second) else { return false }
      if byte == nil { return count > 0 }
      count += 1
    }
  }

  /// Where the digits of a number stand without zeros at its beginning and `.0` at its end.
  private static func significant(of name: Span<UInt8>) -> Range<Int> {
    let zero = UInt8(ascii: "0")
    var end = name.count
    while end > 0, name[end - 1] == zero { end -= 1 }
    end = end > 0 && end < name.count && name[end - 1] == UInt8(ascii: ".") ? end - 1 : name.count
    var start = 0
    while start < end - 1, name[start] == zero { start += 1 }
    return start..<end
  }

  private static func areEqual(
    _ one: Span<UInt8>, _ first: Range<Int>, _ other: Span<UInt8>, _ second: Range<Int>
  ) -> Bool {
    first.count == second.count
      && first.indices.allSatisfy { one[$0] == other[$0 - first.lowerBound + second.lowerBound] }
  }

  /// Whether one edit makes one name the other: of characters, which begin where no continuation byte
  /// stands.
  private static func isOneCharacter(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    // A character has at most four bytes. A name of one character is near to every other such.
    guard abs(one.count - other.count) <= 4, min(one.count, other.count) > 1 else { return false }
    let shorter = min(one.count, other.count)
    var start = 0
    while start < shorter, one[start] == other[start] { start += 1 }
    while start > 0, isInside(one, start) || isInside(other, start) { start -= 1 }
    var end = 0
    while end < shorter - start, one[one.count - 1 - end] == other[other.count - 1 - end] {
      end += 1
    }
    while end > 0, isInside(one, one.count - end) { end -= 1 }
    let first = characters(of: one, start..<one.count - end)
    let second = characters(of: other, start..<other.count - end)
    if first <= 1, second <= 1 { return true }
    guard first == 2, second == 2 else { return false }
    return areExchanged(
      one, start..<one.count - end, other, start..<other.count - end)
  }

  private static func isInside(_ name: Span<UInt8>, _ index: Int) -> Bool {
    index < name.count && name[index] & 0xC0 == 0x80
  }

  private static func characters(of name: Span<UInt8>, _ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (name[$1] & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Whether two characters of one name stand in the other in the other order.
  private static func areExchanged(
    _ one: Span<UInt8>, _ first: Range<Int>, _ other: Span<UInt8>, _ second: Range<Int>
  ) -> Bool {
    guard first.count == second.count else { return false }
    var middle = first.lowerBound + 1
    while isInside(one, middle) { middle += 1 }
    let shift = first.upperBound - middle
    return first.indices.allSatisfy { index in
      let place =
        index < middle ? index + shift : index - (middle - first.lowerBound)
      return one[index] == other[place - first.lowerBound + second.lowerBound]
    }
  }
}

/// The names that are nearest to one that was asked for.
package struct NearestNames: Sendable {
  private let asked: [UInt8]
  private let limit: Int
  /// The nearest first, those that are as near in the order in which they were met.
  package private(set) var names: [(name: [UInt8], how: NearMiss)] = []

  /// The names that are near to `asked`, none yet.
  package init(to asked: [UInt8], limit: Int = 5) {
    self.asked = asked
    self.limit = limit
  }

  /// Takes a name among them, if it is near enough.
  ///
  /// - Complexity: as ``NearMiss/init(_:_:)``.
  package mutating func consider(_ name: Span<UInt8>) {
    guard let how = NearMiss(asked.span, name) else { return }
    let place = names.firstIndex { $0.how > how } ?? names.count
    guard place < limit else { return }
    let bytes = name.indices.map { name[$0] }
    guard !names.contains(where: { $0.name == bytes }) else { return }
    names.insert((bytes, how), at: place)
    if names.count > limit { names.removeLast() }
  }

  /// The nearest of some names; `nil` where none is near.
  package static func nearest(to asked: String, among names: [String]) -> String? {
    var nearest = NearestNames(to: Array(asked.utf8), limit: 1)
    for name in names {
      let bytes = Array(name.utf8)
      nearest.consider(bytes.span)
    }
    return nearest.names.first.map { String(decoding: $0.name, as: UTF8.self) }
  }
}
