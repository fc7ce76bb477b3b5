/// The basic system as the FAQ of OPM states it, written down a second time without any of the
/// code under test: percents and points as plain numbers, one sentence of the FAQ a line.
enum SlowReference {
  /// Score and level of one case.
  static func rate(weights: [Int], ratings: [Int]) -> (score: Int, level: Int) {
    var score = 0
    for (weight, rating) in zip(weights, ratings) { score += weight * rating }
    if ratings.contains(1) { return (score, 1) }
    if score >= 475 && score <= 500 { return (score, 5) }
    if score >= 400 && score <= 474 { return (score, 4) }
    if score >= 300 && score <= 399 { return (score, 3) }
    if score >= 200 && score <= 299 { return (score, 2) }
    return (score, 0)
  }

  /// All valid weight vectors in steps of so many percent.
  static func weightVectors(step: Int) -> [[Int]] {
    var vectors: [[Int]] = []
    for change in stride(from: 5, through: 100, by: step) {
      for people in stride(from: 5, through: 100 - change, by: step) {
        for business in stride(from: 5, through: 100 - change - people, by: step) {
          for coalitions in stride(from: 5, through: 100 - change - people - business, by: step) {
            let results = 100 - change - people - business - coalitions
            if results < 20 { continue }
            if max(change, people, business, coalitions) > results { continue }
            vectors.append([change, people, business, coalitions, results])
          }
        }
      }
    }
    return vectors
  }

  /// All 5⁵ rating vectors.
  static let ratingVectors: [[Int]] = {
    var vectors: [[Int]] = [[]]
    for _ in 0..<5 { vectors = vectors.flatMap { head in (1...5).map { head + [$0] } } }
    return vectors
  }()
}
