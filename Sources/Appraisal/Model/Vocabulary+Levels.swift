// How people write levels: a number, a label, or both where they agree.
//
//     4   4.0   Level 4                                    the number
//     Outstanding                                          the label
//     5 Outstanding   5 - Outstanding   5: Outstanding     both, the number first
//     Level 5 (Outstanding)   Level 5 – Outstanding
//     Outstanding (5)   Outstanding (Level 5)              both, the label first
//
// Labels of an agency's own system may have digits, dashes and brackets in them: a field that is a
// label is that, whatever else it could be.

extension Vocabulary {
  /// What is written in place of a level to agree with the one of the stage before.
  package static let concur = "concur"

  /// What a field makes of a number and a label next to each other.
  enum NumberAndLabel: Equatable {
    /// It is not made of the two.
    case neither
    /// The level that both name.
    case agreeing(UInt8)
    /// They name different levels.
    case conflicting
  }

  /// The level that a field states: `4`, `4.0`, `Level 4`, a label, or number and label together;
  /// case ignored.
  ///
  /// A field of blanks is ``Sentinel/missingLevel``, anything else ``Sentinel/unreadableLevel``.
  ///
  /// - Complexity: O(bytes x labels), O(1) for a digit.
  @inline(__always)
  @inlinable package func level(in field: Span<UInt8>) -> UInt8 {
    if field.count == 1, let digit = digit(field[0]), 1...5 ~= digit {
      return UInt8(truncatingIfNeeded: digit)
    }
    return anyLevel(in: field)
  }

  @inline(never)
  @usableFromInline func anyLevel(in field: Span<UInt8>) -> UInt8 {
    if field.isBlank { return Sentinel.missingLevel }
    for (label, level) in labels where equals(field, lowercase: label) { return level }
    if let number = levelNumber(in: field) { return number }
    if case .agreeing(let level) = numberAndLabel(in: field) { return level }
    return Sentinel.unreadableLevel
  }

  /// The number and the label that a field is made of.
  func numberAndLabel(in field: Span<UInt8>) -> NumberAndLabel {
    var found = NumberAndLabel.neither
    for (label, level) in labels {
      guard let number = number(nextTo: label, in: field) else { continue }
      if number != level || found == .conflicting || found != .neither && found != .agreeing(level)
      {
        found = .conflicting
      } else {
        found = .agreeing(level)
      }
    }
    return found
  }

  /// The number that stands next to a label in a field made of the two.
  private func number(nextTo label: [UInt8], in field: Span<UInt8>) -> UInt8? {
    let rest = field.count - label.count
    guard rest >= 2 else { return nil }
    if equals(field.extracting(rest..<field.count), lowercase: label) {
      // 5 - Outstanding
      let before = field.extracting(0..<rest)
      let end = withoutJoint(atEndOf: before)
      return end < rest ? levelNumber(in: before.extracting(0..<end)) : nil
    }
    if equals(field.extracting(0..<label.count), lowercase: label) {
      // Outstanding - 5, Outstanding (5)
      let after = field.extracting(label.count..<field.count)
      if let inBrackets = bracketed(after) { return levelNumber(in: after.extracting(inBrackets)) }
      let start = withoutJoint(atStartOf: after)
      return start > 0 ? levelNumber(in: after.extracting(start..<rest)) : nil
    }
    // 5 (Outstanding)
    guard rest >= 3, field[field.count - 1] == UInt8(ascii: ")") else { return nil }
    let open = rest - 2
    guard field[open] == UInt8(ascii: "("),
      equals(field.extracting(open + 1..<field.count - 1), lowercase: label)
    else { return nil }
    var end = open
    while end > 0, field[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return levelNumber(in: field.extracting(0..<end))
  }
}

/// The number of a level in digits: `4`, `4.0`, `4.00`, `Level 4`; `nil` for anything else.
func levelNumber(in text: Span<UInt8>) -> UInt8? {
  var index = 0
  if text.count > 6, equals(text.extracting(0..<6), lowercase: levelPrefix) { index = 6 }
  guard index < text.count, let digit = digit(text[index]), 1...5 ~= digit else { return nil }
  index += 1
  if index == text.count { return UInt8(digit) }
  guard text[index] == UInt8(ascii: "."), index + 1 < text.count else { return nil }
  index += 1
  while index < text.count {
    guard text[index] == UInt8(ascii: "0") else { return nil }
    index += 1
  }
  return UInt8(digit)
}

private let levelPrefix = [UInt8]("level ".utf8)

/// Where the content of ` (…)` stands in a text that is nothing else.
private func bracketed(_ text: Span<UInt8>) -> Range<Int>? {
  var start = 0
  while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
  guard start + 1 < text.count, text[start] == UInt8(ascii: "("),
    text[text.count - 1] == UInt8(ascii: ")")
  else { return nil }
  return start + 1..<text.count - 1
}

/// Where a text ends without the joint that it ends with: spaces, or a hyphen, dash or colon with
/// or without spaces around it.
private func withoutJoint(atEndOf text: Span<UInt8>) -> Int {
  var end = text.count
  while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
  end -= dashLength(in: text, endingAt: end)
  while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
  return end
}

/// Where a text begins without the joint that it begins with.
private func withoutJoint(atStartOf text: Span<UInt8>) -> Int {
  var start = 0
  while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
  for length in [1, 3] where start + length <= text.count {
    if dashLength(in: text, endingAt: start + length) == length {
      start += length
      break
    }
  }
  while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
  return start
}

/// The length of the hyphen, en dash, em dash or colon that ends at an offset; 0 where none does.
private func dashLength(in text: Span<UInt8>, endingAt end: Int) -> Int {
  guard end > 0 else { return 0 }
  let last = text[end - 1]
  if last == UInt8(ascii: "-") || last == UInt8(ascii: ":") { return 1 }
  // U+2013 and U+2014
  let isDash =
    end >= 3 && (last == 0x93 || last == 0x94) && text[end - 2] == 0x80 && text[end - 3] == 0xE2
  return isDash ? 3 : 0
}
