package import Appraisal
package import Columns

/// Every case of a system scored twice and compared (``CaseComparison``), on all processors.
///
/// `opm-basic-2012` has 308,358 weight vectors and 5⁵ rating vectors: 963,618,750 cases.
package enum ExhaustiveProof {
  /// The most cases that are tried; it would take hours beyond.
  package static let mostCases: UInt64 = 200_000_000_000

  /// Compares all cases.
  ///
  /// - Parameter progress: Told the cases as they are done.
  /// - Throws: Nothing that it makes itself.
  /// - Complexity: O(cases).
  package static func run(
    _ comparison: CaseComparison, threads: Int, progress: Progress
  ) async throws(RunError) -> CaseComparison.Outcome {
    progress.begin("proving", total: Int(comparison.cases ?? 0))
    guard let weights = comparison.firstWeights else { return CaseComparison.Outcome() }
    let outcomes = try await Workers(count: threads).map(weights.count) { index in
      let outcome = comparison.compare(firstWeight: weights.lowerBound + UInt16(index))
      progress.advance(by: Int(outcome.cases))
      return outcome
    }
    return outcomes.reduce(into: CaseComparison.Outcome()) { $0.add($1) }
  }
}
