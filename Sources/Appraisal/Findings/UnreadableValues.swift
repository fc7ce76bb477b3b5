// What people and spreadsheets put in the place of a weight, a level or an id, as far as it helps to
// name it: the words of a finding then say what happened, and not only what is allowed.

/// Why a field is no weight.
public enum UnreadableWeight: UInt8, Hashable, BitwiseCopyable, Sendable {
  /// Nothing that has a name here: `sixty`, `+60`, `6E1`, `700`.
  case other
  /// `0.6`, which is what a percent cell holds: 60 percent.
  case fraction
  /// A number between two steps of the system: `60.5`.
  case betweenSteps
  /// `60,5`
  case decimalComma
  /// `60 %`
  case blankInside
  /// `６０`: digits of another script.
  case otherDigits
  /// `#REF!`
  case spreadsheetError
  /// `="60"`
  case textAsFormula

  /// Why a field without blanks at its ends is no weight.
  ///
  /// - Complexity: O(bytes).
  package init(_ field: Span<UInt8>) {
    let hasSign = field.count > 0 && field[field.count - 1] == UInt8(ascii: "%")
    let number = field.extracting(first: hasSign ? field.count - 1 : field.count)
    let shape = DecimalShape(number)
    if beginsAsSpreadsheetError(field) {
      self = .spreadsheetError
    } else if isTextAsFormula(field) {
      self = .textAsFormula
    } else if let shape, shape.wholeIsZero, !shape.decimalsAreZero, !hasSign {
      self = .fraction
    } else if let shape {
      self = shape.hasComma ? .decimalComma : shape.decimalsAreZero ? .other : .betweenSteps
    } else if isNumberWithBlanks(field) {
      self = .blankInside
    } else if hasOtherDigits(field) {
      self = .otherDigits
    } else {
      self = .other
    }
  }
}

/// Why a field is no level.
public enum UnreadableLevel: UInt8, Hashable, BitwiseCopyable, Sendable {
  /// Nothing that has a name here: `6`, `five`, `L5`.
  case other
  /// `5 - Fully Successful`: number and label name different levels.
  case conflictingLabel
  /// `N/A`, `NR`, `-`
  case notRated
  /// `4.5`
  case betweenLevels
  /// `4,0`
  case decimalComma
  /// Other blanks than single spaces, as in `Fully<U+00A0>Successful`.
  case oddBlank
  /// `４`: digits of another script.
  case otherDigits
  /// `#N/A`
  case spreadsheetError
  /// `="4"`
  case textAsFormula
}

extension Vocabulary {
  /// Why a field without blanks at its ends is no level.
  ///
  /// - Complexity: O(bytes x labels).
  package func unreadableLevel(_ field: Span<UInt8>) -> UnreadableLevel {
    if numberAndLabel(in: field) == .conflicting { return .conflictingLabel }
    if beginsAsSpreadsheetError(field) { return .spreadsheetError }
    if isTextAsFormula(field) { return .textAsFormula }
    if saysNotRated(field) { return .notRated }
    if let shape = DecimalShape(field), shape.hasDecimals {
      if !shape.decimalsAreZero { return .betweenLevels }
      return shape.hasComma ? .decimalComma : .other
    }
    if field.hasOtherBlanksInside { return .oddBlank }
    if hasOtherDigits(field) { return .otherDigits }
    return .other
  }
}

/// Why a field is no executive id.
public enum UnfitID: Hashable, BitwiseCopyable, Sendable {
  /// Too long, or with a character that ids do not have.
  case other
  /// A blank inside it, by its number in Unicode.
  case blankInside(UInt16)
  /// A character that cannot be seen, by its number in Unicode.
  case invisible(UInt16)
  /// What a spreadsheet writes below a group: `ES-1 Total`.
  case subtotal
  /// What a spreadsheet shows of a formula that failed, or of what is wider than its column.
  case spreadsheetError
  /// `="00123"`, as some programs write an id so that a spreadsheet keeps its zeros.
  case textAsFormula

  /// Why a field without blanks at its ends is no executive id.
  ///
  /// - Complexity: O(bytes).
  package init(_ field: Span<UInt8>) {
    if isSpreadsheetError(field) {
      self = .spreadsheetError
    } else if isTextAsFormula(field) {
      self = .textAsFormula
    } else if TotalsWord.endsSubtotal(field) {
      self = .subtotal
    } else if let blank = field.firstBlank {
      self = .blankInside(UInt16(blank.value))
    } else {
      let hidden = scalars(of: field).first { $0.disturbsReader && $0 != "\u{FFFD}" }
      self = hidden.flatMap { UInt16(exactly: $0.value) }.map { .invisible($0) } ?? .other
    }
  }

  /// What a blank is called, with its number where it does not look like a space.
  static func name(ofBlank number: UInt16) -> String {
    switch number {
    case 0x20: "a space"
    case 0x09: "a tab (U+0009)"
    case 0xA0: "a no-break space (U+00A0)"
    case 0x202F: "a narrow no-break space (U+202F)"
    case 0x3000: "a wide space (U+3000)"
    case 0x200B, 0xFEFF: "a blank that takes no room (U+\(digits(ofCharacter: UInt32(number))))"
    default: "a blank (U+\(digits(ofCharacter: UInt32(number))))"
    }
  }
}

