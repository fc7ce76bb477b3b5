/// What a later file of the cycle is read for: each kind has an option and fields of its own.
package enum ReviewInput: Int, CaseIterable, Sendable {
  /// `--members`: who sits on the boards.
  case members
  /// `--responses`: what executives wrote, and the reviews at a higher level.
  case responses
  /// `--returned`: the sheets that boards filled in.
  case returned
  /// `--decided`: the sheets that the appointing authority filled in.
  case decided

  /// What it is called: `members`.
  package var name: String {
    switch self {
    case .members: "members"
    case .responses: "responses"
    case .returned: "returned"
    case .decided: "decided"
    }
  }

  /// The option that files of the kind are given to.
  package var option: String { "--\(name)" }
}
