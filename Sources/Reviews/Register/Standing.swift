import Appraisal
import ReviewBoards
import Runs

/// What is known of an executive, looked up once for all cells of a row.
struct Standing {
  let executive: Int
  let response: Response?
  let initial: Level?
  let reviewer: Level?
  let recommended: Level?
  let annual: Level?
  /// The row of the recommendation that was taken.
  let returned: ReturnRow?
  /// The row of the decision that was taken.
  let decision: DecisionRow?
  let status: ReviewStatus

  var boardRemarks: [UInt8] { returned?.remarks ?? [] }
  var isConcurrence: Bool { returned?.level == .concurs }
  var stage: Stage { annual != nil ? .annual : recommended != nil ? .recommended : .initial }
}

extension Register {
  /// What is known of an executive.
  func standing(of executive: Int) -> Standing {
    let recommended = level(of: executive, at: .recommended)
    let annual = level(of: executive, at: .annual)
    return Standing(
      executive: executive, response: responses.row(of: executive),
      initial: level(of: executive, at: .initial), reviewer: reviewerLevel(of: executive),
      recommended: recommended, annual: annual,
      returned: recommended == nil ? nil : recommendations.rows.row(of: executive),
      decision: annual == nil ? nil : decisions.rows.row(of: executive),
      status: status(of: executive))
  }
}
