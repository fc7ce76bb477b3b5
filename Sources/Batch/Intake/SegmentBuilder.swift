import Appraisal
import CSV

/// Turns the records of one block into a segment: reads every value, and notes what is wrong.
struct SegmentBuilder {
  private let rules: Rules
  private let vocabulary: Vocabulary

  /// A builder under a system.
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
    of batch: RecordBatch, from sheet: SheetReader, file: Int, block: Int,
    by segment: inout SegmentDraft
  ) -> SheetSegment {
    segment.removeAll()
    let columns = sheet.columns
    let bytes = batch.bytes.span
    let ends = batch.fieldEnds.span
    let recordEnds = batch.recordEnds.span
    var firstField = 0
    for record in recordEnds.indices {
      let fields = firstField..<Int(recordEnds[record])
      firstField = fields.upperBound
      if fields.count == columns.count {
        // The lists are handed over as spans: their reference counts, which all tasks share, are
        // then left alone.
        appendRecord(
          fields, of: bytes, ends, columns, columns.textColumns.span, columns.valueColumns.span,
          sheet.role, to: &segment)
      } else {
        appendRaggedRecord(fields, of: bytes, ends, columns, sheet.role, to: &segment)
      }
    }
    return SheetSegment(
      segment, file: file, block: block, isLong: columns.isLong, batch: batch)
  }

  // MARK: - Records as they should be

  private func appendRecord(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: SheetColumns,
    _ textColumns: Span<(text: TextColumn, column: Int)>, _ valueColumns: Span<Int>,
    _ role: SheetRole, to segment: inout SegmentDraft
  ) {
    let record = segment.count
    var marks: SheetSegment.Marks = []
    let idColumn = columns.idColumn
    appendID(
      bytes.extracting(range(of: idColumn, in: fields, ends)), column: idColumn, record: record,
      to: &segment, &marks)
    if role == .plans {
      var texts = TextRanges()
      for index in textColumns.indices {
        let (text, column) = textColumns[index]
        texts[text] = range(of: column, in: fields, ends)
        check(
          bytes.extracting(texts[text]), column: column, record: record, in: &segment, &marks)
      }
      append(texts, of: bytes, to: &segment)
      if columns.hasBoard, vocabulary.isBlank(bytes.extracting(texts[.board])) {
        marks.insert(.boardIsBlank)
      }
    }
    if columns.isLong {
      let element = appendElement(
        fields, of: bytes, ends, columns, record: record, to: &segment, &marks)
      appendValue(
        bytes.extracting(range(of: valueColumns[0], in: fields, ends)), element: element,
        column: valueColumns[0], record: record, role: role, to: &segment, &marks)
    } else {
      for element in valueColumns.indices {
        let column = valueColumns[element]
        appendValue(
          bytes.extracting(range(of: column, in: fields, ends)), element: element, column: column,
          record: record, role: role, to: &segment, &marks)
      }
      judgeWideRecord(record, role: role, in: segment, &marks)
    }
    segment.marks.append(marks)
  }

  /// Where the field of a column stands in the bytes of the batch.
  @inline(__always)
  private func range(
    of column: Int, in fields: Range<Int>, _ ends: Span<UInt32>
  ) -> Range<Int> {
    let index = fields.lowerBound + column
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// Reads the element that a record in the long layout is about.
  private func appendElement(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: SheetColumns,
    record: Int, to segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) -> Int? {
    guard let column = columns.elementColumn else { return nil }
    let field = bytes.extracting(range(of: column, in: fields, ends))
    let element = vocabulary.element(named: field)
    if element == nil {
      marks.insert(.withoutElement)
      noteUnreadable(.unknownElement, field, column: column, record: record, in: &segment, &marks)
    }
    segment.elements.append(element.map(UInt8.init) ?? .max)
    return element
  }

  /// Asks the system about a record that has all values of its executive.
  private func judgeWideRecord(
    _ record: Int, role: SheetRole, in segment: SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    let elements = rules.elements
    let cells = record * elements..<(record + 1) * elements
    var breaksRule = false
    switch role {
    case .plans:
      rules.judge(weights: segment.weights.span.extracting(cells)) { _ in breaksRule = true }
    case .ratings:
      let levels = segment.levels.span.extracting(cells)
      if levels.indices.allSatisfy({ levels[$0] == Cell.missingLevel }) {
        marks.insert(.withoutValues)
      } else {
        rules.judge(ratings: levels) { _ in breaksRule = true }
      }
    }
    if breaksRule { marks.insert([.breaksRule, .wrong]) }
  }

  private func appendValue(
    _ field: Span<UInt8>, element: Int?, column: Int, record: Int, role: SheetRole,
    to segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    switch role {
    case .plans:
      let weight = vocabulary.weight(in: field)
      segment.weights.append(weight)
      if weight == Cell.unreadableWeight {
        noteUnreadable(
          .invalidWeight, field, column: column, element: element, record: record, in: &segment,
          &marks)
      }
    case .ratings:
      let level = vocabulary.level(in: field)
      segment.levels.append(level)
      if level == Cell.unreadableLevel {
        noteUnreadable(
          .invalidRating, field, column: column, element: element, record: record, in: &segment,
          &marks)
      }
    }
  }

  private func appendID(
    _ field: Span<UInt8>, column: Int, record: Int, to segment: inout SegmentDraft,
    _ marks: inout SheetSegment.Marks
  ) {
    segment.ids.append(field)
    segment.hashes.append(UInt32(truncatingIfNeeded: hash(field)))
    guard !vocabulary.isExecutiveID(field) else { return }
    marks.insert(.unidentified)
    if vocabulary.isBlank(field) {
      segment.note(.missingExecutiveID, record: record, column: column, marks: &marks)
    } else {
      noteUnreadable(
        .invalidExecutiveID, field, column: column, record: record, in: &segment, &marks)
    }
  }

  /// Notes a field that could not be read: for a line break or control character in it, or else
  /// for `code`.
  private func noteUnreadable(
    _ code: FindingCode, _ field: Span<UInt8>, column: Int, element: Int? = nil, record: Int,
    in segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    segment.note(
      TextCheck(field).fault ?? code, record: record, column: column, element: element,
      value: field, marks: &marks)
  }

  // MARK: - Texts

  /// Where the texts of one record stand; empty where the file has no such column.
  private struct TextRanges {
    private var ranges: [6 of Range<Int>] = .init(repeating: 0..<0)

    subscript(text: TextColumn) -> Range<Int> {
      get { ranges[text.rawValue] }
      set { ranges[text.rawValue] = newValue }
    }
  }

  private func append(
    _ texts: TextRanges, of bytes: Span<UInt8>, to segment: inout SegmentDraft
  ) {
    segment.names.append(bytes.extracting(texts[.name]))
    segment.positionTitles.append(bytes.extracting(texts[.positionTitle]))
    segment.organizations.append(bytes.extracting(texts[.organization]))
    segment.appointments.append(bytes.extracting(texts[.appointment]))
    segment.boards.append(bytes.extracting(texts[.board]))
  }

  private func check(
    _ field: Span<UInt8>, column: Int, record: Int,
    in segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    if let fault = TextCheck(field).fault {
      segment.note(fault, record: record, column: column, value: field, marks: &marks)
    }
    if isFormula(field) {
      segment.note(.unsafeText, record: record, column: column, value: field, marks: &marks)
    }
  }

  // MARK: - Records with too few or too many fields

  /// A record of another number of fields than the header: which field stands in which column is
  /// anybody's guess, so nothing is taken from it but an executive id, to name whose it may be.
  private func appendRaggedRecord(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, _ columns: SheetColumns,
    _ role: SheetRole, to segment: inout SegmentDraft
  ) {
    let record = segment.count
    var marks: SheetSegment.Marks = [.withoutElement]
    appendBlankCells(columns, role, to: &segment)
    segment.note(.wrongFieldCount, record: record, found: fields.count, marks: &marks)
    let idColumn = columns.idColumn
    for (column, index) in fields.enumerated() {
      let field = bytes.extracting((index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]))
      if column == idColumn {
        appendID(field, column: column, record: record, to: &segment, &marks)
      } else if TextCheck(field).fault == .lineBreakInField {
        segment.note(
          .lineBreakInField, record: record, column: min(column, columns.count - 1),
          value: field, marks: &marks)
      }
    }
    if fields.count <= idColumn {
      appendID(Span(), column: idColumn, record: record, to: &segment, &marks)
    }
    if columns.isLong { segment.elements.append(.max) }
    if role == .plans { append(TextRanges(), of: bytes, to: &segment) }
    segment.marks.append(marks)
  }

  /// Appends the cells of a record, with nothing in them yet.
  private func appendBlankCells(
    _ columns: SheetColumns, _ role: SheetRole, to segment: inout SegmentDraft
  ) {
    let count = columns.valueColumns.count
    switch role {
    case .plans: segment.weights += repeatElement(Cell.missingWeight, count: count)
    case .ratings: segment.levels += repeatElement(Cell.missingLevel, count: count)
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
  let fault: FindingCode?

  /// Checks a text of valid UTF-8.
  ///
  /// - Complexity: O(bytes).
  init(_ text: Span<UInt8>) {
    // Nearly every text is.
    fault = isPrintableASCII(text) ? nil : Self.fault(in: text)
  }

  private static func fault(in text: Span<UInt8>) -> FindingCode? {
    var fault: FindingCode?
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
