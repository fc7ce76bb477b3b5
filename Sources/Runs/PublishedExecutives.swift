public import Appraisal
public import Columns
public import ReviewBoards
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
@usableFromInline package final class PublishedExecutives: Sendable {
  /// What of the rosters is kept besides ids, numbers and states.
  package struct Texts: OptionSet, Sendable {
    /// A bit for each kind of text.
    package let rawValue: UInt8

    /// The texts of these bits.
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
    package var slug: String { RunFile.roster.slug(ofPath: file) }
  }

  /// In the order of `rosters/index.csv`.
  package let boards: [Board]
  /// The number of elements of the system.
  @usableFromInline package let elements: Int
  private let boardNumbers: Column<UInt32>
  private let columns: RosterColumns
  /// What is looked up, again and again: no count of references is touched for it.
  @usableFromInline let view: RosterColumns.View
  @usableFromInline let boardView: Column<UInt32>.View
  private let ids: TextIndex

  /// Reads the rosters of a run.
  ///
  /// - Parameters:
  ///   - system: The one that the run was made under.
  ///   - texts: What to keep besides.
  ///   - undone: What is not done unless all other files are as they were published, too; see
  ///     ``PublishedRun/verify(on:orElse:except:)``. `nil` where nobody asks for them.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where a roster is not as it was published, or is
  ///   none of this system.
  /// - Complexity: O(bytes of the rosters).
  package init(
    of run: PublishedRun, under system: AppraisalSystem, keeping texts: Texts = [],
    verifiedOrElse undone: String? = nil, workers: Workers
  ) async throws(RunError) {
    let rosters = Set(run.manifest.files.map(\.name).filter { RunFile.isRoster($0) })
    if let undone { try await run.verify(on: workers, orElse: undone, except: rosters) }
    let index = try run.rows(of: RunFile.rosterIndex.path, as: .boards)
    let entries = try Self.entries(of: index, in: run)
    guard undone == nil || Set(entries.map(\.file)) == rosters else {
      throw run.unknown(RunFile.rosterIndex.path, line: 1)
    }
    let table = Table.roster(under: system)
    let parts = try await workers.map(
      entries.count, state: { RosterScratch(of: table, under: system, keeping: texts) }
    ) { board, scratch throws(RunError) -> RosterColumns in
      let (name, file, count) = entries[board]
      let bytes = try run.bytes(of: file, orElse: undone)
      do throws(TableFault) {
        return try scratch.draft.read(
          bytes, by: &scratch.reader, board: name, executives: count)
      } catch {
        throw run.unknown(file, line: error.line)
      }
    }
    guard RosterColumns.canBeJoined(parts) else {
      throw RunError(
        .untrustworthyInput, "The run has more executives than this program can read at once.")
    }
    (columns, ids) = try await RosterColumns.joined(parts, on: workers)
    view = columns.view
    elements = system.elements.count
    boardNumbers = Column(count: columns.count, repeating: 0)
    boardView = boardNumbers.view
    var boards: [Board] = []
    var next = 0
    for (number, (name, file, count)) in entries.enumerated() {
      for executive in next..<next + count { boardNumbers[executive] = UInt32(number) }
      boards.append(Board(name: name, file: file, executives: next..<next + count))
      next += count
    }
    self.boards = boards
  }

  /// The boards of a run by its index: their names, the paths of their rosters, and how many executives
  /// each has.
  private static func entries(
    of index: TableRows<BoardSource>, in run: PublishedRun
  ) throws(RunError) -> [(name: [UInt8], file: String, executives: Int)] {
    guard let board = index.column(of: .board), let file = index.column(of: .file),
      let executives = index.column(of: .count(.executives))
    else { preconditionFailure("the index of the rosters has these columns") }
    var entries: [(name: [UInt8], file: String, executives: Int)] = []
    for row in 0..<index.count {
      guard case .text(let name) = index.cell(row, column: board),
        case .text(let file) = index.cell(row, column: file),
        let count = index.number(row, column: executives)
      else { throw run.unknown(RunFile.rosterIndex.path, line: index.line(of: row)) }
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

  /// All executives of an id, in their order: several only where they were rejected.
  ///
  /// - Complexity: O(bytes of the id), where some executives share an id O(executives).
  package func indices(ofID id: [UInt8]) -> [Int] {
    guard let first = index(ofID: id.span) else { return [] }
    guard haveRepeatedIDs else { return [first] }
    return (0..<count).filter { withID(of: $0) { equals($0, id.span) } }
  }

  /// The number of an executive's board.
  @inlinable package func board(of executive: Int) -> Int { Int(boardView[executive]) }

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
  @inline(__always)
  @inlinable package func withID<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result)
    -> Result
  {
    view.ids.with(executive, body)
  }

  /// Calls `body` with the weights of an executive in the order of the elements, in hundredths of a
  /// percent; ``Sentinel/missingWeight`` where the roster is blank.
  @inline(__always)
  @inlinable package func withWeights<Result>(
    of executive: Int, _ body: (Span<UInt16>) -> Result
  ) -> Result {
    view.weights.withRows(executive * elements..<(executive + 1) * elements, body)
  }

  /// Calls `body` with the ratings of an executive in the order of the elements, as levels;
  /// ``Sentinel/missingLevel`` where the roster is blank.
  @inline(__always)
  @inlinable package func withRatings<Result>(
    of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    view.ratings.withRows(executive * elements..<(executive + 1) * elements, body)
  }

  /// The status of an executive.
  @inlinable package func status(of executive: Int) -> RosterStatus {
    guard let status = RosterStatus(rawValue: view.statuses[executive]) else {
      preconditionFailure("a column of statuses")
    }
    return status
  }

  /// The summary score of an executive; `nil` unless rated.
  @inlinable package func score(of executive: Int) -> SummaryScore? {
    guard status(of: executive) == .rated else { return nil }
    return SummaryScore(hundredths: view.scores[executive])
  }

  /// The initial summary rating of an executive; `nil` unless rated.
  @inlinable package func level(of executive: Int) -> Level? {
    Level(rawValue: view.levels[executive])
  }

  /// Calls `body` with a text of an executive.
  ///
  /// - Parameter field: Its number in ``InputField/onRosters``.
  /// - Precondition: ``Texts/fields`` are kept.
  @inline(__always)
  @inlinable package func withText<Result>(
    _ field: Int, of executive: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    view.fields.with(executive * view.fieldCount + field, body)
  }

  /// Calls `body` with the remarks on an executive.
  ///
  /// - Precondition: ``Texts/remarks`` are kept.
  @inline(__always)
  @inlinable package func withRemarks<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result)
    -> Result
  {
    view.remarks.with(executive, body)
  }

  // MARK: - Scored again

  /// The same executives with the statuses, scores and levels that another system gives to their own
  /// weights and ratings.
  ///
  /// Who was rejected stays so: the records have errors that no other system fixes. A plan that the
  /// system refuses is rejected.
  ///
  /// - Precondition: the other system has the same elements in the same order.
  /// - Complexity: O(executives × elements).
  func rescored(under system: AppraisalSystem) -> PublishedExecutives {
    let (rules, step) = (Rules(of: system), WeightStep(of: system))
    let scores = Column<UInt32>(count: count, repeating: 0)
    let levels = Column<UInt8>(count: count, repeating: 0)
    let statuses = Column<UInt8>(count: count, repeating: RosterStatus.rejected.rawValue)
    for executive in 0..<count where status(of: executive) != .rejected {
      withWeights(of: executive) { weights in
        let isPlan = rules.accepts(weights: weights, in: step)
        let isBlank = weights.indices.allSatisfy { weights[$0] == Sentinel.missingWeight }
        guard isPlan || isBlank else { return }
        statuses[executive] = columns.statuses[executive]
        guard isPlan, status(of: executive) == .rated else { return }
        let rating = withRatings(of: executive) { rules.rate(weights: weights, ratings: $0) }
        scores[executive] = rating.score.hundredths
        levels[executive] = rating.level.rawValue
      }
    }
    return PublishedExecutives(
      boards: boards, elements: elements, boardNumbers: boardNumbers,
      columns: columns.with(scores: scores, levels: levels, statuses: statuses), ids: ids)
  }

  private init(
    boards: [Board], elements: Int, boardNumbers: Column<UInt32>, columns: RosterColumns,
    ids: TextIndex
  ) {
    self.boards = boards
    self.elements = elements
    self.boardNumbers = boardNumbers
    self.columns = columns
    self.ids = ids
    view = columns.view
    boardView = boardNumbers.view
  }

  /// Whether some executives share an id.
  package var haveRepeatedIDs: Bool { ids.hasRepeats }

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
