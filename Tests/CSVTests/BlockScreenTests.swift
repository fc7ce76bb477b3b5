import CSV
import TestSupport
import Testing

/// A block is looked at 64 bytes at a time: what stands at the edges of these is found all the same.
@Suite struct BlockScreenTests {
  @Test(
    arguments: [
      [0xC3, 0xA9],  // é
      [0xE2, 0x82, 0xAC],  // €
      [0xF0, 0x9F, 0x91, 0xA9],  // an emoji
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x91],  // cut off
      [0xA9], [0xC3, 0xA9, 0xA9],  // one byte too many
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],  // too long, surrogate, too high
      [0xC3, 0], [0xE2, 0x0D], [0xFF, 0x0D, 0x0D],  // with another fault behind it
      [0x0D], [0], [0x0A], [0x09], [0x7F], [0x1F], [0x20], [0x7E],
      // A blank at an end of a field, where libcsv splits the line: after and before a comma, on a
      // line with quotes; and after a comma and before a line end, on one with a CR.
      Array(", b,\"q\",".utf8), Array("b ,\"q\",".utf8), Array(", b\r\n".utf8),
      Array("b \r\n".utf8), Array(",\tb\r\n".utf8), Array("b\t,\"q\",".utf8),
    ] as [[UInt8]])
  func atEveryOffset(sequence: [UInt8]) {
    for offset in 5..<135 {
      for tail in [0, 1, 63, 64, 70] {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: offset)
        bytes += sequence
        bytes += [UInt8](repeating: UInt8(ascii: "b"), count: tail)
        let expected = Result(catching: { () throws(CSVFault) in
          try ReferenceReader(limits: CSVLimits()).read(bytes)
        })
        let found = Result(catching: { () throws(CSVFault) in try read(bytes, limits: CSVLimits()) }
        )
        #expect(found == expected, "\(sequence) at \(offset), \(tail) bytes behind it")
      }
    }
  }

  @Test(
    arguments: [
      ("a,b\n", true), ("a,\"b, c\"\n", true), ("a ~\n", true), ("a", true), ("\"\"\"\"\n", true),
      ("a\r\n", false), ("a\u{1F}\n", false), ("a\u{7F}\n", false), ("a\tb\n", false),
      ("\"a\nb\"\n", false), ("\u{E9}\n", false),
    ])
  func knowsWhetherEveryFieldIsPrintableASCII(text: String, isPrintable: Bool) throws {
    for padding in 0..<70 {
      let bytes = Array((String(repeating: "x", count: padding) + "y\n" + text).utf8)
      var batch = RecordBatch()
      var parser = RecordParser()
      try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
      #expect(batch.isPrintableASCII == isPrintable, "\(padding) bytes before it")
    }
  }

  /// A blank that has to be taken off is never passed over, wherever it stands among 64 bytes.
  @Test(
    arguments: [
      ("a ,b\n", true, false), (" a,b\n", true, false), ("a, b\n", true, false),
      ("a,b \n", true, false), ("a,b \r\n", true, false), ("a,\t b\n", true, true),
      ("\"a \",b\n", true, false), ("\" a\",b\n", true, false), ("\"a, b\",c\n", false, false),
      ("a b,c d\n", false, false), ("a  b,c\n", false, true), ("\"a,  b\",c\n", false, true),
      ("a\u{A0},b\n", true, true), ("a,\u{3000}b\n", true, true), ("a\u{202F}b\n", true, true),
      ("\u{FEFF}a\n", true, true), ("a\u{205F}\n", true, true), ("a\u{2009}b\n", true, true),
      ("Zoë,é\n", false, false), ("a,b ", true, false), ("\u{1F600},\u{E9}\u{E9}\n", false, false),
    ])
  func knowsWhetherThereMayBeBlanks(text: String, atEnds: Bool, inside: Bool) throws {
    for padding in 0..<140 {
      let bytes = Array((String(repeating: "x", count: padding) + "y\n" + text).utf8)
      var batch = RecordBatch()
      var parser = RecordParser()
      try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
      #expect(batch.mayHaveBlanksAtEnds == atEnds, "\(padding) bytes before it")
      #expect(batch.mayHaveOddBlanksInside == inside, "\(padding) bytes before it")
    }
  }
}
