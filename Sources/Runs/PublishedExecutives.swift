package import Appraisal
package import Columns
package import ReviewBoards
import Tables

/// The executives of a published run, as its rosters have them: columns in memory, for what is done
/// with a run after it was published.
///
///     let executives = try await PublishedExecutives(
///       of: run, under: system, workers: Workers(count: 2))
///     let number = executives.index(ofID: Array("ES-1".utf8).span)
///
/// They are numbered from 0, board by board as `rosters/index.csv` has the boards, those of a board in
/// the order of its roster. Each byte was compared with the manifest before it was believed. An
/// executive takes about 50 bytes, unless texts are kept.
package struct PublishedExecutives: Sendable {
  /// What of the rosters is kept besides ids, numbers and states.
  package struct Texts: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The texts of ``InputField/onRosters``.
    package static let fields = Texts(rawValue: 1)
    /// The remarks.
    package static let remarks = Texts(rawValue: 2)
  }

  /// One board and its roster.
  package struct Board: Sendable {
    /// The name, in UTF-8.
    package let name: [UInt8]
    /// The path of its roster in the run.
    package let file: String
    /// Its executives.
    package let executives: Range<Int>

    /// The name of the roster's file, and of other files of the board, without its ending.
    package var slug: String {
      String(file.dropFirst(RunFile.roster.path(of: "").utf8.count - ".csv".utf8.count).dropLast(4))
    }
  }

  /// In the order of `rosters/index.csv`.
  package let boards: [Board]
  /// The number of elements of the system.
  package let elements: Int
  private let boardNumbers: Column<UInt32>
  private let columns: RosterColumns
  private let ids: TextIndex

  /// Reads the rosters of a run.
  ///
  /// - Parameters:
  ///   - system: The one that the run was made under.
  ///   - texts: What to keep besides.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where a roster is not as it was published, or is
  ///   none of this system.
  /// - Complexity: O(bytes of the rosters).
  package init(
    of run: PublishedRun, under system: AppraisalSystem, keeping texts: Texts = [],
    workers: Workers
  ) async throws(RunError) {
    let index = try run.rows(of: RunFile.rosterIndex.path, as: .boards)
    let entries = try Self.entries(of: index)
    let table = Table.roster(under: system)
    let parts = try await workers.map(
      entries.count, state: { RosterScratch(of: table, keeping: texts) }
    ) { board, scratch throws(RunError) -> RosterColumns in
      let (name, file, count) = entries[board]
      let bytes = try run.bytes(of: file)
      do throws(TableRows<RosterSource>.Fault) {
        return try scratch.draft.read(
          bytes, by: &scratch.reader, board: name, executives: count)
      } catch {
        throw PublishedRun.unknown(file, line: error.line)
      }
    }
    guard RosterColumns.canBeJoined(parts) else {
      throw RunError(
        .untrustworthyInput, "The run has more executives than this program can read at once.")
    }
    columns = RosterColumns(joining: parts)
    elements = system.elements.count
    boardNumbers = Column(count: columns.count, repeating: 0)
    var boards: [Board] = []
    var next = 0
    for (number, (name, file, count)) in entries.enumerated() {
      for executive in next..<next + count { boardNumbers[executive] = UInt32(number) }
      boards.append(Board(name: name, file: file, executives: next..<next + count))
      next += count
    }
    self.boards = boards
    ids = TextIndex(of: columns.ids)
  }

  /// The boards of a run by its index: their names, the paths of their rosters, and how many executives
  /// each has.
  private static func entries(
    of index: TableRows<BoardSource>
  ) throws(RunError) -> [(name: [UInt8], file: String, executives: Int)] {
    guard let board = index.column(of: .board), let file = index.column(of: .file),
      let executives = index.column(of: .count(.executives))
    else { preconditionFailure("the index of the rosters has these columns") }
    var entries: [(name: [UInt8], file: String, executives: Int)] = []
    for row in 0..<index.count {
      guard case .text(let name) = index.cell(row, column: board),
        case .text(let file) = index.cell(row, column: file),
        let count = index.number(row, column: executives)
      else { throw PublishedRun.unknown(RunFile.rosterIndex.path, line: index.line(of: row)) }
      entries.append((name, "rosters/" + String(decoding: file, as: UTF8.self), count))
    }
    return entries
  }

  // MARK: - What is known of an executive

  /// The number of executives.
  package var count: Int { columns.count }

  /// The executive of an id, byte by byte; of several the first. `nil` where nobody has it.
  ///
  /// Only rejected records share an id: they have none, or one that is none.
  ///
  /// - Complexity: O(bytes of the id).
  package func index(ofID id: Span<UInt8>) -> Int? { ids.number(of: id) }

  /// The number of an executive's board.
  package func board(of executive: Int) -> Int { Int(boardNumbers.view[executive]) }

  /// The physical line of an executive on the roster of his or her board, from 1.
  package func line(of executive: Int) -> Int {
    // After the header, and no text of a run has a line break in it.
    executive - boards[board(of: executive)].executives.lowerBound + 2
  }

  /// Where an executive stands, for people: `rosters/fleet.csv, line 7`.
  package func place(of executive: Int) -> String {
    "\(boards[board(of: executive)].file), line \(line(of: executive))"
  }

  /// Calls `body` with the id of an executive; it is empty where the plan has none.
  package func withID<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    columns.ids.view.with(executive, body)
  }

  /// Calls `body` with the weights of an executive in the order of the elements, in hundredths of a
  /// percent; ``Sentinel/missingWeight`` where the roster is blank.
  package func withWeights<Result>(of executive: Int, _ body: (Span<UInt16>) -> Result) -> Result {
    columns.weights.view.withRows(executive * elements..<(executive + 1) * elements, body)
  }

  /// Calls `body` with the ratings of an executive in the order of the elements, as levels;
  /// ``Sentinel/missingLevel`` where the roster is blank.
  package func withRatings<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    columns.ratings.view.withRows(executive * elements..<(executive + 1) * elements, body)
  }

  /// The status of an executive.
  package func status(of executive: Int) -> RosterStatus {
    guard let status = RosterStatus(rawValue: columns.statuses.view[executive]) else {
      preconditionFailure("a column of statuses")
    }
    return status
  }

  /// The summary score of an executive; `nil` unless rated.
  package func score(of executive: Int) -> SummaryScore? {
    guard status(of: executive) == .rated else { return nil }
    return SummaryScore(hundredths: columns.scores.view[executive])
  }

  /// The initial summary rating of an executive; `nil` unless rated.
  package func level(of executive: Int) -> Level? {
    Level(rawValue: columns.levels.view[executive])
  }

  /// Calls `body` with a text of an executive.
  ///
  /// - Parameter field: Its number in ``InputField/onRosters``.
  /// - Precondition: ``Texts/fields`` are kept.
  package func withText<Result>(
    _ field: Int, of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    columns.fields.view.with(executive * InputField.onRosters.count + field, body)
  }

  /// Calls `body` with the remarks on an executive.
  ///
  /// - Precondition: ``Texts/remarks`` are kept.
  package func withRemarks<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    columns.remarks.view.with(executive, body)
  }

  /// Derives the rating of an executive from the weights and ratings of the roster.
  ///
  /// - Parameter system: The one that the run was made under.
  /// - Returns: `nil` for an executive who is not rated.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is not the rating of the roster.
  package func derivation(
    of executive: Int, under system: AppraisalSystem
  ) throws(RunError) -> Derivation? {
    guard let score = score(of: executive), let level = level(of: executive) else { return nil }
    let weights = withWeights(of: executive) { weights in
      weights.indices.map { Weight(hundredths: UInt32(weights[$0])) }
    }
    let ratings = withRatings(of: executive) { ratings in
      ratings.indices.compactMap { Level(rawValue: ratings[$0]) }
    }
    if let plan = try? Plan(weights: weights, under: system) {
      let derivation = system.derive(plan, ratings: ratings)
      if derivation.rating.score == score, derivation.rating.level == level { return derivation }
    }
    throw RunError(
      .untrustworthyInput,
      "\(place(of: executive)): this version of the program derives another score or rating. Use the "
        + "version that made the run, and report this.")
  }
}

