import Appraisal
import Columns

/// What spreadsheets make of executive ids: zeros are lost, numbers are written with an exponent and
/// fifteen digits, and what looks like a day becomes one.
///
///     0000123 → 123      1E5 → 100000      12345678901234567 → 1.23456789012346E+016
///     MAR-1 → 03/01/2026, 1-Mar, 2026-03-01
///
/// An id that nobody has is never taken for another one; if exactly one id would become it, the finding
/// names that one.
struct AlteredIDs {
  /// The executives whose ids have a form, no more than ``most`` and one.
  private var executives: [[UInt8]: [Int]] = [:]

  /// How many ids of one form are looked at. Where more have it, it says nothing about anybody; and a form
  /// that thousands of ids have must not cost thousands of steps for each sheet.
  private static let most = 16

  /// Adds an id.
  mutating func add(_ id: Span<UInt8>, of executive: Int) {
    for form in Self.forms(of: id) {
      if executives[form, default: []].count <= Self.most {
        executives[form, default: []].append(executive)
      }
    }
  }

  /// The only executive whose id a spreadsheet may have made into this one; `nil` where there is none, or
  /// several.
  ///
  /// - Parameter isCandidate: Whether it may be an executive at all.
  func executive(of altered: Span<UInt8>, where isCandidate: (Int) -> Bool = { _ in true }) -> Int?
  {
    var found: Set<Int> = []
    for form in Self.forms(of: altered) {
      guard let some = executives[form] else { continue }
      guard some.count <= Self.most else { return nil }
      found.formUnion(some.lazy.filter(isCandidate))
    }
    return found.count == 1 ? found.first : nil
  }

  /// What an id and the ids that spreadsheets make of it have in common.
  ///
  /// - Complexity: O(bytes).
  static func forms(of id: Span<UInt8>) -> [[UInt8]] {
    var forms: [[UInt8]] = []
    let core = IDDifference.core(of: id)
    forms.append([UInt8(ascii: "i")] + id.extracting(core).array.map { lowercased($0) })
    if let number = number(id) { forms.append([UInt8(ascii: "n")] + number) }
    if let day = day(id) { forms.append([UInt8(ascii: "d")] + day) }
    return forms
  }

  /// The value of a number in fifteen significant digits: those digits without zeros at the ends, and the
  /// power of ten of the first.
  private static func number(_ id: Span<UInt8>) -> [UInt8]? {
    var digits: [UInt8] = []
    var index = 0
    var decimals = 0
    var isAfterPoint = false
    while index < id.count {
      let byte = id[index]
      if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
        digits.append(byte - UInt8(ascii: "0"))
        if isAfterPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !isAfterPoint, !digits.isEmpty {
        isAfterPoint = true
      } else {
        break
      }
      index += 1
    }
    guard !digits.isEmpty else { return nil }
    var exponent = 0
    if index < id.count {
      guard lowercased(id[index]) == UInt8(ascii: "e"),
        let stated = signedNumber(id.extracting((index + 1)..<id.count))
      else { return nil }
      exponent = stated
    }
    let leading = digits.prefix { $0 == 0 }.count
    var power = digits.count - decimals - leading + exponent
    var significant = Array(digits.dropFirst(leading))
    if significant.count > 15 {
      let roundsUp = significant[15] >= 5
      significant = Array(significant.prefix(15))
      var place = 14
      var carries = roundsUp
      while carries, place >= 0 {
        carries = significant[place] == 9
        significant[place] = carries ? 0 : significant[place] + 1
        place -= 1
      }
      if carries {
        significant = [1] + significant.dropLast()
        power += 1
      }
    }
    while significant.last == 0 { significant.removeLast() }
    if significant.isEmpty { power = 0 }
    return significant + Array("e\(power)".utf8)
  }

  /// Digits after perhaps a sign, at most three of them that count.
  private static func signedNumber(_ text: Span<UInt8>) -> Int? {
    guard let number = Int(String(decoding: text.array, as: UTF8.self)),
      -999...999 ~= number
    else { return nil }
    return number
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The month and day, or the month and year, that a text may be taken for: `MAR-1`, `1-Mar`, `3/1/2026`.
  private static func day(_ id: Span<UInt8>) -> [UInt8]? {
    let parts = id.array.split(omittingEmptySubsequences: false) {
      [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains($0)
    }
    guard 2...3 ~= parts.count else { return nil }
    var month: Int?
    var numbers: [Int] = []
    for part in parts {
      let text = String(decoding: part, as: UTF8.self)
      let name = text.lowercased()
      if let found = months.firstIndex(where: { name == $0 || name.hasPrefix($0) && name.count > 3 }
      ),
        month == nil
      {
        month = found + 1
      } else if let number = Int(text), number >= 0, part.count <= 4 {
        numbers.append(number)
      } else {
        return nil
      }
    }
    // A year that a spreadsheet adds is no part of what was written.
    if numbers.count == (month == nil ? 3 : 2) {
      guard let year = numbers.firstIndex(where: { $0 > 1900 }) else { return nil }
      numbers.remove(at: year)
    }
    guard numbers.count == (month == nil ? 2 : 1) else { return nil }
    // Which of two numbers is the month depends on the spreadsheet's country.
    let pair = month.map { [$0, numbers[0]] } ?? numbers.sorted()
    return Array("\(pair.sorted()[0])-\(pair.sorted()[1])".utf8)
  }
}
