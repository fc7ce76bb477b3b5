/// The order in which a person looks for a name in a list on paper.
///
/// It is for display only: rosters are ordered by rating, score and the bytes of the name. Latin letters go
/// by their base letter, whatever their case and accents (`Ł` with `l`, `Å` with `a`, `ß` as `ss`), as in an
/// English index and not as in a Swedish or Polish one; apostrophes are passed over, a comma goes before
/// anything that follows a longer surname, and any other sign counts as a blank. Letters of other scripts
/// follow by their code points. Nothing in it depends on a locale.
package struct AlphabeticalOrder {
  /// A name: the first sixteen bytes of its key, which decide nearly always: surnames alone do not, as many
  /// have the same.
  private struct Entry {
    let first: UInt64
    let second: UInt64
    let number: Int

    init(_ key: Span<UInt8>, number: Int) {
      first = orderingWord(of: key, at: 0)
      second = orderingWord(of: key, at: 8)
      self.number = number
    }
  }

  /// The keys of all names, one after the other, and by number where each ends.
  private var keys: [UInt8] = []
  private var ends: [Int] = []
  private var entries: [Entry] = []

  /// The order of no names.
  package init() {}

  /// Removes all names and keeps their memory.
  package mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a name, whose number is how many were added before it.
  ///
  /// - Parameter name: Valid UTF-8.
  /// - Complexity: O(bytes).
  package mutating func add(_ name: Span<UInt8>) {
    let start = keys.count
    Self.append(keyOf: name, to: &keys)
    let entry = Entry(keys.span.extracting(start...), number: ends.count)
    entries.append(entry)
    let end = keys.count
    ends.append(end)
  }

  /// The numbers of the names in order; those with one key in the order in which they were added.
  ///
  /// - Complexity: O(n log n).
  package func numbers() -> [Int] {
    entries.sorted { one, other in
      if one.first != other.first { return one.first < other.first }
      if one.second != other.second { return one.second < other.second }
      return goesBefore(one.number, other.number)
    }.map(\.number)
  }

  /// The same of two names whose keys begin with the same sixteen bytes. No byte of a key is zero: the two
  /// keys are one, or both are longer.
  private func goesBefore(_ one: Int, _ other: Int) -> Bool {
    let (key, otherKey) = (key(of: one), key(of: other))
    var (index, otherIndex) = (key.lowerBound + 16, otherKey.lowerBound + 16)
    while index < key.upperBound, otherIndex < otherKey.upperBound {
      if keys[index] != keys[otherIndex] { return keys[index] < keys[otherIndex] }
      index += 1
      otherIndex += 1
    }
    return key.count == otherKey.count ? one < other : key.count < otherKey.count
  }

  /// Where the key of a name stands.
  private func key(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  // MARK: - Keys

  private static let comma: UInt8 = 0x01
  private static let blank: UInt8 = 0x20

  /// A key for a name: names are in order where their keys are, compared byte by byte.
  ///
  ///     AlphabeticalOrder.key(of: "Öztürk, Ğ.".utf8.span)   // "ozturk" comma " g "
  ///
  /// - Parameter name: Valid UTF-8.
  /// - Complexity: O(bytes).
  package static func key(of name: Span<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    append(keyOf: name, to: &key)
    return key
  }

  private static func append(keyOf name: Span<UInt8>, to key: inout [UInt8]) {
    let start = key.count
    var isASCII = true
    key.append(addingCapacity: name.count) { key in
      for index in name.indices {
        isASCII = name[index] < 0x80
        guard isASCII else { return }
        if let byte = keyByte(of: name[index]) { key.append(byte) }
      }
    }
    guard !isASCII else { return }
    key.removeSubrange(start...)
    append(keyOfAnyScript: name, to: &key)
  }

  /// What a byte of ASCII is in a key; `nil` for one that is passed over.
  @inline(__always)
  private static func keyByte(of byte: UInt8) -> UInt8? {
    let letter = byte | 0x20
    if letter &- UInt8(ascii: "a") < 26 { return letter }
    return switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: ","): comma
    case UInt8(ascii: "'"), UInt8(ascii: "`"): nil
    default: blank
    }
  }

  private static func append(keyOfAnyScript name: Span<UInt8>, to key: inout [UInt8]) {
    guard let text = try? UTF8Span(validating: name) else {
      preconditionFailure("a name is not UTF-8")
    }
    var scalars = text.makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      if scalar.isASCII {
        if let byte = keyByte(of: UInt8(scalar.value)) { key.append(byte) }
      } else if let letters = latinLetters(of: scalar) {
        key.append(UInt8(truncatingIfNeeded: letters))
        if letters > 0xFF { key.append(UInt8(letters >> 8)) }
      } else if scalar.value == 0x2019 || scalar.value == 0x2BC {
        continue
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        key += String(scalar).lowercased().utf8
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        key.append(blank)
      }
    }
  }

  /// The scalars whose letters are looked up once: those that most names are written with.
  private static let frequent: Range<UInt32> = 0x80..<0x180
  private static let frequentLetters = frequent.map { value in
    Unicode.Scalar(value).flatMap(namedLetters)
  }

  /// The one or two letters that a Latin letter is made of, in lower case, the first in the lower byte; `nil`
  /// for anything else.
  private static func latinLetters(of scalar: Unicode.Scalar) -> UInt16? {
    frequent.contains(scalar.value)
      ? frequentLetters[Int(scalar.value - frequent.lowerBound)] : namedLetters(of: scalar)
  }

  private static func namedLetters(of scalar: Unicode.Scalar) -> UInt16? {
    latinBase(of: scalar)?.lowercased().utf8.reversed().reduce(0) { $0 << 8 | UInt16($1) }
  }

  /// The letters that a Latin letter is made of, from its name in Unicode: `LATIN SMALL LETTER L WITH
  /// STROKE` is `L`; `nil` for anything else.
  private static func latinBase(of scalar: Unicode.Scalar) -> String? {
    guard let name = scalar.properties.name else { return nil }
    let words = name.split(separator: " ")
    guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER" else { return nil }
    // SHARP S is the only one whose letter follows.
    guard words.count == 4 || words[4] == "WITH" || words[3] == "SHARP" else { return nil }
    switch words[3] {
    case "SHARP": return "SS"
    case "THORN": return "TH"
    case "ETH": return "D"
    case "ENG": return "N"
    default: return words[3].utf8.count <= 2 ? String(words[3]) : nil
    }
  }
}
