import Appraisal
public import Columns
import ReviewBoards
import Tables

/// What rosters say, column by column; all but the texts by the number of the executive.
@usableFromInline struct RosterColumns: Sendable {
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

  /// The columns without their owner; see ``Column/View``.
  @usableFromInline struct View: BitwiseCopyable, Sendable {
    @usableFromInline let ids: TextColumn.View
    @usableFromInline let weights: Column<UInt16>.View
    @usableFromInline let ratings: Column<UInt8>.View
    @usableFromInline let scores: Column<UInt32>.View
    @usableFromInline let levels: Column<UInt8>.View
    @usableFromInline let statuses: Column<UInt8>.View
    @usableFromInline let fields: TextColumn.View
    @usableFromInline let remarks: TextColumn.View
    /// The number of ``InputField/onRosters``.
    @usableFromInline let fieldCount: Int
  }

  /// The columns, for look-ups.
  var view: View {
    View(
      ids: ids.view, weights: weights.view, ratings: ratings.view, scores: scores.view,
      levels: levels.view, statuses: statuses.view, fields: fields.view, remarks: remarks.view,
      fieldCount: InputField.onRosters.count)
  }

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

  private init(
    _ other: RosterColumns, scores: Column<UInt32>, levels: Column<UInt8>, statuses: Column<UInt8>
  ) {
    ids = other.ids
    weights = other.weights
    ratings = other.ratings
    self.scores = scores
    self.levels = levels
    self.statuses = statuses
    fields = other.fields
    remarks = other.remarks
  }

  /// The same columns, but for what a system derives.
  func with(
    scores: Column<UInt32>, levels: Column<UInt8>, statuses: Column<UInt8>
  ) -> RosterColumns {
    RosterColumns(self, scores: scores, levels: levels, statuses: statuses)
  }

  /// The columns of several rosters, one after the other, and the index of the ids.
  static func joined(
    _ parts: [RosterColumns], on workers: Workers
  ) async throws(RunError) -> (RosterColumns, TextIndex) {
    let ids = TextColumn(joining: parts.map(\.ids))
    // To index the ids takes time, in which the other columns can be copied.
    return try await workers.both {
      RosterColumns(joining: parts, ids: ids)
    } _: {
      TextIndex(of: ids)
    }
  }

  /// - Parameter ids: Those of the rosters, one after the other.
  private init(joining parts: [RosterColumns], ids: TextColumn) {
    self.ids = ids
    fields = TextColumn(joining: parts.map(\.fields))
    remarks = TextColumn(joining: parts.map(\.remarks))
    weights = Column(joining: parts.map(\.weights))
    ratings = Column(joining: parts.map(\.ratings))
    scores = Column(joining: parts.map(\.scores))
    levels = Column(joining: parts.map(\.levels))
    statuses = Column(joining: parts.map(\.statuses))
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
struct RosterScratch: ~Copyable {
  var reader: TableReader
  var draft: RosterDraft

  init(
    of table: Table<RosterSource>, under system: AppraisalSystem,
    keeping texts: PublishedExecutives.Texts
  ) {
    reader = TableReader(of: table)
    draft = RosterDraft(of: table, under: system, keeping: texts)
  }
}

/// The columns of one roster in the making.
struct RosterDraft: ~Copyable {
  private let places: Places
  private let texts: PublishedExecutives.Texts
  /// The names of the statuses by their numbers.
  private let names = TextColumn(RosterStatus.allCases.map { Array($0.name.utf8) })
  private let rules: Rules
  private let step: WeightStep
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

  init(
    of table: Table<RosterSource>, under system: AppraisalSystem,
    keeping texts: PublishedExecutives.Texts
  ) {
    places = Places(in: table)
    self.texts = texts
    rules = Rules(of: system)
    step = WeightStep(of: system)
  }

  /// Reads a roster whole.
  ///
  /// - Parameters:
  ///   - reader: One for this table.
  ///   - board: The name of its board.
  ///   - executives: How many it has to have.
  mutating func read(
    _ bytes: [UInt8], by reader: inout TableReader, board: [UInt8], executives: Int
  ) throws(TableFault) -> RosterColumns {
    ids.removeAll()
    weights.removeAll()
    ratings.removeAll()
    scores.removeAll()
    levels.removeAll()
    statuses.removeAll()
    fields.removeAll()
    remarks.removeAll()
    try reader.read(bytes) { rows throws(TableFault) in
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
    _ row: Int, of rows: borrowing TableCells, board: [UInt8]
  ) throws(TableFault) {
    let score = rows.hundredths(row, column: places.score)
    let level = rows.number(row, column: places.level)
    let names = names.view
    let status = rows.withText(row, column: places.status) { text in
      (0..<names.count).first { names.with($0) { equals(text, $0) } }
    }.flatMap { RosterStatus(rawValue: UInt8($0)) }
    let isOfBoard = rows.withText(row, column: places.board) { equals($0, board.span) }
    guard isOfBoard, let status,
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
    guard status != .rated || isComplete && endsWithPlan else {
      throw .init(line: rows.line(of: row), column: nil)
    }
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

  /// Whether the weights that were added last are a plan of the system: what follows from them counts on it.
  private var endsWithPlan: Bool {
    weights.withRows(weights.count - places.weights.count..<weights.count) { weights in
      rules.accepts(weights: weights, in: step)
    }
  }
}
