/// What an input file is read for: each kind has an option, fields and values of its own.
///
/// A further kind is a further case here and its fields in ``InputField/all``.
@usableFromInline package enum InputKind: Int, CaseIterable, Sendable {
  /// `--plans`: the weights, and who the executive is.
  case plans
  /// `--ratings`: the levels.
  case ratings

  /// What the columns of the elements hold.
  @usableFromInline package enum Values: Sendable {
    /// Hundredths of a percent; see ``Weight``.
    case weights
    case levels
  }

  /// What it is called: `plans`.
  package var name: String {
    switch self {
    case .plans: "plans"
    case .ratings: "ratings"
    }
  }

  /// The option that files of the kind are given to.
  package var option: String { "--\(name)" }

  /// What the columns of the elements hold in files of the kind.
  @inlinable package var values: Values {
    switch self {
    case .plans: .weights
    case .ratings: .levels
    }
  }

  /// What one record of the kind is called where its place is told.
  package var recordName: String {
    switch self {
    case .plans: "plan"
    case .ratings: "ratings"
    }
  }
}
