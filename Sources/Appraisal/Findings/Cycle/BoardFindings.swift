/// What can be wrong with a review board and its members.
public enum BoardFinding: FindingFamily {
  /// Members were given, none of them for this board, and it has recommended.
  case boardWithoutMembers
  /// A member of a board that the run does not have.
  case membersWithoutBoard
  /// A member of a board that the run does not have, while it has one with nearly the same name, which is `related`;
  /// or so many that any may be meant.
  case boardNameInDoubt(mayBeAny: Bool)
  /// How many members sit, and how many have to.
  case boardTooSmall(members: UInt16, minimum: UInt16)
  /// How many of the members who sit are career appointees.
  /// Or, by the run: how many are by the appointments that it has, where the members files say otherwise.
  case careerMajorityMissing(career: UInt16, members: UInt16, isByRun: Bool)
  /// The same among those who are left when a member steps out of the executive's case.
  case careerMajorityLostByRecusal(career: UInt16, members: UInt16)
  /// A member whose appointment was published after the board recommended, or never.
  case recommendedBeforePublication(isPublished: Bool)
  case serviceBeforePublication
  case publishedOnFirstDay
  case memberOutsideTerm
  case ownCaseRecusal
  /// Whether the rules ask the member to step out.
  case ratingOfficialOnBoard(isRecused: Bool)
  case noChair
  /// Several members who sit are chairs; `related` is the place of another one.
  case severalChairs
  /// Whether the records of the member differ in the appointment; `related` is the place of another one.
  case duplicateMember(isAppointmentOther: Bool)
  case invalidRole
  case invalidMemberAppointment
  /// A member who is an executive of the run, with another appointment there.
  case memberAppointmentDiffers(isCareerInRun: Bool)

  static let codes: [FindingCode] = [
    .boardWithoutMembers, .membersWithoutBoard, .boardNameInDoubt, .boardTooSmall,
    .careerMajorityMissing,
    .careerMajorityLostByRecusal, .recommendedBeforePublication, .serviceBeforePublication,
    .publishedOnFirstDay, .memberOutsideTerm, .ownCaseRecusal, .ratingOfficialOnBoard, .noChair,
    .severalChairs, .duplicateMember, .invalidRole, .invalidMemberAppointment,
    .memberAppointmentDiffers,
  ]

