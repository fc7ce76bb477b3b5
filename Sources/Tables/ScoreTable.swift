package import Appraisal

/// Where the values of `scores.csv` come from.
package enum ScoreSource: BitwiseCopyable, Hashable, Sendable {
  case executiveID, board
  /// Points × weight of an element.
  case product(UInt8)
  case score, initialRating, label, basis
}

extension Table<ScoreSource> {
  /// `scores.csv` under a system.
  package static func scores(under system: AppraisalSystem) -> Table {
    let products = system.elements.enumerated().map { index, element in
      Column(
        "\(element.id)_score", .points, .product(UInt8(index)),
        "points × weight, for each element in the order of the system")
    }
    return Table(
      [
        Column("executive_id", .text, .executiveID, "as in the plans"),
        Column("prb", .text, .board, "the review board, `unassigned` if there is none"),
      ] + products + [
        Column("summary_score", .points, .score, "the sum of the products"),
        Column("initial_summary_rating", .level, .initialRating, "the level, 1–5"),
        Column("label", .text, .label, "the level's label in the system"),
        Column(
          "basis", .word, .basis,
          "`range`, or `level-1-override` where an element at Level 1 decided it"),
      ], key: "executive_id", isForSpreadsheets: false)
  }
}
