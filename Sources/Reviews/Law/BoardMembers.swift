import Appraisal
import Columns
import ReviewBoards
import Runs
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

  /// By its number in the run.
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

  /// Whether one of two members goes before the other where a board is listed: its chair, the members, the
  /// alternates, each by their ids.
  static func goesBefore(_ one: BoardMember, _ other: BoardMember) -> Bool {
    one.role == other.role
      ? goesBeforeByBytes(one.id, other.id) : one.role.number < other.role.number
  }

  /// What tells two records of one member apart, so that the least is the same in any order of rows: one that sits,
  /// so that the member's own case is seen; one that adds nothing to a career majority; then anything.
  var content: [UInt8] {
    let days = [publishedOn, servesFrom, servesTo].map { $0.date?.description ?? "" }
    let words = [role.rawValue, appointment.rawValue] + days
    return [sits ? 0 : 1, isCareer ? 1 : 0] + words.joined(separator: ",").utf8 + [0] + name + [0]
      + federalRegister
  }
}

extension BoardMember.Role {
  /// Its number in the order in which boards are listed.
  fileprivate var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A row of a file of members.
enum MemberRow: Sendable {
  case member(BoardMember)
  /// Of a board that the run does not have.
  case stranger(UnknownBoards.Member)
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
    if let answer = statedAnswer(cell, of: row) { return answer }
    add(.response(.invalidAnswer), at: row, column: column, executive: executive, board: board)
    return nil
  }

