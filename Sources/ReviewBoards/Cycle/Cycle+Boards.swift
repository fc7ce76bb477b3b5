package import Appraisal

/// The boards of a run in the units of a cycle.
package struct CycleBoards: Sendable {
  /// For each board of the run, in its order, the index of its unit in ``Cycle/units``.
  package let units: [Int]
  /// For each board of the run, in its order, what the cycle states of it; `nil` where it states nothing.
  package let stated: [Cycle.Board?]
}

extension Cycle {
  /// Finds the unit of each board of a run, and what the cycle states of it.
  ///
  /// Names are compared without regard to capitals and blanks, as in plans.
  ///
  /// - Parameter boards: The names of the boards of a run, UTF-8, no two of them one in any spelling.
  /// - Throws: ``RefusedFile``, where a board is in no unit, or the cycle names one that the run does not
  ///   have. That none is in two units is known from decoding.
  /// - Complexity: O(boards), and O(boards) more for each name that the run does not have.
  package func resolve(boards: [[UInt8]]) throws(RefusedFile) -> CycleBoards {
    var numbers: [SpellingKey: Int] = [:]
    for (number, board) in boards.enumerated() { numbers[SpellingKey(of: board.span)] = number }
    var problems: [Statement] = []
    func number(of name: Located<String>) -> Int? {
      if let number = numbers[SpellingKey(of: name.value)] { return number }
      problems.append(Self.unknown(name, among: boards))
      return nil
    }

    var units = [Int?](repeating: nil, count: boards.count)
    var rest: Int?
    for (index, unit) in self.units.enumerated() {
      switch unit.boards {
      case .rest: rest = index
      case .named(let names):
        for name in names {
          if let number = number(of: name) { units[number] = index }
        }
      }
    }
    var stated = [Board?](repeating: nil, count: boards.count)
    for board in self.boards {
      if let number = number(of: board.prb) { stated[number] = board }
    }
    let assigned = units.compactMap { $0 ?? rest }
    if assigned.count < boards.count {
      let missing = boards.indices.filter { units[$0] == nil }.map { boards[$0] }
      problems.append(inNoUnit(missing))
    }
    guard problems.isEmpty else { throw RefusedFile(problems: problems) }
    return CycleBoards(units: assigned, stated: stated)
  }

  private static func unknown(_ name: Located<String>, among boards: [[UInt8]]) -> Statement {
    var nearest = NearestNames(to: Array(name.value.utf8), limit: 1)
    for board in boards { nearest.consider(board.span) }
    return Statement(
      "The run has no board `\(printable(name.value))`.",
      fix: nearest.names.first.map { "Is `\(shown($0.name))` meant?" }
        ?? "Write the name as in the plans, or take it away.", at: name.place)
  }

  private func inNoUnit(_ boards: [[UInt8]]) -> Statement {
    let most = 5
    var names = boards.prefix(most).map { "`\(shown($0))`" }
    if boards.count > most { names.append("and \(grouped(boards.count - most)) more") }
    let isOne = boards.count == 1
    let count = isOne ? "1 board of the run is" : "\(grouped(boards.count)) boards of the run are"
    return Statement(
      "\(count) in no unit: \(names.joined(separator: ", ")).",
      fix: "Name each in one unit, or write `boards: rest` in one of them.", at: unitsPlace)
  }
}

private func shown(_ name: [UInt8]) -> String { printable(String(decoding: name, as: UTF8.self)) }
