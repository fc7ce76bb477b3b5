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
    roster(elements: system.elements.map(\.id))
  }

  /// The roster that has these columns, whatever its system was; `nil` where none has.
  package static func roster(named names: [String]) -> Table? {
    let weight = "_weight"
    let elements = names.filter { $0.hasSuffix(weight) }.map { String($0.dropLast(weight.count)) }
    guard elements.count <= 16 else { return nil }
    let table = roster(elements: elements)
    return table.names == names ? table : nil
  }

  /// The roster of a system by the ids of its elements, 0–16.
  private static func roster(elements: [String]) -> Table {
    let texts = InputField.onRosters.enumerated().map { number, field in
      Column(
        field.name, .text, .text(UInt8(number)),
        "as in the plan, or in the long layout in the first plan record that gives one",
        width: field.width)
    }
    let weights = elements.enumerated().map { index, element in
      Column(
        "\(element)_weight", .percent, .weight(UInt8(index)),
        "the weight, blank where none could be read", width: 11)
    }
    let ratings = elements.enumerated().map { index, element in
      Column(
        "\(element)_rating", .level, .rating(UInt8(index)),
        "the level as a number, blank where none could be read", width: 11)
    }
    return Table(
      [
        Column(
          "prb", .text, .board, "the review board, `unassigned` if there is none", width: 24),
        Column("executive_id", .text, .executiveID, "as in the plan", width: 14),
      ] + texts + weights + ratings + [
        Column(
          "summary_score", .points, .score, "as in `scores.csv`; blank unless rated", width: 11),
        Column(
          "initial_summary_rating", .level, .initialRating,
          "as in `scores.csv`; blank unless rated", width: 11),
        Column(
          "label", .text, .label, "as in `scores.csv`; blank unless rated", width: 24),
        Column("status", .word, .status, "`rated`, `not-rated` or `rejected`", width: 11),
        Column(
          "remarks", .text, .remarks,
          "rated: `level-1-override` and the elements, where it applied; not rated: "
            + "`no ratings were given`; rejected: the first errors as code, message, fix and "
            + "place, with ` \\| ` between them, and how many more there are",
          width: 40),
        Column(
          "prb_recommended_rating", .open, .recommendedRating, "empty, for the board to fill in",
          width: 14),
        Column(
          "prb_remarks", .open, .boardRemarks, "empty, for the board to fill in", width: 40),
      ], isForSpreadsheets: true)
  }
}