  /// The answer in a column; `nil` where there is none that can be read, and nothing is noted.
  func statedAnswer(_ cell: ReviewField.Cell, of row: SheetRow) -> Bool? {
    let column = columns.column(of: cell)
    return [("yes", true), ("y", true), ("no", false), ("n", false)].first { word, _ in
      row.withContent(column) { isFolded($0, to: Array(word.utf8)) }
    }?.1
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
  /// By board of the run, each member once, as boards are listed (``BoardMember/goesBefore(_:_:)``).
  let byBoard: [[BoardMember]]
  /// Whether the files name the day on which each appointment was published, or leave it blank.
  let knowsPublication: Bool
  /// By board the codes of the errors that keep a row of a member from being taken as it stands. Nobody knows then who
  /// sits: the board is in doubt.
  let faults: [Set<FindingCode>]
  /// Whether there is such a row whose board cannot be told either: it may be of any board.
  let isAnyInDoubt: Bool

  /// Reads a row of a file of members; all that is wrong with it is noted, unless it is of a board that the run does
  /// not have.
  static func row(
    _ row: SheetRow, boards: BoardNames, notes: inout RowFindings
  ) -> MemberRow? {
    func column(_ cell: ReviewField.Cell) -> Int { notes.columns.column(of: cell) }
    let role: BoardMember.Role? = word(in: row, column(.role))
    let board = row.withText(column(.board)) { boards.number(of: $0) }
    if board == nil, !row.isBlank(column(.board)), !row.isUnreadable(column(.board)) {
      let sits =
        row.isBlank(column(.sits)) ? role != .alternate : notes.statedAnswer(.sits, of: row)
      return .stranger(
        UnknownBoards.Member(
          board: row.withText(column(.board)) { $0.array },
          id: row.withText(column(.memberID)) { $0.array }, role: role, sits: sits ?? false,
          place: notes.place(of: row)))
    }
    let before = notes.findings.count
    notes.addUnreadable(of: row, board: board)
    for cell in [ReviewField.Cell.board, .memberID]
    where row.isBlank(column(cell)) && !row.isUnreadable(column(cell)) {
      notes.add(.response(.missingValue), at: row, column: column(cell), board: board)
    }
    let isWhole = notes.findings.count == before
    if role == nil, !row.isUnreadable(column(.role)) {
      notes.add(.board(.invalidRole), at: row, column: column(.role), board: board)
    }
    let appointment: BoardMember.Appointment? = word(in: row, column(.appointment))
    if appointment == nil, !row.isUnreadable(column(.appointment)) {
      notes.add(
        .board(.invalidMemberAppointment), at: row, column: column(.appointment), board: board)
    }
    let published = notes.day(.publishedOn, of: row, board: board)
    let from = notes.day(.servesFrom, of: row, board: board)
    let to = notes.day(.servesTo, of: row, board: board)
    let sits = notes.answer(.sits, of: row, board: board)
    let id = notes.text(.memberID, of: row, board: board)
    let name = notes.text(.name, of: row, board: board)
    let federalRegister = notes.text(.federalRegister, of: row, board: board)
    guard isWhole, let board, let role, let appointment else { return nil }
    return .member(
      BoardMember(
        board: board, id: id, role: role, appointment: appointment, name: name,
        publishedOn: published, federalRegister: federalRegister, servesFrom: from, servesTo: to,
        sits: sits ?? (role != .alternate), place: notes.place(of: row)))
  }

  /// One of some words, case and blanks aside.
  private static func word<Word: RawRepresentable & CaseIterable>(
    in row: SheetRow, _ column: Int
  ) -> Word? where Word.RawValue == String {
    Word.allCases.first { word in
      row.withContent(column) { isFolded($0, to: Array(word.rawValue.utf8)) }
    }
  }

  /// The members of the boards of a run; `nil` where none were given. Who is there twice for one board counts once, and
  /// puts the board in doubt, and so does who may be on it under another name of it.
  ///
  /// - Complexity: O(members), and O(boards) more for each name of a board that the run does not have.
  init?(
    of given: ReviewFiles, _ executives: PublishedExecutives, _ rules: ReviewRules.Boards,
    findings: inout [ReviewFinding]
  ) {
    guard given.given.contains(.members) else { return nil }
    let files = given.members
    let boards = executives.boards.map(\.name)
    let minimum = rules.minimumMembers.value
    var byBoard = [[BoardMember]](repeating: [], count: boards.count)
    var faults = [Set<FindingCode>](repeating: [], count: boards.count)
    var isAnyInDoubt = false
    var unknown = UnknownBoards()
    for row in files.lazy.flatMap(\.rows) {
      switch row {
      case .member(let member): byBoard[member.board].append(member)
      case .stranger(let member): unknown.add(member)
      }
    }
    /// Errors put the board in doubt that they are about, or all of them.
    func note(_ findings: some Sequence<ReviewFinding>) {
      for finding in findings where finding.code.severity == .error {
        if let board = finding.board {
          faults[board].insert(finding.code)
        } else {
          isAnyInDoubt = true
        }
      }
    }
    note(files.lazy.flatMap(\.findings))
    for board in byBoard.indices {
      let repeated = Self.removeRepeated(from: &byBoard[board])
      if !repeated.isEmpty { faults[board].insert(.duplicateMember) }
      findings += repeated
    }
    let others = unknown.findings(
      besides: boards,
      areWhole: byBoard.map { members in
        UnknownBoards.isWhole(
          sitting: members.lazy.filter(\.sits).map { ($0.id, $0.role) }, minimum: minimum)
      }, minimum: minimum)
    note(others)
    findings += others
    self.byBoard = byBoard
    self.faults = faults
    self.isAnyInDoubt = isAnyInDoubt
    knowsPublication = byBoard.joined().allSatisfy { !$0.sits || $0.publishedOn != .unknown }
  }

  /// Leaves one record of each member of a board, in the order in which boards are listed, and says who has several.
  private static func removeRepeated(from members: inout [BoardMember]) -> [ReviewFinding] {
    var findings: [ReviewFinding] = []
    var kept: [BoardMember] = []
    for records in Dictionary(grouping: members, by: \.id).values {
      guard records.count > 1 else {
        kept += records
        continue
      }
      let isOther = Set(records.map(\.appointment)).count > 1
      for (number, record) in records.enumerated() {
        findings.append(
          ReviewFinding(
            .board(.duplicateMember(isAppointmentOther: isOther)), at: record.place,
            column: "member_id", value: record.id,
            related: records[number == 0 ? 1 : 0].place.words, board: record.board))
      }
      kept += records.min { goesBeforeByBytes($0.content, $1.content) }.map { [$0] } ?? []
    }
    members = kept.sorted(by: BoardMember.goesBefore)
    return findings
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
  ///
  /// - Parameter isCareer: Whether a member counts as a career appointee.
  func composition(
    of board: Int, isCareer: (BoardMember) -> Bool = \.isCareer
  ) -> BoardComposition {
    let sitting = byBoard[board].filter(\.sits)
    return BoardComposition(members: sitting.count, career: sitting.count(where: isCareer))
  }

  /// Those who sit on a board as its chair: one, if all is well.
  func chairs(of board: Int) -> [BoardMember] {
    byBoard[board].filter { $0.sits && $0.role == .chair }
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
