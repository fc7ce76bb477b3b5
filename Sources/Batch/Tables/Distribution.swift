import Appraisal
import Columns
import ReviewBoards
import Runs

/// All executives of an agency, and those of each appointment, rating official and organization,
/// tallied without looking at boards or rosters.
struct Distribution: Sendable {
  let overall: Tally
  /// By name.
  let appointments: [RunSummary.Group]
  /// By name.
  let ratingOfficials: [RunSummary.Group]
  /// By name; empty where nobody asked for them.
  let organizations: [RunSummary.Group]

  /// Counts an agency.
  ///
  /// - Complexity: O(executives).
  init(
    of appraisals: Appraisals, byOrganization: Bool, workers: Workers
  ) async throws(RunError) {
    appointments = try await Self.groups(by: .appointment, of: appraisals, workers: workers)
    ratingOfficials = try await Self.groups(by: .ratingOfficial, of: appraisals, workers: workers)
    organizations =
      byOrganization
      ? try await Self.groups(by: .organization, of: appraisals, workers: workers) : []
    overall = appointments.reduce(into: Tally()) { $0.add($1.tally) }
  }

  private static func groups(
    by text: PlanText, of appraisals: Appraisals, workers: Workers
  ) async throws(RunError) -> [RunSummary.Group] {
    let executives = appraisals.executives
    let segments = executives.plans.segmentCount
    let parts = try await workers.map(workers.count) { part in
      var tallies = [Tally](repeating: Tally(), count: executives.spellings.count(of: text))
      WorkMeter.step(tallies.count)
      for segment in segments * part / workers.count..<segments * (part + 1) / workers.count {
        for executive in executives.executives(ofSegment: segment) {
          WorkMeter.step()
          let giver = executives.record(of: text, of: executive)
          tallies[executives.number(of: text, of: giver)].add(
            executives.status(of: executive), level: executives.rating(of: executive)?.level)
        }
      }
      return tallies
    }
    var groups: [[UInt8]: Tally] = [:]
    for number in 0..<executives.spellings.count(of: text) {
      let tally = parts.reduce(into: Tally()) { $0.add($1[number]) }
      guard tally.executives > 0 else { continue }
      var name = OutputBuffer()
      executives.spellings.with(text, number: number) { name.append(spelledOut: $0) }
      groups[name.array, default: Tally()].add(tally)
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { RunSummary.Group(name: $0.key, tally: $0.value) }
  }
}
