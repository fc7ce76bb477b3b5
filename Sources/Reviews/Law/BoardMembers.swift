import Appraisal
import Columns
import ReviewBoards
import Tables

/// A member of a review board, as a row of the file of the members says.
struct BoardMember: Sendable {
  enum Role: String, CaseIterable, Sendable { case chair, member, alternate }

  enum Appointment: String, CaseIterable, Sendable {
    case career, noncareer, limited, presidential, military, other
  }

  /// A day that may be given.
  enum Day: Equatable, Sendable {
    /// The file has no such column: nothing is known.
    case unknown
    case blank
    /// Something stands there that is no day; a finding says so.
    case unreadable
    case on(CalendarDate)

    var date: CalendarDate? { if case .on(let date) = self { date } else { nil } }
  }

  let board: Int
  let id: [UInt8]
  let role: Role
  let appointment: Appointment
  let name: [UInt8]
  let publishedOn: Day
  let federalRegister: [UInt8]
  let servesFrom: Day
  let servesTo: Day
  /// Whether the member takes part: an alternate only where the file says so.
  let sits: Bool
  /// Where the row stands.
  let place: ReviewFinding.Place

  var isCareer: Bool { appointment == .career }
}

extension ReviewFinding {
  /// Where a row stands in a file.
  struct Place: Sendable {
    let file: String
    let line: Int
    let row: Int
    let record: Int?

    /// For people: `line 7 of members.csv`.
    var words: String { FilePlace(file: file, line: line, row: row).wordsInSentence }
  }

  /// A finding at a place.
  init(
    _ finding: Finding, at place: Place, column: String = "", value: [UInt8] = [],
    related: String = "", executive: Int? = nil, board: Int? = nil
  ) {
    self.init(
      finding: finding, file: place.file, line: place.line, row: place.row, record: place.record,
      column: column, value: value, related: related, executive: executive, board: board)
  }
}

extension RowFindings {
  /// Where a row stands.
  func place(of row: SheetRow) -> ReviewFinding.Place {
    ReviewFinding.Place(file: name, line: row.line, row: row.row, record: row.record)
  }

  /// The day in a column.
  mutating func day(
    _ cell: ReviewField.Cell, of row: SheetRow, executive: Int? = nil, board: Int? = nil
  ) -> BoardMember.Day {
    let column = columns.column(of: cell)
    if column < 0 { return .unknown }
    if row.isBlank(column) { return .blank }
    if let date = row.withContent(column, { CalendarDate(iso: $0) }) { return .on(date) }
    add(.response(.invalidDate), at: row, column: column, executive: executive, board: board)
    return .unreadable
  }

  /// The answer in a column; `nil` where it is blank, or none.
  mutating func answer(
    _ cell: ReviewField.Cell, of row: SheetRow, executive: Int? = nil, board: Int? = nil
  ) -> Bool? {
    let column = columns.column(of: cell)
    if column < 0 || row.isBlank(column) { return nil }
    for (word, answer) in [("yes", true), ("y", true), ("no", false), ("n", false)]
    where row.withContent(column, { isFolded($0, to: Array(word.utf8)) }) {
      return answer
    }
    add(.response(.invalidAnswer), at: row, column: column, executive: executive, board: board)
    return nil
  }

  /// The text in a column, empty where there is none; what is wrong with it is noted.
  mutating func text(
    _ cell: ReviewField.Cell, of row: SheetRow, executive: Int? = nil, board: Int? = nil
  ) -> [UInt8] {
    let column = columns.column(of: cell)
    let text = row.withText(column) { $0.array }
    guard !isPrintableASCII(text.span) else { return text }
    // Remarks may have several lines.
    if hasControlCharacter(text.span) {
      add(
        .record(.controlCharacter), at: row, column: column, executive: executive, board: board)
    }
    if hasReplacementCharacter(text.span) {
      add(
        .text(.replacementCharacter), at: row, column: column, executive: executive, board: board)
    }
    return text
  }
}

/// The members of all boards of a run.
struct BoardMembers: Sendable {
  /// By board of the run, in the order of the files.
  let byBoard: [[BoardMember]]
  /// Whether the files name the day on which each appointment was published, or leave it blank.
  let knowsPublication: Bool
  /// By board the codes of the errors that keep a row of a member from being taken as it stands. Nobody knows then who
  /// sits: the board is in doubt.
  let faults: [Set<FindingCode>]
  /// Whether there is such a row whose board cannot be told either: it may be of any board.
  let isAnyInDoubt: Bool

