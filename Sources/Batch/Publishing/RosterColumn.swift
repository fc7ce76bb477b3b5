import Appraisal

/// What stands in a column of a roster, in CSV files and in workbooks.
enum RosterColumn {
  case board, executiveID, name, organization, positionTitle, appointment
  /// The weight of an element, and its rating.
  case weight(Int)
  case rating(Int)
  case score, initialRating, label, status, remarks
  /// For the board to fill in.
  case recommendedRating, boardRemarks

  /// All columns, in their order, under a system of so many elements.
  static func all(elements: Int) -> [RosterColumn] {
    [.board, .executiveID, .name, .organization, .positionTitle, .appointment]
      + (0..<elements).map { .weight($0) } + (0..<elements).map { .rating($0) }
      + [.score, .initialRating, .label, .status, .remarks, .recommendedRating, .boardRemarks]
  }

  /// What the header calls the column.
  func name(under system: AppraisalSystem) -> String {
    switch self {
    case .board: "prb"
    case .executiveID: "executive_id"
    case .name: "name"
    case .organization: "organization"
    case .positionTitle: "position_title"
    case .appointment: "appointment"
    case .weight(let element): "\(system.elements[element].id)_weight"
    case .rating(let element): "\(system.elements[element].id)_rating"
    case .score: "summary_score"
    case .initialRating: "initial_summary_rating"
    case .label: "label"
    case .status: "status"
    case .remarks: "remarks"
    case .recommendedRating: "prb_recommended_rating"
    case .boardRemarks: "prb_remarks"
    }
  }
}
