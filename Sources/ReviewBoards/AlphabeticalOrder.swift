/// The order in which a person looks for a name in a list on paper.
///
/// It is for display only: rosters are ordered by rating, score and the bytes of the name. Latin letters go
/// by their base letter, whatever their case and accents (`Ł` with `l`, `Å` with `a`, `ß` as `ss`), as in an
/// English index and not as in a Swedish or Polish one; apostrophes are passed over, a comma goes before
/// anything that follows a longer surname, and any other sign counts as a blank. Letters of other scripts
/// follow by their code points. Nothing in it depends on a locale.
package enum AlphabeticalOrder {
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
    key.reserveCapacity(name.count)
    for index in 0..<name.count {
      let byte = name[index]
      guard byte < 0x80 else { return keyOfAnyScript(name) }
      append(ascii: byte, to: &key)
    }
    return key
  }

  private static func append(ascii byte: UInt8, to key: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.append(byte | 0x20)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      key.append(byte)
    case UInt8(ascii: ","): key.append(comma)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): break
    default: key.append(blank)
    }
  }

  private static func keyOfAnyScript(_ name: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<name.count { bytes.append(name[index]) }
    var key: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        append(ascii: UInt8(scalar.value), to: &key)
      } else if let base = latinBase(of: scalar) {
        key += base.lowercased().utf8
      } else if scalar.value == 0x2019 || scalar.value == 0x2BC {
        continue
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        key += String(scalar).lowercased().utf8
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        key.append(blank)
      }
    }
    return key
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
