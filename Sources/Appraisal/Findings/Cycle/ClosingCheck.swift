/// What the law asks for before ratings are official: it is checked from what the office gives, or the
/// cycle file says, under `checked_elsewhere`, who has checked it.
public enum ClosingCheck: UInt8, CaseIterable, Hashable, BitwiseCopyable, Sendable {
  /// Whether the boards are lawful, and who steps out.
  case members
  /// Whether appointments were published before the boards recommended.
  case publication
  /// Whether the boards saw what the executives wrote.
  case responses
  /// When the executives wrote it.
  case respondedOn
  /// When the boards recommended.
  case recommendedOn
  /// When the authority decided.
  case decidedOn

  /// Its name under `checked_elsewhere` in a cycle file, and in `summary.json` of a review.
  public var key: String {
    switch self {
    case .members: "members"
    case .publication: "published_on"
    case .responses: "responses"
    case .respondedOn: "responded_on"
    case .recommendedOn: "recommended_on"
    case .decidedOn: "decided_on"
    }
  }

  /// What was not given, and what follows from it.
  var fact: String {
    switch self {
    case .members: "no file of --members was given, so the boards were not checked"
    case .publication:
      "the members files have no column published_on, so publication was not checked"
    case .responses: "no file of --responses was given, so the responses were not checked"
    case .respondedOn:
      "the day of a response is not stated, so it was not compared with the board's recommendation"
    case .recommendedOn:
      "the day on which a board recommended is not stated, so nothing was compared with it"
    case .decidedOn: "the day of a decision is not stated, so nothing was compared with it"
    }
  }

  /// How it is given.
  var remedy: String {
    switch self {
    case .members: "Give it with --members"
    case .publication: "Add the column"
    case .responses:
      "Give it with --responses (with its header alone if nobody responded)"
    case .respondedOn: "Fill in responded_on in the file of --responses"
    case .recommendedOn: "State recommended_on for each board in the cycle file"
    case .decidedOn: "State decided_on in the cycle file or on the decided sheet"
    }
  }
}
