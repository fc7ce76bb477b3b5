import CSV
import TestSupport
import Testing

@Suite struct RecordPositionsTests {
  @Test func regularRecords() {
    var positions = RecordPositions(firstLine: 10, firstRow: 8, firstRecord: 6)
    #expect(positions.line(of: 0) == 10 && positions.row(of: 0) == 8)
    for _ in 0..<3 { positions.appendRecord() }
    #expect(positions.count == 3)
    #expect((0...3).map { positions.line(of: $0) } == [10, 11, 12, 13])
    #expect((0...3).map { positions.row(of: $0) } == [8, 9, 10, 11])
    #expect((0...3).map { positions.record(of: $0) } == [6, 7, 8, 9])
  }

  @Test(arguments: [20_260_730, 1, 2] as [UInt64])
  func agreesWithLists(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<300 {
      var positions = RecordPositions(firstLine: 5, firstRow: 4, firstRecord: 3)
      var lines: [Int] = []
      var rows: [Int] = []
      var line = 5
      var row = 4
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          positions.appendBlankLine()
          line += 1
        } else {
          let count = Int.random(in: 0..<3, using: &random) == 0 ? 3 : 1
          lines.append(line)
          rows.append(row)
          positions.appendRecord(lines: count)
          line += count
        }
        row += 1
      }
      #expect(positions.count == lines.count)
      #expect((0...lines.count).map { positions.line(of: $0) } == lines + [line])
      #expect((0...lines.count).map { positions.row(of: $0) } == rows + [row])
    }
  }

  /// Records that are left where others were taken out keep their lines, rows and numbers.
  @Test(arguments: [20_261_126, 1, 2] as [UInt64])
  func recordsThatAreLeftKeepTheirPlaces(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for round in 0..<300 {
      var all = RecordPositions(firstLine: 5, firstRow: 4, firstRecord: 3)
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: all.appendBlankLine()
        case 1: all.appendRecord(lines: 3)
        default: all.appendRecord()
        }
      }
      let share = Int.random(in: 1...6, using: &random)
      let isRemoved = (0..<all.count).map { _ in Int.random(in: 0..<share, using: &random) == 0 }
      // Runs that touch are allowed: they were taken out for different reasons.
      var runs: [Range<Int>] = []
      for index in isRemoved.indices where isRemoved[index] {
        if let last = runs.last, last.upperBound == index, Bool.random(using: &random) {
          runs[runs.count - 1] = last.lowerBound..<index + 1
        } else {
          runs.append(index..<index + 1)
        }
      }
      let left = all.removing(runs)
      let kept = isRemoved.indices.filter { !isRemoved[$0] } + [all.count]
      let variant = "seed \(seed), round \(round)"
      #expect(left.count == kept.count - 1, "\(variant)")
      for (index, original) in kept.enumerated() {
        #expect(left.line(of: index) == all.line(of: original), "\(variant), \(index)")
        #expect(left.row(of: index) == all.row(of: original), "\(variant), \(index)")
        #expect(left.record(of: index) == all.record(of: original), "\(variant), \(index)")
      }
    }
  }

  @Test func recordBeyondTheEndIsAMistakeOfTheCaller() async {
    await #expect(processExitsWith: .failure) {
      _ = RecordPositions(firstLine: 1, firstRow: 1, firstRecord: 0).line(of: 1)
    }
  }
}
