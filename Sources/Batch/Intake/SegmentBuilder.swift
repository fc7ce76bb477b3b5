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
  /// - Complexity: O(bytes of the batch).
  func segment(
    of batch: RecordBatch, from sheet: SheetReader, file: Int, block: Int
  ) -> SheetSegment {
    var segment = SegmentDraft(
      file: file, block: block, isLong: sheet.columns.isLong, batch: batch)
    reserve(&segment, for: batch, from: sheet)
    let bytes = batch.bytes.span
    let ends = batch.fieldEnds.span
    let recordEnds = batch.recordEnds.span
    var firstField = 0
    for record in recordEnds.indices {
      let fields = firstField..<Int(recordEnds[record])
      firstField = fields.upperBound
      if fields.count == sheet.columns.count {
        appendRecord(fields, of: bytes, ends, from: sheet, to: &segment)
      } else {
        appendRaggedRecord(fields, of: bytes, ends, from: sheet, to: &segment)
      }
    }
    return SheetSegment(segment)
  }

  private func reserve(
    _ segment: inout SegmentDraft, for batch: RecordBatch, from sheet: SheetReader
  ) {
    let values = sheet.columns.isLong ? batch.count : batch.count * rules.elements
    segment.ids.reserve(count: batch.count, bytes: 16 * batch.count)
    segment.hashes.reserveCapacity(batch.count)
    segment.marks.reserveCapacity(batch.count)
    if sheet.columns.isLong { segment.elements.reserveCapacity(batch.count) }
    switch sheet.role {
    case .plans:
      segment.weights.reserveCapacity(values)
      segment.names.reserve(count: batch.count, bytes: 24 * batch.count)
      segment.positionTitles.reserve(count: batch.count, bytes: 32 * batch.count)
      segment.organizations.reserve(count: batch.count)
      segment.appointments.reserve(count: batch.count)
      segment.boards.reserve(count: batch.count)
    case .ratings:
      segment.levels.reserveCapacity(values)
    }
  }

  // MARK: - Records as they should be

  private func appendRecord(
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, from sheet: SheetReader,
    to segment: inout SegmentDraft
  ) {
    let record = segment.count
    var marks: SheetSegment.Marks = []
    appendBlankCells(from: sheet, to: &segment)
    var texts = TextRanges()
    var element: Int?
    for (column, use) in sheet.columns.read {
      let index = fields.lowerBound + column
      let range = (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
      let field = bytes.extracting(range)
      switch use {
      case .executiveID:
        appendID(field, column: column, record: record, to: &segment, &marks)
      case .text(let text):
        texts[text] = range
        check(text, field, column: column, record: record, in: &segment, &marks)
      case .value(let element):
        let cell = (segment.count) * rules.elements + element
        readValue(
          field, element: element, cell: cell, column: column, record: record, role: sheet.role,
          into: &segment, &marks)
      case .elementName:
        element = vocabulary.element(named: field)
        if element == nil {
          noteUnreadable(
            .unknownElement, field, column: column, record: record, in: &segment, &marks)
        }
      case .elementValue:
        continue
      }
    }
    if sheet.columns.isLong {
      segment.elements.append(element.map(UInt8.init) ?? .max)
      if element == nil { marks.insert(.withoutElement) }
      if let column = sheet.columns.column(of: .elementValue) {
        let index = fields.lowerBound + column
        let range = (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
        readValue(
          bytes.extracting(range), element: element, cell: record, column: column, record: record,
          role: sheet.role, into: &segment, &marks)
      }
    }
    if sheet.role == .plans { append(texts, of: bytes, to: &segment) }
    if sheet.role == .plans, sheet.columns.hasBoard,
      vocabulary.isBlank(bytes.extracting(texts[.board]))
    {
      marks.insert(.boardIsBlank)
    }
    if !sheet.columns.isLong { judgeWideRecord(record, role: sheet.role, in: segment, &marks) }
    segment.marks.append(marks)
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

  private func readValue(
    _ field: Span<UInt8>, element: Int?, cell: Int, column: Int, record: Int, role: SheetRole,
    into segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    switch role {
    case .plans:
      let weight = vocabulary.weight(in: field)
      segment.weights[cell] = weight
      if weight == Cell.unreadableWeight {
        noteUnreadable(
          .invalidWeight, field, column: column, element: element, record: record, in: &segment,
          &marks)
      }
    case .ratings:
      let level = vocabulary.level(in: field)
      segment.levels[cell] = level
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
    _ text: TextColumn, _ field: Span<UInt8>, column: Int, record: Int,
    in segment: inout SegmentDraft, _ marks: inout SheetSegment.Marks
  ) {
    let check = TextCheck(field)
    if let fault = check.fault {
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
    _ fields: Range<Int>, of bytes: Span<UInt8>, _ ends: Span<UInt32>, from sheet: SheetReader,
    to segment: inout SegmentDraft
  ) {
    let record = segment.count
    var marks: SheetSegment.Marks = [.withoutElement]
    appendBlankCells(from: sheet, to: &segment)
    segment.note(.wrongFieldCount, record: record, found: fields.count, marks: &marks)
    let idColumn = sheet.columns.column(of: .executiveID) ?? 0
    for (column, index) in fields.enumerated() {
      let field = bytes.extracting((index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]))
      if column == idColumn {
        appendID(field, column: column, record: record, to: &segment, &marks)
      } else if TextCheck(field).fault == .lineBreakInField {
        segment.note(
          .lineBreakInField, record: record, column: min(column, sheet.columns.count - 1),
          value: field, marks: &marks)
      }
    }
    if fields.count <= idColumn {
      appendID(Span(), column: idColumn, record: record, to: &segment, &marks)
    }
    if sheet.columns.isLong { segment.elements.append(.max) }
    if sheet.role == .plans { append(TextRanges(), of: bytes, to: &segment) }
    segment.marks.append(marks)
  }

  /// Appends the cells of a record, with nothing in them yet.
  private func appendBlankCells(from sheet: SheetReader, to segment: inout SegmentDraft) {
    for _ in 0..<(sheet.columns.isLong ? 1 : rules.elements) {
      switch sheet.role {
      case .plans: segment.weights.append(Cell.missingWeight)
      case .ratings: segment.levels.append(Cell.missingLevel)
      }
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
    var fault: FindingCode?
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20 && byte < 0x7F { continue }
      switch byte {
      case 0x0A, 0x0D:
        self.fault = .lineBreakInField
        return
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
    self.fault = fault
  }
}
