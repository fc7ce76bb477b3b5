import CSV
import TestSupport
import Testing

@Suite struct BlockTallyTests {
  /// The same, one byte at a time.
  static func slowTally(
    _ bytes: [UInt8], startingAt start: BlockStart
  ) -> (boundary: Int?, lines: Int, records: Int, blankLines: Int) {
    var isInside = false
    var boundary: Int?
    var lines = 0
    var linesAtBoundary = 0
    var records = 0
    var blankLines = 0
    var content: [UInt8] = []
    let mark = start.byte == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (index, byte) in bytes.enumerated().dropFirst(mark) {
      if byte == 0x22 { isInside.toggle() }
      if byte == 0x0A { lines += 1 }
      if byte == 0x0A && !isInside {
        boundary = index + 1
        linesAtBoundary = lines
        if content.isEmpty || content == [0x0D] { blankLines += 1 } else { records += 1 }
        content = []
      } else {
        content.append(byte)
      }
    }
    return (boundary, linesAtBoundary, records, blankLines)
  }

  @Test(
    arguments: [
      ("", nil, 0, 0, 0),
      ("a", nil, 0, 0, 0),
      ("\"a\n", nil, 0, 0, 0),
      ("\n", 1, 1, 0, 1),
      ("\r\n", 2, 1, 0, 1),
      ("\r\r\n", 3, 1, 1, 0),
      (" \n", 2, 1, 1, 0),
      ("\u{FEFF}", nil, 0, 0, 0),
      ("\u{FEFF}\n", 4, 1, 0, 1),
      ("\u{FEFF}\r\n", 5, 1, 0, 1),
      ("\u{FEFF}a\n\nb", 6, 2, 1, 1),
      ("a\r\n\r\n\nb\n", 8, 4, 2, 2),
      ("id,name\n1,\"a\nb\"\n2,c", 16, 3, 2, 0),
      ("a\n\"\n\n\n", 2, 1, 1, 0),
      ("\"\n\n\"\n", 5, 3, 1, 0),
    ] as [(String, Int?, Int, Int, Int)])
  func table(text: String, boundary: Int?, lines: Int, records: Int, blankLines: Int) {
    let bytes = Array(text.utf8)
    let tally = BlockTally(of: bytes.span, startingAt: .file)
    #expect(tally.boundary == boundary)
    #expect(tally.lines == lines)
    #expect(tally.records == records)
    #expect(tally.blankLines == blankLines)
    #expect(
      tally.next
        == BlockStart(
          byte: boundary ?? 0, line: 1 + lines, row: 1 + records + blankLines, record: records))
  }

  @Test func orderMarkCountsOnlyAtTheStartOfAFile() {
    let bytes = Array("\u{FEFF}\n".utf8)
    let start = BlockStart(byte: 10, line: 2, row: 2, record: 1)
    let tally = BlockTally(of: bytes.span, startingAt: start)
    #expect(tally.records == 1 && tally.blankLines == 0)
    #expect(tally.next == BlockStart(byte: 14, line: 3, row: 3, record: 2))
  }

  /// Random blocks of up to four vectors, rich in line ends at their edges.
  @Test(arguments: [20_260_730, 1] as [UInt64])
  func agreesWithTheSlowTally(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let alphabets = ["a,\"\n\r", "\n\n\n\r\r\"", "aaaaaaaaaaaaaaaaaaaaaaaaa\"\n\r", "aaaaaaaaa,\n"]
      .map { Array($0.utf8) }
    for round in 0..<20_000 {
      let alphabet = alphabets[round % alphabets.count]
      let mark: [UInt8] = round.isMultiple(of: 7) ? [0xEF, 0xBB, 0xBF] : []
      let bytes =
        mark
        + (0..<Int.random(in: 0...260, using: &random)).map { _ in
          alphabet.randomElement(using: &random)!
        }
      let start = BlockStart(
        byte: round.isMultiple(of: 3) ? 9 : 0, line: 4, row: 3, record: 2)
      let tally = BlockTally(of: bytes.span, startingAt: start)
      let slow = Self.slowTally(bytes, startingAt: start)
      guard
        tally.boundary == slow.boundary, tally.lines == slow.lines,
        tally.records == slow.records, tally.blankLines == slow.blankLines
      else {
        Issue.record("seed \(seed) round \(round): \(bytes): \(tally), expected \(slow)")
        return
      }
    }
  }
}
