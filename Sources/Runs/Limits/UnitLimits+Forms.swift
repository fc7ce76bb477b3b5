package import Appraisal
package import Columns
import ReviewBoards
import Tables

// The limits of units in the forms that runs and reviews share.

extension [UnitLimit] {
  /// The limit of each unit at the stage that tells most, for a log; units by their number, because names stand
  /// in a file of the user's.
  package var lines: [String] {
    units.enumerated().compactMap { number, group in
      guard let telling = group.mostTelling else { return nil }
      let limit = telling.limit
      let counts = limit.allowed.map {
        "\(grouped(limit.counted)) at \(telling.levels.words), \(grouped($0)) allowed: "
      }
      let soFar = limit.state == .within && telling.awaited > 0 ? " so far" : ""
      return
        "Unit \(number + 1), \(telling.stage.rawValue): \(counts ?? "")\(limit.state.rawValue)\(soFar)"
    }
  }

  /// Unit by unit.
  private var units: [[UnitLimit]] {
    var units: [[UnitLimit]] = []
    for limit in self {
      if units.last?.last?.unit == limit.unit {
        units[units.count - 1].append(limit)
      } else {
        units.append([limit])
      }
    }
    return units
  }

  /// Adds `limits`, a list with an object for each.
  ///
  /// - Parameter depth: How many objects the list stands in.
  package func append(to root: inout JSONObject, _ buffer: inout OutputBuffer, depth: Int) {
    root.begin("limits", to: &buffer)
    var array = JSONObject(isArray: true, indentation: depth + 1, to: &buffer)
    for row in self {
      array.begin(to: &buffer)
      var object = JSONObject(to: &buffer)
      object.add(row.unit, for: "unit", to: &buffer)
      object.add(row.levels.name, for: "limit", to: &buffer)
      object.add(row.stage.rawValue, for: "stage", to: &buffer)
      if let population = row.limit.population {
        object.add(population, for: "population", to: &buffer)
      }
      object.add(row.limit.counted, for: "counted", to: &buffer)
      if let allowed = row.limit.allowed {
        object.add(row.limit.allowedExact, for: "allowed_exact", to: &buffer)
        object.add(allowed, for: "allowed", to: &buffer)
      }
      object.add(row.limit.over, for: "over", to: &buffer)
      object.add(row.limit.state.rawValue, for: "state", to: &buffer)
      object.end(to: &buffer)
    }
    array.end(to: &buffer)
  }
}

extension UnitLimit {
  /// A table of limits for people.
  ///
  /// - Parameters:
  ///   - levels: Those that are counted; `nil` where there is no row.
  ///   - rows: For each the name of the unit, and the cells `stage` to `state`.
  ///   - columns: Those of the terminal; `nil` for a pipe.
  package static func tableLines(
    of levels: LevelSet?, _ rows: [(name: [UInt8], cells: [String])], columns: Int?
  ) -> [String] {
    ["Limit of \(levels?.words ?? "the highest levels")"]
      + NamedRows(
        title: "unit",
        titles: ["stage", "career", "counted", "exact", "allowed", "over", "state"], rows: rows
      ).lines(columns: columns)
  }
}
