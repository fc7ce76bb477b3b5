import Appraisal
import Columns
import Runs
import Tables

/// Why executives are held or without a rating, by the findings about them and about their boards.
struct ExecutiveReasons: Sendable {
  private let register: Register
  private let findings: ReviewFindingWriter
  /// By executive the errors that hold him or her, by their place in the findings.
  private let errors: [Int: [Int]]
  /// By board what is found about it as a whole, by its place in the findings.
  private let ofBoards: [Int: [Int]]
  /// What is found that puts every board in doubt, by its place in the findings.
  private let ofEveryBoard: [Int]

  /// The reasons of a register.
  ///
  /// - Complexity: O(findings).
  init(of register: Register) {
    self.register = register
    findings = ReviewFindingWriter(register)
    var errors: [Int: [Int]] = [:]
    var ofBoards: [Int: [Int]] = [:]
    var ofEveryBoard: [Int] = []
    for (index, finding) in register.findings.enumerated() {
      if let executive = finding.executive {
        if finding.code.severity == .error { errors[executive, default: []].append(index) }
      } else if let board = finding.board {
        ofBoards[board, default: []].append(index)
      } else if register.isAboutEveryBoard(finding) {
        ofEveryBoard.append(index)
      }
    }
    self.errors = errors
    self.ofBoards = ofBoards
    self.ofEveryBoard = ofEveryBoard
  }

  /// How many errors are told.
  private static let mostErrors = 5

  /// The first errors that hold an executive, and how many more there are; of one without a rating what the
  /// run said.
  func text(of executive: Int, for reader: Register.Reader = .everybody) -> [UInt8] {
    // No error is about who is done: it would hold him or her.
    if register.status(of: executive, for: reader) == .complete { return [] }
    let (first, more) = holding(executive, for: reader)
    guard !first.isEmpty else { return saidByRun(of: executive, for: reader) }
    var text = OutputBuffer()
    for index in first { findings.appendRemark(register.findings[index], to: &text) }
    if more > 0 { text.append(" | … and \(more) more") }
    return text.array
  }

  /// The first errors that hold an executive, causes first, by their place in the findings, and how many more
  /// there are.
  func holding(
    _ executive: Int, for reader: Register.Reader = .everybody
  ) -> (first: ArraySlice<Int>, more: Int) {
    let board = register.rosters.executives.board(of: executive)
    // Of nearly everybody nothing is found.
    if errors[executive] == nil, ofBoards[board] == nil, ofEveryBoard.isEmpty { return ([], 0) }
    let ofBoard =
      register.isCareer[executive]
      ? findings(about: board).filter { register.findings[$0].code.severity == .error } : []
    let shown = ((errors[executive] ?? []) + ofBoard).filter {
      register.isShown(register.findings[$0], to: reader)
    }
    let all = shown.sorted { one, other in
      let precedences = (
        register.findings[one].precedence, register.findings[other].precedence
      )
      return precedences.0 == precedences.1 ? one < other : precedences.0 < precedences.1
    }
    return (all.prefix(Self.mostErrors), max(0, all.count - Self.mostErrors))
  }

  /// What the run said of an executive without a rating.
  private func saidByRun(of executive: Int, for reader: Register.Reader) -> [UInt8] {
    switch register.status(of: executive, for: reader) {
    case .open, .complete: []
    case .held, .notRated, .rejected: register.rosters.cell(.remarks, of: executive)
    }
  }

  /// What is found about a board as a whole, by its place in the findings.
  func findings(about board: Int) -> [Int] { (ofBoards[board] ?? []) + ofEveryBoard }
}
