import Appraisal
import Columns
package import ReviewBoards
import Tables

/// The distribution limits of the units of a cycle over the initial ratings of a run: information for those who
/// prepare the boards' work. Nothing is found wrong by it, and nobody is named.
package struct CountedCycle: Sendable {
  /// A cycle and the rules that it is judged by.
  package struct Grounds: Sendable {
    /// With its units and limits.
    package let cycle: ChosenCycle
    /// With the default of the limits.
    package let rules: ChosenRules

    /// A cycle under rules.
    package init(cycle: ChosenCycle, rules: ChosenRules) {
      self.cycle = cycle
      self.rules = rules
    }
  }

  /// As the cycle file names it.
  package let agency: String
  /// The first and the last day of the appraisal period: `2025-10-01`.
  package let period: (from: String, to: String)
  /// The rules by name, and by the hash of their file.
  package let rules: (name: String, sha256: String)
  /// At the initial stage, a row for each unit in the order of the cycle file.
  package let limits: [UnitLimit]

  /// What was counted of the rated executives of a run.
  package init(_ counts: UnitCounts, on grounds: Grounds) {
    let cycle = grounds.cycle.cycle
    agency = cycle.agency
    period = (cycle.period.from.description, cycle.period.to.description)
    rules = (grounds.rules.rules.name, grounds.rules.sha256)
    limits = cycle.units.indices.map { counts.limit(of: $0, at: .initial) }
  }

  init(
    agency: String, period: (from: String, to: String), rules: (name: String, sha256: String),
    limits: [UnitLimit]
  ) {
    self.agency = agency
    self.period = period
    self.rules = rules
    self.limits = limits
  }

  /// Counts the executives of a published run.
  ///
  /// - Precondition: texts of the executives are kept.
  /// - Throws: ``RunError/Kind/invalidRules`` where a board is in no unit.
  /// - Complexity: O(executives).
  init(of executives: PublishedExecutives, on grounds: Grounds) throws(RunError) {
    let boards = try grounds.cycle.resolve(boards: executives.boards.map(\.name))
    guard let field = InputField.onRosters.firstIndex(where: { $0.name == "appointment" }) else {
      preconditionFailure("rosters have the appointment")
    }
    var counts = UnitCounts(in: grounds.cycle.cycle, under: grounds.rules.rules)
    for executive in 0..<executives.count {
      guard let level = executives.level(of: executive) else { continue }
      let appointment = executives.withText(field, of: executive) { Appointment($0) }
      counts.add(
        appointment, in: boards.units[executives.board(of: executive)], initial: level)
    }
    self.init(counts, on: grounds)
  }

  /// Adds the object `cycle` of `summary.json`.
  ///
  /// - Parameter depth: How many objects it stands in.
  func append(to root: inout JSONObject, _ buffer: inout OutputBuffer, depth: Int) {
    root.begin("cycle", to: &buffer)
    var object = JSONObject(indentation: depth + 1, to: &buffer)
    object.add(agency, for: "agency", to: &buffer)
    object.begin("period", to: &buffer)
    var part = JSONObject(to: &buffer)
    part.add(period.from, for: "from", to: &buffer)
    part.add(period.to, for: "to", to: &buffer)
    part.end(to: &buffer)
    object.begin("rules", to: &buffer)
    part = JSONObject(to: &buffer)
    part.add(rules.name, for: "name", to: &buffer)
    part.add(rules.sha256, for: "sha256", to: &buffer)
    part.end(to: &buffer)
    limits.append(to: &object, &buffer, depth: depth + 1)
    object.end(to: &buffer)
  }

  /// The table for people.
  ///
  /// - Parameter columns: Those of the terminal; `nil` for a pipe.
  func tableLines(columns: Int?) -> [String] {
    func shown(_ number: Int?) -> String { number.map { grouped($0) } ?? "-" }
    return UnitLimit.tableLines(
      of: limits.first?.levels,
      limits.map { row in
        let limit = row.limit
        return (
          Array(row.unit.utf8),
          [
            row.stage.rawValue, shown(limit.population), grouped(limit.counted),
            limit.allowedExact.isEmpty ? "-" : limit.allowedExact, shown(limit.allowed),
            grouped(limit.over), limit.state.rawValue,
          ]
        )
      }, columns: columns)
  }
}
