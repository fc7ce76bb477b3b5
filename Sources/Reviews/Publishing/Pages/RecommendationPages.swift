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
  let register: Register
  let reasons: ExecutiveReasons
  /// By board.
  let facts: [BoardFacts]
  let skeletons: RecommendationSkeletons
  /// The sheets that came back.
  private let returned: [PageOrigin.Input]
  /// By executive the finding that the career majority is lost where members step out.
  let lostMajorities: [Int: Int]

  /// The pages of a register.
  init(
    of register: Register, reasons: ExecutiveReasons, facts: [BoardFacts],
    skeletons: RecommendationSkeletons, returned: [PageOrigin.Input]
  ) {
    self.returned = returned
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

  /// In the order of the roster.
  func executives(of board: Int) -> Range<Int> {
    register.rosters.executives.boards[board].executives
  }

  /// Writes the page of a board.
  func write(
    _ board: Int, by scratch: inout OutputBuffer, to file: inout OutputFile
  ) throws(RunError) {
    scratch.removeAll()
    let name = register.rosters.executives.boards[board].name
    let facts = facts[board]
    let counts = RecommendationCounts(of: board, in: register, facts)
    try scratch.append(skeletons.page) { slot, index, buffer throws(RunError) in
      switch slot {
      case .board: buffer.append(html: name.span)
      case .unit:
        buffer.append(shown: Array(register.cycle.units[register.units[board]].name.value.utf8))
      case .recommendedOn:
        buffer.append(register.stated[board]?.recommendedOn?.description ?? "not given")
      case .standing: buffer.append(html: counts.standing)
      case .executives: buffer.append(grouped: facts.executives)
      case .recommended: buffer.append(grouped: counts.withLevel)
      case .raised: buffer.append(grouped: counts.changes.raised)
      case .lowered: buffer.append(grouped: counts.changes.lowered)
      case .unchanged: buffer.append(grouped: counts.changes.unchanged)
      case .held: buffer.append(grouped: counts.held)
      case .rated: buffer.append(grouped: counts.rated)
      case .initialCount: buffer.append(grouped: counts.initial[index])
      case .recommendedCount: buffer.append(grouped: counts.recommended[index])
      case .withoutRecommendation: buffer.append(grouped: counts.rated - counts.withLevel)
      case .differencesSection:
        guard counts.withLevel > 0 else { return }
        try append(
          skeletons.differencesSection, counts.differences, of: board, to: &buffer, in: &file
        ) { appendDifference(of: $0, to: &$1) }
      case .responsesSection:
        try append(
          skeletons.responsesSection, counts.responded, of: board, to: &buffer, in: &file
        ) { appendResponse(of: $0, to: &$1) }
      case .leftOutSection:
        guard counts.leavesOut else { return }
        try append(skeletons.leftOutSection, counts.leftOut, of: board, to: &buffer, in: &file) {
          appendLeftOut($0, listsOpen: counts.listsOpen, to: &$1)
        }
      case .unitLimits: buffer.append(skeletons.unitLimits[register.units[board]])
      case .membersSection: appendMembers(of: board, to: &buffer)
      case .everybodySection:
        try append(
          skeletons.everybodySection,
          "Where the recommended levels do not go with the executives, the open columns of a sheet may "
            + "have been sorted by themselves.", of: board, to: &buffer, in: &file
        ) { appendRow(of: $0, to: &$1) }
      case .signatureSection:
        guard counts.withLevel > 0 else { return }
        appendSignature(of: board, counts, to: &buffer)
      case .returnedInputs: appendReturned(of: board, to: &buffer)
      }
    }
    try file.write(scratch)
  }

  /// Names the sheets that came back from a board, or says how many there are.
  private func appendReturned(of board: Int, to buffer: inout OutputBuffer) {
    let files = register.returnedOf[board]
    guard files.count > PageOrigin.mostNamed else {
      for file in files { buffer.append(skeletons.returnedInputs[file]) }
      return
    }
    buffer.append(skeletons.countedInputs) { slot, _, buffer in
      switch slot {
      case .role: buffer.append(html: returned[files[0]].role)
      case .files: buffer.append(grouped: files.count)
      case .records: buffer.append(grouped: files.reduce(0) { $0 + returned[$1].records })
      }
    }
  }

  /// Adds a section with what is said of each executive of a board, and writes what grows too large to keep.
  private func append(
    _ section: PageSkeleton<PassageSlot>, _ sentence: String, of board: Int,
    to buffer: inout OutputBuffer, in file: inout OutputFile,
    row: (_ executive: Int, inout OutputBuffer) -> Void
  ) throws(RunError) {
    try buffer.append(section) { slot, _, buffer throws(RunError) in
      switch slot {
      case .sentence: buffer.append(html: sentence)
      case .rows:
        for executive in executives(of: board) {
          row(executive, &buffer)
          guard buffer.count > Self.pieceSize else { continue }
          try file.write(buffer)
          buffer.removeAll()
        }
      case .notes, .recusals, .chair: break
      }
    }
  }
}
