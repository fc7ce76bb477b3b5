import Appraisal
import Columns
import ReviewBoards
import Runs

extension CountedCycle {
  /// Counts the executives of an agency for the limits of a cycle.
  ///
  /// - Parameter boards: The boards of the agency in the units of the cycle.
  /// - Complexity: O(executives).
  init(
    of appraisals: Appraisals, on grounds: Grounds, boards: CycleBoards, workers: Workers
  ) async throws(RunError) {
    let executives = appraisals.executives
    let appointments = (0..<executives.spellings.count(of: .appointment)).map { number in
      executives.spellings.with(.appointment, number: number) { Appointment($0) }
    }
    let none = UnitCounts(in: grounds.cycle.cycle, under: grounds.rules.rules)
    let parts = try await workers.map(executives.plans.segmentCount) { segment in
      var counts = none
      for executive in executives.executives(ofSegment: segment) {
        WorkMeter.step()
        guard let level = executives.rating(of: executive)?.level else { continue }
        let giver = executives.record(of: .appointment, of: executive)
        counts.add(
          appointments[executives.number(of: .appointment, of: giver)],
          in: boards.units[executives.board(of: executive)], initial: level)
      }
      return counts
    }
    self.init(parts.reduce(into: none) { $0.add($1) }, on: grounds)
  }
}
