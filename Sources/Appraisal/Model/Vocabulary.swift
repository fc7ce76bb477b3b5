/// The words that a system knows: how the texts of weights, levels, elements and executive ids are
/// read.
///
/// It works on bytes. Swift compares strings by canonical equivalence, which lets two spellings of
/// an id pass for one, and `Int("+5")` parses; neither may happen here.
@usableFromInline package final class Vocabulary: Sendable {
  private let step: WeightStep
  @usableFromInline let takesWholePercents: Bool
  /// Lower-case label bytes by level.
  let labels: [(label: [UInt8], level: UInt8)]
  /// How the words begin that stand in place of an executive id in a row of totals.
  package let totalsWords = TotalsWord.Beginnings()
  /// The ids of the elements, as the system spells them.
  private let elementIDs: [[UInt8]]
  /// Folded ids and titles by element.
  private let elementNames: [(name: [UInt8], element: Int)]

  /// The words of a system.
  package init(of system: AppraisalSystem) {
    step = WeightStep(of: system)
    takesWholePercents = 100 % step.hundredths == 0
    labels = system.levels.map { ($0.label.utf8.map(lowercased), $0.level.rawValue) }
    elementIDs = system.elements.map { Array($0.id.utf8) }
    elementNames = system.elements.enumerated().flatMap { index, element in
      [(folded(element.id.utf8), index), (folded(element.title.utf8), index)]
    }
  }

  /// The weight in hundredths of a percent that a field states.
  ///
  /// Digits, perhaps a point and decimals, and perhaps `%`: `60`, `60%`, `12.5`. Zeros at the end of
  /// the decimals change nothing and are read under any system: `60.0`, `60.00%`. No sign, exponent,
  /// blank or separator. A field of blanks is ``Sentinel/missingWeight``; anything else, a number
  /// over 600 and one between two steps are ``Sentinel/unreadableWeight``.
  ///
  /// - Complexity: O(bytes), at most a few but for zeros.
  @inline(__always)
  @inlinable package func weight(in field: Span<UInt8>) -> UInt16 {
    // Nearly every weight is of one or two digits.
    guard takesWholePercents, 1...2 ~= field.count else { return anyWeight(in: field) }
    let first = field[0] &- UInt8(ascii: "0")
    let last = field[field.count &- 1] &- UInt8(ascii: "0")
    guard max(first, last) <= 9 else { return anyWeight(in: field) }
    // Which of them it is, is as good as random: there is no branch for it.
    let tens: UInt16 = field.count == 2 ? UInt16(first) : 0
    return (tens &* 10 &+ UInt16(last)) &* 100
  }

  @inline(never)
  @usableFromInline func anyWeight(in field: Span<UInt8>) -> UInt16 {
    let hasSign = field.count > 0 && field[field.count - 1] == UInt8(ascii: "%")
    let number = field.extracting(first: hasSign ? field.count - 1 : field.count)
    let exact = number.extracting(first: countWithoutThirdZeros(number))
    guard let hundredths = parsedHundredths(of: exact, wholeDigits: 3) else {
      return field.isBlank ? Sentinel.missingWeight : Sentinel.unreadableWeight
    }
    return step.accepts(hundredths) ? UInt16(hundredths) : Sentinel.unreadableWeight
  }

  /// The index of the element that a field names by id or title; `nil` if there is none.
  ///
  /// Case, blanks, line breaks, `_` and `-` do not count, as in headers.
  ///
  /// - Complexity: O(elements + bytes) for an id as the system spells it, or else
  ///   O(elements x bytes).
  package func element(named field: Span<UInt8>) -> Int? {
    for element in elementIDs.indices where isEqual(field, to: elementIDs[element]) {
      return element
    }
    for (name, element) in elementNames where isFolded(field, to: name) { return element }
    return nil
  }

  /// Whether a field is an executive id: 1–64 bytes of printable ASCII without spaces and
  /// `,` `"` `/` `\`, the first a letter or digit.
  ///
  /// One that ``isShortenedNumber(_:)`` is of this form and still no id.
  ///
  /// - Complexity: O(bytes).
  package func isExecutiveID(_ field: Span<UInt8>) -> Bool {
    guard 1...Self.longestExecutiveID ~= field.count else { return false }
    switch field[0] {
    case Self.digits, Self.capitals, Self.smallLetters: break
    default: return false
    }
    var isID = true
    for index in field.indices {
      let byte = field[index]
      let mask = byte < 64 ? Self.idBytes.below64 : Self.idBytes.from64
      isID = isID && byte < 128 && mask & 1 &<< UInt64(byte & 63) != 0
    }
    return isID
  }

  /// The most bytes that an executive id has.
  static var longestExecutiveID: Int { 64 }

  /// The bytes that may stand in an executive id, a bit for each: `!`–`~` without `"` `,` `/` and `\`.
  private static var idBytes: (below64: UInt64, from64: UInt64) {
    (.max &<< 33 & ~(1 &<< 34 | 1 &<< 44 | 1 &<< 47), .max &>> 1 & ~(1 &<< 28))
  }

  /// Whether a field is what a spreadsheet shows, and saves, in place of a long number: a digit,
  /// perhaps decimals, and an exponent with its sign, as in `1.23457E+15` and `1E+15`. Where decimals
  /// come after a comma, so they do here; and after decimals the exponent needs no sign, as some
  /// programs write it. `1E15` may be an id.
  ///
  /// - Complexity: O(1) for nearly every field; O(bytes) at most.
  package func isShortenedNumber(_ field: Span<UInt8>) -> Bool {
    guard field.count >= 4, digit(field[0]) != nil else { return false }
    var index = 1
    if field[1] == UInt8(ascii: ".") || field[1] == UInt8(ascii: ",") {
      index = endOfDigits(in: field, from: 2)
      if index == 2 { return false }
    }
    guard index + 1 < field.count, lowercased(field[index]) == UInt8(ascii: "e") else {
      return false
    }
    let hasSign = field[index + 1] == UInt8(ascii: "+") || field[index + 1] == UInt8(ascii: "-")
    guard hasSign || index > 1 else { return false }
    let exponent = index + (hasSign ? 2 : 1)
    return exponent < field.count && endOfDigits(in: field, from: exponent) == field.count
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let smallLetters = UInt8(ascii: "a")...UInt8(ascii: "z")
}

/// Where the digits end that stand in a text from an offset on.
private func endOfDigits(in text: Span<UInt8>, from start: Int) -> Int {
  var end = start
  while end < text.count, digit(text[end]) != nil { end += 1 }
  return end
}

/// The length of a decimal without the zeros at its end that come after its second decimal.
@inline(__always)
private func countWithoutThirdZeros(_ number: Span<UInt8>) -> Int {
  if number.count < 5 { return number.count }
  let point = endOfDigits(in: number, from: 0)
  guard point < number.count, number[point] == UInt8(ascii: ".") else { return number.count }
  var end = number.count
  while end > point + 3, number[end - 1] == UInt8(ascii: "0") { end -= 1 }
  return end
}

/// A header, id or title without what does not count in it: capitals, blanks of every kind, line
/// breaks, `_` and `-`.
///
///     folded("Leading\nChange".utf8)   // "leadingchange"
///
/// - Precondition: the bytes are valid UTF-8.
/// - Complexity: O(bytes).
package func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  let name = Array(bytes)
  var kept: [UInt8] = []
  var index = 0
  while index < name.count {
    let ignored = lengthIgnoredInNames(at: index, of: name.span)
    if ignored == 0 { kept.append(lowercased(name[index])) }
    index += max(ignored, 1)
  }
  return kept
}

