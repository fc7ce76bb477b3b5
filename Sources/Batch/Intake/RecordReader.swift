import Appraisal
import Columns
import CSV
import Records

/// Turns the records of one block into a segment: reads every value, and notes what is wrong.
///
/// It knows no file: anything that has records as a ``RecordBatch`` and a ``HeaderMap`` made from their
/// header can have them read.
struct RecordReader {
  private let rules: Rules
  private let vocabulary: Vocabulary
  private let board = PlanText.board.number
  let ownTexts = PlanText.countForEachRecord

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
    var scratch: [UInt8] = []
    while cursor.next() {
      if !header.isLong { lookAhead(from: cursor, past: 1, in: &segment) }
      if let reason = cursor.reasonToPassOver(under: vocabulary, &segment.namesakes) {
        segment.passOver(for: reason, at: cursor, of: batch)
        segment.passOverCells(at: cursor)
      } else if let note = cursor.note(under: vocabulary) {
        appendNote(note.finding, in: note.column, at: &cursor, to: &segment)
      } else if cursor.fields.count == header.count {
        appendRecord(at: &cursor, to: &segment, by: &scratch)
      } else {
        appendRaggedRecord(at: &cursor, to: &segment)
      }
      segment.noteCells(at: &cursor)
    }
    return RecordSegment(
      &segment, of: header.kind, width: header.valueColumns.count, file: file, block: block,
      isLong: header.isLong, batch: batch)
  }

  /// Asks for the memory that the shared texts of an executive further on need: in a file in no order of its
  /// boards each of them is on another.
  ///
  /// - Parameters:
  ///   - recordsOfEach: How many records an executive mostly has.
  ///   - segment: Its texts are asked through a change of it; see ``judgeWideRecord(at:in:)``.
  @inline(__always)
  private func lookAhead(
    from cursor: borrowing RecordCursor, past recordsOfEach: Int,
    in segment: inout RecordSegmentBuilder
  ) {
    let columns = cursor.header.textColumns
    for number in ownTexts..<max(ownTexts, columns.count) {
      segment.lexicon.expect(inField: number - ownTexts) {
        cursor.shortText(columns[number], ahead: DistinctTexts.lookAhead * recordsOfEach)
      }
    }
  }

  /// Adds a record; the texts of one that repeats those of the record before it are neither read
  /// nor kept again.
  ///
  /// The header is asked at the cursor each time, as in all that every record passes through: for a constant of its
  /// own its references would be counted, record by record.
  ///
  /// - Parameter scratch: Memory for a text that is not kept as the file has it.
  private func appendRecord(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder,
    by scratch: inout [UInt8]
  ) {
    if let model = segment.model, cursor.repeatsTexts(of: model.fields) {
      cursor.flags = model.flags
      segment.repeatTexts()
      if model.cleanedTexts != 0 { noteCleaned(model.cleanedTexts, at: cursor, in: &segment) }
      segment.groups.noteID(record: segment.count)
    } else {
      if cursor.header.isLong { lookAhead(from: cursor, past: rules.elements, in: &segment) }
      let faults = segment.faultCount
      appendID(at: &cursor, to: &segment)
      appendTexts(at: &cursor, to: &segment, by: &scratch)
      segment.texts.endRow()
      segment.model =
        cursor.header.isLong && segment.faultCount == faults
        ? RecordSegmentBuilder.Model(
          fields: cursor.fields, flags: cursor.flags, cleanedTexts: cursor.cleanedTexts) : nil
    }
    let element = cursor.header.isLong ? appendElement(at: &cursor, to: &segment) : nil
    switch cursor.header.kind.values {
    case .weights: appendWeights(of: element, at: &cursor, to: &segment)
    case .levels: appendLevels(of: element, at: &cursor, to: &segment)
    }
    if !cursor.header.isLong { judgeWideRecord(at: &cursor, in: &segment) }
    segment.flags.append(cursor.flags)
  }

  /// Adds the executive id, the first of the row of texts, and reads it.
  @inline(__always)
  private func appendID(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let id = value(in: cursor.header.idColumn, at: &cursor, in: &segment, cleaning: 1)
    if let short = cursor.shortText(cursor.header.idColumn) {
      segment.texts.append(short)
    } else {
      segment.texts.append(id)
    }
    segment.append(hashOf: id, of: cursor.header.kind)
    checkID(id, at: &cursor, in: &segment)
  }

  /// Adds the texts after the id.
  private func appendTexts(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder,
    by scratch: inout [UInt8]
  ) {
    for number in 0..<cursor.header.textColumns.count {
      let column = cursor.header.textColumns[number]
      if let text = cursor.shortText(column) {
        append(text, number, in: column, at: &cursor, to: &segment)
      } else {
        appendText(number, in: column, at: &cursor, to: &segment, by: &scratch)
      }
    }
  }

  /// Adds any text as it is read: without the blanks at its ends, and with single spaces inside.
  @inline(never)
  private func appendText(
    _ number: Int, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder, by scratch: inout [UInt8]
  ) {
    if cursor.mayHaveOddBlanksInside, hasOddBlanksInside(cursor.content(column)) {
      return appendWithSingleSpaces(number, in: column, at: &cursor, to: &segment, by: &scratch)
    }
    let text = value(in: column, at: &cursor, in: &segment, cleaning: 2 << UInt16(number))
    append(text, number, in: column, at: &cursor, to: &segment)
  }

  private func hasOddBlanksInside(_ text: Span<UInt8>) -> Bool {
    isPrintableASCII(text) ? text.hasRunOfSpaces : text.hasOtherBlanksInside
  }

  @inline(never)
  private func appendWithSingleSpaces(
    _ number: Int, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder, by scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    cursor.content(column).appendWithSingleSpaces(to: &scratch)
    cursor.cleanedTexts |= 2 << UInt16(number)
    noteCleaned(column: column, areInside: true, at: cursor, in: &segment)
    append(scratch.span, number, in: column, at: &cursor, to: &segment)
  }

  /// Whether there is nothing to say of a text.
  private static func isFit(_ text: Span<UInt8>) -> Bool {
    !beginsFormula(text) && !isSpreadsheetError(text) && TextCheck(text).isFit
  }

  /// Adds a short text, and checks it.
  @inline(__always)
  private func append(
    _ text: ShortText, _ number: Int, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder
  ) {
    if number < ownTexts {
      let isPrintable = segment.texts.append(text)
      guard !(isPrintable || TextCheck.isSurelyFit(text)) || text.mayBeginFormula else { return }
      check(cursor.field(column), column: column, at: &cursor, in: &segment)
    } else {
      let isFit = segment.append(shared: text, inField: number - ownTexts, Self.isFit)
      if !isFit { check(cursor.field(column), column: column, at: &cursor, in: &segment) }
      if number == board, column >= 0, text == .empty { cursor.flags.insert(.boardIsBlank) }
    }
  }

  /// Adds a text, and checks it.
  @inline(__always)
  private func append(
    _ text: Span<UInt8>, _ number: Int, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder
  ) {
    let isFit: Bool
    if number < ownTexts {
      let isPrintable = segment.texts.append(text)
      isFit =
        !beginsFormula(text) && !isSpreadsheetError(text)
        && (isPrintable || TextCheck(text).isFit)
    } else {
      isFit = segment.append(shared: text, inField: number - ownTexts, Self.isFit)
    }
    guard column >= 0 else { return }
    if !isFit { check(text, column: column, at: &cursor, in: &segment) }
    if number == board, text.isEmpty { cursor.flags.insert(.boardIsBlank) }
  }

  /// Counts a value of which blanks were taken off.
  @inline(never)
  func noteCleaned(
    column: Int, areInside: Bool = false, at cursor: borrowing RecordCursor,
    in segment: inout RecordSegmentBuilder
  ) {
    segment.cleaned.note(
      cursor.field(column), column: column, record: segment.count, areInside: areInside)
  }

  /// Counts the values of a record that repeats those of the record before it.
  private func noteCleaned(
    _ texts: UInt16, at cursor: borrowing RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    let header = cursor.header
    if texts & 1 != 0 { noteCleaned(column: header.idColumn, at: cursor, in: &segment) }
    for (number, column) in header.textColumns.enumerated()
    where texts & (2 << UInt16(number)) != 0 {
      noteCleaned(column: column, at: cursor, in: &segment)
    }
  }

  /// A field without the blanks at its ends, which are counted.
  ///
  /// - Parameter bit: The bit of ``RecordCursor/cleanedTexts`` that says so, if any does.
  @inline(__always)
  @_lifetime(copy cursor)
  private func value(
    in column: Int, at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder,
    cleaning bit: UInt16 = 0
  ) -> Span<UInt8> {
    let field = cursor.field(column)
    guard cursor.mayHaveBlanksAtEnds else { return field }
    let value = field.extracting(field.contentRange)
    if value.count > 0, value.count != field.count {
      cursor.cleanedTexts |= bit
      noteCleaned(column: column, at: cursor, in: &segment)
    }
    return value
  }

  /// Reads the element that a record in the long layout is about.
  private func appendElement(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) -> Int? {
    guard let column = cursor.header.elementColumn else { return nil }
    let name = value(in: column, at: &cursor, in: &segment)
    let element = vocabulary.element(named: name)
    if element == nil {
      cursor.flags.insert(.withoutElement)
      noteUnreadable(
        .record(Self.reasonNotToBeElement(name)), name, column: column, at: &cursor, in: &segment)
    }
    segment.elements.append(element.map(UInt8.init) ?? .max)
    return element
  }

  private static func reasonNotToBeElement(_ name: Span<UInt8>) -> RecordFinding {
    if name.isEmpty { return .elementNotGiven }
    let isTotal = TotalsWord.isWritten(in: name) || TotalsWord.endsSubtotal(name)
    return isTotal ? .totalInPlaceOfElement : .unknownElement
  }

  /// Reads the weights of a record: one for each element, or in the long layout that of an element, or of
  /// none that the system knows.
  @inline(__always)
  private func appendWeights(
    of element: Int?, at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    for index in 0..<cursor.header.valueColumns.count {
      let column = cursor.header.valueColumns[index]
      let value = value(in: column, at: &cursor, in: &segment)
      let weight = vocabulary.weight(in: value)
      segment.weights.append(weight)
      guard weight == Sentinel.unreadableWeight else { continue }
      let element = cursor.header.isLong ? element : index
      noteUnreadable(
        .weight(.invalidWeight(of: element.map { ElementIndex($0) }, UnreadableWeight(value))),
        value, column: column, at: &cursor, in: &segment)
    }
  }

  /// Reads the levels of a record, as ``appendWeights(of:at:to:)`` does weights.
  @inline(__always)
  private func appendLevels(
    of element: Int?, at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    for index in 0..<cursor.header.valueColumns.count {
      let column = cursor.header.valueColumns[index]
      let value = value(in: column, at: &cursor, in: &segment)
      let level = vocabulary.level(in: value)
      segment.levels.append(level)
      guard level == Sentinel.unreadableLevel else { continue }
      let element = cursor.header.isLong ? element : index
      noteUnreadable(
        .rating(
          .invalidRating(
            of: element.map { ElementIndex($0) }, vocabulary.unreadableLevel(value))),
        value, column: column, at: &cursor, in: &segment)
    }
  }

  /// Asks the system about a record that has all values of its executive.
  ///
  /// - Parameter segment: Nothing is changed in it; yet where it is only looked at, all its three thousand
  ///   bytes are copied first.
  private func judgeWideRecord(
    at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    let elements = rules.elements
    let cells = segment.count * elements..<(segment.count + 1) * elements
    let breaksRule: Bool
    switch cursor.header.kind.values {
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

  /// Notes what is wrong with an id, given without the blanks at its ends.
  func checkID(
    _ id: Span<UInt8>, at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    if id.isEmpty {
      if cursor.header.isLong { segment.groups.noteMissingID() }
    } else {
      segment.groups.noteID(record: segment.count)
    }
    let isShortened = vocabulary.isShortenedNumber(id)
    guard isShortened || !vocabulary.isExecutiveID(id) else { return }
    cursor.flags.insert(.unidentified)
    if id.isEmpty {
      segment.note(.record(.missingExecutiveID), column: cursor.header.idColumn, at: &cursor)
    } else {
      noteUnreadable(
        .record(isShortened ? .executiveIDShortened : .invalidExecutiveID(UnfitID(id))), id,
        column: cursor.header.idColumn, at: &cursor, in: &segment)
    }
  }
}
