import Appraisal
import Columns
import CSV

/// Turns the records of one block into a segment: reads every value, and notes what is wrong.
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
  ///   - sheet: The file that they come from.
  ///   - file: Its number in the intake.
  ///   - block: The number of the block in the file.
  ///   - segment: Memory to work in, used again and again.
  /// - Complexity: O(bytes of the batch).
  func segment(
    of batch: RecordBatch, from sheet: InputReader, file: Int, block: Int,
    by segment: inout RecordSegmentBuilder
  ) -> RecordSegment {
    segment.removeAll(for: sheet.kind)
    let columns = sheet.columns
    let bytes = batch.bytes.span
    let ends = batch.fieldEnds.span
    let recordEnds = batch.recordEnds.span
    // The lists are handed over as spans: their reference counts, which all tasks share, are then
    // left alone.
    let valueColumns = columns.valueColumns.span
    let adjacentTexts = columns.adjacentTexts.span
    let textColumns = columns.textColumns.span
    var firstField = 0
    for record in recordEnds.indices {
      let fields = firstField..<Int(recordEnds[record])
      firstField = fields.upperBound
      if fields.count == columns.count {
        let model = segment.model.flatMap {
          repeats(fields, $0.fields, of: bytes, ends, in: adjacentTexts) ? $0 : nil
        }
        appendRecord(
          fields, repeating: model, of: bytes, ends, columns, valueColumns, textColumns,
          sheet.kind, isPrintable: batch.isPrintableASCII, to: &segment)
      } else {
        appendRaggedRecord(fields, of: bytes, ends, columns, sheet.kind, to: &segment)
      }
    }
    return RecordSegment(
      segment, file: file, block: block, isLong: columns.isLong, batch: batch)
  }

  // MARK: - Records as they should be

  /// Whether a record has the same texts as one before it, byte by byte.
  ///
  /// - Parameter runs: The columns of the texts.
  @inline(__always)
  private func repeats(
    _ fields: Range<Int>, _ other: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>,
    in runs: Span<Range<Int>>
  ) -> Bool {
    for index in runs.indices {
      let run = runs[index]
      let start = range(of: run.lowerBound, in: fields, ends).lowerBound
      let otherStart = range(of: run.lowerBound, in: other, ends).lowerBound
      var length = 0
      for column in run {
        length = Int(ends[fields.lowerBound + column]) - start
        if Int(ends[other.lowerBound + column]) - otherStart != length { return false }
      }
      let areSame = equals(
        bytes.extracting(start..<start + length),
        bytes.extracting(otherStart..<otherStart + length))
      guard areSame else { return false }
    }
    return true
  }

  /// Adds a record; the texts of one that repeats those of a model are neither read nor kept again.
  private func appendRecord(
    _ fields: Range<Int>, repeating model: RecordSegmentBuilder.Model?, of bytes: Span<UInt8>,
    _ ends: Span<UInt32>, _ columns: HeaderMap, _ valueColumns: Span<Int>,
    _ textColumns: Span<Int>, _ kind: InputKind, isPrintable: Bool,
    to segment: inout RecordSegmentBuilder
  ) {
    let record = segment.count
    var flags: RecordFlags = []
    if let model {
      flags = model.flags
      segment.repeatTexts()
    } else {
      let faults = segment.faultCount
      appendRow(fields, of: bytes, ends, columns, textColumns, to: &segment, &flags)
      for number in textColumns.indices {
        appendText(
          number, in: textColumns[number], fields, of: bytes, ends, isPrintable: isPrintable,
          to: &segment, &flags)
      }
      segment.model =
        columns.isLong && segment.faultCount == faults
        ? RecordSegmentBuilder.Model(fields: fields, flags: flags) : nil
    }
    if columns.isLong {
      let element = appendElement(
        fields, of: bytes, ends, columns, record: record, to: &segment, &flags)
      appendValue(
        bytes.extracting(range(of: valueColumns[0], in: fields, ends)), element: element,
        column: valueColumns[0], record: record, kind: kind, to: &segment, &flags)
    } else {
      for element in valueColumns.indices {
        let column = valueColumns[element]
        appendValue(
          bytes.extracting(range(of: column, in: fields, ends)), element: element, column: column,
          record: record, kind: kind, to: &segment, &flags)
      }
      judgeWideRecord(record, kind: kind, in: segment, &flags)
    }
    segment.flags.append(flags)
  }

  /// Adds the texts that are kept together, and reads the executive id.
  @inline(__always)
  private func appendRow(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: HeaderMap,
    _ textColumns: Span<Int>, to segment: inout RecordSegmentBuilder, _ flags: inout RecordFlags
  ) {
    let record = segment.count
    let id = bytes.extracting(range(of: columns.idColumn, in: fields, ends))
    segment.texts.append(id)
    for number in 0..<min(rowTexts, textColumns.count) {
      segment.texts.append(bytes.extracting(range(of: textColumns[number], in: fields, ends)))
    }
    segment.texts.endRow()
    segment.hashes.append(UInt32(truncatingIfNeeded: caseBlindHash(id)))
    checkID(id, column: columns.idColumn, record: record, in: &segment, &flags)
  }

  /// Checks a text of a plan, and adds it where it is not in the row of texts.
  @inline(__always)
  private func appendText(
    _ number: Int, in column: Int, _ fields: Range<Int>, of bytes: Span<UInt8>,
    _ ends: Span<UInt32>, isPrintable: Bool, to segment: inout RecordSegmentBuilder,
    _ flags: inout RecordFlags
  ) {
    let field = bytes.extracting(range(of: column, in: fields, ends))
    let isFit = { (text: Span<UInt8>) in
      !beginsFormula(text) && (isPrintable || TextCheck(text).fault == nil)
    }
    let fieldIsFit =
      number < rowTexts || number >= keptTexts
      ? isFit(field) : segment.dictionaries[number - rowTexts].append(field, isFit)
    guard column >= 0 else { return }
    if !fieldIsFit {
      check(field, column: column, record: segment.count, in: &segment, &flags)
    }
    if number == board, field.isBlank { flags.insert(.boardIsBlank) }
  }

  /// Where the field of a column stands in the bytes of the batch; nowhere if there is no such
  /// column.
  @inline(__always)
  private func range(
    of column: Int, in fields: Range<Int>, _ ends: Span<UInt32>
  ) -> Range<Int> {
    guard column >= 0 else { return 0..<0 }
    let index = fields.lowerBound + column
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// Reads the element that a record in the long layout is about.
  private func appendElement(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: HeaderMap,
    record: Int, to segment: inout RecordSegmentBuilder, _ flags: inout RecordFlags
  ) -> Int? {
    guard let column = columns.elementColumn else { return nil }
    let field = bytes.extracting(range(of: column, in: fields, ends))
    let element = vocabulary.element(named: field)
    if element == nil {
      flags.insert(.withoutElement)
      noteUnreadable(
        .record(.unknownElement), field, column: column, record: record, in: &segment, &flags)
    }
    segment.elements.append(element.map(UInt8.init) ?? .max)
    return element
  }

  /// Asks the system about a record that has all values of its executive.
  private func judgeWideRecord(
    _ record: Int, kind: InputKind, in segment: borrowing RecordSegmentBuilder,
    _ flags: inout RecordFlags
  ) {
    let elements = rules.elements
    let cells = record * elements..<(record + 1) * elements
    let breaksRule: Bool
    switch kind.values {
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
        flags.insert(.withoutValues)
        breaksRule = false
      } else {
        breaksRule = segment.levels.withRows(cells) { rules.refuses(ratings: $0) }
      }
    }
    if breaksRule { flags.insert([.breaksRule, .wrong]) }
  }

  private func appendValue(
    _ field: Span<UInt8>, element: Int?, column: Int, record: Int, kind: InputKind,
    to segment: inout RecordSegmentBuilder, _ flags: inout RecordFlags
  ) {
    switch kind.values {
    case .weights:
      let weight = vocabulary.weight(in: field)
      segment.weights.append(weight)
      if weight == Sentinel.unreadableWeight {
        noteUnreadable(
          .weight(.invalidWeight(of: element.map { ElementIndex($0) })), field, column: column,
          record: record, in: &segment, &flags)
      }
    case .levels:
      let level = vocabulary.level(in: field)
      segment.levels.append(level)
      if level == Sentinel.unreadableLevel {
        noteUnreadable(
          .rating(.invalidRating(of: element.map { ElementIndex($0) })), field, column: column,
          record: record, in: &segment, &flags)
      }
    }
  }

  private func checkID(
    _ field: Span<UInt8>, column: Int, record: Int, in segment: inout RecordSegmentBuilder,
    _ flags: inout RecordFlags
  ) {
    guard !vocabulary.isExecutiveID(field) else { return }
    flags.insert(.unidentified)
    if field.isBlank {
      segment.note(.record(.missingExecutiveID), record: record, column: column, flags: &flags)
    } else {
      noteUnreadable(
        .record(.invalidExecutiveID), field, column: column, record: record, in: &segment, &flags)
    }
  }

  /// Notes a field that could not be read: for a line break or control character in it, or else
  /// for `finding`.
  private func noteUnreadable(
    _ finding: Finding, _ field: Span<UInt8>, column: Int, record: Int,
    in segment: inout RecordSegmentBuilder, _ flags: inout RecordFlags
  ) {
    segment.note(
      TextCheck(field).fault.map(Finding.record) ?? finding, record: record, column: column,
      value: field, flags: &flags)
  }

  /// Notes what makes a text unfit.
  private func check(
    _ field: Span<UInt8>, column: Int, record: Int,
    in segment: inout RecordSegmentBuilder, _ flags: inout RecordFlags
  ) {
    if let fault = TextCheck(field).fault {
      segment.note(.record(fault), record: record, column: column, value: field, flags: &flags)
    }
    if beginsFormula(field) {
      segment.note(.text(.unsafeText), record: record, column: column, value: field, flags: &flags)
    }
  }

  // MARK: - Records with too few or too many fields

  /// A record of another number of fields than the header: which field stands in which column is
  /// anybody's guess, so nothing is taken from it but an executive id, to name whose it may be.
  private func appendRaggedRecord(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: HeaderMap,
    _ kind: InputKind, to segment: inout RecordSegmentBuilder
  ) {
    let record = segment.count
    var flags: RecordFlags = [.withoutElement]
    appendBlankCells(columns, kind, to: &segment)
    segment.note(
      .record(.wrongFieldCount(.init(found: fields.count, expected: columns.count))),
      record: record, flags: &flags)
    let idColumn = columns.idColumn
    let id = bytes.extracting(range(of: idColumn < fields.count ? idColumn : -1, in: fields, ends))
    appendRaggedTexts(id, count: columns.textColumns.count, to: &segment)
    for column in 0..<fields.count {
      let field = bytes.extracting(range(of: column, in: fields, ends))
      if column == idColumn {
        checkID(field, column: column, record: record, in: &segment, &flags)
      } else if TextCheck(field).fault == .lineBreakInField {
        segment.note(
          .record(.lineBreakInField), record: record, column: min(column, columns.count - 1),
          value: field, flags: &flags)
      }
    }
    if fields.count <= idColumn {
      checkID(id, column: idColumn, record: record, in: &segment, &flags)
    }
    if columns.isLong { segment.elements.append(.max) }
    segment.flags.append(flags)
  }

  private func appendRaggedTexts(
    _ id: Span<UInt8>, count: Int, to segment: inout RecordSegmentBuilder
  ) {
    segment.texts.append(id)
    for _ in 0..<min(rowTexts, count) { segment.texts.append(Span()) }
    for slot in 0..<segment.dictionaryCount {
      _ = segment.dictionaries[slot].append(Span()) { _ in true }
    }
    segment.texts.endRow()
    segment.hashes.append(UInt32(truncatingIfNeeded: caseBlindHash(id)))
    segment.model = nil
  }

  /// Appends the cells of a record, with nothing in them yet.
  private func appendBlankCells(
    _ columns: HeaderMap, _ kind: InputKind, to segment: inout RecordSegmentBuilder
  ) {
    let count = columns.valueColumns.count
    switch kind.values {
    case .weights: segment.weights.append(Sentinel.missingWeight, times: count)
    case .levels: segment.levels.append(Sentinel.missingLevel, times: count)
    }
  }
}

