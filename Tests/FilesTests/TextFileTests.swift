import Columns
import Files
import Testing
import TestSupport

/// A text is UTF-8 or made so, and ends with a byte that no UTF-8 has where that cannot be done.
@Suite struct TextFileTests {
  /// Bytes as sent, and what has to become of them.
  struct Row: Sendable {
    let encoding: String?
    let sent: [UInt8]
    let text: [UInt8]
    var fault: TextFile.Fault?
    var looksLikeUTF8 = false

    init(
      _ encoding: String?, _ sent: [UInt8], _ text: String, _ fault: TextFile.Fault? = nil,
      looksLikeUTF8: Bool = false
    ) {
      self.encoding = encoding
      self.sent = sent
      self.text = Array(text.utf8) + (fault == nil ? [] : [0xFF])
      self.fault = fault
      self.looksLikeUTF8 = looksLikeUTF8
    }
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let rows: [Row] = [
    // UTF-8 is passed on as it is, whatever it is: others judge it.
    Row(nil, [], ""), Row("UTF-8", Array("é".utf8), "é"), Row("utf8", mark + [0x61], "\u{FEFF}a"),
    Row("windows-1252", [], ""), Row("windows-1252", [0x80, 0x61, 0xE9], "€aé"),
    // Bytes that it has no character for, first, last and between others.
    Row("windows-1252", [0x81], "", .notOfEncoding(byte: 0)),
    Row("windows-1252", [0x61, 0x62, 0x81, 0x63], "ab", .notOfEncoding(byte: 2)),
    Row("ASCII", [0x61, 0xE9], "a", .notOfEncoding(byte: 1)),
    // What ends in the middle of a character, or of a pair.
    Row("UTF-16LE", [0x61, 0x00, 0x62], "a", .notOfEncoding(byte: 2)),
    Row("UTF-16LE", [0x61, 0x00, 0x3D, 0xD8], "a", .notOfEncoding(byte: 2)),
    Row("UTF-16BE", [0xD8, 0x3D, 0xDE, 0x00], "\u{1F600}"),
    Row("UTF-16LE", [0x00, 0xDC], "", .notOfEncoding(byte: 0)),
    Row("SHIFT_JIS", [0x93, 0xFA], "日"), Row("SHIFT_JIS", [0x93], "", .notOfEncoding(byte: 0)),
    // What is kept back until it is known that no accent follows.
    Row("TCVN5712-1", [0x41], "A"), Row("TCVN5712-1", [0x41, 0xB3], "Á"),
    // The mark says what it is, but only at the beginning.
    Row("windows-1252", mark + [0x61], "", .isMarkedAsUTF8, looksLikeUTF8: true),
    Row("windows-1252", [0x61] + mark, "aï»¿", looksLikeUTF8: true),
    Row("windows-1252", [0xEF, 0xBB], "ï»"),
    // Texts of another encoding hardly ever are UTF-8.
    Row("ISO-8859-1", Array("Renée".utf8), "RenÃ©e", looksLikeUTF8: true),
    Row("ISO-8859-1", Array("Rene".utf8), "Rene"),
    Row("ISO-8859-1", [0x61, 0xC3], "aÃ"), Row("ISO-8859-1", [0xC3, 0xA9, 0xE9], "Ã©é"),
    Row("ISO-8859-1", [0xC0, 0xAF], "À¯"), Row("ISO-8859-1", [0xED, 0xA0, 0x80], "í\u{A0}\u{80}"),
  ]

  /// However much is asked for at a time.
  @Test(arguments: rows, [1, 2, 3, 1 << 20])
  func `a text is converted or ends where it cannot be`(row: Row, step: Int) throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(row.sent, to: "file")
    let encoding = row.encoding.map { TextEncoding(named: $0) }
    try #require(encoding != .some(nil), "the C library has \(row.encoding ?? "")")
    var file = TextFile(try InputFile(path: path), encoding: encoding.flatMap(\.self))
    var bytes: [UInt8] = []
    while true {
      let before = bytes.count
      let count = try file.append(to: &bytes, atMost: step)
      #expect(bytes.count == before + count && count <= step)
      if count < step { break }
    }
    #expect(bytes == row.text)
    #expect(file.fault == row.fault)
    #expect(file.looksLikeUTF8 == row.looksLikeUTF8)
    file.hash?.update(bytes, number: 0)
    // Where the text ended early the file was read to its end all the same: it is short.
    let (identity, sent) = (try file.finish(name: "file"), try InputFile.hash(of: row.sent))
    #expect(identity.bytes == row.sent.count)
    #expect(identity.sha256 == sent, "its identity is that of what was sent")
  }

  /// What is suggested and completed can be named, in one spelling.
  @Test func `every common encoding is one`() {
    let names = TextEncoding.commonNames
    for name in names { #expect(TextEncoding(named: name) != nil, "\(name)") }
    let words = TextEncoding.common.flatMap { [$0.name] + $0.others }.map { $0.lowercased() }
    #expect(Set(words).count == words.count && names.count > 5)
  }

  /// A character in two portions of 64 KiB, and a fault right behind their border.
  @Test(arguments: [65_534, 65_535, 65_536, 65_537, 131_071, 131_072])
  func `borders of portions change nothing`(start: Int) throws {
    let scratch = try ScratchDirectory()
    for (encoding, tail, text, fault) in [
      ("SHIFT_JIS", [0x93, 0xFA], "日", nil),
      ("SHIFT_JIS", [0x93], "", .notOfEncoding(byte: start)),
      ("windows-1252", [0x81, 0x61], "", .notOfEncoding(byte: start)),
    ] as [(String, [UInt8], String, TextFile.Fault?)] {
      let sent = [UInt8](repeating: 0x78, count: start)
      let path = try scratch.write(sent + tail, to: "file")
      var file = TextFile(try InputFile(path: path), encoding: TextEncoding(named: encoding))
      var bytes: [UInt8] = []
      while try file.append(to: &bytes, atMost: 1 << 16) == 1 << 16 {}
      #expect(bytes == sent + Array(text.utf8) + (fault == nil ? [] : [0xFF]))
      #expect(file.fault == fault)
    }
  }
}

extension InputFile {
  /// The hash of some bytes, as a file of them has it.
  fileprivate static func hash(of bytes: [UInt8]) throws -> String {
    let hash = OrderedHash()
    hash.update(bytes, number: 0)
    return hash.finish().sha256
  }
}
