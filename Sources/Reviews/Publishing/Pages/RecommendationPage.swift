import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// `boards/<prb>.html` for each board: its recommendation in writing, for the chair's signature.
///
/// Every level that differs from the initial one stands there in words, because a sheet whose open columns
/// were sorted by themselves cannot be told from another one: who signs is the last who can see it.
struct RecommendationPages: Sendable {
  private let register: Register
  private let reasons: ExecutiveReasons
  /// By board.
  private let facts: [BoardFacts]
  private let skeletons: RecommendationSkeletons
  /// By executive the finding that the career majority is lost where members step out.
  private let lostMajorities: [Int: Int]

  /// The pages of a register.
  init(
    of register: Register, reasons: ExecutiveReasons, facts: [BoardFacts],
    skeletons: RecommendationSkeletons
  ) {
    self.register = register
    self.reasons = reasons
    self.facts = facts
    self.skeletons = skeletons
    lostMajorities = Dictionary(
      register.findings.enumerated().compactMap { index, finding in
        guard case .board(.careerMajorityLostByRecusal) = finding.finding else { return nil }
        return finding.executive.map { ($0, index) }
      }, uniquingKeysWith: { one, _ in one })
  }

  /// How much of a page is kept before it is written.
  private static let pieceSize = 1 << 20

  /// What is counted of a board for its page.
  private struct Counts {
    var rated = 0
    /// From Level 1 on.
    var initial: [5 of Int] = [0, 0, 0, 0, 0]
    var recommended: [5 of Int] = [0, 0, 0, 0, 0]
    var withLevel = 0
    /// Unchanged because the board wrote that it concurs.
    var concurred = 0
    var held = 0
    /// Held, although the board's level was taken.
    var heldWithLevel = 0
    var notRated = 0
    var rejected = 0
    var responses = 0

    /// Neither held nor with a level.
    var open: Int { rated - withLevel - (held - heldWithLevel) }
  }

  private func counts(of board: Int) -> Counts {
    var counts = Counts()
    for executive in executives(of: board) {
      if register.responses.has(executive) { counts.responses += 1 }
      let status = register.status(of: executive)
      if status == .notRated { counts.notRated += 1 }
      if status == .rejected { counts.rejected += 1 }
      if status == .held { counts.held += 1 }
      guard let initial = register.level(of: executive, at: .initial) else { continue }
      counts.rated += 1
      counts.initial[initial.number - 1] += 1
      guard let level = register.level(of: executive, at: .recommended) else { continue }
      counts.withLevel += 1
      counts.recommended[level.number - 1] += 1
      if status == .held { counts.heldWithLevel += 1 }
      if level == initial, register.recommendations.isConcurrence(of: executive) {
        counts.concurred += 1
      }
    }
    return counts
  }

  /// In the order of the roster.
  private func executives(of board: Int) -> Range<Int> {
    register.rosters.executives.boards[board].executives
  }

