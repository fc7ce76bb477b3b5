import Appraisal
import Columns

/// Whether the files of plans and of ratings were given the wrong way round.
enum SwappedFiles {
  /// How many values are given, and how many of them speak for the other kind of file.
  private struct Counts {
    var values = 0
    var suspects = 0
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
    let weights = try await counts(of: executives.plans, on: workers) { record, counts in
      executives.plans.withWeights(of: record, elements: elements) { weights in
        for cell in weights.indices where weights[cell] != Sentinel.missingWeight {
          counts.values += 1
          if [100, 200, 300, 400, 500].contains(weights[cell]) { counts.suspects += 1 }
        }
      }
    }
    guard weights.values > 0, weights.suspects == weights.values else { return false }
    let levels = try await counts(of: executives.ratings, on: workers) { record, counts in
      executives.ratings.withLevels(of: record, elements: elements) { levels in
        for cell in levels.indices where levels[cell] != Sentinel.missingLevel {
          counts.values += 1
          if levels[cell] == Sentinel.unreadableLevel { counts.suspects += 1 }
        }
      }
    }
    return 2 * levels.suspects > levels.values
  }

  /// Adds up what is counted of all records of a kind.
  private static func counts<Kind>(
    of records: RecordTable<Kind>, on workers: Workers,
    _ count: @escaping @Sendable (RowID<Kind>, inout Counts) -> Void
  ) async throws(RunError) -> Counts {
    let counts = try await workers.map(records.segmentCount) { segment in
      var counts = Counts()
      for record in records.records(of: segment) { count(record, &counts) }
      return counts
    }
    return counts.reduce(into: Counts()) {
      $0.values += $1.values
      $0.suspects += $1.suspects
    }
  }
}
