import Records
import Appraisal
import CSV
import Columns

/// The records of one block as columns: what is left of them after their bytes are gone.
///
/// A segment is made by one task from one block (``RecordSegmentBuilder``) and does not change
/// afterwards. Everything that is said about its records later, findings, scores, roster lines,
/// comes from these columns.
struct RecordSegment: Sendable {
  /// One thing that is wrong with one field, as it was met while the record was read.
  struct Fault: Sendable {
    let finding: Finding
    /// The column of the header, of which there may be as many as a record has bytes; `.max` where it is about
    /// the whole record.
    let column: UInt32
    let record: UInt32
  }

  /// The columns by record, without their owner; see ``Column/View``.
  struct Columns: BitwiseCopyable, Sendable {
    let isLong: Bool
    /// The id, and after it the texts that are kept for each record; as given, valid or not. And for
    /// plans the numbers of the shared texts, in the order of the texts.
    let texts: TextRows.View
    /// Of plans, by the identity of the row of texts: equal ids, and ids equal but for capitals, have equal
    /// hashes. That of a rating is made when it is looked up, which is once for nearly all.
    fileprivate let hashes: Column<UInt32>.View
    let flags: Column<RecordFlags>.View
    /// Hundredths of a percent or ``Sentinel`` values; in the wide layout one for each element, in the
    /// long layout one.
    let weights: Column<UInt16>.View
    /// Levels or ``Sentinel`` values, in the same order.
    let levels: Column<UInt8>.View
    /// Long layout: the element that each record is about.
    let elements: Column<UInt8>.View

    /// Calls `body` with the executive id of a record.
    @inline(__always)
    func withID<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
      texts.with(index, column: 0, body)
    }

    /// The hash of the executive id of a record.
    ///
    /// - Parameter hash: The one by which the records were read.
    @inline(__always)
    func hash(of index: Int, by hash: CaseBlindHash) -> UInt32 {
      hashes.count > 0
        ? hashes[texts.identity(of: index)]
        : UInt32(truncatingIfNeeded: withID(index) { hash($0) })
    }

    /// Whether the id of a record is the one of the record before, and valid.
    ///
    /// - Precondition: `index` is not 0, and the records are of plans.
    @inline(__always)
    func repeatsID(_ index: Int) -> Bool {
      let (row, rowBefore) = (texts.identity(of: index), texts.identity(of: index - 1))
      return !flags[index].contains(.unidentified)
        && (row == rowBefore
          || hashes[row] == hashes[rowBefore]
            && withID(index) { id in withID(index - 1) { equals($0, id) } })
    }

    /// Whether a record has the id and the texts of the record before, as far as that can be seen without reading
    /// them: by the numbers of their rows.
    ///
    /// - Precondition: `index` is not 0.
    @inline(__always)
    func repeatsTexts(_ index: Int) -> Bool {
      texts.identity(of: index) == texts.identity(of: index - 1)
    }

