import Appraisal
import Columns
import Files
import ReviewBoards
import Runs
import Tables

extension ReviewWriter {
  /// Writes the tables with rows about boards, units and groups.
  func writeTotals(
    _ statistics: Statistics, to directory: RunDirectory
  ) throws(RunError) -> [OutputFile.Identity] {
    func write(
      _ file: RunFile, _ append: (inout CSVRows) -> Void
    ) throws(RunError) -> OutputFile.Identity {
      var rows = CSVRows()
      append(&rows)
      return try directory.write(rows.buffer, to: file.path)
    }
    return [
      try write(.reviewedBoards, boards), try write(.limits, limits),
      try write(.statistics) { append(statistics, to: &$0) },
    ]
  }

  private func boards(to rows: inout CSVRows) {
    Table.reviewedBoards.appendHeader(to: &rows)
    for (board, facts) in facts.enumerated() {
      for source in Table.reviewedBoards.sources {
        switch source {
        case .board: rows.append(text: register.rosters.executives.boards[board].name)
        case .unit:
          rows.append(text: Array(register.cycle.units[register.units[board]].name.value.utf8))
        case .members: rows.append(number: facts.composition?.members)
        case .career: rows.append(number: facts.composition?.career)
        case .noncareer:
          rows.append(number: facts.composition.map { $0.members - $0.career })
        case .chair: rows.append(text: facts.chair)
        case .firstPublished: rows.append(day: facts.published.min())
        case .lastPublished: rows.append(day: facts.published.max())
        case .executives: rows.append(number: facts.executives)
        case .careerExecutives: rows.append(number: facts.careerExecutives)
        case .recommended: rows.append(number: facts.counts.count(.recommended))
        case .raised: rows.append(number: facts.counts.recommended.raised)
        case .lowered: rows.append(number: facts.counts.recommended.lowered)
        case .unchanged: rows.append(number: facts.counts.recommended.unchanged)
        case .held: rows.append(number: facts.counts.count(.held))
        case .lawful: rows.append(word: facts.lawful)
        case .reasons: rows.append(text: Array(facts.reasons.joined(separator: "; ").utf8))
        }
      }
      rows.endRow()
    }
  }

  private func limits(to rows: inout CSVRows) {
    Table.limits.appendHeader(to: &rows)
    let rule = register.rules.distribution(at: register.cycle.period.to)
    for limit in register.limits {
      for source in Table.limits.sources {
        switch source {
        case .unit: rows.append(text: Array(limit.unit.utf8))
        case .limit: rows.append(word: limit.levels.name)
        case .stage: rows.append(word: limit.stage.rawValue)
        case .population: rows.append(number: limit.limit.population)
        case .counted: rows.append(number: limit.limit.counted)
        case .allowedExact: rows.append(word: limit.limit.allowedExact)
        case .allowed: rows.append(number: limit.limit.allowed)
        case .over: rows.append(number: limit.limit.over)
        case .state: rows.append(word: limit.limit.state.rawValue)
        case .citation: rows.append(text: Array((rule?.source.citation ?? "").utf8))
        }
      }
      rows.endRow()
    }
  }

  private func append(_ statistics: Statistics, to rows: inout CSVRows) {
    Table.statistics.appendHeader(to: &rows)
    for line in statistics.lines {
      for source in Table.statistics.sources {
        switch source {
        case .by: rows.append(word: line.by.rawValue)
        case .group: rows.append(text: line.group)
        case .stage: rows.append(word: line.stage.rawValue)
        case .executives: rows.append(number: line.count.executives)
        case .level(let number): rows.append(number: line.count.levels[Int(number) - 1])
        case .levelSum: rows.append(number: line.count.levelSum)
        case .raised: rows.append(number: line.count.changes.raised)
        case .lowered: rows.append(number: line.count.changes.lowered)
        }
      }
      rows.endRow()
    }
  }
}
