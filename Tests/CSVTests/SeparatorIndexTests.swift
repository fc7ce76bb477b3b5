import CSV
import TestSupport
import Testing

/// Holds the two ways of reading a record, by the masks of ``SeparatorIndex`` and by libcsv, equal.
@Suite struct SeparatorIndexTests {
  /// How long the texts are; a minute's work in release mode.
  private static var length: Int {
    #if DEBUG
      5
    #else
      8
    #endif
  }

  /// Every text over what separates, quotes and ends lines, at the beginning of a block and at four
  /// places across the edge of 64 bytes.
  @Test(arguments: [0, 60, 61, 62, 63])
  func everyShortTextIsReadAsLibCSVReadsIt(offset: Int) {
    let alphabet = Array("a,\"\n\r".utf8)
    let head = offset == 0 ? [] : [UInt8](repeating: 0x61, count: offset - 1) + [0x0A]
    var accepted = 0
    for length in 0...Self.length {
      var places = [Int](repeating: 0, count: length)
      repeat {
        let bytes = head + places.map { alphabet[$0] }
        let (reading, expected) = bothReadings(of: bytes)
        if case .success = expected { accepted += 1 }
        guard reading == expected else {
          Issue.record("\(bytes) is \(reading), by libcsv \(expected)")
          return
        }
      } while advance(&places, below: alphabet.count)
    }
    #expect(accepted > 500)
  }

  /// Records of every kind side by side: what is irregular in one is nothing to the next.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func recordsSideBySide(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let fields = [
      "", "a", "abcdefgh", "\"\"", "\"a\"", "\"a,b\"", "\"a\"\"b\"", "\"\"\"\"", "\"a\nb\"",
      "\"a\r\nb\"",
      "\"\"\"a\n\"\"\"", "é", "\"é,\"", " ", "\" \"",
    ]
    for round in 0..<1000 {
      let lineEnd = round.isMultiple(of: 2) ? "\n" : "\r\n"
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in fields.randomElement(using: &random)!
        }
        .joined(separator: ",") + lineEnd
      }.joined()
      let (reading, expected) = bothReadings(of: Array(text.utf8))
      #expect(reading == expected, "seed \(seed), round \(round): \(text.debugDescription)")
    }
  }

  /// What a run asks of some blocks: libcsv agrees with what was read, and with nothing else.
  @Test func secondReading() throws {
    let bytes = Array("a,\"b \"\"c\"\"\"\n\n\"d\ne\",f\n".utf8)
    var parser = RecordParser()
    var batch = RecordBatch()
    var second = SecondReading()
    try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
    func isAgreed(on bytes: [UInt8]) -> Bool {
      second.agrees(with: batch, of: bytes.span, startingAt: .file, isLast: true)
    }
    var isRead = isAgreed(on: bytes)
    #expect(isRead)
    for other in ["a,\"b \"\"c\"\"\"\n\n\"d\ne\",g\n", "a,b\n\n\"d\ne\",f\n", "a,\"b\n", ""] {
      isRead = isAgreed(on: Array(other.utf8))
      #expect(!isRead, "\(other.debugDescription)")
    }
    isRead = isAgreed(on: bytes)
    #expect(isRead)
    let due = (0..<130).filter { SecondReading.isDue(block: $0, isLast: $0 == 129, ofFile: 15) }
    #expect(due == [0, 64, 128, 129])
    let files = (0..<200).filter { SecondReading.isDue(block: 0, isLast: true, ofFile: $0) }
    #expect(files == Array(0..<16) + [64, 128, 192])
  }

  /// At the limits of a field and of a record, simple or not.
  @Test func limits() {
    let limits = CSVLimits(fieldBytes: 4, recordBytes: 12)
    for field in ["a", "\"\"", "\"b", ","] {
      for count in 0...16 {
        let text = String(repeating: field, count: count)
        for tail in ["", "\"", "\n", "\r\n", "\"\n"] {
          let (reading, expected) = bothReadings(of: Array((text + tail).utf8), limits: limits)
          #expect(reading == expected, "\((text + tail).debugDescription)")
        }
      }
    }
  }

  private func bothReadings(
    of bytes: [UInt8], limits: CSVLimits = CSVLimits()
  ) -> (Result<Reading, CSVFault>, Result<Reading, CSVFault>) {
    func reading(leavesAllToLibCSV: Bool) -> Result<Reading, CSVFault> {
      Result { () throws(CSVFault) in
        var parser = RecordParser(limits: limits, leavesAllToLibCSV: leavesAllToLibCSV)
        var batch = RecordBatch()
        try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
        return Reading(batch)
      }
    }
    return (reading(leavesAllToLibCSV: false), reading(leavesAllToLibCSV: true))
  }

  /// Counts up a number of some digits.
  ///
  /// - Returns: `false` after the last number.
  private func advance(_ digits: inout [Int], below base: Int) -> Bool {
    for place in digits.indices {
      digits[place] += 1
      if digits[place] < base { return true }
      digits[place] = 0
    }
    return false
  }
}
