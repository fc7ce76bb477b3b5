import Appraisal
import Columns
import ReviewBoards
import Runs

/// What the law says of the boards of a run and their members.
struct BoardLaw: Sendable {
  /// By board whether its membership is not lawful.
  private(set) var isUnlawful: [Bool]
  /// By board whether it would not be, should somebody whose appointment is not known be a career appointee, or the
  /// appointments of members be those of the run.
  private(set) var isUncertain: [Bool]
  /// By board whether an error holds its career executives: about its membership, or in a row of its members.
  private(set) var holdsCareer: [Bool]
  /// By board the codes of what is noted about the board itself.
  private(set) var codes: [Set<FindingCode>]
  /// By executive the members who step out of the case, by the bytes of their ids.
  private(set) var recused: [Int: [Recusal]] = [:]
  private(set) var findings: [ReviewFinding] = []

  /// A member who steps out of a case.
  struct Recusal: Sendable {
    let member: BoardMember
    /// Whether it is the member's own case; otherwise the member has rated the executive.
    let isOwnCase: Bool
  }

  private let rosters: SealedRosters
  private let rules: ReviewRules.Boards

  /// Judges the boards.
  ///
  /// - Parameters:
  ///   - members: `nil` where none were given: nothing is checked then.
  ///   - boards: What the cycle states of each board.
  ///   - hasRecommended: For each board whether a recommendation of it was taken.
  /// - Complexity: O(members + executives of their boards).
  init(
    of members: BoardMembers?, rosters: SealedRosters, rules: ReviewRules.Boards,
    stated boards: [Cycle.Board?], hasRecommended: [Bool]
  ) {
    self.rosters = rosters
    self.rules = rules
    isUnlawful = Array(repeating: false, count: boards.count)
    isUncertain = isUnlawful
    holdsCareer = boards.indices.map { members?.isInDoubt($0) ?? false }
    codes = members?.faults ?? Array(repeating: [], count: boards.count)
    guard let members else { return }
    for board in boards.indices {
      let recommendedOn = boards[board]?.recommendedOn
      if members.byBoard[board].isEmpty {
        if hasRecommended[board] || recommendedOn != nil {
          note(.boardWithoutMembers, on: board, at: roster(of: board))
        }
        continue
      }
      judgeChairs(of: board, members)
      if members.faults[board].isEmpty {
        judgeComposition(of: board, members, isExcepted: boards[board]?.insufficientCareer != nil)
      }
      for member in members.byBoard[board] {
        judge(member, recommendedOn: recommendedOn)
        compareAppointment(of: member)
      }
      addRecusals(on: board, members)
    }
  }

  /// The place of what is said of a board that no file speaks of: the header of its roster.
  private func roster(of board: Int) -> ReviewFinding.Place {
    ReviewFinding.Place(file: rosters.executives.boards[board].file, line: 1, row: 1, record: nil)
  }

  /// Notes something about a board, or about a case of an executive on it.
  ///
  /// - Parameter isCertain: Whether an error makes the board unlawful, and does not only hold its career executives.
  private mutating func note(
    _ finding: BoardFinding, on board: Int, at place: ReviewFinding.Place, column: String = "",
    value: [UInt8] = [], related: String = "", executive: Int? = nil, isCertain: Bool = true
  ) {
    let finding = ReviewFinding(
      .board(finding), at: place, column: column, value: value, related: related,
      executive: executive, board: board)
    findings.append(finding)
    guard executive == nil else { return }
    codes[board].insert(finding.code)
    if finding.code.severity == .error {
      if isCertain { isUnlawful[board] = true }
      holdsCareer[board] = true
    }
  }