/// Whether two texts are of the same bytes, looked at from the end: ids of elements often begin
/// alike.
private func isEqual(_ one: Span<UInt8>, to other: [UInt8]) -> Bool {
  guard one.count == other.count else { return false }
  var index = one.count
  while index > 0 {
    index -= 1
    if one[index] != other[index] { return false }
  }
  return true
}

/// Whether `field` folds to `name`, which is folded already. All blanks count as spaces.
package func isFolded(_ field: Span<UInt8>, to name: [UInt8]) -> Bool {
  // Nearly all that fold to a name are spelled like it.
  if equals(field, lowercase: name) { return true }
  var matched = 0
  var index = 0
  while index < field.count {
    let ignored = lengthIgnoredInNames(at: index, of: field)
    if ignored == 0 {
      guard matched < name.count, lowercased(field[index]) == name[matched] else { return false }
      matched += 1
    }
    index += max(ignored, 1)
  }
  return matched == name.count
}

/// Whether a text is, case ignored, another that is in small letters.
func equals(_ field: Span<UInt8>, lowercase other: [UInt8]) -> Bool {
  guard field.count == other.count else { return false }
  for index in field.indices where lowercased(field[index]) != other[index] { return false }
  return true
}

/// The number of bytes at an index that do not count in a name; 0 where a byte counts.
private func lengthIgnoredInNames(at index: Int, of name: Span<UInt8>) -> Int {
  switch name[index] {
  case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
  default: name.blankLength(at: index)
  }
}

/// The byte with an ASCII capital lowered; every other byte is itself.
@inline(__always)
@inlinable package func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 32 : byte
}
