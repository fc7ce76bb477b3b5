import Appraisal
import Columns
import Runs
import Tables

/// The columns of a sheet that have to come back as they went out.
struct LockedColumns: Sendable {
  /// In the order of the sheet, with their numbers on the roster, and what they hold.
  let all: [(column: Int, roster: Int, source: RosterSource)]
  /// The same by what they hold: where every cell came back, as in nearly every row, a loop over cells of one
  /// kind sees it sooner than one that has to ask for each cell what it holds.
  let texts: [(column: Int, field: Int)]
  let weights: [(column: Int, element: Int)]
  let ratings: [(column: Int, element: Int)]
  let others: [(column: Int, source: RosterSource)]
  /// Those of them that hold the board: one, or none.
  let boards: [Int]

  /// Those of a sheet.
  ///
  /// - Parameter sources: What the columns of the roster hold.
  init(_ all: [(column: Int, roster: Int)], sources: [RosterSource]) {
    self.all = all.map { ($0.column, $0.roster, sources[$0.roster]) }
    var texts: [(column: Int, field: Int)] = []
    var weights: [(column: Int, element: Int)] = []
    var ratings: [(column: Int, element: Int)] = []
    var others: [(column: Int, source: RosterSource)] = []
    for (column, roster) in all {
      switch sources[roster] {
      case .text(let field): texts.append((column, Int(field)))
      case .weight(let element): weights.append((column, Int(element)))
      case .rating(let element): ratings.append((column, Int(element)))
      case let source: others.append((column, source))
      }
    }
    (self.texts, self.weights, self.ratings, self.others) = (texts, weights, ratings, others)
    boards = others.compactMap { if case .board = $0.source { $0.column } else { nil } }
  }
}

extension SealedRosters {
  /// Whether all cells of a row came back as they went out, to the byte or the number; not those with blanks
  /// around them, which a closer look is for (``matches(_:_:of:)``).
  ///
  /// - Complexity: O(bytes).
  func areUnchanged(_ locked: LockedColumns, in row: SheetRow, of executive: Int) -> Bool {
    for (column, field) in locked.texts {
      let isSame = row.withField(column) { cell in
        executives.withText(field, of: executive) { equals(cell, $0) }
      }
      guard isSame else { return false }
    }
    let areNumbersSame = executives.withWeights(of: executive) { weights in
      executives.withRatings(of: executive) { ratings in
        for (column, element) in locked.weights {
          let weight = row.withField(column) { vocabulary.weight(in: $0) }
          guard weight == weights[element] else { return false }
        }
        for (column, element) in locked.ratings {
          let rating = row.withField(column) { vocabulary.level(in: $0) }
          guard rating == ratings[element] else { return false }
        }
        return true
      }
    }
    guard areNumbersSame else { return false }
    for (column, source) in locked.others {
      guard row.withField(column, { matches($0, source, of: executive) }) else { return false }
    }
    return true
  }
}
