/// What is said of the share of high ratings in a unit, and of the run under review.
public enum LimitFinding: FindingFamily {
  /// How many there are at the levels of the rule, and how many there may be.
  case limitExceeded(counted: UInt32, allowed: UInt32, at: LevelSet)
  case limitExceededSoFar(counted: UInt32, allowed: UInt32, at: LevelSet)
  case guidanceExceeded(counted: UInt32, allowed: UInt32, at: LevelSet)
  /// `related` is the citation of the waiver.
  case limitWaived(counted: UInt32, allowed: UInt32, at: LevelSet)
  /// How many rated executives of the unit have no known appointment.
  case appointmentUnknown(UInt32, at: LevelSet)
  /// The rules take the share of the career executives on board, and nobody states how many these are.
  case careerExecutivesNotStated(at: LevelSet)
  /// The run was named by `current`.
  case runNotFrozen

  static let codes: [FindingCode] = [
    .distributionLimitExceeded, .distributionLimitExceededSoFar, .distributionGuidanceExceeded,
    .distributionLimitWaived, .appointmentUnknown, .careerExecutivesNotStated, .runNotFrozen,
  ]

  var code: FindingCode {
    switch self {
    case .limitExceeded: .distributionLimitExceeded
    case .limitExceededSoFar: .distributionLimitExceededSoFar
    case .guidanceExceeded: .distributionGuidanceExceeded
    case .limitWaived: .distributionLimitWaived
    case .appointmentUnknown: .appointmentUnknown
    case .careerExecutivesNotStated: .careerExecutivesNotStated
    case .runNotFrozen: .runNotFrozen
    }
  }

  var quantity: FindingQuantity? {
    switch self {
    case .limitExceeded(let counted, _, _), .limitExceededSoFar(let counted, _, _),
      .guidanceExceeded(let counted, _, _), .limitWaived(let counted, _, _),
      .appointmentUnknown(let counted, _):
      .count(Int(counted))
    case .careerExecutivesNotStated, .runNotFrozen: nil
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .limitExceeded(let counted, let allowed, let levels):
      part.of(
        message: """
          In the unit \(related), \(Int(counted)) career executives are at \(levels.words); the limit \
          allows \(Int(allowed)).
          """,
        fix: """
          Ask the authority to look at the ratings again, or cite the waiver in the cycle file. Each \
          rating rests on performance: the program names nobody to be lowered.
          """, citation: .distribution)
    case .limitExceededSoFar(let counted, let allowed, let levels):
      part.of(
        message: """
          In the unit \(related), \(Int(counted)) career executives are recommended for \(levels.words) so \
          far; the limit allows \(Int(allowed)).
          """,
        fix: "Tell the authority; the limit applies to the annual summary ratings.",
        citation: .distribution)
    case .guidanceExceeded(let counted, let allowed, let levels):
      part.of(
        message: """
          In the unit \(related), \(Int(counted)) career executives are at \(levels.words); the guidance is \
          \(Int(allowed)), which is not a limit.
          """,
        fix: "Nothing; no distribution is required in this period.",
        citation: .distribution)
    case .limitWaived(let counted, let allowed, let levels):
      part.of(
        message: """
          In the unit \(related), \(Int(counted)) career executives are at \(levels.words); the limit of \
          \(Int(allowed)) is waived.
          """,
        fix: "Nothing; keep the waiver with the records.", citation: .distribution)
    case .appointmentUnknown(let count, let levels):
      part.of(
        message: """
          In the unit \(related), the appointment is blank, or not one that the program knows, for \
          \(Int(count)) of those who are rated, so the limit of \(levels.words) was not checked.
          """,
        fix: """
          Write Career, Noncareer, Limited Term or Limited Emergency as the appointment in the plans, and run \
          again.
          """, citation: .distribution)
    case .careerExecutivesNotStated(let levels):
      part.of(
        message: """
          The limit of \(levels.words) in the unit \(related) is a share of its career executives on board. The \
          cycle file does not state how many these are, or states fewer than are rated, so the limit was not checked.
          """,
        fix: "State career_executives of the unit in the cycle file.", citation: .distribution)
    case .runNotFrozen:
      part.of(
        message:
          "The run was named by way of current, which moves on with the next run.",
        fix: "Name the run's own directory: \(related).",
        citation: "Appraise reviews: one run is reviewed from beginning to end")
    }
  }
}

extension Phrase {
  fileprivate static var distribution: Phrase {
    """
    The distribution of the rules file; see 'appraise rules show' for its citation and what is not \
    confirmed of it
    """
  }
}

extension FindingCode {
  /// More high ratings than the limit allows.
  public static let distributionLimitExceeded = FindingCode(
    "distribution-limit-exceeded", .error,
    meaning: """
      More career executives of a unit are assigned the levels that are limited, 4 and 5 under `federal-ses`, than \
      the limit allows. The review is published.
      """,
    remedy: """
      Ask the authority to look at the ratings again, or cite the waiver in the cycle file. The program \
      names nobody to be lowered.
      """)
  /// More high recommendations than the limit would allow.
  public static let distributionLimitExceededSoFar = FindingCode(
    "distribution-limit-exceeded-so-far", .warning,
    meaning: """
      More career executives of a unit are recommended for the levels that are limited, 4 and 5 under `federal-ses`, \
      than the limit will allow.
      """,
    remedy: "Tell the authority; the limit applies to the annual summary ratings.")
  /// More high ratings than the guidance.
  public static let distributionGuidanceExceeded = FindingCode(
    "distribution-guidance-exceeded", .notice,
    meaning: """
      More career executives of a unit are at the levels that are counted, 4 and 5 under `federal-ses`, than the \
      guidance says.
      """,
    remedy: "Nothing; guidance is not a limit.")
  /// A limit that does not hold.
  public static let distributionLimitWaived = FindingCode(
    "distribution-limit-waived", .notice,
    meaning: "The limit of the highest levels is exceeded in a unit, and waived.",
    remedy: "Nothing; keep the waiver with the records.")
  /// A limit that could not be checked.
  public static let appointmentUnknown = FindingCode(
    "appointment-unknown", .warning,
    meaning: """
      The appointment of rated executives of a unit is blank, or not one that the program knows, so the limit of \
      the highest levels was not checked, nor for them the career majority of their boards.
      """,
    remedy: """
      Write `Career`, `Noncareer`, `Limited Term` or `Limited Emergency` as the appointment in the plans, and run \
      again.
      """)
  /// A limit without the number that it is a share of.
  public static let careerExecutivesNotStated = FindingCode(
    "career-executives-not-stated", .warning,
    meaning: """
      The rules take the limit of the highest levels as a share of the career executives on board, and the cycle file \
      does not state how many these are, or states fewer than are rated. The limit was not checked.
      """,
    remedy: "State `career_executives` of the unit in the cycle file.")
  /// A review of a run that may be gone tomorrow.
  public static let runNotFrozen = FindingCode(
    "run-not-frozen", .notice,
    meaning:
      "The run that is reviewed was named by way of `current`, which moves on with the next run.",
    remedy: "Name the run's own directory.")
}
