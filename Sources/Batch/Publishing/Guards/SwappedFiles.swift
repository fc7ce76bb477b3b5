import Appraisal
import Columns

/// Whether the files of plans and of ratings were given the wrong way round.
enum SwappedFiles {
  /// What looks like a level in plans, and does not in ratings.
  private struct Counts {
    var weights = 0
    var weightsLikeLevels = 0
    var levels = 0
    var unreadableLevels = 0
  }

  /// Whether every weight could be a level, and most levels could not.
  ///
  /// The weights of a plan total 100 percent: in no sound system are all of them 1 to 5.
  ///
  /// - Complexity: O(records).
  static func isLikely(
    in appraisals: Appraisals, workers: Workers
  ) async throws(RunError) -> Bool {
    let (executives, elements) = (appraisals.executives, appraisals.intake.rules.elements)
    let plans = try await workers.map(executives.plans.segmentCount) { segment in
      var counts = Counts()
      for record in executives.plans.records(of: segment) {
        executives.plans.withWeights(of: record, elements: elements) { weights in
          for cell in weights.indices where weights[cell] != Sentinel.missingWeight {
            counts.weights += 1
            if [100, 200, 300, 400, 500].contains(weights[cell]) { counts.weightsLikeLevels += 1 }
          }
        }
      }
      return counts
    }
    guard plans.contains(where: { $0.weights > 0 }),
      plans.allSatisfy({ $0.weights == $0.weightsLikeLevels })
    else { return false }
    let ratings = try await workers.map(executives.ratings.segmentCount) { segment in
      var counts = Counts()
      for record in executives.ratings.records(of: segment) {
        executives.ratings.withLevels(of: record, elements: elements) { levels in
          for cell in levels.indices where levels[cell] != Sentinel.missingLevel {
            counts.levels += 1
            if levels[cell] == Sentinel.unreadableLevel { counts.unreadableLevels += 1 }
          }
        }
      }
      return counts
    }
    let levels = ratings.reduce(0) { $0 + $1.levels }
    return 2 * ratings.reduce(0) { $0 + $1.unreadableLevels } > levels
  }
}