  /// Size and majority.
  ///
  /// Source: 5 CFR 430.311(a)(1); 5 U.S.C. 4314(c)(5).
  private mutating func judgeComposition(
    of board: Int, _ members: BoardMembers, isExcepted: Bool
  ) {
    let composition = members.composition(of: board)
    let place = members.byBoard[board][0].place
    let minimum = rules.minimumMembers.value
    if composition.members < minimum {
      note(
        .boardTooSmall(
          members: UInt16(clamping: composition.members), minimum: UInt16(clamping: minimum)),
        on: board, at: place)
    }
    guard rules.careerMajority.value == .moreThanHalf, !isExcepted else { return }
    let executives = rosters.executives.boards[board].executives
    let isCareerReviewed = executives.contains(where: rosters.isCareer)
    let mayBeReviewed =
      isCareerReviewed || executives.contains { rosters.appointment(of: $0) == .unknown }
    let inRun = members.composition(of: board) { isCareerInRun($0) ?? $0.isCareer }
    guard !composition.hasCareerMajority || !inRun.hasCareerMajority else { return }
    let isByRun = composition.hasCareerMajority
    if isByRun || !isCareerReviewed { isUncertain[board] = mayBeReviewed }
    guard isCareerReviewed else { return }
    let counted = isByRun ? inRun : composition
    // Which of the two appointments is right, nobody knows.
    note(
      .careerMajorityMissing(
        career: UInt16(clamping: counted.career), members: UInt16(clamping: counted.members),
        isByRun: isByRun),
      on: board, at: place, isCertain: !isByRun)
  }

  /// One member is the chair. Where the row of a member cannot be taken, that one may be.
  private mutating func judgeChairs(of board: Int, _ members: BoardMembers) {
    let chairs = members.chairs(of: board)
    if chairs.isEmpty, members.faults[board].isEmpty {
      note(.noChair, on: board, at: members.byBoard[board][0].place)
    }
    for (number, chair) in chairs.enumerated() where chairs.count > 1 {
      note(
        .severalChairs, on: board, at: chair.place, column: "role",
        value: Array(chair.role.rawValue.utf8), related: chairs[number == 0 ? 1 : 0].place.words)
    }
  }

  /// Whether a member is a career appointee in the run; `nil` where the run does not have the member, or the
  /// appointment is not known there.
  private func isCareerInRun(_ member: BoardMember) -> Bool? {
    guard let executive = rosters.executives.index(ofID: member.id.span) else { return nil }
    return switch rosters.appointment(of: executive) {
    case .career: true
    case .other: false
    case .unknown: nil
    }
  }

  /// The appointment of a member, on which the career majority rests, is that of the run.
  ///
  /// Source: 5 U.S.C. 4314(c)(5).
  private mutating func compareAppointment(of member: BoardMember) {
    guard let isCareer = isCareerInRun(member), isCareer != member.isCareer else { return }
    note(
      .memberAppointmentDiffers(isCareerInRun: isCareer), on: member.board, at: member.place,
      column: "appointment", value: Array(member.appointment.rawValue.utf8))
  }

  /// Publication and term of one member.
  ///
  /// Source: 5 U.S.C. 4314(c)(4); 5 CFR 430.311(a)(4).
  private mutating func judge(_ member: BoardMember, recommendedOn: CalendarDate?) {
    guard member.sits else { return }
    let board = member.board
    if let recommendedOn {
      switch member.publishedOn {
      case .on(let date) where recommendedOn < date:
        note(
          .recommendedBeforePublication(isPublished: true), on: board, at: member.place,
          column: "published_on", value: Array(date.description.utf8),
          related: recommendedOn.description)
      case .blank:
        note(
          .recommendedBeforePublication(isPublished: false), on: board, at: member.place,
          column: "published_on", related: recommendedOn.description)
      case .on, .unknown, .unreadable: break
      }
    }
    if let from = member.servesFrom.date, let published = member.publishedOn.date,
      from <= published
    {
      note(
        from == published ? .publishedOnFirstDay : .serviceBeforePublication, on: board,
        at: member.place, column: "serves_from", value: Array(from.description.utf8),
        related: published.description)
    }
    if let recommendedOn {
      let isBefore = member.servesFrom.date.map { recommendedOn < $0 } ?? false
      let isAfter = member.servesTo.date.map { $0 < recommendedOn } ?? false
      if isBefore || isAfter {
        note(
          .memberOutsideTerm, on: board, at: member.place,
          column: isBefore ? "serves_from" : "serves_to",
          value: Array(
            ((isBefore ? member.servesFrom : member.servesTo).date?.description ?? "").utf8),
          related: recommendedOn.description)
      }
    }
  }

