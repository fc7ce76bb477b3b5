import ReviewBoards
import Testing

@Suite struct ElementLevelsTests {
  private func means(_ executives: [[UInt8]]) -> [String] {
    var levels = ElementLevels(elements: 2)
    for executive in executives { levels.add(executive.span) }
    return [levels.meanInWords(of: 0), levels.meanInWords(of: 1)]
  }

  @Test func meansAreRoundedHalfUp() {
    #expect(means([]) == ["0.00", "0.00"])
    #expect(means([[5, 1]]) == ["5.00", "1.00"])
    #expect(means([[5, 1], [4, 1], [4, 2]]) == ["4.33", "1.33"])
    // 25 of eight is 3.125, and 201 of two hundred 1.005.
    #expect(means((0..<8).map { [$0 == 0 ? 4 : 3, $0 < 7 ? 5 : 4] }) == ["3.13", "4.88"])
    #expect(means((0..<200).map { [$0 == 0 ? 2 : 1, 1] }) == ["1.01", "1.00"])
  }

  @Test func partsAddUp() {
    var one = ElementLevels(elements: 1)
    one.add(([5] as [UInt8]).span)
    var other = ElementLevels(elements: 1)
    other.add(([2] as [UInt8]).span)
    other.add(([3] as [UInt8]).span)
    one.add(other)
    #expect(one.executives == 3 && one.mean(of: 0) == 333)
  }
}
