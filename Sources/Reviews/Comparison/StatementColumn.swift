import ReviewBoards
import Tables

/// A column of the register with what was stated of an executive besides the levels: the response, and what goes
/// with a recommendation or a decision.
struct StatementColumn: Sendable {
  /// Its place in ``all``.
  let number: Int
  /// What the header of the register calls it.
  let name: String
  /// Where its values come from.
  let source: RegisterSource
  /// The stage at which it was stated with a level. Where the level is another one, that is the change, and what
  /// was stated with it is not one more.
  let stage: Stage?

  /// All of them, in the order of the register.
  static let all: [StatementColumn] = {
    let stages: [RegisterSource: Stage?] = [
      .respondedOn: nil, .reviewRequested: nil, .reviewerRating: nil,
      .recommendationBasis: .recommended, .boardRemarks: .recommended, .recused: nil,
      .annualBasis: .annual, .finalRatings: .annual, .authorityRemarks: .annual,
      .decidedOn: .annual,
    ]
    let columns = Table.register.columns.filter { stages.keys.contains($0.source) }
    return columns.enumerated().map { number, column in
      StatementColumn(
        number: number, name: column.name, source: column.source,
        stage: stages[column.source].flatMap { $0 })
    }
  }()
}
