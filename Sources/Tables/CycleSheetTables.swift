package import Appraisal

/// Where the values of a sheet to fill in come from: for a board, or for the appointing authority.
package enum CycleSheetSource: BitwiseCopyable, Hashable, Sendable {
  /// A column of the roster, which has to come back as it is.
  case roster(RosterSource)
  /// What whoever fills the sheet in should know.
  case respondedOn, reviewRequested, reviewerRating, recused, heldBecause
  /// What the board says: for the board to fill in, and for the authority to read.
  case recommendedRating, boardRemarks
  /// For the authority to fill in.
  case annualRating
  case finalRating(UInt8)
  case authorityRemarks, decidedOn
}

extension Table<CycleSheetSource> {
  private static func locked(under system: AppraisalSystem) -> [Column] {
    Table<RosterSource>.roster(under: system).columns.filter { $0.type != .open }.map {
      Column($0.name, $0.type, .roster($0.source), "as on the roster", width: $0.width)
    }
  }

  /// Columns that say where the executive stands.
  private static let context = [
    Column(
      "responded_on", .word, .respondedOn, "the day on which the executive responded in writing"),
    Column("review_requested", .word, .reviewRequested, "`yes` where a review was asked for"),
    Column("reviewer_recommended_rating", .level, .reviewerRating, "what the reviewer recommends"),
    Column("members_recused", .text, .recused, "the members who step out of the case"),
    Column("held_because", .text, .heldBecause, "the errors that hold the executive", width: 40),
  ]

  /// `sheets/board/<prb>.csv`: what a board is to fill in next. What was taken of it so far stands in it.
  package static func boardSheet(under system: AppraisalSystem) -> Table {
    Table(
      locked(under: system) + context + [
        Column(
          "prb_recommended_rating", .level, .recommendedRating,
          "to fill in: a level, or concur for the initial one", isToFillIn: true),
        Column(
          "prb_remarks", .text, .boardRemarks, "to fill in: why, where the level differs",
          width: 40,
          isToFillIn: true),
      ], isForSpreadsheets: true)
  }

  /// `sheets/authority/<prb>.csv`: what the authority is to fill in next, for the executives of a board
  /// whose recommendation was taken.
  package static func authoritySheet(under system: AppraisalSystem) -> Table {
    Table(
      locked(under: system) + context + [
        Column(
          "prb_recommended_rating", .level, .recommendedRating, "what the board recommends"),
        Column("prb_remarks", .text, .boardRemarks, "why, in the board's words", width: 40),
        Column(
          "annual_summary_rating", .level, .annualRating,
          "to fill in: a level, or concur for the one that the board recommends", isToFillIn: true),
      ]
        + system.elements.enumerated().map { index, element in
          Column(
            "\(element.id)_final", .level, .finalRating(UInt8(index)),
            "to fill in where it changed: the final rating of the element", isToFillIn: true)
        } + [
          Column(
            "authority_remarks", .text, .authorityRemarks,
            "to fill in: why, where the level differs", width: 40, isToFillIn: true),
          Column(
            "decided_on", .word, .decidedOn, "to fill in: the day of the decision",
            isToFillIn: true),
        ], isForSpreadsheets: true)
  }
}