  var code: FindingCode {
    switch self {
    case .boardWithoutMembers: .boardWithoutMembers
    case .membersWithoutBoard: .membersWithoutBoard
    case .boardNameInDoubt: .boardNameInDoubt
    case .boardTooSmall: .boardTooSmall
    case .careerMajorityMissing: .careerMajorityMissing
    case .careerMajorityLostByRecusal: .careerMajorityLostByRecusal
    case .recommendedBeforePublication: .recommendedBeforePublication
    case .serviceBeforePublication: .serviceBeforePublication
    case .publishedOnFirstDay: .publishedOnFirstDay
    case .memberOutsideTerm: .memberOutsideTerm
    case .ownCaseRecusal: .ownCaseRecusal
    case .ratingOfficialOnBoard: .ratingOfficialOnBoard
    case .noChair: .noChair
    case .severalChairs: .severalChairs
    case .duplicateMember: .duplicateMember
    case .invalidRole: .invalidRole
    case .invalidMemberAppointment: .invalidMemberAppointment
    case .memberAppointmentDiffers: .memberAppointmentDiffers
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .boardWithoutMembers:
      part.of(
        message: "The board has recommended, but the files of --members name none of its members.",
        fix: "Add its members, or correct the board's name in the members file.",
        citation: .careerMajority)
    case .membersWithoutBoard:
      part.of(
        message: "The run has no board with this name, so the member is on no board.",
        fix: "Correct the board's name. If that board reviews nobody this year, do nothing.",
        citation: .careerMajority)
    case .boardNameInDoubt(let mayBeAny):
      part.of(
        message: mayBeAny
          ? """
          The run has no board with this name, but too many that it may mean. The member may be on any of them; the \
          career executives of all boards are held.
          """
          : """
          The run has no board with this name, but it has \(related). The member may be on that board, whose career \
          executives are held.
          """,
        fix: """
          Correct the board's name. If another board is meant, which reviews nobody this year, delete the row.
          """,
        citation: .careerMajority)
    case .boardTooSmall(let members, let minimum):
      part.of(
        message:
          "The board needs at least \(Int(minimum)) members who sit; it has \(Int(members)).",
        fix: "Appoint more members, or add those who are missing to the members file.",
        citation: "5 CFR 430.311(a)(1): a review board has three or more members")
    case .careerMajorityMissing(let career, let members, let isByRun):
      part.of(
        message: """
          \(isByRun ? "By the appointments in the plans, " : "")\(Int(career)) of \(Int(members)) members are career \
          appointees, which is not more than one-half, and the board reviews career appointees.
          """,
        fix: isByRun
          ? """
          Find out which appointment of each member is right (member-appointment-differs), and correct the members \
          file or the plans.
          """
          : """
          Appoint more career members, or cite OPM's determination under insufficient_career in the \
          cycle file.
          """, citation: .careerMajority)
    case .careerMajorityLostByRecusal(let career, let members):
      part.of(
        message: """
          Without the member who steps out, \(Int(career)) of \(Int(members)) are career \
          appointees: not more than one-half of those who sit in this case.
          """,
        fix: "Have a career appointee sit as alternate in this case, and put it on record.",
        citation: """
          5 U.S.C. 4314(c)(5) asks for a majority of the board's members; whether it has to hold \
          after a member steps out is not settled
          """)
    case .recommendedBeforePublication(let isPublished):
      part.of(
        message: isPublished
          ? "The board recommended on \(related), before this member's appointment was published."
          : "The board recommended on \(related); this member's appointment has no date of publication.",
        fix:
          "Correct the date. If it is right, publish the notice and have the board recommend again.",
        citation: .publication)
    case .serviceBeforePublication:
      part.of(
        message: "The member's term begins before \(related), when the appointment was published.",
        fix:
          "Correct the date. If it is right, the member may serve only once the notice is published.",
        citation: .publication)
    case .publishedOnFirstDay:
      part.of(
        message: "The member's term begins on the day on which the appointment was published.",
        fix: "Make sure that the member did nothing for the board before the notice was out.",
        citation: """
          5 CFR 430.311(a)(4): notice is published before service begins; whether the same day is \
          late is not settled
          """)
    case .memberOutsideTerm:
      part.of(
        message: "The board recommended on \(related), which is outside the member's term.",
        fix: "Correct the dates of the term, or have a member in office take part.",
        citation: .publication)
    case .ownCaseRecusal:
      part.of(
        message: "The executive is a member of this board, and steps out of his or her own case.",
        fix: "Make sure that the record of the board's meeting says so.", citation: .ownCase)
    case .ratingOfficialOnBoard(let isRecused):
      part.of(
        message: isRecused
          ? "A member of the board is the executive's rating official, and steps out of the case."
          : "A member of the board is the executive's rating official.",
        fix: isRecused
          ? "Make sure that the record of the board's meeting says so."
          : "If the agency's rules ask for it, have the member step out of this case.",
        citation: """
          Agency rules; no federal text asks for it: boards.recuse_rating_official in the rules file
          """)
    case .noChair:
      part.of(
        message: "No member who sits on the board is its chair.",
        fix: "Write chair as the role of the member who signs the board's recommendation.",
        citation: "5 CFR 430.311(b)(2): the board's recommendation is in writing")
    case .severalChairs:
      part.of(
        message: """
          The board has several chairs, another at \(related): nobody can tell who signs its recommendation.
          """,
        fix: "Write chair as the role of the one who signs, and member as that of the others.",
        citation: "5 CFR 430.311(b)(2): the board's recommendation is in writing")
    case .duplicateMember(let isAppointmentOther):
      part.of(
        message: isAppointmentOther
          ? """
          The same member of this board is also at \(related), with another appointment. One of the records is \
          counted, and the board's career executives are held.
          """
          : """
          The same member of this board is also at \(related). One of the records is counted, and the board's career \
          executives are held.
          """,
        fix: "Keep the right record and delete the other.", citation: .careerMajority)
    case .invalidRole:
      part.of(
        message: """
          The role is not chair, member or alternate, so the member does not count, and the board's career executives \
          are held.
          """,
        fix: "Write chair, member or alternate.", citation: .careerMajority)
    case .invalidMemberAppointment:
      part.of(
        message: """
          The appointment is not career, noncareer, limited, presidential, military or other, so the member does not \
          count, and the board's career executives are held.
          """,
        fix: "Write one of these; career for a career appointee of the SES.",
        citation: .careerMajority)
    case .memberAppointmentDiffers(let isCareerInRun):
      part.of(
        message: isCareerInRun
          ? "The member is a career appointee in the run, and is not one here."
          : "The member is not a career appointee in the run, and is one here.",
        fix: """
          Correct the appointment here. If that in the plans is wrong, correct it there and run again.
          """,
        citation: .careerMajority)
    }
  }
}

extension Phrase {
  fileprivate static var careerMajority: Phrase {
    """
    5 U.S.C. 4314(c)(5): more than one-half of the members are career appointees where a career \
    appointee is reviewed
    """
  }
  fileprivate static var publication: Phrase {
    """
    5 U.S.C. 4314(c)(4); 5 CFR 430.311(a)(4): the appointment is published in the Federal Register \
    before service begins
    """
  }
  fileprivate static var ownCase: Phrase {
    "5 CFR 430.311(b)(3): members take no part in deliberations on their own appraisal"
  }
}

