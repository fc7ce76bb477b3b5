import Glibc

/// An encoding of texts that the C library knows, by a name that somebody gave; never one guessed.
package struct TextEncoding: Equatable, Sendable {
  /// The name as it was given: `windows-1252`.
  package let name: String

  /// The encoding of a name; `nil` where the C library has none of it.
  ///
  /// A name is of letters, digits and a few signs: `iconv_open(3)` takes an empty one for that of the
  /// locale, and `//IGNORE` after one for leave to drop what it cannot convert.
  package init?(named name: String) {
    let signs = Array("-_.:+()".utf8)
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: signs.contains(byte)
      }
    }
    guard isName, 1...40 ~= name.utf8.count, let converter = unsafe Self.converter(from: name)
    else { return nil }
    unsafe iconv_close(converter)
    self.name = name
  }

  /// What people have, the most common first, by the name that the C library knows, and other words for it. Completions,
  /// and what is said of a name that nothing has, take them from here.
  package static let common: [(name: String, others: [String])] = [
    ("windows-1252", ["ANSI", "Western European", "CP-1252"]), ("windows-1250", []),
    ("windows-1251", []), ("ISO-8859-1", ["Western"]), ("ISO-8859-15", []),
    ("MACINTOSH", ["MacRoman", "x-mac-roman", "Mac OS Roman"]), ("CP437", ["OEM", "DOS"]),
    ("CP850", []), ("UTF-16", ["Unicode text"]), ("UTF-16LE", []), ("UTF-16BE", []),
    ("SHIFT_JIS", []), ("GB18030", []), ("BIG5", []), ("EUC-KR", []), ("IBM037", ["EBCDIC"]),
  ]

  /// The names of ``common``.
  package static var commonNames: [String] { common.map(\.name) }

  /// Whether it is UTF-8, from which nothing has to be converted.
  package var isUTF8: Bool { ["utf-8", "utf8"].contains(name.lowercased()) }

  /// Opens a conversion to UTF-8; `nil` where the C library knows no such encoding.
  @unsafe static func converter(from name: String) -> iconv_t? {
    let converter = unsafe iconv_open("UTF-8", name)
    return unsafe Int(bitPattern: converter) == -1 ? nil : converter
  }
}