/// A number in digits, with a point or comma in it or not.
private struct DecimalShape {
  private(set) var hasDecimals = false
  private(set) var hasComma = false
  private(set) var wholeIsZero = true
  private(set) var decimalsAreZero = true

  /// `nil` for what is not of digits and one point or comma that a digit follows.
  init?(_ text: Span<UInt8>) {
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "0"): continue
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        if hasDecimals { decimalsAreZero = false } else { wholeIsZero = false }
      case UInt8(ascii: "."), UInt8(ascii: ","):
        if hasDecimals || index + 1 == text.count { return nil }
        hasDecimals = true
        hasComma = text[index] == UInt8(ascii: ",")
      default: return nil
      }
    }
    if text.count == 0 { return nil }
  }
}

/// Whether a field that holds no value begins as what a spreadsheet shows of a formula that failed, or of a number
/// in a column that is too narrow: `#N/A`, `#REF!`, `####`, `Err:502`. No value begins so, and a text may:
/// ``isSpreadsheetError(_:)``.
private func beginsAsSpreadsheetError(_ field: Span<UInt8>) -> Bool {
  guard field.count > 1 else { return false }
  if field.count > 4, equals(field.extracting(first: 4), lowercase: Array("err:".utf8)) {
    return digit(field[4]) != nil
  }
  let second = lowercased(field[1])
  return field[0] == UInt8(ascii: "#")
    && (second == UInt8(ascii: "#") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= second)
}

/// Whether a text is what a spreadsheet shows, and saves as CSV, of a formula that failed, or of what is wider than
/// its column: `#N/A`, `#REF!`, `####`. A text of one's own may begin with `#` as well.
///
/// - Complexity: O(1) for nearly every text; O(bytes) at most.
package func isSpreadsheetError(_ text: Span<UInt8>) -> Bool {
  guard text.count > 1, text[0] == UInt8(ascii: "#") else { return false }
  if text.indices.allSatisfy({ text[$0] == UInt8(ascii: "#") }) { return true }
  let end = text[text.count - 1]
  let isMarked = end == UInt8(ascii: "!") || end == UInt8(ascii: "?")
  let isCapital = { (byte: UInt8) in UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
  return isMarked
    ? text.count > 3
      && text.indices.dropFirst().dropLast().allSatisfy {
        isCapital(text[$0]) || text[$0] == UInt8(ascii: "/") || text[$0] == UInt8(ascii: "0")
      }
    : equals(text, lowercase: Array("#n/a".utf8))
      || equals(text, lowercase: Array("#getting_data".utf8))
}

/// Whether a field says that there is no rating: its letters do, or it is of nothing but dashes,
/// points and slashes.
private func saysNotRated(_ field: Span<UInt8>) -> Bool {
  var letters: [UInt8] = []
  for index in field.indices {
    let byte = lowercased(field[index])
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): letters.append(byte)
    case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"): continue
    // Dashes of three bytes.
    case 0xE2, 0x80, 0x93, 0x94: continue
    default: return false
    }
  }
  return letters.isEmpty || wordsForNotRated.contains { letters.elementsEqual($0.utf8) }
}

private let wordsForNotRated = [
  "na", "nr", "notrated", "notyetrated", "unrated", "norating", "notapplicable", "notavailable",
  "none", "null", "nil", "nan", "tbd", "pending",
]

/// Whether a field is of digits, points, commas and a percent sign, with blanks between them.
private func isNumberWithBlanks(_ field: Span<UInt8>) -> Bool {
  var index = 0
  while index < field.count {
    let blank = field.blankLength(at: index)
    switch field[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","),
      UInt8(ascii: "%"):
      break
    default: if blank == 0 { return false }
    }
    index += max(1, blank)
  }
  return field.firstBlank != nil
}

/// Whether a field is a text that was written as a formula, which some programs do so that a spreadsheet changes nothing
/// in it: `="00123"`.
///
/// - Complexity: O(1).
package func isTextAsFormula(_ field: Span<UInt8>) -> Bool {
  let quote = UInt8(ascii: "\"")
  return field.count > 3 && field[0] == UInt8(ascii: "=") && field[1] == quote
    && field[field.count - 1] == quote
}

/// Whether there are digits of another script in a field.
private func hasOtherDigits(_ field: Span<UInt8>) -> Bool {
  scalars(of: field).contains { !$0.isASCII && $0.properties.generalCategory == .decimalNumber }
}

private func scalars(of field: Span<UInt8>) -> String.UnicodeScalarView {
  var bytes: [UInt8] = []
  for index in field.indices { bytes.append(field[index]) }
  return String(decoding: bytes, as: UTF8.self).unicodeScalars
}

/// The number of a character as Unicode writes it, without the `U+`: `00A0`.
package func digits(ofCharacter number: UInt32) -> String {
  let digits = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
