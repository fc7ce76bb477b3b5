import Appraisal
import Columns
import ReviewBoards

/// All executives of an agency, and those of each appointment and organization, tallied without
/// looking at boards or rosters.
struct Distribution: Sendable {
  let overall: Tally
  /// By name.
  let appointments: [RunSummary.Group]
  /// By name; empty where nobody asked for them.
  let organizations: [RunSummary.Group]

  /// Counts an agency.
  ///
  /// - Complexity: O(executives).
  init(
    of appraisals: Appraisals, byOrganization: Bool, workers: Workers
  ) async throws(RunError) {
    appointments = try await Self.groups(by: .appointment, of: appraisals, workers: workers)
    organizations =
      byOrganization
      ? try await Self.groups(by: .organization, of: appraisals, workers: workers) : []
    overall = appointments.reduce(into: Tally()) { $0.add($1.tally) }
  }

  private static func groups(
    by text: PlanText, of appraisals: Appraisals, workers: Workers
  ) async throws(RunError) -> [RunSummary.Group] {
    let executives = appraisals.executives
    let parts = try await workers.map(executives.plans.segmentCount) { segment in
      Self.tallies(of: segment, by: text, executives)
    }
    var groups: [[UInt8]: Tally] = [:]
    for (segment, tallies) in parts.joined() {
      guard let symbols = executives.plans.columns(of: segment).symbols(text) else { continue }
      for (symbol, tally) in tallies.enumerated() where tally.executives > 0 {
        var name = OutputBuffer()
        symbols.texts.with(symbol) { name.append(spelledOut: $0) }
        groups[name.array, default: Tally()].add(tally)
      }
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { RunSummary.Group(name: $0.key, tally: $0.value) }
  }

  /// The executives of a segment by a text: for each segment that gave some of them theirs a tally
  /// for each of its symbols.
  private static func tallies(
    of segment: Int, by text: PlanText, _ executives: Executives
  ) -> [(segment: Int, tallies: [Tally])] {
    let plans = executives.plans
    var found: [(segment: Int, tallies: [Tally])] = []
    var last = -1
    for executive in plans.records(of: segment) where executives.isExecutive(executive) {
      let giver = plans.symbol(text, of: executives.record(of: text, of: executive))
      if last < 0 || found[last].segment != giver.segment {
        last = found.firstIndex { $0.segment == giver.segment } ?? found.count
        if last == found.count {
          let symbols = plans.columns(of: giver.segment).symbols(text)?.texts.count ?? 0
          found.append((giver.segment, Array(repeating: Tally(), count: symbols)))
        }
      }
      found[last].tallies[giver.symbol].add(
        executives.status(of: executive), level: executives.rating(of: executive)?.level)
    }
    return found
  }
}