  /// Writes the page of a board.
  func write(
    _ board: Int, by scratch: inout OutputBuffer, to file: inout OutputFile
  ) throws(RunError) {
    scratch.removeAll()
    let counts = counts(of: board)
    let facts = facts[board]
    let name = register.rosters.executives.boards[board].name
    func flush(_ buffer: inout OutputBuffer) throws(RunError) {
      guard buffer.count > Self.pieceSize else { return }
      try file.write(buffer)
      buffer.removeAll()
    }
    func section(
      _ skeleton: PageSkeleton<PassageSlot>, _ sentence: String, to buffer: inout OutputBuffer,
      row: (_ executive: Int, inout OutputBuffer) -> Void
    ) throws(RunError) {
      try buffer.append(skeleton) { slot, _, buffer throws(RunError) in
        switch slot {
        case .sentence: buffer.append(html: sentence)
        case .rows:
          for executive in executives(of: board) {
            row(executive, &buffer)
            try flush(&buffer)
          }
        case .notes, .recusals, .chair: break
        }
      }
    }
    try scratch.append(skeletons.page) { slot, index, buffer throws(RunError) in
      switch slot {
      case .board: buffer.append(html: name.span)
      case .unit:
        buffer.append(shown: Array(register.cycle.units[register.units[board]].name.value.utf8))
      case .recommendedOn:
        buffer.append(register.stated[board]?.recommendedOn?.description ?? "not given")
      case .standing: buffer.append(html: standing(counts))
      case .executives: buffer.append(grouped: facts.executives)
      case .recommended: buffer.append(grouped: counts.withLevel)
      case .raised: buffer.append(grouped: facts.changes.raised)
      case .lowered: buffer.append(grouped: facts.changes.lowered)
      case .unchanged: buffer.append(grouped: facts.changes.unchanged)
      case .held: buffer.append(grouped: counts.held)
      case .rated: buffer.append(grouped: counts.rated)
      case .initialCount: buffer.append(grouped: counts.initial[index])
      case .recommendedCount: buffer.append(grouped: counts.recommended[index])
      case .withoutRecommendation: buffer.append(grouped: counts.rated - counts.withLevel)
      case .differencesSection:
        guard counts.withLevel > 0 else { return }
        try section(
          skeletons.differencesSection, differences(counts, facts.changes), to: &buffer
        ) { appendDifference(of: $0, to: &$1) }
      case .responsesSection:
        try section(skeletons.responsesSection, responses(counts), to: &buffer) {
          appendResponse(of: $0, to: &$1)
        }
      case .leftOutSection:
        let others = counts.held + counts.notRated + counts.rejected
        let listsOpen = counts.withLevel > 0
        guard others > 0 || listsOpen && counts.open > 0 else { return }
        try section(skeletons.leftOutSection, leftOut(counts), to: &buffer) {
          appendLeftOut($0, listsOpen: listsOpen, to: &$1)
        }
      case .unitLimits: buffer.append(skeletons.unitLimits[register.units[board]])
      case .membersSection: appendMembers(of: board, to: &buffer)
      case .everybodySection:
        try section(
          skeletons.everybodySection,
          "Where the recommended levels do not go with the executives, the open columns of a sheet may "
            + "have been sorted by themselves.", to: &buffer
        ) { appendRow(of: $0, to: &$1) }
      case .signatureSection:
        guard counts.withLevel > 0 else { return }
        appendSignature(of: board, counts, facts.changes, to: &buffer)
      }
    }
    try file.write(scratch)
  }

  // MARK: - Sentences

  /// How far the board is.
  private func standing(_ counts: Counts) -> String {
    let rated = counted(counts.rated, "rated executive")
    if counts.rated == 0 {
      return "No executive of this board is rated: it has nothing to recommend."
    }
    if counts.withLevel == 0 {
      return "This board has not recommended yet: \(rated), \(grouped(counts.open)) of them open"
        + (counts.held > 0 ? " and \(grouped(counts.held)) held." : ".")
    }
    if counts.withLevel == counts.rated, counts.held == 0 {
      return "The board recommends a level for each of \(rated)."
    }
    var rest: [String] = []
    if counts.open > 0 { rest.append("\(grouped(counts.open)) without a recommendation") }
    if counts.held > 0 {
      rest.append("\(grouped(counts.held)) held because something has to be corrected first")
    }
    return "This is not complete: the board recommends a level for \(grouped(counts.withLevel)) of "
      + "\(rated); \(rest.joined(separator: ", "))."
  }

  private func differences(_ counts: Counts, _ changes: ReviewSummary.Changes) -> String {
    let different = changes.raised + changes.lowered
    let others = counts.withLevel - different
    let same = others - counts.concurred
    var words = "The board concurs in \(counted(counts.concurred, "case"))"
    if same > 0 { words += " and wrote the level of the initial rating in \(grouped(same))" }
    let list = "the table of all executives names them."
    guard different > 0 else { return "There are none. \(words); \(list)" }
    return "\(counted(different, "recommendation")) of \(grouped(counts.withLevel)) "
      + "\(different == 1 ? "differs" : "differ"): \(grouped(changes.lowered)) lowered, "
      + "\(grouped(changes.raised)) raised. \(words); \(list)"
  }

