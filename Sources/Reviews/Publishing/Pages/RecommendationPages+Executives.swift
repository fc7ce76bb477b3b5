import Appraisal
import Columns
import Pages
import ReviewBoards
import Runs
import Tables

extension RecommendationPages {
  /// Adds a case.
  func append(
    _ skeleton: PageSkeleton<CaseSlot>, _ executive: Int, words: String, remarks: [UInt8],
    to buffer: inout OutputBuffer
  ) {
    append(skeleton, executive, words: words, to: &buffer) { $0.append(html: remarks.span) }
  }

  /// - Parameter appendRemarks: Adds the remarks as HTML.
  private func append(
    _ skeleton: PageSkeleton<CaseSlot>, _ executive: Int, words: String,
    to buffer: inout OutputBuffer, remarks appendRemarks: (inout OutputBuffer) -> Void
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
      case .initial: append(initial, to: &buffer)
      case .initialLabel:
        if let initial {
          register.rosters.withLabel(of: initial) { buffer.append(html: $0) }
        } else {
          buffer.append(
            executives.status(of: executive) == .rejected ? "rejected" : "not rated")
        }
      case .recommended: append(recommended, to: &buffer)
      case .words: buffer.append(html: words)
      case .remarks: appendRemarks(&buffer)
      }
    }
  }

  private func append(_ level: Level?, to buffer: inout OutputBuffer) {
    guard let level else { return buffer.append("–") }
    buffer.append(decimal: level.number)
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

  func appendDifference(of executive: Int, to buffer: inout OutputBuffer) {
    guard let initial = register.level(of: executive, at: .initial),
      let level = register.level(of: executive, at: .recommended), level != initial,
      let step = step(of: executive)
    else { return }
    let isHeld = register.status(of: executive, for: .board) == .held
    append(
      skeletons.difference, executive, words: isHeld ? "\(step), held" : step,
      remarks: register.recommendations.remarks(of: executive), to: &buffer)
  }

  func appendResponse(of executive: Int, to buffer: inout OutputBuffer) {
    guard let response = register.responses.row(of: executive) else { return }
    var words = "responded"
    if let day = response.respondedOn.date { words += " on \(day)" }
    words += response.reviewRequested ? " and asked for a review at a higher level." : "."
    let board = register.rosters.executives.board(of: executive)
    if let day = response.respondedOn.date, let end = register.stated[board]?.recommendedOn,
      register.recommendations.hasRecommended[board]
    {
      let order = day < end ? "before the day" : day == end ? "the day" : "after the day"
      words += " That was \(order) on which the board recommended."
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
  func appendLeftOut(_ executive: Int, listsOpen: Bool, to buffer: inout OutputBuffer) {
    let level = register.level(of: executive, at: .recommended)
    let words: String
    var isOpen = false
    switch register.status(of: executive, for: .board) {
    case .complete: return
    case .open:
      guard listsOpen, level == nil else { return }
      words = "open"
      isOpen = true
    case .held:
      words = level.map { "held; Level \($0.number) is recommended" } ?? "held"
    case .notRated: words = "not rated"
    case .rejected: words = "rejected"
    }
    append(skeletons.leftOut, executive, words: words, to: &buffer) { buffer in
      if isOpen {
        buffer.append("The board has handed in no level.")
      } else {
        appendReason(of: executive, to: &buffer)
      }
    }
  }

  /// Why an executive is left out: what is wrong and what to do first, the code after it.
  private func appendReason(of executive: Int, to html: inout OutputBuffer) {
    let (first, more) = reasons.holding(executive, for: .board)
    guard !first.isEmpty else {
      return html.append(html: reasons.text(of: executive, for: .board).span)
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
        case .place: buffer.append(html: finding.place.words)
        }
      }
    }
    if more > 0 { html.append("<div class=finding>\(grouped(more)) more in findings.csv.</div>") }
  }

  func appendRow(of executive: Int, to buffer: inout OutputBuffer) {
    let status = register.status(of: executive, for: .board)
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
}
