import Appraisal
import CSV
import Columns

/// Turns the records of one block into a segment: reads every value, and notes what is wrong.
///
/// It knows no file: anything that has records as a ``RecordBatch`` and a ``HeaderMap`` made from their
/// header can have them read.
struct RecordReader {
  private let rules: Rules
  private let vocabulary: Vocabulary
  private let board = PlanText.board.number
  private let rowTexts = PlanText.countForEachRecord
  private let keptTexts = PlanText.keptCount

  /// A reader under a system.
  init(system: AppraisalSystem) {
    rules = Rules(of: system)
    vocabulary = Vocabulary(of: system)
  }

  /// The columns of a block's records.
  ///
  /// - Parameters:
  ///   - batch: The records, without the header.
  ///   - header: What their columns hold.
  ///   - file: The number of their file in the intake.
  ///   - block: The number of the block in the file.
  ///   - cells: Cells of a workbook that cannot be read as they are, by record.
  ///   - segment: Memory to work in, used again and again.
  /// - Complexity: O(bytes of the batch).
  func segment(
    of batch: RecordBatch, under header: HeaderMap, file: Int, block: Int,
    cells: [UnreadableCell] = [], by segment: inout RecordSegmentBuilder
  ) -> RecordSegment {
    segment.removeAll(for: header.kind, cells: cells)
    var cursor = RecordCursor(batch, under: header)
    while cursor.next() {
      if cursor.fields.count == cursor.headerCount {
        appendRecord(at: &cursor, to: &segment)
      } else {
        appendRaggedRecord(at: &cursor, to: &segment)
      }
      segment.noteCells(at: &cursor)
    }
    return RecordSegment(
      segment, of: header.kind, width: header.valueColumns.count, file: file, block: block,
      isLong: header.isLong, batch: batch)
  }

  // MARK: - Records as they should be

  /// Adds a record; the texts of one that repeats those of the record before it are neither read
  /// nor kept again.
  private func appendRecord(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    if let model = segment.model, cursor.repeatsTexts(of: model.fields) {
      cursor.flags = model.flags
      segment.repeatTexts()
    } else {
      let faults = segment.faultCount
      appendRow(at: &cursor, to: &segment)
      for number in cursor.textColumns.indices {
        appendText(number, at: &cursor, to: &segment)
      }
      segment.model =
        cursor.isLong && segment.faultCount == faults
        ? RecordSegmentBuilder.Model(fields: cursor.fields, flags: cursor.flags) : nil
    }
    if cursor.isLong {
      let element = appendElement(at: &cursor, to: &segment)
      appendValue(of: element, in: cursor.valueColumns[0], at: &cursor, to: &segment)
    } else {
      for element in cursor.valueColumns.indices {
        appendValue(of: element, in: cursor.valueColumns[element], at: &cursor, to: &segment)
      }
      judgeWideRecord(at: &cursor, in: segment)
    }
    segment.flags.append(cursor.flags)
  }

  /// Adds the texts that are kept for each record, and reads the executive id.
  @inline(__always)
  private func appendRow(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let id = cursor.field(cursor.idColumn)
    segment.texts.append(id)
    for number in 0..<min(rowTexts, cursor.textColumns.count) {
      segment.texts.append(cursor.field(cursor.textColumns[number]))
    }
    segment.texts.endRow()
    segment.hashes.append(UInt32(truncatingIfNeeded: segment.hash(id)))
    checkID(id, at: &cursor, in: &segment)
  }

  /// Checks a text, and adds it where it is not in the row of texts.
  @inline(__always)
  private func appendText(
    _ number: Int, at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let column = cursor.textColumns[number]
    let field = cursor.field(column)
    let isPrintable = cursor.isPrintable
    let isFit = { (text: Span<UInt8>) in
      !beginsFormula(text) && (isPrintable || TextCheck(text).fault == nil)
    }
    let fieldIsFit =
      number < rowTexts || number >= keptTexts
      ? isFit(field) : segment.dictionaries[number - rowTexts].append(field, isFit)
    guard column >= 0 else { return }
    if !fieldIsFit { check(field, column: column, at: &cursor, in: &segment) }
    if number == board, field.isBlank { cursor.flags.insert(.boardIsBlank) }
  }

  /// Reads the element that a record in the long layout is about.
  private func appendElement(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) -> Int? {
    guard let column = cursor.elementColumn else { return nil }
    let field = cursor.field(column)
    let element = vocabulary.element(named: field)
    if element == nil {
      cursor.flags.insert(.withoutElement)
      noteUnreadable(
        .record(.unknownElement), field, column: column, at: &cursor, in: &segment)
    }
    segment.elements.append(element.map(UInt8.init) ?? .max)
    return element
  }

