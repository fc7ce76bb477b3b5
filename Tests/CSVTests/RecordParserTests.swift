import CSV
import TestSupport
import Testing

@Suite struct RecordParserTests {
  @Test(
    arguments: [
      // Structure
      ("", []),
      ("\u{FEFF}", []),
      ("\n\r\n\n", []),
      ("a\n", [["a"]]),
      ("id,name\n", [["id", "name"]]),
      ("\u{FEFF}id,name\n", [["id", "name"]]),
      ("\u{FEFF}\u{FEFF}id\n", [["\u{FEFF}id"]]),
      ("a\n\u{FEFF}b\n", [["a"], ["\u{FEFF}b"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a,b\n\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a\nb,c,d\n", [["a"], ["b", "c", "d"]]),
      (",\n", [["", ""]]),
      (",", [["", ""]]),
      ("a,", [["a", ""]]),
      ("a;b\tc|d\n", [["a;b\tc|d"]]),
      ("sep=;\n", [["sep=;"]]),
      ("'a','b\\'\n", [["'a'", "'b\\'"]]),
      // Blanks are data
      (" \n", [[" "]]),
      (" a , b \t\n", [[" a ", " b \t"]]),
      ("\" a \"\n", [[" a "]]),
      // Quotes
      ("\"4\"\n", [["4"]]),
      ("\"\"\n", [[""]]),
      ("\"\"", [[""]]),
      ("\"\"\"\"\n", [["\""]]),
      ("\"a,\"\"b\"\"\"\n", [["a,\"b\""]]),
      ("\"a\nb\r\nc\rd\",e\n", [["a\nb\r\nc\rd", "e"]]),
      ("\"a\n\nb\"\n", [["a\n\nb"]]),
      ("\"a\n\"\n\n\"\n\"", [["a\n"], ["\n"]]),
      // A pair of stray quotes swallows a record. The callers see the line break in the field.
      ("1,\"abc,A\n2,def\",B\n", [["1", "abc,A\n2,def", "B"]]),
      // Text, as it is
      ("é,e\u{301},\u{20E3},\u{1F600}\n", [["é", "e\u{301}", "\u{20E3}", "\u{1F600}"]]),
      ("good,\u{20E3}evil\n", [["good", "\u{20E3}evil"]]),
      ("a\u{1}\u{7F}\u{85}\u{202E}b\n", [["a\u{1}\u{7F}\u{85}\u{202E}b"]]),
      ("PK,1\n", [["PK", "1"]]),
      ("BZh9,1\n", [["BZh9", "1"]]),
    ] as [(String, [[String]])])
  func accepts(text: String, records: [[String]]) throws {
    let reading = try read(Array(text.utf8))
    // By bytes: strings that differ in their normalization are equal as strings.
    #expect(
      reading.records.map(\.fields) == records.map { $0.map { Array($0.utf8) } }, "\(reading)")
  }

  @Test(
    arguments: [
      (.notUTF8, "a,\u{E9}\n", 2, 1, 3),
      (.notUTF8, "a\nb,\u{C0}\u{80}\n", 4, 2, 3),
      (.notUTF8, "\u{ED}\u{A0}\u{80}\n", 0, 1, 1),
      (.notUTF8, "a\u{F4}\u{90}\u{80}\u{80}\n", 1, 1, 2),
      (.notUTF8, "a\u{C3}\nb\n", 1, 1, 2),
      (.notUTF8, "a\u{E2}\u{82}", 1, 1, 2),
      (.notUTF8, "abc\u{E2}\u{82}\u{0}", 3, 1, 4),
      (.notUTF8, "\"a\n\u{FF}", 3, 2, 1),
      (.nulByte, "abcd\u{0}\n", 4, 1, 5),
      (.nulByte, "abcd\n\"\u{0}\"\n", 6, 2, 2),
      (.nulByte, "\u{EF}\u{BB}\u{BF}abc\u{0}", 6, 1, 7),
      (.utf16OrUTF32, "\u{FF}\u{FE}a\u{0}", 0, 1, 1),
      (.utf16OrUTF32, "\u{FE}\u{FF}\u{0}a", 0, 1, 1),
      (.utf16OrUTF32, "\u{FF}\u{FE}\u{0}\u{0}", 0, 1, 1),
      (.utf16OrUTF32, "\u{0}\u{0}\u{FE}\u{FF}", 0, 1, 1),
      (.utf16OrUTF32, "a\u{0}b\u{0}", 0, 1, 1),
      (.utf16OrUTF32, "\u{0}a", 0, 1, 1),
      (.notText, "\u{1F}\u{8B}\u{8}\u{0}", 0, 1, 1),
      (.notText, "PK\u{3}\u{4}\u{14}\u{0}", 0, 1, 1),
      (.notText, "PK\u{5}\u{6}\u{0}", 0, 1, 1),
      (.notText, "\u{D0}\u{CF}\u{11}\u{E0}", 0, 1, 1),
      (.notText, "\u{28}\u{B5}\u{2F}\u{FD}", 0, 1, 1),
      (.notText, "\u{FD}7zXZ\u{0}", 0, 1, 1),
      (.notText, "BZh91AY&SY", 0, 1, 1),
      (.notText, "%PDF-1.7\n", 0, 1, 1),
      (.quoteInUnquotedField, "5\" pipe\n", 1, 1, 2),
      (.quoteInUnquotedField, "a,b\n1, \"x\"\n", 7, 2, 4),
      (.quoteInUnquotedField, "\"\n\"\n\na\"", 6, 4, 2),
      (.textAfterClosingQuote, "\"a\"b\n", 3, 1, 4),
      (.textAfterClosingQuote, "\"a\" ,b\n", 3, 1, 4),
      (.textAfterClosingQuote, "a\n\"b\nc\"\"\"d", 9, 3, 5),
      (.unterminatedQuote, "a,\"", 2, 1, 3),
      (.unterminatedQuote, "a,b\nc,\"d\ne\n", 6, 2, 3),
      (.unterminatedQuote, "\"\"\"", 0, 1, 1),
      (.unterminatedQuote, "\u{EF}\u{BB}\u{BF}\"a\n", 3, 1, 4),
      (.bareCarriageReturn, "a\rb\n", 1, 1, 2),
      (.bareCarriageReturn, "a\r", 1, 1, 2),
      (.bareCarriageReturn, "\r", 0, 1, 1),
      (.bareCarriageReturn, "a\r\r\n", 1, 1, 2),
      (.bareCarriageReturn, "a,b\rc,d\r", 3, 1, 4),
      (.bareCarriageReturn, "a\n\"b\"\r\"c\"\n", 5, 2, 4),
      (.bareCarriageReturn, "a\n\rb\n", 2, 2, 1),
      (.bareCarriageReturn, "abc\r\u{0}", 3, 1, 4),
      // The first of several
      (.quoteInUnquotedField, "a\"\u{FF}bc\u{0}\r", 1, 1, 2),
      (.notUTF8, "ab\u{FF}\"\u{0}\r", 2, 1, 3),
      (.bareCarriageReturn, "a\rb\"\u{FF}", 1, 1, 2),
      (.nulByte, "\"bcd\u{0}", 4, 1, 5),
    ] as [(CSVFault.Kind, String, Int, Int, Int)])
  func refuses(
    kind: CSVFault.Kind, latin1: String, byte: Int, line: Int, byteInLine: Int
  ) throws {
    let bytes = latin1.unicodeScalars.map { UInt8($0.value) }
    let fault = #expect(throws: CSVFault.self) { try read(bytes) }
    #expect(fault?.kind == kind)
    #expect(fault?.byte == byte)
    #expect(fault?.line == line)
    #expect(fault?.byteInLine == byteInLine)
  }

  /// The field that a fault is in, and where it begins: a quote that is never closed is noticed far
  /// from its place.
  @Test(
    arguments: [
      ("a,\"b,c\nd,\"e\"\n", .textAfterClosingQuote, 2, 1, 3),
      ("a\nb,\"c,d,\"e,f\"\n", .textAfterClosingQuote, 2, 2, 3),
      ("a,b,c\"d\n", .quoteInUnquotedField, 3, 1, 5),
      ("a,b\n\"c,d\",\"e", .unterminatedQuote, 2, 2, 7),
      ("a\nb,\"c\nd", .unterminatedQuote, 2, 2, 3),
      ("\u{FEFF}\"a", .unterminatedQuote, 1, 1, 4),
    ] as [(String, CSVFault.Kind, Int, Int, Int)])
  func namesTheField(
    text: String, kind: CSVFault.Kind, column: Int, line: Int, byteInLine: Int
  ) {
    let fault = #expect(throws: CSVFault.self) { try read(Array(text.utf8)) }
    #expect(fault?.kind == kind)
    #expect(
      fault?.field == CSVFault.Field(column: column, line: line, byteInLine: byteInLine))
  }

  /// A field limit of 4 bytes and a record limit of 12, at and beyond the border.
  @Test(
    arguments: [
      ("aaaa\n", nil, 0),
      ("aaaa", nil, 0),
      ("aaaaa\n", .fieldTooLong, 0),
      ("aaaaa", .fieldTooLong, 0),
      ("b,aaaaa,\n", .fieldTooLong, 2),
      ("aaaaaa\n", .fieldTooLong, 0),
      ("\"aaaa\"\n", nil, 0),
      ("\"aaaa\"", nil, 0),
      ("\"aaaaa\"\n", .fieldTooLong, 0),
      ("\"aaaaa\"", .fieldTooLong, 0),
      ("\"aaaaa", .fieldTooLong, 0),
      ("\"aaaa", .unterminatedQuote, 0),
      ("\"aa\"\"a\"\r\n", nil, 0),
      ("\"aaa\"\"\"\r\n", nil, 0),
      ("\"aaaa\"\"\"\r\n", .fieldTooLong, 0),
      ("b,\"a\r\na\"\r\n", nil, 0),
      ("b,\"a\r\naa\"\r\n", .fieldTooLong, 2),
      ("aaaa\"\n", .quoteInUnquotedField, 4),
      ("aaaaa\"\n", .fieldTooLong, 0),
      ("\"aaaa\"b\n", .textAfterClosingQuote, 6),
      ("\"aaaaa\"b\n", .fieldTooLong, 0),
      ("aaaaa\r", .fieldTooLong, 0),
      ("aaa,aaa,aaaa\n", nil, 0),
      ("aaa,aaa,aaaa\r\n", nil, 0),
      ("aaa,aaa,aaaa", nil, 0),
      ("aaa,aaa,aaa,\n", nil, 0),
      ("b\naaa,aaa,aaa,b\n", .recordTooLong, 2),
      ("aaa,aaa,aaa,,", .recordTooLong, 0),
      ("aaa,aaa,aaa,\"\n", .recordTooLong, 0),
      ("aaa,aaa,aaa,\r\r\n", .bareCarriageReturn, 12),
      ("aaa,aaa,\"\n\"\n", nil, 0),
      ("aaa,aaa,\"\n\n\"\n", nil, 0),
      ("aaa,aaa,\"\n\n\n\"\n", .recordTooLong, 0),
      ("aaa,aaa,\"aaa\n", .recordTooLong, 0),
      ("aaa,aaa,\"aaa\r\n", .recordTooLong, 0),
      (",,,,,,,,,,,,\n", nil, 0),
      (",,,,,,,,,,,,,\n", .recordTooLong, 0),
    ] as [(String, CSVFault.Kind?, Int)])
  func limits(text: String, kind: CSVFault.Kind?, byte: Int) {
    let limits = CSVLimits(fieldBytes: 4, recordBytes: 12)
    let bytes = Array(text.utf8)
    switch Result(catching: { () throws(CSVFault) in try read(bytes, limits: limits) }) {
    case .success: #expect(kind == nil)
    case .failure(let fault):
      #expect(fault.kind == kind)
      #expect(fault.byte == byte)
    }
  }

  @Test(arguments: [false, true])
  func limitsAsShipped(quoted: Bool) throws {
    let quote = quoted ? "\"" : ""
    func file(_ count: Int) -> [UInt8] {
      Array("id\n1,\(quote)\(String(repeating: "x", count: count))\(quote)\n".utf8)
    }
    #expect(try read(file(65_536)).records[1].fields[1].count == 65_536)
    let field = CSVFault.Field(column: 2, line: 2, byteInLine: 3)
    #expect(throws: CSVFault(kind: .fieldTooLong, byte: 5, line: 2, byteInLine: 3, field: field)) {
      try read(file(65_537))
    }
    #expect(try read([UInt8](repeating: 0x2C, count: 262_144)).records[0].fields.count == 262_145)
    #expect(throws: CSVFault(kind: .recordTooLong, byte: 0, line: 1, byteInLine: 1)) {
      try read([UInt8](repeating: 0x2C, count: 1_000_000))
    }
  }

  /// A reader that gets no boundary out of a large block hands it over, and learns why.
  @Test(
    arguments: [
      (.recordTooLong, "", "a,"),
      (.recordTooLong, "", "é,"),
      (.recordTooLong, "\u{FEFF}", ","),
      (.fieldTooLong, "", "a"),
      (.fieldTooLong, "\"", "a\n"),
      (.bareCarriageReturn, "", "a\r"),
      (.textAfterClosingQuote, "\"a\"b\"", "a\n"),
    ] as [(CSVFault.Kind, String, String)])
  func blockWithoutBoundary(kind: CSVFault.Kind, head: String, filler: String) {
    let text = head + String(repeating: filler, count: 40)
    let bytes = Array(text.utf8.prefix(40))
    #expect(BlockTally(of: bytes.span, startingAt: .file).boundary == nil)
    let fault = #expect(throws: CSVFault.self) {
      var parser = RecordParser(limits: CSVLimits(fieldBytes: 8, recordBytes: 32))
      var batch = RecordBatch()
      try parser.parse(bytes.span, startingAt: .file, isLast: false, into: &batch)
    }
    #expect(fault?.kind == kind)
  }

  @Test func positions() throws {
    let text = "h\r\n\n1\n\"2\n\n2\"\n\r\n\n3\n \n\"5\n\"\n6"
    let reading = try read(Array(text.utf8))
    #expect(reading.texts == [["h"], ["1"], ["2\n\n2"], ["3"], [" "], ["5\n"], ["6"]])
    #expect(reading.records.map(\.line) == [1, 3, 4, 9, 10, 11, 13])
    #expect(reading.records.map(\.row) == [1, 3, 4, 7, 8, 9, 10])
    #expect(reading.records.map(\.number) == [0, 1, 2, 3, 4, 5, 6])
    #expect(
      reading.blankLines == [
        RecordBatch.BlankLines(line: 2, row: 2), RecordBatch.BlankLines(line: 7, row: 5),
        RecordBatch.BlankLines(line: 8, row: 6),
      ])
    #expect(reading.endsWithoutNewline)
  }

  @Test(arguments: [
    ("", false), ("\u{FEFF}", false), ("a", true), ("a\n", false), ("a\r\n", false), ("\n", false),
    ("\"a\n\"", true), ("a\n ", true), ("a,", true),
  ])
  func finalLineEnd(text: String, isMissing: Bool) throws {
    #expect(try read(Array(text.utf8)).endsWithoutNewline == isMissing)
  }

  @Test func blockInTheMiddleOfAFile() throws {
    var parser = RecordParser()
    var batch = RecordBatch()
    let bytes = Array("\n\u{FEFF}a\nb\"\n".utf8)
    let start = BlockStart(byte: 5_000_000_000, line: 70, row: 60, record: 5_000_000_000)
    let whole = bytes.span.extracting(first: 6)
    try parser.parse(whole, startingAt: start, isLast: false, into: &batch)
    #expect(batch.field(0, inRecord: 0).elementsEqual("\u{FEFF}a".utf8))
    #expect(batch.positions.line(of: 0) == 71)
    #expect(batch.positions.row(of: 0) == 61)
    #expect(batch.positions.record(of: 0) == 5_000_000_000)
    #expect(!batch.endsWithoutNewline)
    let fault = CSVFault(
      kind: .quoteInUnquotedField, byte: 5_000_000_007, line: 72, byteInLine: 2,
      field: CSVFault.Field(column: 1, line: 72, byteInLine: 1))
    #expect(throws: fault) {
      try parser.parse(bytes.span, startingAt: start, isLast: true, into: &batch)
    }
  }

  @Test func parserAndBatchServeAgainAfterAFault() throws {
    var parser = RecordParser(limits: CSVLimits(fieldBytes: 8, recordBytes: 100))
    var batch = RecordBatch()
    let good = Array("a,b\n\nc".utf8)
    for bad in ["a\nb,c\"", "a\n\"b\"c", "\"a", "a\nbbbbbbbbbbbb", "x,\r", "\u{0}"] {
      let bad = Array(bad.utf8)
      #expect(throws: CSVFault.self) {
        try parser.parse(bad.span, startingAt: .file, isLast: true, into: &batch)
      }
      #expect(
        batch.isEmpty && batch.bytes.isEmpty && batch.fieldStarts.isEmpty && batch.fieldEnds.isEmpty
      )
      #expect(batch.blankLines.isEmpty && batch.positions.count == 0)
      try parser.parse(good.span, startingAt: .file, isLast: true, into: &batch)
      #expect(Reading(batch).texts == [["a", "b"], ["c"]])
      #expect(batch.bytes.starts(with: good) && batch.positions.line(of: 1) == 3)
    }
  }

  @Test func recordCutOffInTheMiddleOfAFileIsAMistakeOfTheCaller() async {
    await #expect(processExitsWith: .failure) {
      var parser = RecordParser()
      var batch = RecordBatch()
      let bytes = Array("a\nb".utf8)
      try parser.parse(bytes.span, startingAt: .file, isLast: false, into: &batch)
    }
  }

  @Test(arguments: [
    "id,name\r\n\r\n1,\"a \"\"b\"\"\r\n\"\n\n2,\"\n\n\",\"\"\n,\n\"\",é\n \n\"x\r\n\r\ny\"\r\n\n\n3",
    "\u{FEFF}\n\r\n\"\n\"\n\"\"\"\n\n\"\"\"\n\r\n",
    "\n\n\n\"\r\n\r\n\"",
    "a\nb\n\"c\nd\ne\nf",
    "a\n\"b\"\n\n\"c\"d\n\"e\nf\"\n",
  ])
  func everySplit(text: String) {
    let bytes = Array(text.utf8)
    let whole = Result(catching: { () throws(CSVFault) in try read(bytes) })
    let expected = Result(catching: { () throws(CSVFault) in try ReferenceReader().read(bytes) })
    #expect(whole == expected)
    for size in 1...bytes.count {
      let split = Result(catching: { () throws(CSVFault) in try read(bytes, inBlocksOf: size) })
      #expect(split == whole, "blocks of \(size) bytes")
    }
  }

  @Test(arguments: [20_260_730, 1, 2, 3] as [UInt64])
  func agreesWithTheReference(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let common = ["a", ",", "\"", "\n", "\r", "\r\n", " ", "é"].map { Array($0.utf8) }
    let rare: [[UInt8]] = [[0], [0xFF], [0xE9], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [0xC3]]
    let neat = ["\"a\"", ",\"\"", "\"\n", "\"\"", "\"\r\n", ",", "aa", "\n"].map { Array($0.utf8) }
    var accepted = 0
    for round in 0..<10_000 {
      let alphabet = round.isMultiple(of: 2) ? common : neat
      let bytes = (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in
        (Int.random(in: 0..<60, using: &random) == 0 ? rare : alphabet).randomElement(
          using: &random)!
      }
      let limits =
        round.isMultiple(of: 3)
        ? CSVLimits(
          fieldBytes: Int.random(in: 1...6, using: &random),
          recordBytes: Int.random(in: 1...20, using: &random))
        : CSVLimits()
      let expected = Result(catching: { () throws(CSVFault) in
        try ReferenceReader(limits: limits).read(bytes)
      })
      let whole = Result(catching: { () throws(CSVFault) in try read(bytes, limits: limits) })
      let size = Int.random(in: 1...16, using: &random)
      let split = Result(catching: { () throws(CSVFault) in
        try read(bytes, inBlocksOf: size, limits: limits)
      })
      if case .success = expected { accepted += 1 }
      // A first block of fewer than four bytes cannot show a zero byte among the first four.
      let isSignature = (try? expected.get()) == nil && bytes.prefix(4).contains(0)
      if whole != expected || (split != expected && !isSignature) {
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        Issue.record(
          """
          seed \(seed) round \(round): \(text) \(bytes) \(limits)
          expected \(expected)
          whole    \(whole)
          split    \(split), blocks of \(size)
          """)
        return
      }
    }
    #expect((1_000...9_000).contains(accepted), "seed \(seed) shows both sides")
  }
}
