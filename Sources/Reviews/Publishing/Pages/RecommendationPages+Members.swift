import Appraisal
import Columns
import Pages
import ReviewBoards
import Runs
import Tables

extension RecommendationPages {
  /// Adds who sits on a board, and who steps out.
  func appendMembers(of board: Int, to buffer: inout OutputBuffer) {
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
      case .recusals: appendRecusals(on: board, to: &buffer)
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
      case .role:
        buffer.append(member.sits ? member.role.rawValue : "\(member.role.rawValue), does not sit")
      case .appointment: buffer.append(member.appointment.rawValue)
      case .publishedOn: buffer.append(day(member.publishedOn))
      case .federalRegister: buffer.append(shown: member.federalRegister)
      case .term:
        buffer.append("\(day(member.servesFrom)) to \(day(member.servesTo))")
      }
    }
  }

  private func appendRecusals(on board: Int, to buffer: inout OutputBuffer) {
    let stepping = executives(of: board).filter { register.recused[$0] != nil }
    guard !stepping.isEmpty else { return }
    let writer = ReviewFindingWriter(register)
    buffer.append(skeletons.recusals) { slot, _, buffer in
      guard slot == .rows else { return }
      for executive in stepping {
        let who = (register.recused[executive] ?? []).map { recusal in
          if recusal.isOwnCase {
            return "sits on this board, and takes no part in his or her own case."
          }
          let member = recusal.member
          let name = member.name.isEmpty ? member.id : member.name
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

  /// Adds where the chair signs, or why there is nothing to sign yet.
  func appendSignature(
    of board: Int, _ counts: RecommendationCounts, to buffer: inout OutputBuffer
  ) {
    let chairs = register.members?.chairs(of: board) ?? []
    // Where there are several, nobody knows whose name it is.
    let chair = chairs.count == 1 ? chairs[0] : nil
    let section = counts.held > 0 ? skeletons.unsignedSection : skeletons.signatureSection
    buffer.append(section) { slot, _, buffer in
      switch slot {
      case .sentence: buffer.append(html: counts.signed)
      case .chair:
        if let chair { buffer.append(shown: chair.name.isEmpty ? chair.id : chair.name) }
      case .rows, .notes, .recusals: break
      }
    }
  }
}