/// What rosters say, column by column; all but the texts by the number of the executive.
private struct RosterColumns: Sendable {
  let ids: TextColumn
  /// One for each element of each executive.
  let weights: Column<UInt16>
  let ratings: Column<UInt8>
  /// In hundredths of a point; 0 unless rated.
  let scores: Column<UInt32>
  /// 0 unless rated.
  let levels: Column<UInt8>
  let statuses: Column<UInt8>
  /// One for each of ``InputField/onRosters`` of each executive, where they are kept.
  let fields: TextColumn
  let remarks: TextColumn

  var count: Int { statuses.count }

  /// What a draft has read.
  init(_ draft: borrowing RosterDraft) {
    ids = TextColumn(draft.ids)
    weights = Column(draft.weights)
    ratings = Column(draft.ratings)
    scores = Column(draft.scores)
    levels = Column(draft.levels)
    statuses = Column(draft.statuses)
    fields = TextColumn(draft.fields)
    remarks = TextColumn(draft.remarks)
  }

  /// The columns of several rosters, one after the other.
  init(joining parts: [RosterColumns]) {
    ids = TextColumn(joining: parts.map(\.ids))
    weights = Column(joining: parts.map(\.weights))
    ratings = Column(joining: parts.map(\.ratings))
    scores = Column(joining: parts.map(\.scores))
    levels = Column(joining: parts.map(\.levels))
    statuses = Column(joining: parts.map(\.statuses))
    fields = TextColumn(joining: parts.map(\.fields))
    remarks = TextColumn(joining: parts.map(\.remarks))
  }

  /// Whether everything can be counted with 32 bits.
  static func canBeJoined(_ parts: [RosterColumns]) -> Bool {
    func fits(_ count: (RosterColumns) -> Int) -> Bool {
      parts.reduce(0) { $0 + count($1) } < Int(UInt32.max)
    }
    return fits(\.count) && fits(\.ids.byteCount) && fits(\.fields.byteCount)
      && fits(\.remarks.byteCount)
  }
}