  /// Who steps out of whose case: members of their own, and rating officials where the rules ask for it.
  ///
  /// Source: 5 CFR 430.311(b)(3).
  private mutating func addRecusals(on board: Int, _ members: BoardMembers) {
    var stepping: [Int: [Recusal]] = [:]
    var likenesses: Likenesses?
    for member in members.byBoard[board] where member.sits {
      guard let executive = ownCase(of: member, &likenesses) else { continue }
      stepping[executive, default: []].append(Recusal(member: member, isOwnCase: true))
      note(
        .ownCaseRecusal, on: board, at: member.place, column: "member_id", value: member.id,
        executive: executive)
    }
    let isRecused = rules.recusesRatingOfficial.value
    forEachRated(on: board, by: members) { executive, member in
      if isRecused {
        stepping[executive, default: []].append(Recusal(member: member, isOwnCase: false))
      }
      note(
        .ratingOfficialOnBoard(isRecused: isRecused), on: board, at: member.place, column: "name",
        value: member.name, executive: executive)
    }
    let composition = members.composition(of: board)
    for executive in stepping.keys.sorted() {
      var seen: Set<[UInt8]> = []
      let distinct = (stepping[executive] ?? []).filter { seen.insert($0.member.id).inserted }
        .sorted { goesBeforeByBytes($0.member.id, $1.member.id) }
      recused[executive] = distinct
      let left = composition.without(
        career: distinct.count(where: \.member.isCareer),
        noncareer: distinct.count { !$0.member.isCareer })
      guard rules.careerMajority.value == .moreThanHalf, composition.hasCareerMajority,
        !left.hasCareerMajority, rosters.isCareer(executive)
      else { continue }
      note(
        .careerMajorityLostByRecusal(
          career: UInt16(clamping: left.career), members: UInt16(clamping: left.members)),
        on: board, at: distinct[0].member.place, executive: executive)
    }
  }

  /// The executive of the member's board who is the member, by the id; where nobody of the run has it, by an id that
  /// a spreadsheet may have made it of, or else by the name.
  ///
  /// - Parameter likenesses: Those of the board, made when they are asked for first.
  private func ownCase(of member: BoardMember, _ likenesses: inout Likenesses?) -> Int? {
    let executives = rosters.executives
    if let executive = executives.index(ofID: member.id.span) {
      return executives.board(of: executive) == member.board ? executive : nil
    }
    let known = likenesses ?? Likenesses(of: member.board, in: rosters)
    likenesses = known
    return known.executive(like: member)
  }

  /// Calls `body` with each executive of a board whose rating official is one of its members.
  private func forEachRated(
    on board: Int, by members: BoardMembers, _ body: (Int, BoardMember) -> Void
  ) {
    // Two members may have one name: either may be the official.
    let named = Dictionary(
      grouping: members.byBoard[board].filter { $0.sits && !$0.name.isEmpty }
    ) { SpellingKey(of: $0.name.span) }
    guard !named.isEmpty else { return }
    // Neighbours on a roster often have one rating official.
    var last: (name: [UInt8], members: [BoardMember]) = ([], [])
    for executive in rosters.executives.boards[board].executives {
      rosters.executives.withText(SealedRosters.ratingOfficialField, of: executive) { name in
        guard name.count > 0 else { return }
        if !equals(name, last.name.span) { last = (name.array, named[SpellingKey(of: name)] ?? []) }
        for member in last.members { body(executive, member) }
      }
    }
  }
}
