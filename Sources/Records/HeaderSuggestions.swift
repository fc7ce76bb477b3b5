import Appraisal

/// Which headings were probably meant to be which of the columns that are missing.
///
/// It guesses, and so its guesses are only ever told, never taken: a number or a sign beside a name
/// (`1. Leading Change`), a word more (`Leading Change Weight (%)`), a letter more or less.
package struct HeaderSuggestions {
  /// A heading, and the name of the column that it may stand for.
  package struct Pair: Equatable {
    /// As the file spells it.
    package let heading: [UInt8]
    /// The name of the column that is missing, as documents write it.
    package let name: String
  }

  /// The clear cases, in the order of the missing columns.
  package private(set) var pairs: [Pair] = []

  /// How many headings are looked at, and how long one may be: a header may have a hundred thousand.
  private static let most = 100
  private static let longest = 100

  /// Compares each heading with each missing column.
  ///
  /// - Parameters:
  ///   - missing: The columns that are missing, and all names by which a file may call each.
  ///   - headings: The headings that mean nothing, as the file spells them.
  package init(missing: [(name: String, aliases: [String])], headings: [[UInt8]]) {
    let headings = headings.prefix(Self.most).filter { $0.count <= Self.longest }
    let costs = missing.map { column in
      headings.map { heading in
        ([column.name] + column.aliases).compactMap { Self.cost(of: heading, as: $0) }.min()
      }
    }
    for (row, column) in missing.enumerated() {
      guard let heading = Self.clearBest(of: costs[row]),
        Self.clearBest(of: costs.map { $0[heading] }) == row
      else { continue }
      pairs.append(Pair(heading: headings[heading], name: column.name))
    }
  }

  /// The place of the only least cost; `nil` where there is none, or two are equal.
  private static func clearBest(of costs: [Int?]) -> Int? {
    guard let least = costs.compactMap(\.self).min() else { return nil }
    let places = costs.indices.filter { costs[$0] == least }
    return places.count == 1 ? places[0] : nil
  }

  /// How far a heading is from a name; `nil` where it is something else.
  private static func cost(of heading: [UInt8], as name: String) -> Int? {
    let (one, other) = (letters(of: heading), letters(of: Array(name.utf8)))
    guard !one.isEmpty, !other.isEmpty else { return nil }
    if one == other { return 0 }
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    if short.count >= 5, 2 * short.count > other.count, long.firstRange(of: short) != nil {
      return 1 + long.count - short.count
    }
    let distance = editDistance(one, other)
    if distance <= max(1, other.count / 5) { return 1 + distance }
    // `Employee ID` for `executive_id`: another word for the same person.
    let words = { (text: [UInt8]) in
      text.split { !isLetter($0) }.map { $0.map(lowercased) }
    }
    let isID = words(Array(name.utf8)).last == Array("id".utf8)
    return isID && words(heading).contains(Array("id".utf8)) ? 100 : nil
  }

  /// What is left of a name without digits, signs and blanks.
  private static func letters(of name: [UInt8]) -> [UInt8] { folded(name).filter(isLetter) }

  /// Letters of other scripts count, byte by byte.
  private static func isLetter(_ byte: UInt8) -> Bool {
    let small = lowercased(byte)
    return small >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= small
  }

  /// What to do: rename the columns, or say what they stand for. `nil` where nothing is clear.
  package var fix: String? {
    guard !pairs.isEmpty else { return nil }
    let renames = pairs.map { "\(quotedHeading($0.heading)) to \($0.name)" }
    let options = pairs.compactMap { pair -> String? in
      let shown = shownHeading(pair.heading)
      // What is spelled out or cut cannot be typed, and a quote needs more than quotes.
      guard folded(shown.utf8) == folded(pair.heading), !shown.utf8.contains(UInt8(ascii: "'"))
      else { return nil }
      return "--column '\(shown)=\(pair.name)'"
    }
    let typed = options.isEmpty ? "" : ", or add \(options.joined(separator: " "))"
    return "Rename \(listed(renames))\(typed)"
  }
}
