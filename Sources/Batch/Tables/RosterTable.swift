import Appraisal
import ReviewBoards

/// Where the values of a roster come from, in every form of it.
enum RosterSource: BitwiseCopyable, Equatable, Sendable {
  case board, executiveID
  case text(PlanText)
  /// The weight of an element, and its rating.
  case weight(UInt8)
  case rating(UInt8)
  case score, initialRating, label, status, remarks
  /// For the board to fill in.
  case recommendedRating, boardRemarks
}

extension Table<RosterSource> {
  /// `rosters/<prb>.csv`, and `rosters/<prb>.xlsx`, under a system.
  static func roster(under system: AppraisalSystem) -> Table {
    let texts = PlanText.onRosters.map { text in
      Column(
        text.header, .text, .text(text),
        "as in the plan, or in the long layout in the first plan record that gives one")
    }
    let elements = system.elements.enumerated()
    let weights = elements.map { index, element in
      Column(
        "\(element.id)_weight", .percent, .weight(UInt8(index)),
        "the weight, blank where none could be read")
    }
    let ratings = elements.map { index, element in
      Column(
        "\(element.id)_rating", .level, .rating(UInt8(index)),
        "the level as a number, blank where none could be read")
    }
    return Table(
      [
        Column("prb", .text, .board, "the review board, `unassigned` where there is none"),
        Column("executive_id", .text, .executiveID, "as in the plan"),
      ] + texts + weights + ratings + [
        Column("summary_score", .points, .score, "as in `scores.csv`; blank unless rated"),
        Column(
          "initial_summary_rating", .level, .initialRating,
          "as in `scores.csv`; blank unless rated"),
        Column("label", .text, .label, "as in `scores.csv`; blank unless rated"),
        Column("status", .word, .status, "`rated`, `not-rated` or `rejected`"),
        Column(
          "remarks", .text, .remarks,
          "rated: `level-1-override` and the elements, where it applied; not rated: "
            + "`no ratings were given`; rejected: the first errors as code, message, fix and "
            + "place, with ` \\| ` between them, and how many more there are"),
        Column(
          "prb_recommended_rating", .open, .recommendedRating, "empty, for the board to fill in"),
        Column("prb_remarks", .open, .boardRemarks, "empty, for the board to fill in"),
      ], isForSpreadsheets: true)
  }
}