    /// The number of a shared text of a record.
    ///
    /// - Precondition: the text is shared.
    @inline(__always)
    func number(of text: PlanText, of index: Int) -> Int {
      Int(texts.number(text.slot, of: index))
    }
  }

  /// The number of the file in the intake.
  let file: Int
  /// The number of the block in its file.
  let block: Int
  /// Where the records stand that are somebody's, which are all that the segment holds.
  let positions: RecordPositions
  /// The lines and records of the block that are nobody's, in its order.
  let skipped: [SkippedRun]
  /// What stands in place of an executive id in the first record of each of these runs: the word of a
  /// row of totals, cut where it is long; empty in others.
  let skippedIDs: TextColumn
  /// The line and row of the last record, if no line end comes after it.
  let unendedRecord: (line: Int, row: Int)?
  /// How many records the parser made of the block: those of the segment, and those passed over.
  let recordsRead: Int
  /// In the order of the records.
  let faults: [Fault]
  /// The field that each fault was found in, cut where it is long.
  let faultValues: TextColumn
  /// The columns in which blanks were taken off.
  let cleaned: CleanedColumns
  /// Long layout: which records have an id that the records after them leave out.
  let groups: GroupHeads

  private let isLong: Bool
  private var texts: TextRows
  private let hashes: Column<UInt32>
  private let flags: Column<RecordFlags>
  private let weights: Column<UInt16>
  private let levels: Column<UInt8>
  private let elements: Column<UInt8>

  /// What a builder holds, in memory of just its size; the builder is to be emptied before it is used
  /// again.
  ///
  /// - Parameter width: The number of values of a record.
  /// - Precondition: every column has a row for each record that was not passed over. A row too few,
  ///   and the names after it would be those of the executives before.
  /// - Complexity: O(bytes).
  init(
    _ draft: inout RecordSegmentBuilder, of kind: InputKind, width: Int, file: Int, block: Int,
    isLong: Bool, batch: RecordBatch
  ) {
    let count = draft.flags.count
    let plans = kind == .plans ? count : 0
    let ratings = kind == .ratings ? count : 0
    precondition(
      count + draft.passedOverCount == batch.count && draft.texts.count == count
        && draft.hashes.count == (kind == .plans ? draft.texts.distinctCount : 0)
        && draft.weights.count == plans * width
        && draft.levels.count == ratings * width && draft.elements.count == (isLong ? count : 0)
        && draft.faults.count == draft.faultValues.count
        && draft.passedOver.count == draft.passedOverIDs.count,
      "a column of a segment has not one row for each record")
    self.file = file
    self.block = block
    self.isLong = isLong
    recordsRead = batch.count
    positions = batch.positions.removing(
      draft.passedOver.lazy.map { Int($0.records.lowerBound)..<Int($0.records.upperBound) })
    let skipped = SkippedRun.all(of: batch, passedOver: draft.passedOver)
    self.skipped = skipped.runs
    skippedIDs = TextColumn(
      skipped.places.map { place in place.map { draft.passedOverID($0) } ?? [] })
    let last = batch.count - 1
    unendedRecord =
      batch.endsWithoutNewline && last >= 0
      ? (batch.positions.line(of: last), batch.positions.row(of: last)) : nil
    faults = draft.faults.map(\.self)
    faultValues = TextColumn(draft.faultValues)
    cleaned = draft.cleaned
    groups = draft.groups
    texts = TextRows(draft.texts, in: &draft.memory)
    hashes = Column(draft.hashes, in: &draft.memory)
    flags = Column(draft.flags, in: &draft.memory)
    weights = Column(draft.weights, in: &draft.memory)
    levels = Column(draft.levels, in: &draft.memory)
    elements = Column(draft.elements, in: &draft.memory)
  }

  /// The number of records.
  var count: Int { flags.count }

  /// The columns by record; valid as long as the segment.
  var columns: Columns {
    Columns(
      isLong: isLong, texts: texts.view, hashes: hashes.view, flags: flags.view,
      weights: weights.view, levels: levels.view, elements: elements.view)
  }

  /// Whether its records have texts that others share: those of plans do.
  var hasSharedTexts: Bool { texts.view.width > 1 }

  /// Gives the shared texts other numbers, when those of all workers are brought together; see
  /// ``SharedTexts``.
  ///
  /// - Parameter numbers: By the place of a shared text among them, and its number so far, the new one.
  mutating func renumber(_ numbers: [[UInt32]]) {
    texts.replaceNumbers { slot, number in numbers[slot][Int(number)] }
  }

  /// The most bytes that are kept of the field that a fault was found in.
  static let keptValueBytes = 200
}

/// A segment in the making: memory that one task fills again and again.
struct RecordSegmentBuilder: ~Copyable {
  var texts = TextRowsBuilder(cellsUpTo: CellText.limit)
  /// The shared texts of all records that the task has read.
  var lexicon: Lexicon
  /// That of the columns of all segments that the task makes.
  fileprivate var memory = ColumnMemory()
  var hashes = ColumnBuilder<UInt32>()
  var flags = ColumnBuilder<RecordFlags>()
  var weights = ColumnBuilder<UInt16>()
  var levels = ColumnBuilder<UInt8>()
  var elements = ColumnBuilder<UInt8>()
  fileprivate var faults: [RecordSegment.Fault] = []
  fileprivate var faultValues = TextColumnBuilder()
  /// What no reading of a record makes better, by record, and the first of it that was not met.
  var cells: [UnreadableCell] = []
  var nextCell = 0
  var cleaned = CleanedColumns()
  var groups = GroupHeads()
  fileprivate var passedOver: [PassedOverRecords] = []
  /// For each of them the executive id of its first record, where it is a word.
  fileprivate var passedOverIDs = TextColumnBuilder()
  fileprivate var passedOverCount = 0
  /// What the next record may repeat; `nil` where that is nothing.
  var model: Model?
  /// The hash of ids and texts.
  let hash: CaseBlindHash
  /// The executives with words of totals for ids, for all segments that the task makes.
  var namesakes: TotalsNamesakes

  /// A segment with nothing in it yet.
  ///
  /// - Parameter namesakes: Those of all plans, where these are read.
  init(hash: CaseBlindHash, namesakes: TotalsNamesakes = TotalsNamesakes()) {
    self.hash = hash
    self.namesakes = namesakes
    lexicon = Lexicon(hash: hash)
  }

  /// A record in the long layout whose texts have no fault: mostly those after it repeat them.
  struct Model {
    /// Its fields in the batch.
    let fields: Range<Int>
    /// The flags that its texts give a record.
    let flags: RecordFlags
    /// Those of its texts that had blanks taken off; see ``RecordCursor/cleanedTexts``.
    let cleanedTexts: UInt16
  }

