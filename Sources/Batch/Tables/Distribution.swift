import Appraisal
import Columns
import ReviewBoards
import Runs
import Tables

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
  /// The levels of all rated executives; of nobody where nobody asked for them.
  let elements: ElementLevels

  /// Counts an agency.
  ///
  /// - Parameter forPages: Whether what only pages show is counted: organizations and elements.
  /// - Complexity: O(executives).
  init(
    of appraisals: Appraisals, forPages: Bool, workers: Workers
  ) async throws(RunError) {
    let executives = appraisals.executives
    let texts = [PlanText.appointment, .ratingOfficial] + (forPages ? [.organization] : [])
    // The tallies of all texts one after the other, those of a text by its number from here on.
    let firsts = texts.indices.map { index in
      texts[..<index].reduce(0) { $0 + executives.spellings.count(of: $1) }
    }
    let count = texts.reduce(0) { $0 + executives.spellings.count(of: $1) }
    let segments = executives.plans.segmentCount
    let counters = workers.sharing(records: executives.plans.count, numbersEach: count)
    let parts = try await counters.map(counters.count) { part in
      var tallies = [Tally](repeating: Tally(), count: count)
      var elements = ElementLevels(elements: appraisals.system.elements.count)
      WorkMeter.step(count)
      for segment in counters.share(of: segments, for: part) {
        for executive in executives.executives(ofSegment: segment) {
          WorkMeter.step()
          let status = executives.status(of: executive)
          let level = executives.rating(of: executive)?.level
          if forPages, level != nil { executives.withLevels(of: executive) { elements.add($0) } }
          for (text, first) in zip(texts, firsts) {
            let giver = executives.record(of: text, of: executive)
            tallies[first + executives.number(of: text, of: giver)].add(status, level: level)
          }
        }
      }
      return (tallies: tallies, elements: elements)
    }
    let groups = zip(texts, firsts).map { text, first in
      var groups: [[UInt8]: Tally] = [:]
      for number in 0..<executives.spellings.count(of: text) {
        let tally = parts.reduce(into: Tally()) { $0.add($1.tallies[first + number]) }
        guard tally.executives > 0 else { continue }
        var name = OutputBuffer()
        executives.spellings.with(text, number: number) { name.append(spelledOut: $0) }
        groups[name.array, default: Tally()].add(tally)
      }
      return groups.sorted { goesBeforeByBytes($0.key, $1.key) }
        .map { RunSummary.Group(name: $0.key, tally: $0.value) }
    }
    appointments = groups[0]
    ratingOfficials = groups[1]
    organizations = forPages ? groups[2] : []
    elements = parts.reduce(into: ElementLevels(elements: appraisals.system.elements.count)) {
      $0.add($1.elements)
    }
    overall = appointments.reduce(into: Tally()) { $0.add($1.tally) }
  }
}
