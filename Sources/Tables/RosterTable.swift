package import Appraisal

/// Where the values of a roster come from, in every form of it.
package enum RosterSource: BitwiseCopyable, Hashable, Sendable {
  case board, executiveID
  /// A text of the plan, by its number in ``InputField/onRosters``.
  case text(UInt8)
  /// The weight of an element, and its rating.
  case weight(UInt8)
  case rating(UInt8)
  case score, initialRating, label, status, remarks
  /// For the board to fill in.
  case recommendedRating, boardRemarks
}

extension Table<RosterSource> {
  /// `rosters/<prb>.csv`, and `rosters/<prb>.xlsx`, under a system.
  package static func roster(under system: AppraisalSystem) -> Table {
    roster(elements: system.elements.map { ($0.id, $0.heading) })
  }

  /// The roster that has these columns, whatever its system was; `nil` where none has.
  package static func roster(named names: [String]) -> Table? {
    let weight = "_weight"
    let elements = names.filter { $0.hasSuffix(weight) }.map { String($0.dropLast(weight.count)) }
    guard elements.count <= 16 else { return nil }
    let table = roster(elements: elements.map { ($0, $0) })
    return table.names == names ? table : nil
  }

  /// The roster of a system by the ids and headings of its elements, 0–16.
  private static func roster(elements: [(id: String, heading: String)]) -> Table {
    let texts = InputField.onRosters.enumerated().map { number, field in
      Column(
        field.name, .text, .text(UInt8(number)),
        "as in the plan, or in the long layout in the first plan record that gives one",
        sheet: sheet(of: field))
    }
    let weights = elements.enumerated().map { index, element in
      Column(
        "\(element.id)_weight", .percent, .weight(UInt8(index)),
        "the weight, blank where none could be read",
        sheet: SheetColumn("\(element.heading) weight", width: 9, at: .weights))
    }
    let ratings = elements.enumerated().map { index, element in
      Column(
        "\(element.id)_rating", .level, .rating(UInt8(index)),
        "the level as a number, blank where none could be read",
        sheet: SheetColumn(element.heading, width: 9, at: .ratings))
    }
    return Table(
      [
        Column(
          "prb", .text, .board, "the review board, `unassigned` if there is none",
          sheet: SheetColumn("Board", width: 24, at: .hidden)),
        Column(
          "executive_id", .text, .executiveID, "as in the plan",
          sheet: SheetColumn("Executive ID", width: 13, at: .front(1))),
      ] + texts + weights + ratings + [
        Column(
          "summary_score", .points, .score, "as in `scores.csv`; blank unless rated",
          sheet: SheetColumn("Score", width: 8, at: .front(3))),
        Column(
          "initial_summary_rating", .level, .initialRating,
          "as in `scores.csv`; blank unless rated",
          sheet: SheetColumn("Initial rating", width: 9, at: .front(4))),
        Column(
          "label", .text, .label, "as in `scores.csv`; blank unless rated",
          sheet: SheetColumn(width: 26)),
        Column(
          "status", .word, .status, "`rated`, `not-rated` or `rejected`",
          sheet: SheetColumn(width: 10, at: .status)),
        Column(
          "remarks", .text, .remarks,
          "rated: `level-1-override` and the elements, where it applied; not rated: "
            + "`no ratings were given`; rejected: the first errors as code, message, fix and "
            + "place, with ` \\| ` between them, and how many more there are",
          sheet: SheetColumn("Run remarks", width: 40, at: .explanation)),
        Column(
          "prb_recommended_rating", .open, .recommendedRating, "empty, for the board to fill in",
          sheet: SheetColumn(
            "Recommended rating", width: 15, at: .front(5),
            entry: .answer(toColumn: "initial_summary_rating"))),
        Column(
          "prb_remarks", .open, .boardRemarks, "empty, for the board to fill in",
          sheet: SheetColumn("Board remarks", width: 38, at: .front(6), entry: .reasons)),
      ], isForSpreadsheets: true)
  }

  /// How a text of the plan stands in a workbook: the name and the organization in front.
  private static func sheet(of field: InputField) -> SheetColumn {
    switch field.name {
    case "name": SheetColumn(width: 22, at: .front(0))
    case "organization": SheetColumn(width: 24, at: .front(2))
    case "position_title": SheetColumn(width: 36)
    default: SheetColumn(width: field.width)
    }
  }
}