  /// Empties it and keeps its memory.
  ///
  /// - Parameters:
  ///   - kind: What the next records are of: it says which texts they have.
  ///   - cells: Cells of these records that cannot be read as they are.
  mutating func removeAll(for kind: InputKind, cells: [UnreadableCell] = []) {
    self.cells = cells
    nextCell = 0
    let hasTexts = !PlanText.all(of: kind).isEmpty
    texts.removeAll(
      width: 1 + (hasTexts ? PlanText.countForEachRecord : 0),
      numbers: hasTexts ? PlanText.countOfShared : 0)
    hashes.removeAll()
    flags.removeAll()
    weights.removeAll()
    levels.removeAll()
    elements.removeAll()
    faults.removeAll(keepingCapacity: true)
    faultValues.removeAll()
    cleaned.removeAll()
    groups.removeAll()
    passedOver.removeAll(keepingCapacity: true)
    passedOverIDs.removeAll()
    passedOverCount = 0
    model = nil
  }

  /// The number of records kept, which is the number that the record being read gets.
  var count: Int { flags.count }

  /// The number of faults noted.
  var faultCount: Int { faults.count }

  /// Notes that the record at the cursor is nobody's: nothing is kept of it.
  ///
  /// - Parameters:
  ///   - cursor: Where the record is.
  ///   - batch: Its batch, which knows whether a blank line stands before it.
  mutating func passOver(
    for reason: SkippedRun.Reason, at cursor: borrowing RecordCursor,
    of batch: borrowing RecordBatch
  ) {
    passedOverCount += 1
    let record = UInt32(cursor.indexInBatch)
    if let last = passedOver.last, last.reason == reason, last.records.upperBound == record,
      batch.positions.row(of: cursor.indexInBatch) == batch.positions.row(
        of: cursor.indexInBatch - 1) + 1
    {
      passedOver[passedOver.count - 1].records = last.records.lowerBound..<record + 1
      return
    }
    passedOver.append(PassedOverRecords(reason: reason, records: record..<record + 1))
    let id = reason == .totals ? cursor.fieldIfAny(cursor.totalsColumn) : Span()
    passedOverIDs.append(id.extracting(first: min(id.count, RecordSegment.keptValueBytes)))
  }

  /// What stands in place of an executive id in the first record of a run of ``passedOver``.
  fileprivate borrowing func passedOverID(_ run: Int) -> [UInt8] {
    passedOverIDs.with(run) { id in id.array }
  }

  /// Keeps the hash of the id of the record that is being read, of a plan.
  @inline(__always)
  mutating func append(hashOf id: Span<UInt8>, of kind: InputKind) {
    if kind == .plans { hashes.append(UInt32(truncatingIfNeeded: hash(id))) }
  }

  /// Adds once more the texts of the record that was read last.
  mutating func repeatTexts() {
    texts.repeatRow()
    if texts.numbers > 0 { lexicon.repeatLast() }
  }

  /// Adds a shared text of the record that is being read.
  ///
  /// - Parameters:
  ///   - slot: The place of its field among the shared ones.
  ///   - examine: Says whether a text that was not met before is fit for use.
  /// - Returns: Whether the text is.
  @inline(__always)
  mutating func append(
    shared text: Span<UInt8>, inField slot: Int, _ examine: (Span<UInt8>) -> Bool
  ) -> Bool {
    let known = lexicon.number(of: text, inField: slot, examine)
    texts.append(number: UInt32(truncatingIfNeeded: known.number))
    return known.isFit
  }

  /// Adds a short shared text, in the same way.
  @inline(__always)
  mutating func append(
    shared text: ShortText, inField slot: Int, _ examine: (Span<UInt8>) -> Bool
  ) -> Bool {
    let known = lexicon.number(of: text, inField: slot, examine)
    texts.append(number: UInt32(truncatingIfNeeded: known.number))
    return known.isFit
  }

  /// Notes a fault of the record that is being read, and flags it if it is an error. Of a cell that
  /// cannot be read as it is, only that is said.
  ///
  /// - Parameter record: The record, where it is not the one that is being read.
  mutating func note(
    _ finding: Finding, column: Int? = nil, value: Span<UInt8> = Span(), record: Int? = nil,
    at cursor: inout RecordCursor
  ) {
    if finding.code.severity == .error { cursor.flags.insert(.wrong) }
    if let column, isUnreadable(column, ofRecord: cursor.indexInBatch) { return }
    faults.append(
      RecordSegment.Fault(
        finding: finding, column: column.map(UInt32.init) ?? .max,
        record: UInt32(record ?? count)))
    faultValues.append(value.extracting(first: min(value.count, RecordSegment.keptValueBytes)))
  }
}