  /// Reads a row of a file of members.
  static func member(
    in row: SheetRow, boards: BoardNames, notes: inout RowFindings
  ) -> BoardMember? {
    func column(_ cell: ReviewField.Cell) -> Int { notes.columns.column(of: cell) }
    let before = notes.findings.count
    let board = row.withText(column(.board)) { boards.number(of: $0) }
    notes.addUnreadable(of: row, board: board)
    for cell in [ReviewField.Cell.board, .memberID] where row.isBlank(column(cell)) {
      notes.add(.response(.missingValue), at: row, column: column(cell), board: board)
    }
    guard notes.findings.count == before else { return nil }
    guard let board else {
      notes.add(.board(.membersWithoutBoard), at: row, column: column(.board))
      return nil
    }
    let role: BoardMember.Role? = word(in: row, column(.role))
    if role == nil {
      notes.add(.board(.invalidRole), at: row, column: column(.role), board: board)
    }
    let appointment: BoardMember.Appointment? = word(in: row, column(.appointment))
    if appointment == nil {
      notes.add(
        .board(.invalidMemberAppointment), at: row, column: column(.appointment), board: board)
    }
    let published = notes.day(.publishedOn, of: row, board: board)
    let from = notes.day(.servesFrom, of: row, board: board)
    let to = notes.day(.servesTo, of: row, board: board)
    let sits = notes.answer(.sits, of: row, board: board)
    let id = notes.text(.memberID, of: row, board: board)
    let name = notes.text(.name, of: row, board: board)
    guard let role, let appointment else { return nil }
    return BoardMember(
      board: board, id: id, role: role, appointment: appointment, name: name,
      publishedOn: published, federalRegister: notes.text(.federalRegister, of: row, board: board),
      servesFrom: from, servesTo: to, sits: sits ?? (role != .alternate),
      place: notes.place(of: row))
  }

  /// One of some words, case and blanks aside.
  private static func word<Word: RawRepresentable & CaseIterable>(
    in row: SheetRow, _ column: Int
  ) -> Word? where Word.RawValue == String {
    Word.allCases.first { word in
      row.withContent(column) { isFolded($0, to: Array(word.rawValue.utf8)) }
    }
  }

  /// The members of some files; who is there twice for one board counts once, and puts the board in doubt.
  init(_ files: [SheetFile<BoardMember>], boards: Int, findings: inout [ReviewFinding]) {
    var byBoard = [[BoardMember]](repeating: [], count: boards)
    var faults = [Set<FindingCode>](repeating: [], count: boards)
    var isAnyInDoubt = false
    for member in files.lazy.flatMap(\.rows) { byBoard[member.board].append(member) }
    for finding in files.lazy.flatMap(\.findings) where finding.code.severity == .error {
      if let board = finding.board {
        faults[board].insert(finding.code)
      } else {
        isAnyInDoubt = true
      }
    }
    for board in byBoard.indices {
      let counts = Dictionary(grouping: byBoard[board].indices) { byBoard[board][$0].id }
      let repeated = counts.values.filter { $0.count > 1 }
      if !repeated.isEmpty { faults[board].insert(.duplicateMember) }
      for rows in repeated {
        let first = byBoard[board][rows[0]].place.words
        let second = byBoard[board][rows[1]].place.words
        for (number, row) in rows.enumerated() {
          let member = byBoard[board][row]
          findings.append(
            ReviewFinding(
              .board(.duplicateMember), at: member.place, column: "member_id", value: member.id,
              related: number == 0 ? second : first, board: board))
        }
      }
      // One of them, one that sits if any does, so that the member's own case is seen all the same.
      let dropped = Set(
        repeated.flatMap { rows in
          let kept = rows.first { byBoard[board][$0].sits } ?? rows[0]
          return rows.filter { $0 != kept }
        })
      byBoard[board] = byBoard[board].indices.filter { !dropped.contains($0) }.map {
        byBoard[board][$0]
      }
    }
    self.byBoard = byBoard
    self.faults = faults
    self.isAnyInDoubt = isAnyInDoubt
    knowsPublication = byBoard.joined().allSatisfy { !$0.sits || $0.publishedOn != .unknown }
  }

  /// Whether it is in doubt who sits on a board.
  func isInDoubt(_ board: Int) -> Bool { isAnyInDoubt || !faults[board].isEmpty }

  /// Whether all is known that decides whether a board is lawful: its members, and of each who sits the days of
  /// publication and of the term, as far as they are given.
  func areKnown(of board: Int) -> Bool {
    !isInDoubt(board) && !byBoard[board].isEmpty
      && byBoard[board].allSatisfy { !$0.sits || $0.publishedOn != .unknown }
  }

  /// How many sit on a board.
  func composition(of board: Int) -> BoardComposition {
    let sitting = byBoard[board].filter(\.sits)
    return BoardComposition(members: sitting.count, career: sitting.count(where: \.isCareer))
  }
}

/// The boards of a run by name, in any spelling.
struct BoardNames: Sendable {
  private let numbers: [SpellingKey: Int]

  init(_ names: [[UInt8]]) {
    numbers = Dictionary(
      names.enumerated().map { (SpellingKey(of: $1.span), $0) }, uniquingKeysWith: { one, _ in one }
    )
  }

  /// The board of a name; `nil` where there is none.
  func number(of name: Span<UInt8>) -> Int? { numbers[SpellingKey(of: name)] }
}