/// What a task keeps from roster to roster.
private struct RosterScratch: ~Copyable {
  var reader: TableReader<RosterSource>
  var draft: RosterDraft

  init(of table: Table<RosterSource>, keeping texts: PublishedExecutives.Texts) {
    reader = TableReader(of: table)
    draft = RosterDraft(of: table, keeping: texts)
  }
}

/// The columns of one roster in the making.
private struct RosterDraft: ~Copyable {
  private let places: Places
  private let texts: PublishedExecutives.Texts
  var ids = TextColumnBuilder()
  var weights = ColumnBuilder<UInt16>()
  var ratings = ColumnBuilder<UInt8>()
  var scores = ColumnBuilder<UInt32>()
  var levels = ColumnBuilder<UInt8>()
  var statuses = ColumnBuilder<UInt8>()
  var fields = TextColumnBuilder()
  var remarks = TextColumnBuilder()

  /// Where in a roster its columns stand.
  private struct Places {
    let board: Int
    let id: Int
    let fields: [Int]
    let weights: [Int]
    let ratings: [Int]
    let score: Int
    let level: Int
    let status: Int
    let remarks: Int

    init(in table: Table<RosterSource>) {
      func place(_ source: RosterSource) -> Int {
        guard let place = table.sources.firstIndex(of: source) else {
          preconditionFailure("a roster has this column")
        }
        return place
      }
      func places(_ isOne: (RosterSource) -> Bool) -> [Int] {
        table.sources.indices.filter { isOne(table.sources[$0]) }
      }
      board = place(.board)
      id = place(.executiveID)
      fields = places { if case .text = $0 { true } else { false } }
      weights = places { if case .weight = $0 { true } else { false } }
      ratings = places { if case .rating = $0 { true } else { false } }
      score = place(.score)
      level = place(.initialRating)
      status = place(.status)
      remarks = place(.remarks)
    }
  }

  init(of table: Table<RosterSource>, keeping texts: PublishedExecutives.Texts) {
    places = Places(in: table)
    self.texts = texts
  }

  /// Reads a roster whole.
  ///
  /// - Parameters:
  ///   - reader: One for this table.
  ///   - board: The name of its board.
  ///   - executives: How many it has to have.
  mutating func read(
    _ bytes: [UInt8], by reader: inout TableReader<RosterSource>, board: [UInt8], executives: Int
  ) throws(TableRows<RosterSource>.Fault) -> RosterColumns {
    ids.removeAll()
    weights.removeAll()
    ratings.removeAll()
    scores.removeAll()
    levels.removeAll()
    statuses.removeAll()
    fields.removeAll()
    remarks.removeAll()
    try reader.read(bytes) { rows throws(TableRows<RosterSource>.Fault) in
      for row in 0..<rows.count { try add(row, of: rows, board: board) }
    }
    guard statuses.count == executives else {
      // The first row that is too many, or is not there.
      throw .init(line: min(statuses.count, executives) + 2, column: nil)
    }
    return RosterColumns(self)
  }

  /// Adds a row.
  private mutating func add(
    _ row: Int, of rows: borrowing TableRows<RosterSource>, board: [UInt8]
  ) throws(TableRows<RosterSource>.Fault) {
    func isText(_ text: [UInt8], at place: Int) -> Bool {
      rows.withText(row, column: place) { equals($0, text.span) }
    }
    let score = rows.hundredths(row, column: places.score)
    let level = rows.number(row, column: places.level)
    let status = RosterStatus.allCases.first {
      isText(Self.names[Int($0.rawValue)], at: places.status)
    }
    guard isText(board, at: places.board), let status,
      (score != nil) == (status == .rated), (level != nil) == (status == .rated)
    else { throw .init(line: rows.line(of: row), column: nil) }
    rows.withText(row, column: places.id) { ids.append($0) }
    var isComplete = true
    for place in places.weights {
      let weight = rows.hundredths(row, column: place)
      guard weight ?? 0 <= Weight.highest.hundredths else {
        throw .init(line: rows.line(of: row), column: nil)
      }
      weights.append(weight.map { UInt16($0) } ?? Sentinel.missingWeight)
      isComplete = isComplete && weight != nil
    }
    for place in places.ratings {
      let rating = rows.number(row, column: place)
      ratings.append(rating.map { UInt8($0) } ?? Sentinel.missingLevel)
      isComplete = isComplete && rating != nil
    }
    guard isComplete || status != .rated else { throw .init(line: rows.line(of: row), column: nil) }
    scores.append(score ?? 0)
    levels.append(UInt8(level ?? 0))
    statuses.append(status.rawValue)
    if texts.contains(.fields) {
      for place in places.fields { rows.withText(row, column: place) { fields.append($0) } }
    }
    if texts.contains(.remarks) {
      rows.withText(row, column: places.remarks) { remarks.append($0) }
    }
  }

  /// The names of the statuses by their numbers.
  private static let names = RosterStatus.allCases.map { Array($0.name.utf8) }
}
