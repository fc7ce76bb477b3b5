import Appraisal
import Pages
import Testing

@Suite struct ScoreChartTests {
  static let systems = AppraisalSystem.builtIn

  /// Every whole score has a dot on its own side of every border, in order, within the drawing.
  @Test(arguments: systems.indices)
  func dotsStayBetweenTheBorders(system: Int) {
    let system = Self.systems[system]
    let chart = ScoreChart(of: system)
    let borders = system.ranges.map(\.minimum)
    var last = (bucket: 0, range: 0, x: 0)
    for hundredths in stride(from: 10_000, through: 50_000, by: 100) {
      let score = SummaryScore(hundredths: UInt32(hundredths))
      let bucket = chart.bucket(of: score)
      let range = borders.count { $0 <= score }
      let x = chart.x(ofBucket: bucket)
      #expect(0..<chart.bucketCount ~= bucket)
      #expect(bucket >= last.bucket && x >= last.x)
      #expect(0...LevelChart.width ~= x)
      if range != last.range, hundredths > 10_000 {
        #expect(bucket > last.bucket, "\(score) has a bucket with scores of another level")
      }
      // As far right of the left end as the score is above the lowest, but for half a bucket.
      #expect(abs(x - (150 + (hundredths - 10_000) * 3700 / 40_000)) <= 25)
      last = (bucket, range, x)
    }
  }

  @Test func everyScoreIsOneDot() {
    let chart = ScoreChart(of: .opmBasic2012)
    let scores = [10_000, 20_000, 20_100, 39_900, 40_000, 47_400, 47_500, 50_000, 50_000].map(
      UInt32.init)
    var counts: [Int] = []
    chart.forEachBucket(of: scores) { counts.append($1) }
    #expect(counts == [1, 2, 1, 1, 1, 1, 2])
    #expect(chart.step(of: scores) > 62, "few dots do not touch")
    let crowd = [UInt32](repeating: 50_000, count: 5000)
    #expect(chart.step(of: crowd) == 1)
    chart.forEachBucket(of: []) { _, _ in Issue.record("there is no score") }
  }

  @Test(arguments: [(0, 0, 0), (0, 7, 0), (7, 7, 4000), (1, 3, 1333), (2, 3, 2666)])
  func bars(count: Int, all: Int, length: Int) {
    #expect(LevelChart.length(count, of: all) == length)
  }
}
