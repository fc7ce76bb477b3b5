/// A Performance Review Board, as the inputs name it, and the file name of its roster.
///
/// Source: 5 U.S.C. 4314(c).
package struct ReviewBoard: Sendable {
  /// The board of the executives for whom the inputs name none.
  package static let unassigned = [UInt8]("unassigned".utf8)

  /// The name, as bytes of UTF-8: of several spellings in the inputs the one that stands for all. Two
  /// boards are one exactly if these bytes are equal.
  package let name: [UInt8]
  /// Whether it stands for those without a board.
  package var isUnassigned: Bool { name == Self.unassigned }
  /// The roster's file name without its ending: 1–64 of `a`–`z`, `0`–`9` and `-`, the first no `-`.
  package let slug: String

  /// The boards of these distinct names, in the order of their names by bytes.
  ///
  /// A slug is the name with ASCII letters lowered and every run of other bytes one `-`, but for one at
  /// the beginning, which is left out: programs take a file whose name begins so for an option. A name
  /// without any letter or digit of ASCII gets `board`. Where
  /// boards share one, the first keeps it and the others get `-2`, `-3` …; no board gets `index`,
  /// because `rosters/index.csv` is the list of the rosters, or a slug that another name has by
  /// itself.
  ///
  ///     ReviewBoard.boards(named: ["Fleet & Air", "fleet air"]).map(\.slug)
  ///     // ["fleet-air", "fleet-air-2"]
  ///
  /// - Parameter names: Distinct names, none empty.
  /// - Complexity: O(n log n) comparisons of names, O(n) slugs tried.
  package static func boards(named names: [[UInt8]]) -> [ReviewBoard] {
    var tries = 0
    return boards(named: names, tries: &tries)
  }

  /// - Parameter tries: Counts the slugs that were tried because the first one was taken.
  static func boards(named names: [[UInt8]], tries: inout Int) -> [ReviewBoard] {
    let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
    let plain = sorted.map(plainSlug)
    var taken = Set(plain)
    var owned: Set<String> = ["index"]
    // Names with one beginning may be cut to one stem, so what was tried is known by the stem and
    // the number of digits that it was cut for.
    var nextSuffix: [Stem: Int] = [:]
    return zip(sorted, plain).map { name, plain in
      if owned.insert(plain).inserted { return ReviewBoard(name: name, slug: plain) }
      var (digits, first, end) = (1, 2, 10)
      while true {
        let stem = Stem(text: plain.prefix(maximumSlugLength - 1 - digits), digits: digits)
        var suffix = nextSuffix[stem] ?? first
        while suffix < end {
          tries += 1
          let slug = "\(stem.text)-\(suffix)"
          suffix += 1
          guard taken.insert(slug).inserted else { continue }
          nextSuffix[stem] = suffix
          owned.insert(slug)
          return ReviewBoard(name: name, slug: slug)
        }
        nextSuffix[stem] = suffix
        (digits, first, end) = (digits + 1, end, 10 * end)
      }
    }
  }

  /// The beginning of a slug that gets a suffix of this many digits.
  private struct Stem: Hashable {
    let text: Substring
    let digits: Int
  }

  private static let maximumSlugLength = 64

  private static func plainSlug(of name: [UInt8]) -> String {
    var slug: [UInt8] = []
    for byte in name where slug.count < maximumSlugLength {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        slug.append(byte | 0x20)
      default:
        if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
      }
    }
    if slug.isEmpty { return "board" }
    return String(decoding: slug, as: UTF8.self)
  }
}
