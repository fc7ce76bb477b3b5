import Appraisal
import Columns
import Pages
import ReviewBoards
import Testing

@Suite struct ScoreChartTests {
  static let systems = AppraisalSystem.builtIn

  /// Every whole score has a stack on its own side of every border, in order, within the drawing, and no
  /// two stacks are so near that their dots touch.
  @Test(arguments: systems.indices)
  func stacksStayBetweenTheBorders(system: Int) {
    let system = Self.systems[system]
    let chart = ScoreChart(of: system)
    let borders = system.ranges.map(\.minimum)
    var last = (bucket: -1, range: 0, x: -1000)
    for hundredths in stride(from: 10_000, through: 50_000, by: 100) {
      let score = SummaryScore(hundredths: UInt32(hundredths))
      let bucket = chart.bucket(of: score)
      let range = borders.count { $0 <= score }
      let x = chart.stack(ofBucket: bucket, count: 1).middle
      #expect(0..<chart.bucketCount ~= bucket)
      #expect(bucket >= last.bucket && x >= last.x)
      #expect(0...LevelChart.width ~= x)
      if bucket != last.bucket { #expect(x - last.x >= 45, "\(score) stands on another") }
      if range != last.range, hundredths > 10_000 {
        #expect(bucket > last.bucket, "\(score) has a bucket with scores of another level")
      }
      // As far right of the left end as the score is above the lowest, but for half a bucket.
      #expect(abs(x - (150 + (hundredths - 10_000) * 3700 / 40_000)) <= 27)
      last = (bucket, range, x)
    }
  }

  @Test func everyScoreIsInOneStack() {
    let chart = ScoreChart(of: .opmBasic2012)
    let scores = [10_000, 20_000, 20_100, 39_900, 40_000, 47_400, 47_500, 50_000, 50_000].map(
      UInt32.init)
    #expect(chart.stacks(of: scores).map(\.count) == [1, 2, 1, 1, 1, 1, 2])
    #expect(chart.stacks(of: []).isEmpty)
  }

  private func form(of most: Int, in part: ScoreChart.Part = .main) -> ScoreChart.Form {
    let chart = ScoreChart(of: .opmBasic2012)
    let scores = [UInt32](repeating: 50_000, count: most) + [40_000]
    return chart.form(of: chart.stacks(of: scores.sorted()), in: part)
  }

  /// A dot is an executive as long as dots can be told apart: each step has room for one and a gap.
  @Test(arguments: [1, 2, 12, 34, 55])
  func fewAreDots(most: Int) {
    guard case .dots(let step) = form(of: most) else {
      Issue.record("\(most) are no dots")
      return
    }
    let diameter = ScoreChart.diameter(atStep: step)
    #expect(diameter < step && diameter >= 24)
    #expect(step * most <= 1560 && step <= 46)
  }

  /// Beyond that there is an axis, of at most four lines at round numbers, that ends above the highest.
  @Test(arguments: [56, 60, 99, 100, 101, 400, 2_000, 8_000, 100_000])
  func manyAreColumns(most: Int) {
    guard case .columns(let top, let tick) = form(of: most) else {
      Issue.record("\(most) are dots")
      return
    }
    #expect(top >= most && top - tick < most && top % tick == 0 && top / tick <= 4)
    let digits = String(tick)
    #expect("125".contains(digits.prefix(1)) && digits.dropFirst().allSatisfy { $0 == "0" })
    #expect(ScoreChart.y(of: 1, top: top) < ScoreChart.y(of: 0, top: top) - 15)
  }

  /// The row of the override is lower and turns into columns earlier.
  @Test func overridesHaveLessRoom() {
    #expect(form(of: 11, in: .override) == .dots(step: 27))
    #expect(form(of: 12, in: .override) == .columns(top: 15, tick: 5))
  }

  @Test func shapes() {
    let chart = ScoreChart(of: .opmBasic2012)
    let stacks = chart.stacks(of: [40_000, 40_000, 50_000])
    func drawn(_ draw: (inout OutputBuffer) -> Void) -> String {
      var buffer = OutputBuffer()
      draw(&buffer)
      return String(decoding: buffer.array, as: UTF8.self)
    }
    #expect(
      drawn { chart.appendDots(stacks, step: 40, to: &$0) } == "M2948 1772v-41M3826 1772v-1")
    let crosses = drawn { chart.appendCrosses(stacks, step: 40, to: &$0) }
    #expect(crosses.filter { $0 == "M" }.count == 3)
    #expect(crosses.hasPrefix("M2930 2866l36-36m0 36l-36-36M2930 2826"))
    let columns = drawn { chart.appendColumns(stacks, top: 1000, in: .main, to: &$0) }
    #expect(columns == "M2928 1800v-20h40v20zM3806 1800v-20h41v20z")
  }

  @Test(arguments: [(0, 0, 0), (0, 7, 0), (7, 7, 4000), (1, 3, 1333), (2, 3, 2666)])
  func bars(count: Int, all: Int, length: Int) {
    #expect(LevelChart.length(count, of: all) == length)
    #expect(LevelChart.bar(count, of: all) == length)
  }

  /// Somebody is never nobody.
  @Test func oneOfManyIsSeen() {
    #expect(LevelChart.bar(1, of: 100_000) == 20)
    #expect(LevelChart.bar(0, of: 100_000) == 0)
    #expect(LevelChart.mark(of: .five, 0, of: 10).isEmpty)
    #expect(LevelChart.mark(of: .five, 5, of: 10) == "M2000 360l-45 80h90z")
    #expect(LevelChart.mark(of: .one, 5, of: 10) == "M2000 2280l-45 80h90z")
  }

  @Test(arguments: [
    ([31, 0, 0], "Percents are rounded and may not add to 100."),
    (
      [31, 4, 25],
      "29 of 60 are not in this picture: 4 not rated, 25 rejected. "
        + "Percents are rounded and may not add to 100."
    ),
    ([4, 0, 1], "1 of 5 is not in this picture: 1 rejected."), ([5, 0, 0], ""),
  ])
  func theBaseIsSaid(counts: [Int], words: String) {
    var tally = Tally()
    for _ in 0..<counts[0] { tally.add(.rated, level: .four) }
    for _ in 0..<counts[1] { tally.add(.notRated, level: nil) }
    for _ in 0..<counts[2] { tally.add(.rejected, level: nil) }
    #expect(LevelChart.base(of: tally) == words)
  }
}
