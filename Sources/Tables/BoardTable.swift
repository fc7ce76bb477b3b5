package import ReviewBoards

/// Where the values of `rosters/index.csv` come from.
package enum BoardSource: Hashable, Sendable {
  case board, file
  case count(Tally.Count)
}

extension Table<BoardSource> {
  /// `rosters/index.csv`: the review boards.
  package static let boards = Table(
    [
      Column("prb", .text, .board, "the name of the board, by the bytes of which they are sorted"),
      Column("file", .word, .file, "the name of its roster in `rosters`"),
    ] + Tally.Count.all.map { Column($0.name, .count, .count($0), $0.meaning) },
    key: "prb", isForSpreadsheets: true)
}