  /// Reads the weight or level of an element, or of none that the system knows.
  private func appendValue(
    of element: Int?, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder
  ) {
    let field = cursor.field(column)
    switch cursor.kind.values {
    case .weights:
      let weight = vocabulary.weight(in: field)
      segment.weights.append(weight)
      guard weight == Sentinel.unreadableWeight else { return }
      noteUnreadable(
        .weight(.invalidWeight(of: element.map { ElementIndex($0) })), field, column: column,
        at: &cursor, in: &segment)
    case .levels:
      let level = vocabulary.level(in: field)
      segment.levels.append(level)
      guard level == Sentinel.unreadableLevel else { return }
      noteUnreadable(
        .rating(.invalidRating(of: element.map { ElementIndex($0) })), field, column: column,
        at: &cursor, in: &segment)
    }
  }

  /// Asks the system about a record that has all values of its executive.
  private func judgeWideRecord(
    at cursor: inout RecordCursor, in segment: borrowing RecordSegmentBuilder
  ) {
    let elements = rules.elements
    let cells = cursor.record * elements..<(cursor.record + 1) * elements
    let breaksRule: Bool
    switch cursor.kind.values {
    case .weights:
      breaksRule = segment.weights.withRows(cells) { rules.refuses(weights: $0) }
    case .levels:
      let isBlank = segment.levels.withRows(cells) { levels in
        for element in levels.indices where levels[element] != Sentinel.missingLevel {
          return false
        }
        return true
      }
      if isBlank {
        cursor.flags.insert(.withoutValues)
        breaksRule = false
      } else {
        breaksRule = segment.levels.withRows(cells) { rules.refuses(ratings: $0) }
      }
    }
    if breaksRule { cursor.flags.insert([.breaksRule, .wrong]) }
  }

  private func checkID(
    _ id: Span<UInt8>, at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    guard !vocabulary.isExecutiveID(id) else { return }
    cursor.flags.insert(.unidentified)
    if id.isBlank {
      segment.note(.record(.missingExecutiveID), column: cursor.idColumn, at: &cursor)
    } else {
      noteUnreadable(
        .record(.invalidExecutiveID), id, column: cursor.idColumn, at: &cursor, in: &segment)
    }
  }

  /// Notes a field that could not be read: for a line break or control character in it, or else
  /// for `finding`.
  private func noteUnreadable(
    _ finding: Finding, _ field: Span<UInt8>, column: Int,
    at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    segment.note(
      TextCheck(field).fault.map(Finding.record) ?? finding, column: column, value: field,
      at: &cursor)
  }

  /// Notes what makes a text unfit.
  private func check(
    _ field: Span<UInt8>, column: Int, at cursor: inout RecordCursor,
    in segment: inout RecordSegmentBuilder
  ) {
    if let fault = TextCheck(field).fault {
      segment.note(.record(fault), column: column, value: field, at: &cursor)
    }
    if beginsFormula(field) {
      segment.note(.text(.unsafeText), column: column, value: field, at: &cursor)
    }
  }

  // MARK: - Records with too few or too many fields

  /// A record of another number of fields than the header: which field stands in which column is
  /// anybody's guess, so nothing is taken from it but an executive id, to name whose it may be.
  private func appendRaggedRecord(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    cursor.flags = [.withoutElement]
    appendBlankCells(at: cursor, to: &segment)
    let count = cursor.fields.count
    segment.note(
      .record(.wrongFieldCount(.init(found: count, expected: cursor.headerCount))), at: &cursor)
    let idColumn = cursor.idColumn
    let id = cursor.field(idColumn < count ? idColumn : -1)
    appendRaggedTexts(id, at: cursor, to: &segment)
    for column in 0..<count {
      let field = cursor.field(column)
      if column == idColumn {
        checkID(field, at: &cursor, in: &segment)
      } else if TextCheck(field).fault == .lineBreakInField {
        segment.note(
          .record(.lineBreakInField), column: min(column, cursor.headerCount - 1), value: field,
          at: &cursor)
      }
    }
    if count <= idColumn { checkID(id, at: &cursor, in: &segment) }
    if cursor.isLong { segment.elements.append(.max) }
    segment.flags.append(cursor.flags)
  }

  private func appendRaggedTexts(
    _ id: Span<UInt8>, at cursor: borrowing RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    segment.texts.append(id)
    for _ in 0..<min(rowTexts, cursor.textColumns.count) { segment.texts.append(Span()) }
    segment.texts.endRow()
    for slot in 0..<segment.dictionaryCount {
      _ = segment.dictionaries[slot].append(Span()) { _ in true }
    }
    segment.hashes.append(UInt32(truncatingIfNeeded: segment.hash(id)))
    segment.model = nil
  }

  /// Appends the cells of a record, with nothing in them yet.
  private func appendBlankCells(
    at cursor: borrowing RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let count = cursor.valueColumns.count
    switch cursor.kind.values {
    case .weights: segment.weights.append(Sentinel.missingWeight, times: count)
    case .levels: segment.levels.append(Sentinel.missingLevel, times: count)
    }
  }
}