  private func responses(_ counts: Counts) -> String {
    if register.notGiven.contains(.responses) {
      return "Responses were not given, so whether the board has seen them was not checked."
    }
    guard counts.responses > 0 else { return "No executive of this board has responded." }
    return
      "\(counted(counts.responses, "executive")) responded. The board looks at a response before it "
      + "recommends; a reviewer recommends another level and does not change the rating."
  }

  private func leftOut(_ counts: Counts) -> String {
    [
      (counts.open, "open"), (counts.held, "held"), (counts.notRated, "not rated"),
      (counts.rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ") + "."
  }

  // MARK: - Executives

  private func append(
    _ skeleton: PageSkeleton<CaseSlot>, _ executive: Int, words: String, remarks: [UInt8],
    to buffer: inout OutputBuffer
  ) {
    var html = OutputBuffer()
    html.append(html: remarks.span)
    append(skeleton, executive, words: words, remarksHTML: html, to: &buffer)
  }

  private func append(
    _ skeleton: PageSkeleton<CaseSlot>, _ executive: Int, words: String,
    remarksHTML: borrowing OutputBuffer, to buffer: inout OutputBuffer
  ) {
    let executives = register.rosters.executives
    let initial = register.level(of: executive, at: .initial)
    let recommended = register.level(of: executive, at: .recommended)
    buffer.append(skeleton) { slot, _, buffer in
      switch slot {
      case .number:
        let first = self.executives(of: executives.board(of: executive)).lowerBound
        buffer.append(grouped: executive - first + 1)
      case .name: append(SealedRosters.nameField, of: executive, to: &buffer)
      case .executiveID: executives.withID(of: executive) { buffer.append(html: $0) }
      case .organization: append(SealedRosters.organizationField, of: executive, to: &buffer)
      case .positionTitle: append(SealedRosters.positionField, of: executive, to: &buffer)
      case .score:
        if let score = executives.score(of: executive) {
          buffer.append(hundredths: score.hundredths)
        }
      case .initial: buffer.append(initial.map { "\($0.number)" } ?? "–")
      case .initialLabel:
        if let initial {
          let label = register.rosters.label(of: initial)
          buffer.append(html: label.span)
        } else {
          buffer.append(
            executives.status(of: executive) == .rejected ? "rejected" : "not rated")
        }
      case .recommended: buffer.append(recommended.map { "\($0.number)" } ?? "–")
      case .words: buffer.append(html: words)
      case .remarks: buffer.append(remarksHTML)
      }
    }
  }

  private func append(_ field: Int, of executive: Int, to buffer: inout OutputBuffer) {
    register.rosters.executives.withText(field, of: executive) { buffer.append(html: $0) }
  }

  /// How the recommended level differs: `lowered by 1`; `nil` where there is none.
  private func step(of executive: Int) -> String? {
    guard let initial = register.level(of: executive, at: .initial),
      let level = register.level(of: executive, at: .recommended)
    else { return nil }
    if level < initial { return "lowered by \(initial.number - level.number)" }
    if level > initial { return "raised by \(level.number - initial.number)" }
    return register.recommendations.isConcurrence(of: executive) ? "concurs" : "the same level"
  }

  private func appendDifference(of executive: Int, to buffer: inout OutputBuffer) {
    guard let initial = register.level(of: executive, at: .initial),
      let level = register.level(of: executive, at: .recommended), level != initial,
      let step = step(of: executive)
    else { return }
    let isHeld = register.status(of: executive) == .held
    append(
      skeletons.difference, executive, words: isHeld ? "\(step), held" : step,
      remarks: register.recommendations.remarks(of: executive), to: &buffer)
  }

  private func appendResponse(of executive: Int, to buffer: inout OutputBuffer) {
    guard let response = register.responses[executive]?.row else { return }
    var words = "responded"
    if let day = response.respondedOn.date { words += " on \(day)" }
    words += response.reviewRequested ? " and asked for a review at a higher level." : "."
    let board = register.rosters.executives.board(of: executive)
    if let day = response.respondedOn.date, let end = register.stated[board]?.recommendedOn {
      words += " That was \(day <= end ? "before" : "after") the board recommended."
    }
    let initial = register.level(of: executive, at: .initial)
    if let reviewer = register.reviewerLevel(of: executive) {
      let name =
        response.reviewer.isEmpty ? "The reviewer" : spelledOut(response.reviewer)
      words += " \(name) recommends Level \(reviewer.number)"
      if let day = response.reviewedOn.date { words += " on \(day)" }
      if let initial {
        words +=
          initial == reviewer ? ", the initial level" : "; the initial level is \(initial.number)"
      }
      words += "."
    } else if response.reviewRequested {
      words += " No result of the review is known."
    }
    if let level = register.level(of: executive, at: .recommended) {
      words += " The board recommends Level \(level.number)."
    }
    append(
      skeletons.response, executive, words: words,
      remarks: response.reviewerRemarks.isEmpty
        ? [] : Array("Reviewer’s remarks: ".utf8) + response.reviewerRemarks, to: &buffer)
  }

  /// - Parameter listsOpen: Whether those are listed whom the board has said nothing of; of a board that has
  ///   said nothing at all that is everybody.
  private func appendLeftOut(_ executive: Int, listsOpen: Bool, to buffer: inout OutputBuffer) {
    let level = register.level(of: executive, at: .recommended)
    var reason = reasonHTML(of: executive)
    let words: String
    switch register.status(of: executive) {
    case .complete: return
    case .open:
      guard listsOpen, level == nil else { return }
      words = "open"
      reason = OutputBuffer()
      reason.append("The board has handed in no level.")
    case .held:
      words = level.map { "held; Level \($0.number) is recommended" } ?? "held"
    case .notRated: words = "not rated"
    case .rejected: words = "rejected"
    }
    append(skeletons.leftOut, executive, words: words, remarksHTML: reason, to: &buffer)
  }

  /// Why an executive is left out, as HTML: what is wrong and what to do first, the code after it.
  private func reasonHTML(of executive: Int) -> OutputBuffer {
    var html = OutputBuffer()
    let (first, more) = reasons.holding(executive)
    guard !first.isEmpty else {
      html.append(html: reasons.text(of: executive).span)
      return html
    }
    let writer = ReviewFindingWriter(register)
    for index in first {
      let finding = register.findings[index]
      html.append(skeletons.reason) { slot, _, buffer in
        switch slot {
        case .sentence:
          var text = OutputBuffer()
          writer.appendSentences(finding, to: &text)
          buffer.append(html: text)
        case .code: buffer.append(finding.code.rawValue)
        case .place: buffer.append(html: "\(finding.file), line \(grouped(finding.line))")
        }
      }
    }
    if more > 0 { html.append("<div class=finding>\(grouped(more)) more in findings.csv.</div>") }
    return html
  }

  private func appendRow(of executive: Int, to buffer: inout OutputBuffer) {
    let status = register.status(of: executive)
    let step = step(of: executive)
    let words =
      switch (status, step) {
      case (.held, let step?): "\(step), held"
      case (.held, nil): "held"
      case (.open, nil): "open"
      case (_, let step): step ?? ""
      }
    append(
      skeletons.everybody, executive, words: words,
      remarks: register.recommendations.remarks(of: executive), to: &buffer)
  }

  // MARK: - Members

  private func appendMembers(of board: Int, to buffer: inout OutputBuffer) {
    guard let members = register.members?.byBoard[board], !members.isEmpty else {
      let words =
        register.members == nil
        ? "Members were not given: who sits on the board, publication and recusals were not checked."
        : "The files of the members name nobody for this board."
      buffer.append(skeletons.membersNotGiven) { slot, _, buffer in
        if slot == .sentence { buffer.append(html: words) }
      }
      return
    }
    let sitting = BoardComposition(
      members: members.count(where: \.sits), career: members.count { $0.sits && $0.isCareer })
    let facts = facts[board]
    let words =
      "\(counted(sitting.members, "member")) sit\(sitting.members == 1 ? "s" : ""), "
      + "\(grouped(sitting.career)) of them \(sitting.career == 1 ? "a career appointee" : "career appointees")."
      + (facts.lawful == "no" ? " The board cannot recommend for career appointees as it is:" : "")
    buffer.append(skeletons.membersSection) { slot, _, buffer in
      switch slot {
      case .sentence: buffer.append(html: words)
      case .notes: appendNotes(on: board, to: &buffer)
      case .rows: for member in members { append(member, to: &buffer) }
      case .recusals: appendRecusals(on: board, members, to: &buffer)
      case .chair: break
      }
    }
  }

  /// What is found about the board as a whole.
  private func appendNotes(on board: Int, to buffer: inout OutputBuffer) {
    let writer = ReviewFindingWriter(register)
    for index in reasons.findings(about: board) {
      var text = OutputBuffer()
      writer.appendSentences(register.findings[index], to: &text)
      buffer.append(skeletons.membersNote) { slot, _, buffer in
        if slot == .sentence { buffer.append(html: text) }
      }
    }
  }

  private func append(_ member: BoardMember, to buffer: inout OutputBuffer) {
    func day(_ day: BoardMember.Day) -> String { day.date?.description ?? "–" }
    buffer.append(skeletons.member) { slot, _, buffer in
      switch slot {
      case .name: buffer.append(shown: member.name.isEmpty ? member.id : member.name)
      case .memberID: if !member.name.isEmpty { buffer.append(shown: member.id) }
      case .role: buffer.append(member.sits ? member.role.rawValue : "alternate, does not sit")
      case .appointment: buffer.append(member.appointment.rawValue)
      case .publishedOn: buffer.append(day(member.publishedOn))
      case .federalRegister: buffer.append(shown: member.federalRegister)
      case .term:
        buffer.append("\(day(member.servesFrom)) to \(day(member.servesTo))")
      }
    }
  }

  private func appendRecusals(
    on board: Int, _ members: [BoardMember], to buffer: inout OutputBuffer
  ) {
    let stepping = executives(of: board).filter { register.recused[$0] != nil }
    guard !stepping.isEmpty else { return }
    let writer = ReviewFindingWriter(register)
    let names = Dictionary(members.map { ($0.id, $0.name) }, uniquingKeysWith: { one, _ in one })
    buffer.append(skeletons.recusals) { slot, _, buffer in
      guard slot == .rows else { return }
      for executive in stepping {
        let own = register.rosters.executives.withID(of: executive) { $0.array }
        let who = (register.recused[executive] ?? []).map { id in
          if id == own { return "sits on this board and steps out of the own case." }
          let name = names[id].flatMap { $0.isEmpty ? nil : $0 } ?? id
          return "\(spelledOut(name)) rated this executive and steps out."
        }
        var note = OutputBuffer()
        if let index = lostMajorities[executive] {
          writer.appendSentences(register.findings[index], to: &note)
        }
        append(
          skeletons.recusal, executive,
          words: who.joined(separator: " "), remarks: note.array, to: &buffer)
      }
    }
  }

  // MARK: - Signature

  private func appendSignature(
    of board: Int, _ counts: Counts, _ changes: ReviewSummary.Changes, to buffer: inout OutputBuffer
  ) {
    let chair = register.members?.byBoard[board].first { $0.role == .chair }
    var words =
      "The board recommends the levels on this page for \(counted(counts.withLevel, "executive")): "
      + "\(grouped(changes.raised)) raised, \(grouped(changes.lowered)) lowered and "
      + "\(grouped(changes.unchanged)) unchanged from the initial rating."
    if counts.heldWithLevel > 0 {
      words += " \(grouped(counts.heldWithLevel)) of them held until something is corrected."
    }
    let without = counts.rated - counts.withLevel
    if without > 0 { words += " For \(grouped(without)) it recommends nothing yet." }
    buffer.append(skeletons.signatureSection) { slot, _, buffer in
      switch slot {
      case .sentence: buffer.append(html: words)
      case .chair:
        if let chair { buffer.append(shown: chair.name.isEmpty ? chair.id : chair.name) }
      case .rows, .notes, .recusals: break
      }
    }
  }
}
