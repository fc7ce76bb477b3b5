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
    let parts = try await workers.map(executives.plans.segmentCount) { segment in
      Self.tallies(of: segment, by: text, executives)
    }
    var groups: [[UInt8]: Tally] = [:]
    for (key, tally) in parts.joined() {
      var name = OutputBuffer()
      let number = executives.spellings.number(of: text, at: key)
      executives.spellings.with(text, number: number) { name.append(spelledOut: $0) }
      groups[name.array, default: Tally()].add(tally)
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { RunSummary.Group(name: $0.key, tally: $0.value) }
  }

  /// The executives of a segment by a text.
  ///
  /// Nearly all have theirs from a record of the segment itself. In the long layout any other may give
  /// it; there is no room for the texts of all those, only for what is met.
  private static func tallies(
    of segment: Int, by text: PlanText, _ executives: Executives
  ) -> [(key: DictionaryKey, tally: Tally)] {
    let plans = executives.plans
    let symbols = plans.columns(of: segment).symbols(text)?.texts.count ?? 0
    var own = [Tally](repeating: Tally(), count: symbols)
    var others: [DictionaryKey: Tally] = [:]
    WorkMeter.step(symbols)
    for executive in executives.executives(ofSegment: segment) {
      WorkMeter.step()
      let giver = plans.symbol(text, of: executives.record(of: text, of: executive))
      let status = executives.status(of: executive)
      let level = executives.rating(of: executive)?.level
      if giver.segment == segment {
        own[giver.symbol].add(status, level: level)
      } else {
        others[giver, default: Tally()].add(status, level: level)
      }
    }
    return own.indices.filter { own[$0].executives > 0 }
      .map { (DictionaryKey(segment: segment, symbol: $0), own[$0]) }
      + others.map { ($0.key, $0.value) }
  }
}