/// What makes a text unfit for any output: a line break, or a character that steers a terminal or
/// turns the direction of writing.
///
/// Control characters are C0 but for a tab at the start (which is ``FindingCode/unsafeText``), DEL,
/// C1, and the bidirectional controls U+202A–202E and U+2066–2069.
struct TextCheck {
  /// The finding; `nil` when the text is fit. A line break goes before a control character.
  let fault: RecordFinding?

  /// Checks a text of valid UTF-8.
  ///
  /// - Complexity: O(bytes).
  init(_ text: Span<UInt8>) {
    // Nearly every text is.
    fault = isPrintableASCII(text) ? nil : Self.fault(in: text)
  }

  private static func fault(in text: Span<UInt8>) -> RecordFinding? {
    var fault: RecordFinding?
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20 && byte < 0x7F { continue }
      switch byte {
      case 0x0A, 0x0D:
        return .lineBreakInField
      case 0x09 where index == 0: continue
      case 0x00..<0x20, 0x7F: fault = .controlCharacter
      case 0xC2 where text[index + 1] < 0xA0: fault = .controlCharacter
      case 0xE2 where text[index + 1] == 0x80 && 0xAA...0xAE ~= text[index + 2]:
        fault = .controlCharacter
      case 0xE2 where text[index + 1] == 0x81 && 0xA6...0xA9 ~= text[index + 2]:
        fault = .controlCharacter
      default: continue
      }
    }
    return fault
  }
}
