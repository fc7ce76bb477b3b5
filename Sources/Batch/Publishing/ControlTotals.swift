import Appraisal
import Columns
import ReviewBoards
import Runs

/// What is counted in two ways before a run is published.
struct ControlTotals: Sendable {
  var totals: [ControlTotal] = []

  /// Adds a pair.
  mutating func add(_ name: String, _ one: Int, _ other: Int) {
    totals.append(ControlTotal(name, one, other))
  }

  /// The pairs that differ.
  var mismatches: [ControlTotal] { totals.filter { !$0.isClosed } }

  /// Refuses a run in which somebody was lost.
  ///
  /// - Throws: ``RunError/Kind/inputOutput`` where a pair differs.
  func close() throws(RunError) { try mismatches.first?.close() }

  /// The control totals of a run.
  ///
  /// - Parameters:
  ///   - files: The inputs. The records that the parser made of each are compared with the record ends
  ///     that the parity of quotes tells (`BlockTally`), before the parser sees a byte.
  ///   - tables: The records of all plans, and of all ratings, that the files make together.
  ///   - passedOver: The records among those given as plans, and as ratings, that are nobody's.
  ///   - distribution: Executives by what is known of them, without looking at boards or files.
  ///   - scored: The records written to `scores.csv`, by their level.
  ///   - tallies: The lines written to each roster.
  init(
    files: [Intake.File], tables: (plans: Int, ratings: Int),
    passedOver: (plans: Int, ratings: Int), distribution: Tally, scored: [5 of Int],
    tallies: [Tally]
  ) {
    var read = (plans: 0, ratings: 0)
    for file in files {
      add("records of \(file.name)", file.records, file.recordEnds)
      switch file.kind {
      case .plans: read.plans += file.recordEnds
      case .ratings: read.ratings += file.recordEnds
      }
    }
    add("plan records", tables.plans + passedOver.plans, read.plans)
    add("rating records", tables.ratings + passedOver.ratings, read.ratings)
    let onRosters = tallies.reduce(into: Tally()) { $0.add($1) }
    add("executives on rosters", onRosters.executives, distribution.executives)
    add("rated executives on rosters", onRosters.rated, distribution.rated)
    add("rejected executives on rosters", onRosters.rejected, distribution.rejected)
    for level in Level.allCases {
      let count = scored[level.number - 1]
      add("scored executives at Level \(level.number)", count, onRosters.count(at: level))
    }
    add("scored executives", scored.indices.reduce(0) { $0 + scored[$1] }, distribution.rated)
  }
}