extension FindingCode {
  /// Members were given, none for a board that has recommended.
  public static let boardWithoutMembers = FindingCode(
    "board-without-members", .error,
    meaning: """
      A board has recommended, and the members files name none of its members. Its career \
      executives are held.
      """,
    remedy: "Add its members, or correct the board's name.")
  /// A member of a board that the run does not have.
  public static let membersWithoutBoard = FindingCode(
    "members-without-board", .notice,
    meaning: "Somebody is a member of a board that the run does not have.",
    remedy: "Correct the board's name. If that board reviews nobody this year, do nothing.")
  /// A member of a board that is called nearly like one of the run.
  public static let boardNameInDoubt = FindingCode(
    "board-name-in-doubt", .error,
    meaning: """
      The run does not have the board of a member, but one with nearly the same name, and the member may be on that \
      one. Its career executives are held; those of all boards, where too many are called like it.
      """,
    remedy: """
      Correct the board's name. If another board is meant, which reviews nobody this year, delete the row.
      """)
  /// Fewer members than the rules ask for.
  public static let boardTooSmall = FindingCode(
    "board-too-small", .error,
    meaning: """
      A board has fewer members who sit than the rules ask for: three under `federal-ses`. Its career \
      executives are held.
      """,
    remedy: "Appoint more members, or add those who are missing.")
  /// No majority of career appointees.
  public static let careerMajorityMissing = FindingCode(
    "career-majority-missing", .error,
    meaning: """
      A board reviews career appointees, and not more than one-half of its members are career \
      appointees. Its career executives are held.
      """,
    remedy: """
      Appoint more career members, or cite OPM's determination under `insufficient_career` in the cycle \
      file.
      """)
  /// No majority of career appointees in one case.
  public static let careerMajorityLostByRecusal = FindingCode(
    "career-majority-lost-by-recusal", .warning,
    meaning: """
      A member steps out of a case, and not more than one-half of the others are career appointees.
      """,
    remedy: "Have a career appointee sit as alternate in this case.")
  /// The board recommended before a member's appointment was published.
  public static let recommendedBeforePublication = FindingCode(
    "recommended-before-publication", .error,
    meaning: """
      A board recommended before the appointment of one of its members was published, or no date of \
      publication is given. Its career executives are held.
      """,
    remedy: "Correct the date. If it is right, publish, and have the board recommend again.")
  /// A member served before publication.
  public static let serviceBeforePublication = FindingCode(
    "service-before-publication", .error,
    meaning: """
      A member's term begins before the appointment was published. The career executives of the board \
      are held.
      """,
    remedy: "Correct the date.")
  /// A member served from the day of publication.
  public static let publishedOnFirstDay = FindingCode(
    "published-on-first-day", .notice,
    meaning: "A member's term begins on the day on which the appointment was published.",
    remedy: "Make sure that the member did nothing for the board before the notice was out.")
  /// A member whose term does not hold the day of the recommendation.
  public static let memberOutsideTerm = FindingCode(
    "member-outside-term", .warning,
    meaning: "The board recommended on a day outside the term of one of its members.",
    remedy: "Correct the dates of the term, or have a member in office take part.")
  /// A member is reviewed by the own board.
  public static let ownCaseRecusal = FindingCode(
    "own-case-recusal", .notice,
    meaning: "An executive is a member of the board that reviews the case, and steps out of it.",
    remedy: "Make sure that the record of the meeting says so.")
  /// A member rated the executive.
  public static let ratingOfficialOnBoard = FindingCode(
    "rating-official-on-board", .notice,
    meaning: "A member of the board is the rating official of an executive whom it reviews.",
    remedy: "If the agency's rules ask for it, have the member step out of this case.")
  /// A board without a chair.
  public static let noChair = FindingCode(
    "no-chair", .notice, meaning: "No member who sits on a board is its chair.",
    remedy: "Write `chair` as the role of the member who signs.")
  /// A board with more than one chair.
  public static let severalChairs = FindingCode(
    "several-chairs", .warning,
    meaning: "Several members who sit on a board are its chairs: nobody can tell who signs.",
    remedy: "Write `chair` as the role of the one who signs, and `member` as that of the others.")
  /// The same member twice.
  public static let duplicateMember = FindingCode(
    "duplicate-member", .error,
    meaning: """
      A member is listed twice for the same board. One of the records is counted, and the board's career executives \
      are held.
      """,
    remedy: "Keep the right record and delete the other.")
  /// A role that is none.
  public static let invalidRole = FindingCode(
    "invalid-role", .error,
    meaning: """
      The role of a member is not one of the known ones, so the member does not count, and the board's career \
      executives are held.
      """,
    remedy: "Write `chair`, `member` or `alternate`.")
  /// An appointment that is none.
  public static let invalidMemberAppointment = FindingCode(
    "invalid-member-appointment", .error,
    meaning: """
      The appointment of a member is not one of the known ones, so the member does not count, and the board's career \
      executives are held.
      """,
    remedy: "Write `career`, `noncareer`, `limited`, `presidential`, `military` or `other`.")
  /// Another appointment than in the run.
  public static let memberAppointmentDiffers = FindingCode(
    "member-appointment-differs", .warning,
    meaning: """
      A member of a board is an executive of the run, and a career appointee in only one of the two. The career \
      majority of the board was counted by the members file.
      """,
    remedy: "Correct the appointment in the members file, or in the plans, and run again.")
}
