package import Appraisal

/// Where the values of a sheet to fill in come from: for a board, or for the appointing authority.
package enum CycleSheetSource: BitwiseCopyable, Hashable, Sendable {
  /// A column of the roster, which has to come back as it is.
  case roster(RosterSource)
  /// What whoever fills the sheet in should know.
  case respondedOn, reviewRequested, reviewerRating, recused
  /// Why the executive is held; a board is not told what is wrong with a decision.
  case heldBecause(isBoards: Bool)
  /// What the board says: for the board to fill in, as it did, and for the authority to read, as a level.
  case recommendation, recommendedRating, boardRemarks
  /// For the authority to fill in.
  case annualRating
  case finalRating(UInt8)
  case authorityRemarks, decidedOn
}

extension Table<CycleSheetSource> {
  private static func locked(under system: AppraisalSystem) -> [Column] {
    Table<RosterSource>.roster(under: system).columns.filter { $0.type != .open }.map {
      Column($0.name, $0.type, .roster($0.source), "as on the roster", sheet: $0.sheet)
    }
  }

  /// Columns that say where the executive stands, to a board or to the authority.
  private static func context(isBoards: Bool) -> [Column] {
    [
      Column(
        "responded_on", .word, .respondedOn, "the day on which the executive responded in writing",
        sheet: SheetColumn(width: 12, at: .circumstances)),
      Column(
        "review_requested", .word, .reviewRequested, "`yes` where a review was asked for",
        sheet: SheetColumn(width: 11, at: .circumstances)),
      Column(
        "reviewer_recommended_rating", .level, .reviewerRating, "what the reviewer recommends",
        sheet: SheetColumn("Reviewer rating", width: 10, at: .circumstances)),
      Column(
        "members_recused", .text, .recused, "the members who step out of the case",
        sheet: SheetColumn(at: .circumstances)),
      Column(
        "held_because", .text, .heldBecause(isBoards: isBoards),
        "the errors that hold the executive",
        sheet: SheetColumn(width: 40, at: .explanation)),
    ]
  }

  /// `sheets/board/<prb>.csv`: what a board is to fill in next. What was taken of it so far stands in it.
  package static func boardSheet(under system: AppraisalSystem) -> Table {
    Table(
      locked(under: system) + context(isBoards: true) + [
        Column(
          "prb_recommended_rating", .word, .recommendation,
          "to fill in: a level, or concur for the initial one",
          sheet: SheetColumn(
            "Recommended rating", width: 15, at: .front(5),
            entry: .answer(toColumn: "initial_summary_rating"))),
        Column(
          "prb_remarks", .text, .boardRemarks, "to fill in: why, where the level differs",
          sheet: SheetColumn("Board remarks", width: 38, at: .front(6), entry: .reasons)),
      ], isForSpreadsheets: true)
  }

  /// `sheets/authority/<prb>.csv`: what the authority is to fill in next, for the executives of a board
  /// whose recommendation was taken.
  package static func authoritySheet(under system: AppraisalSystem) -> Table {
    Table(
      locked(under: system) + context(isBoards: false) + [
        Column(
          "prb_recommended_rating", .level, .recommendedRating, "what the board recommends",
          sheet: SheetColumn("Recommended rating", width: 15, at: .front(5))),
        Column(
          "prb_remarks", .text, .boardRemarks, "why, in the board's words",
          sheet: SheetColumn("Board remarks", width: 30, at: .front(6))),
        Column(
          "annual_summary_rating", .word, .annualRating,
          "to fill in: a level, or concur for the one that the board recommends",
          sheet: SheetColumn(
            "Annual rating", width: 9, at: .front(7),
            entry: .answer(toColumn: "prb_recommended_rating"))),
      ]
        + system.elements.enumerated().map { index, element in
          Column(
            "\(element.id)_final", .level, .finalRating(UInt8(index)),
            "to fill in where it changed: the final rating of the element",
            sheet: SheetColumn("\(element.heading) final", width: 9, at: .finals, entry: .level))
        } + [
          Column(
            "authority_remarks", .text, .authorityRemarks,
            "to fill in: why, where the level differs",
            sheet: SheetColumn(width: 30, at: .front(8), entry: .reasons)),
          Column(
            "decided_on", .word, .decidedOn, "to fill in: the day of the decision",
            sheet: SheetColumn(width: 12, at: .front(9), entry: .day)),
        ], isForSpreadsheets: true)
  }
}
