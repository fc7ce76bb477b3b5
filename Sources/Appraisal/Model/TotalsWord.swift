/// The words that stand in place of an executive id where a spreadsheet has added something up:
/// `Total`, `Grand Total`, `Average`, `Count: 25`.
///
/// Case, blanks, `-`, `_` and `.` do not count, nor a colon at the end, nor a number after a blank, a
/// colon, `=` or `(`. A word with anything else is none: `SUM-0001` and `Max2` may be executives.
package enum TotalsWord {
  /// The words as they are compared.
  package static let all: [String] = [
    "total", "totals", "grandtotal", "grandtotals", "overalltotal", "runningtotal", "sumtotal",
    "subtotal", "subtotals", "totalresult", "totalsum", "totalcount", "totalnumber",
    "totalexecutives", "totalemployees", "totalrecords", "totalplans", "totalratings",
    "totalweight", "totalweights", "sum", "sums", "checksum",
    "average", "averages", "avg", "avgs", "ave", "mean", "means", "arithmeticmean",
    "overallaverage", "grandaverage", "weightedaverage", "averageweight", "averagerating",
    "averagelevel", "averagescore", "median", "mode",
    "count", "counts", "counta", "headcount", "executivecount", "recordcount", "rowcount",
    "numberofexecutives", "numberofemployees", "numberofrecords", "numberofplans",
    "minimum", "minimums", "min", "maximum", "maximums", "max",
    "stddev", "stdev", "stdevp", "stdevs", "standarddeviation", "variance",
  ]

  private static let words = all.map { Array($0.utf8) }
  /// How such words begin: what tells of nearly every record that its executive id is none.
  package struct Beginnings: Sendable {
    /// By the letter that a word begins with, those that come second, a bit for each.
    private var secondLetters: [26 of UInt32] = .init(repeating: 0)

    /// Those of ``TotalsWord/all``.
    package init() {
      for word in words { secondLetters[Int(word[0] - 0x61)] |= 1 << UInt32(word[1] - 0x61) }
    }

    /// Whether a text may be such a word, as far as its first two bytes tell.
    ///
    /// - Complexity: O(1).
    package func mayBegin(_ text: Span<UInt8>) -> Bool {
      guard text.count > 0 else { return false }
      let first = lowercased(text[0]) &- UInt8(ascii: "a")
      guard first < 26 else { return text[0] <= 0x20 || text[0] >= 0x7F }
      guard text.count > 1 else { return false }
      let second = lowercased(text[1]) &- UInt8(ascii: "a")
      let letters = secondLetters[Int(first)]
      return second < 26 ? letters & 1 &<< UInt32(second) != 0 : letters != 0
    }
  }

  /// Those that are names of people as well: `Max`, `Count`.
  private static let names: Set<[UInt8]> = Set(
    ["max", "min", "mean", "means", "mode", "sum", "ave", "count", "counts"].map {
      Array($0.utf8)
    })

  /// Those that may stand after the name of a group.
  static let endsOfSubtotals = ["total", "totals", "subtotal", "subtotals", "average", "averages"]
  private static let ends: Set<[UInt8]> = Set(endsOfSubtotals.map { Array($0.utf8) })

  /// Whether a word is also a name of people.
  static func isName(_ word: String) -> Bool { names.contains(Array(word.utf8)) }

  /// Whether a field holds such a word and nothing else.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - evenIfName: Whether a word counts that may be somebody's name.
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(words + bytes).
  package static func isWritten(in field: Span<UInt8>, evenIfName: Bool = true) -> Bool {
    word(in: field).map { evenIfName || !names.contains(words[$0]) } ?? false
  }

  /// The number of the word that a field holds, and nothing else.
  private static func word(in field: Span<UInt8>) -> Int? {
    let text = field.extracting(field.contentRange)
    var letters = InlineArray<32, UInt8>(repeating: 0)
    var count = 0
    var index = 0
    var isAfterBlank = false
    while index < text.count {
      let blank = text.blankLength(at: index)
      let byte = text[index]
      let letter = lowercased(byte)
      if UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter {
        guard count < letters.count else { return nil }
        letters[count] = letter
        count += 1
      } else if blank == 0, !isJoint(byte) {
        break
      }
      isAfterBlank = blank > 0
      index += max(blank, 1)
    }
    guard isEnd(text.extracting(index..<text.count), isAfterBlank: isAfterBlank) else {
      return nil
    }
    return words.firstIndex { word in
      word.count == count && word.indices.allSatisfy { word[$0] == letters[$0] }
    }
  }

  /// Whether a field ends as a spreadsheet's own subtotals do, in a word for a sum or an average: `Harbor PRB Total`.
  ///
  /// Other words end the names of people and offices too: `Kim, Min`, `Office of the Count`.
  ///
  /// - Precondition: the bytes are valid UTF-8.
  /// - Complexity: O(words + bytes).
  package static func endsSubtotal(_ field: Span<UInt8>) -> Bool {
    let text = field.extracting(field.contentRange)
    var (start, index) = (0, 0)
    while index < text.count {
      let blank = text.blankLength(at: index)
      index += max(blank, 1)
      if blank > 0 { start = index }
    }
    return word(in: text.extracting(start...)).map { ends.contains(words[$0]) } ?? false
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  /// Whether this may stand after a word: nothing, a colon, a number.
  private static func isEnd(_ rest: Span<UInt8>, isAfterBlank: Bool) -> Bool {
    guard rest.count > 0 else { return true }
    switch rest[0] {
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "("): break
    default: guard isAfterBlank else { return false }
    }
    for index in rest.indices {
      switch rest[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "="),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "."),
        UInt8(ascii: "%"), UInt8(ascii: " "):
        continue
      default: return false
      }
    }
    return true
  }
}
